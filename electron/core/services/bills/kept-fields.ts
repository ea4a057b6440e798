// What support needs of each answer of the bill payment interface: of these fields the value is kept, of
// any other its name and how long it was. Who the customer is, where they live and what they owe is
// nobody's business here; the slip's lines stand with the approval.
import type { BillOperation } from '../../../../src-shared/services/bills/operations.ts';
import { billOperationNames } from '../../../../src-shared/services/bills/operations.ts';
import type { KeptFields } from '../../wire/kept-answer.ts';

const party: KeptFields = { id: 'id', name: 'text' };
const amount: KeptFields = { amount: 'value', currency: 'id', ledgerIndicator: 'code' };

const kept: KeptFields = {
  id: 'id',
  requestId: 'id',
  time: 'id',
  thirdPartyIdentifiers: [{ institutionId: 'id', transactionIdentifier: 'id' }],
  rrn: 'id',
  stan: 'id',
  basketRef: 'id',
  amounts: {
    requestAmount: amount,
    approvedAmount: amount,
    feeAmount: amount,
    minPayableAmount: amount,
    maxPayableAmount: amount,
  },
  partPaymentAllowed: 'value',
  overPaymentAllowed: 'value',
  originator: { institution: party, terminalId: 'id', merchant: { merchantId: 'id' } },
  client: party,
  settlementEntity: party,
  receiver: party,
  account: { accountRef: 'id', dueDate: 'id' },
  trafficFine: { noticeNumber: 'id', dueDate: 'id' },
  policy: { policyNumber: 'id', dueDate: 'id' },
  slipData: { issuerReference: 'id', phoneNumber: 'id' },
  reversalReason: 'code',
  requestType: 'code',
  originalId: 'id',
  errorType: 'code',
  errorMessage: 'text',
  detailMessage: 'codes',
};

export const billKeptFields = Object.fromEntries(
  billOperationNames.map((name) => [name, kept]),
) as Readonly<Record<BillOperation, KeptFields>>;
