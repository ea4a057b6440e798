// Bills as a window sees them: on the lines of a sale, and on its page. Reads only.
import type { BillLineView, BillStory } from '../../../src-shared/contract/views/bills.ts';
import { type Line, orderStateOf } from '../../../src-shared/domain/sale/sale.ts';
import type { AskedBill } from '../../../src-shared/services/bills/bill.ts';
import { readAsked, readBill } from '../services/bills/bill-row.ts';
import { billsService } from '../services/bills/bills-service.ts';
import { keptReason } from '../services/kept-reason.ts';
import { readRows } from '../store/safe/unreadable.ts';
import type { Store } from '../store/store.ts';
import type { StoredSale } from '../store/tables/sales.ts';
import type { StoredPurchase } from '../store/tables/transactions.ts';
import { reasonView } from './reason-view.ts';

/** Of a line that pays a bill, how that stands; null of any other. */
export function billLineView(store: Store, sale: StoredSale, line: Line): BillLineView | null {
  if (line.order?.service !== billsService.name) return null;
  const asked = readAsked(line.order.asked);
  // Damaged: it can only be taken off.
  if (!asked) return null;
  const ofLine = sale.purchases.filter(({ lineId }) => lineId === line.id).slice(-1);
  const [story = null] = billStories(store, ofLine);
  return {
    ...namesOf(asked),
    biller: story?.biller ?? namesOf(asked).biller,
    state: orderStateOf(sale, line),
    story,
  };
}

/** Each attempt to pay a bill, oldest first, of those that can be read. */
export function billStories(store: Store, purchases: readonly StoredPurchase[]): BillStory[] {
  return purchases
    .filter(({ row }) => row.service === billsService.name)
    .flatMap((purchase) =>
      readRows(store, 'transactions', [purchase.row], () => billStory(store, purchase)),
    );
}

function billStory(store: Store, { row, advice }: StoredPurchase): BillStory {
  const bill = readBill(row);
  const approval = 'approval' in bill ? bill.approval : null;
  const names = namesOf(bill.asked);
  return {
    transactionId: row.id,
    ...names,
    biller: approval?.biller ?? names.biller,
    phase: row.phase,
    amount: bill.amount,
    approved: approval?.approved ?? null,
    fee: approval?.fee ?? null,
    reason: 'reason' in bill ? reasonView(keptReason(bill.reason, store.redact)) : null,
    slipLines: [...(approval?.slipLines ?? [])],
    issuerReference: approval?.issuerReference ?? null,
    phoneNumber: approval?.phoneNumber ?? null,
    startedAt: row.started_at,
    advice: advice && { kind: advice.kind, state: advice.state },
  };
}

function namesOf(asked: AskedBill): Pick<BillStory, 'kind' | 'number' | 'biller'> {
  return asked.kind === 'refund'
    ? { kind: asked.kind, number: asked.issuerReference, biller: null }
    : { kind: asked.kind, number: asked.number, biller: asked.biller?.name ?? null };
}
