// A QR payment of the sale on the counter: the till decides.
import type { paymentCalls } from '../../../src-shared/contract/calls/payment.ts';
import { fail } from '../../../src-shared/result.ts';
import type { Session } from '../session.ts';
import type { Calls } from './dispatch.ts';
import { withTill } from './with-till.ts';

export function paymentCallsOf(session: Session): Calls<typeof paymentCalls> {
  return {
    startPayment: ({ amountMinor, saleId }) =>
      session.setUp.isLeaving
        ? fail({ code: 'restarting' })
        : withTill(session, ({ till }) => till.payments.start('qr', amountMinor, saleId)),
    cancelPayment: ({ paymentId }) =>
      withTill(session, ({ till }) => till.payments.cancel(paymentId)),
    approvalShown: ({ paymentId }) =>
      withTill(session, ({ till }) => till.payments.shown(paymentId)),
    voidPayment: ({ paymentId }) => withTill(session, ({ till }) => till.payments.void(paymentId)),
  };
}
