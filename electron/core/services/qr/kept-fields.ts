// What support needs of each answer, by operation (qr.md §2): of these fields the value is kept, of any
// other its name and how long it was. A customer, a card beyond its first six digits, a token, a PIN or
// a balance is nobody's business here.
import { type QrOperation } from '../../../../src-shared/services/qr/operations.ts';

import type { Kept, KeptFields } from '../../wire/kept-answer.ts';

const party: KeptFields = { id: 'id', name: 'text' };
const amount: KeptFields = { amount: 'value', currency: 'id', ledgerIndicator: 'code' };
// Not `balanceAmount`, which is what the customer has.
const amounts: KeptFields = { requestAmount: amount, approvedAmount: amount, feeAmount: amount };
const identifiers: readonly [Kept] = [{ institutionId: 'id', transactionIdentifier: 'id' }];

const ofEveryMessage: KeptFields = {
  id: 'id',
  time: 'id',
  thirdPartyIdentifiers: identifiers,
  rrn: 'id',
  stan: 'id',
  tranId: 'id',
  amounts,
};

const parties: KeptFields = {
  originator: { institution: party, terminalId: 'id', merchant: { merchantId: 'id' } },
  client: party,
  settlementEntity: party,
  receiver: party,
};

const ofErrorDetail: KeptFields = {
  originalId: 'id',
  errorType: 'code',
  errorMessage: 'text',
  detailMessage: 'codes',
  providerErrorCode: 'text',
  providerErrorMsg: 'text',
  providerRef: 'id',
};

const ofAdvice: KeptFields = {
  ...ofEveryMessage,
  ...ofErrorDetail,
  requestId: 'id',
  reversalReason: 'code',
  partner: party,
};

export const qrKeptFields: Readonly<Record<QrOperation, KeptFields>> = {
  createQrCode: {
    ...ofEveryMessage,
    ...ofErrorDetail,
    ...parties,
    qrCode: 'id',
    qrProperties: {
      value: amount,
      partPaymentAllowed: 'value',
      overPaymentAllowed: 'value',
      singleUse: 'value',
      expiryDate: 'id',
      scheme: 'code',
    },
  },
  pay: {
    ...ofEveryMessage,
    ...ofErrorDetail,
    ...parties,
    partner: party,
    basketRef: 'id',
    tranType: 'code',
    tenders: [{ tenderType: 'code', amount, accountType: 'code', cardNumber: 'card' }],
    slipData: { messageLines: [{ text: 'text' }], issuerReference: 'id', slipWidth: 'value' },
  },
  confirmPayment: ofAdvice,
  reversePayment: ofAdvice,
};
