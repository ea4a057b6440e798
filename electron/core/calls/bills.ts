// Bills: looked up, put on the sale on the counter, and given back.
import type { billCalls } from '../../../src-shared/contract/calls/bills.ts';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Order } from '../../../src-shared/domain/sale/sale.ts';
import { fail, succeed } from '../../../src-shared/result.ts';
import type { AskedBill } from '../../../src-shared/services/bills/bill.ts';
import { billsService } from '../services/bills/bills-service.ts';
import { listBillers, lookUpBill } from '../services/bills/lookups.ts';
import type { Session } from '../session.ts';
import type { Calls } from './dispatch.ts';
import { withTill } from './with-till.ts';

const notSetUp = fail<Failure>({ code: 'notSetUp' });

export function billCallsOf(session: Session): Calls<typeof billCalls> {
  const { store, clock, ports } = session;
  const partsOf = (selling: NonNullable<Session['selling']>) => ({
    selling,
    store,
    clock,
    chance: ports.chance,
    log: ports.log,
  });
  const add = (asked: AskedBill, amountMinor: number, name: string | null, saleId?: string) =>
    session.setUp.isLeaving
      ? fail<Failure>({ code: 'restarting' })
      : withTill(session, ({ till, endpoints }) =>
          endpoints[billsService.name]
            ? till.basket.add(
                { name, unitMinor: amountMinor, quantity: 1, order: orderOf(asked) },
                saleId,
              )
            : notSetUp,
        );
  return {
    getBillers: async () => {
      const billers = session.selling && (await listBillers(partsOf(session.selling)));
      return billers ? succeed(billers) : notSetUp;
    },
    lookUpBill: async ({ kind, number, biller = null }) => {
      const { selling } = session;
      const found = selling && (await lookUpBill(partsOf(selling), { kind, number, biller }));
      return found ? succeed(found) : notSetUp;
    },
    addBill: ({ saleId, kind, number, biller = null, amountMinor }) =>
      add({ kind, number, biller }, amountMinor, biller?.name ?? null, saleId),
    addBillRefund: ({ issuerReference, amountMinor, reason }) =>
      add({ kind: 'refund', issuerReference, reason }, amountMinor, null),
  };
}

function orderOf(asked: AskedBill): Order {
  return {
    service: billsService.name,
    kind: asked.kind,
    asked: JSON.stringify(asked),
  };
}
