// Sales with several lines and tenders, as a cashier rings them up: each ends with all of its money taken,
// or with all of it given back.
import type { SaleView } from '../../src-shared/contract/views/sale.ts';
import { formatMoney } from '../../src-shared/domain/money.ts';
import type { BillScenarioName } from '../../src-shared/services/bills/scenarios.ts';
import type { TestTill } from '../support/test-till.ts';

/** The till as it runs now, and what the demo can do around it. */
export type Shop = {
  readonly till: () => TestTill;
  /** The customer pays the code that is asked for with this call. */
  readonly payByCode: (saleId: string, amountMinor: number) => Promise<void>;
  readonly pullThePlug: () => Promise<void>;
  /** What the next request about a bill meets. */
  readonly nextBillMeets: (name: BillScenarioName) => void;
};

export type SaleStory = readonly [name: string, play: (shop: Shop) => Promise<SaleView>];

async function ringUp(till: TestTill, ...prices: readonly number[]): Promise<string> {
  for (const amountMinor of prices) {
    const { sale } = till.view;
    await till.call('addLine', { amountMinor, ...(sale && { saleId: sale.saleId }) });
  }
  return till.saleId;
}

/** Completes and leaves the sale; how it ended. */
async function end({ till }: Shop, saleId: string): Promise<SaleView> {
  const completed = till().when(({ sale }) => sale?.state === 'completed');
  await till().call('nextSale', { saleId });
  const { sale } = await completed;
  // Where there is change, that is told before the next sale.
  if (till().view.sale) await till().call('nextSale', { saleId });
  if (!sale) throw new Error('no sale on the counter');
  return sale;
}

const bill = { kind: 'account', number: '8814400276153' } as const;

/** Asks the biller for all that the lines of the sale need; resolves with its answer. */
async function askBiller({ till }: Shop, saleId: string): Promise<void> {
  await till().call('approveLines', { saleId });
  await till().when(({ sale }) => sale?.approval === 'ready' || sale?.approval === 'blocked');
}

async function leaveUnsold({ till }: Shop, saleId: string): Promise<SaleView> {
  const { sale } = till().view;
  await till().call('abandonSale', { saleId });
  if (!sale) throw new Error('no sale on the counter');
  return { ...sale, state: 'abandoned', tenders: [] };
}

/** The reference on the slip of the bill that was paid last. */
let lastReference = '';

/** Bills: each is confirmed with what was taken for it, or given back. */
export const billStories: readonly SaleStory[] = [
  [
    'A bill with groceries, by QR and in cash',
    async (shop) => {
      const saleId = await ringUp(shop.till(), 4_500);
      await shop.till().call('addBill', { ...bill, saleId, amountMinor: 20_000 });
      await askBiller(shop, saleId);
      await shop.payByCode(saleId, 14_500);
      await shop.till().call('takeCash', { saleId, receivedMinor: 10_000 });
      lastReference = shop.till().view.sale?.lines[1]?.bill?.story?.issuerReference ?? '';
      return end(shop, saleId);
    },
  ],
  [
    'That bill is given back in cash',
    async (shop) => {
      const refund = { issuerReference: lastReference, amountMinor: 20_000, reason: 'Paid twice' };
      await shop.till().call('addBillRefund', refund);
      const { saleId } = shop.till();
      await askBiller(shop, saleId);
      return end(shop, saleId);
    },
  ],
  [
    'The biller agrees, the answer is lost',
    async (shop) => {
      await shop.till().call('addBill', { ...bill, amountMinor: 15_000 });
      const { saleId } = shop.till();
      shop.nextBillMeets('loseAnswer');
      await askBiller(shop, saleId);
      return leaveUnsold(shop, saleId);
    },
  ],
  [
    'The biller agrees to less, that is taken',
    async (shop) => {
      await shop.till().call('addBill', { ...bill, amountMinor: 15_000 });
      const { saleId } = shop.till();
      shop.nextBillMeets('approvePart');
      await askBiller(shop, saleId);
      const lineId = shop.till().view.sale?.lines[0]?.lineId ?? '';
      await shop.till().call('acceptApproved', { saleId, lineId });
      await shop.till().call('takeCash', { saleId, receivedMinor: 7_500 });
      return end(shop, saleId);
    },
  ],
  [
    'A bill, the plug is pulled, cash',
    async (shop) => {
      await shop.till().call('addBill', { ...bill, amountMinor: 12_000 });
      const { saleId } = shop.till();
      await askBiller(shop, saleId);
      await shop.pullThePlug();
      await shop.till().call('takeCash', { saleId, receivedMinor: 12_000 });
      return end(shop, saleId);
    },
  ],
  [
    'A bill, and the customer leaves',
    async (shop) => {
      await shop.till().call('addBill', { ...bill, amountMinor: 9_000 });
      const { saleId } = shop.till();
      await askBiller(shop, saleId);
      return leaveUnsold(shop, saleId);
    },
  ],
];

export const saleStories: readonly SaleStory[] = [
  [
    'Two lines, paid in cash',
    async (shop) => {
      const saleId = await ringUp(shop.till(), 3_798, 2_349);
      await shop.till().call('takeCash', { saleId, receivedMinor: 10_000 });
      return end(shop, saleId);
    },
  ],
  [
    'A part by QR, the rest in cash',
    async (shop) => {
      const saleId = await ringUp(shop.till(), 12_450, 6_000);
      await shop.payByCode(saleId, 12_450);
      await shop.till().call('takeCash', { saleId, receivedMinor: 10_000 });
      return end(shop, saleId);
    },
  ],
  [
    'A card on another terminal, the rest by QR',
    async (shop) => {
      const saleId = await ringUp(shop.till(), 9_900, 1_250, 480);
      const card = { saleId, amountMinor: 5_000, reference: 'A 0041' };
      await shop.till().call('takeCard', card);
      await shop.payByCode(saleId, 6_630);
      return end(shop, saleId);
    },
  ],
  [
    'A line taken off, put aside, taken up, paid',
    async (shop) => {
      const saleId = await ringUp(shop.till(), 2_500, 799, 1_000);
      const lineId = shop.till().view.sale?.lines[1]?.lineId ?? '';
      await shop.till().call('removeLine', { saleId, lineId });
      await shop.till().call('parkSale', { saleId });
      await shop.till().call('resumeSale', { saleId });
      await shop.payByCode(saleId, 3_500);
      return end(shop, saleId);
    },
  ],
  [
    'A part by QR, and the customer leaves',
    async (shop) => {
      const saleId = await ringUp(shop.till(), 20_000);
      await shop.payByCode(saleId, 15_000);
      return leaveUnsold(shop, saleId);
    },
  ],
  [
    'A part by QR, the plug is pulled, cash',
    async (shop) => {
      const saleId = await ringUp(shop.till(), 7_000, 3_000);
      await shop.payByCode(saleId, 4_000);
      await shop.pullThePlug();
      await shop.till().call('takeCash', { saleId, receivedMinor: 6_000 });
      return end(shop, saleId);
    },
  ],
];

/** How a sale ended, in the cells of a table. */
export function cellsOf({ state, total, tenders, change, payOut }: SaleView): string[] {
  if (payOut.amountMinor > 0)
    return ['given back', formatMoney(total), `cash ${formatMoney(change)} out`];
  const paid = tenders.map(({ kind, amount }) => `${kind} ${formatMoney(amount)}`).join(', ');
  const back = change.amountMinor > 0 ? ` (change ${formatMoney(change)})` : '';
  const word = state === 'completed' ? 'sold' : 'not sold';
  return [word, formatMoney(total), `${paid || 'everything given back'}${back}`];
}
