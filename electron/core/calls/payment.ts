// A payment on the counter: the till decides.
import type { paymentCalls } from '../../../src-shared/contract/calls/payment.ts';
import { fail } from '../../../src-shared/result.ts';
import type { Session } from '../session.ts';
import type { Calls } from './dispatch.ts';
import { withTill } from './with-till.ts';

export function paymentCallsOf(session: Session): Calls<typeof paymentCalls> {
  return {
    startPayment: ({ amountMinor, saleNumber }) =>
      session.setUp.isLeaving
        ? fail({ code: 'restarting' })
        : withTill(session, ({ till }) => till.startPayment(amountMinor, saleNumber)),
    cancelPayment: ({ paymentId }) =>
      withTill(session, ({ till }) => till.cancelPayment(paymentId)),
    approvalShown: ({ paymentId }) =>
      withTill(session, ({ till }) => till.approvalShown(paymentId)),
    nextSale: ({ paymentId }) => withTill(session, ({ till }) => till.nextSale(paymentId)),
    voidPayment: ({ paymentId }) => withTill(session, ({ till }) => till.voidPayment(paymentId)),
  };
}
