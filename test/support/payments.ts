// One payment in each state, for tests of what leads where.
import { money } from '../../src-shared/domain/money.ts';
import type {
  Approval,
  Approved,
  AwaitingCustomer,
  NotPaid,
  Paid,
  PaymentId,
  RequestingCode,
} from '../../src-shared/services/qr/payment.ts';

const facts = {
  id: '5f0c7f2e-3a55-4b7e-9a6e-0d9f6c1a2b3c' as PaymentId,
  saleId: '4d0f3a1e-7c1b-4f7e-8b5d-2a9c8e7f6a5b',
  saleNumber: '000318',
  attempt: 1,
  amount: money(18_450, '710'),
  codeRequestId: '0b1d6f64-92a5-4d5c-8f0e-6a7b8c9d0e1f',
  startedAt: '2026-03-14T10:21:07.412+02:00',
};
const code = { tranId: 'b7b3ff7b', qrCode: '000201' };

export const approvalOf = (amountMinor: number, currency = '710'): Approval => ({
  approved: { amountMinor, currency },
  partner: { id: '90010', name: 'Protea Wallet' },
  thirdPartyIdentifiers: [],
  slipLines: [],
  issuerReference: null,
});

const approvedAt = '2026-03-14T10:21:31.090+02:00';
const decidedAt = '2026-03-14T10:21:33.204+02:00';

export const requestingCode: RequestingCode = { ...facts, state: 'requestingCode' };
export const awaitingCustomer: AwaitingCustomer = { ...facts, state: 'awaitingCustomer', code };
export const approved: Approved = {
  ...facts,
  state: 'approved',
  code,
  approval: approvalOf(18_450),
  approvedAt,
  shownAt: null,
};
export const paid: Paid = {
  ...facts,
  state: 'paid',
  code,
  approval: approvalOf(18_450),
  approvedAt,
  decidedAt,
};
export const notPaid: NotPaid = {
  ...facts,
  state: 'notPaid',
  code,
  approval: null,
  reason: { code: 'cancelled' },
  decidedAt,
};
