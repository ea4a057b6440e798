// The sale on the counter: the till decides.
import type { saleCalls } from '../../../src-shared/contract/calls/sale.ts';
import { fail } from '../../../src-shared/result.ts';
import type { Session } from '../session.ts';
import type { Calls } from './dispatch.ts';
import { withTill } from './with-till.ts';

export function saleCallsOf(session: Session): Calls<typeof saleCalls> {
  return {
    addLine: ({ saleId, amountMinor, quantity, name }) =>
      session.setUp.isLeaving
        ? fail({ code: 'restarting' })
        : withTill(session, ({ till }) =>
            till.basket.add({ name: name || null, unitMinor: amountMinor, quantity }, saleId),
          ),
    changeLine: ({ saleId, lineId, ...change }) =>
      withTill(session, ({ till }) => till.basket.change(saleId, lineId, change)),
    removeLine: ({ saleId, lineId }) =>
      withTill(session, ({ till }) => till.basket.remove(saleId, lineId)),
    putLineBack: ({ saleId, lineId }) =>
      withTill(session, ({ till }) => till.basket.putBack(saleId, lineId)),
    approveLines: ({ saleId }) =>
      session.setUp.isLeaving
        ? fail({ code: 'restarting' })
        : withTill(session, ({ till }) => till.approveLines(saleId)),
    acceptApproved: ({ saleId, lineId }) =>
      withTill(session, ({ till }) => till.basket.acceptApproved(saleId, lineId)),
    parkSale: ({ saleId }) => withTill(session, ({ till }) => till.parkSale(saleId)),
    resumeSale: ({ saleId }) =>
      session.setUp.isLeaving
        ? fail({ code: 'restarting' })
        : withTill(session, ({ till }) => till.resumeSale(saleId)),
    abandonSale: ({ saleId }) => withTill(session, ({ till }) => till.abandonSale(saleId)),
    takeCash: ({ saleId, receivedMinor }) =>
      withTill(session, ({ till }) => till.takeCash(saleId, receivedMinor)),
    takeCard: ({ saleId, amountMinor, reference }) =>
      withTill(session, ({ till }) => till.takeCard(saleId, amountMinor, reference)),
    takeTenderBack: ({ saleId, tenderId }) =>
      withTill(session, ({ till }) => till.takeTenderBack(saleId, tenderId)),
    nextSale: ({ saleId }) => withTill(session, ({ till }) => till.nextSale(saleId)),
  };
}
