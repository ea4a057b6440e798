// The one decision over all of a sale: it completes with every transaction and tender it has, or every
// transaction of it is undone. Pure: the caller stores the sale, what its transactions are told and the
// postings in one commit, then acts.
import { assertNever, fail, type Result, succeed } from '../../result.ts';
import type { TakenTender } from '../advice.ts';
import { isEnded, type SaleCall } from '../transaction.ts';
import type { CashRounding } from './rounding.ts';
import {
  amountOf,
  type Balance,
  balanceOf,
  holdsMoney,
  isApproved,
  isRefund,
  linesOf,
  ordersOf,
  type Part,
  paidParts,
  purchaseOf,
  type Sale,
  type SaleState,
  tendersOf,
  totalOf,
} from './sale.ts';

/**
 * Where money can be. `sale` is what passes through: over a sale its postings come to nothing. `elsewhere`
 * is what 0.1.0 was never told of: the rest of a sale that was paid for in part.
 */
export const accounts = [
  'goods',
  'sale',
  'drawer',
  'card',
  'wallet',
  'rounding',
  // Whom a line was bought from: of its money nothing is the shop's.
  'provider',
  'elsewhere',
] as const;
export type Account = (typeof accounts)[number];

/** Money from here to there, written by a completing commit. In minor units, more than 0. */
export type Posting = {
  readonly from: Account;
  readonly to: Account;
  readonly amountMinor: number;
  readonly transactionId: string | null;
};

export type SaleEvent =
  /** A person says that it is done, or the time to void it is over. */
  'complete' | 'abandon' | 'park' | 'resume';

/** What a transaction is told, and what was taken for it when its sale completes. */
export type Told = {
  readonly id: string;
  readonly event: SaleCall;
  readonly tenders: readonly TakenTender[];
};

/** What becomes of a sale: its state, what each of its transactions is told, and the postings. */
export type Settled = {
  readonly state: SaleState;
  readonly tell: readonly Told[];
  readonly postings: readonly Posting[];
};

/** Why an event does not fit a sale; then nothing changes. */
export type Unsettled =
  /** It has come to its end, by another window or another press. */
  | 'saleEnded'
  | 'notParked'
  | 'nothingToPay'
  | 'notTendered'
  /** A transaction of it is under way, or approved and to be decided about. */
  | 'paymentOpen'
  /** A line of it has to be approved first. */
  | 'lineNotApproved'
  /** Cash or a card tender has to be given back first. */
  | 'holdsMoney';

/** Decides what an event makes of a sale. */
export function settle(
  sale: Sale,
  event: SaleEvent,
  rule: CashRounding,
): Result<Settled, Unsettled> {
  const needed = event === 'resume' ? 'parked' : 'open';
  if (sale.state !== needed) return fail(needed === 'parked' ? 'notParked' : 'saleEnded');
  switch (event) {
    case 'complete':
      return complete(sale, rule);
    case 'abandon':
      return abandon(sale);
    case 'park':
      if (linesOf(sale).length === 0 && !holdsMoney(sale)) return fail('nothingToPay');
      // A parked sale holds no money at a far end; what is approved for its lines may stay for a while.
      if (openParts(sale).length > 0) return fail('paymentOpen');
      if (sale.purchases.some(({ phase }) => phase === 'asking')) return fail('paymentOpen');
      return succeed({ state: 'parked', tell: [], postings: [] });
    case 'resume':
      return succeed({ state: 'open', tell: [], postings: [] });
    default:
      return assertNever(event);
  }
}

function complete(sale: Sale, rule: CashRounding): Result<Settled, Unsettled> {
  if (linesOf(sale).length === 0) return fail('nothingToPay');
  const open = openParts(sale);
  if (open.some(({ phase }) => phase !== 'approved')) return fail('paymentOpen');
  if (!isApproved(sale)) return fail('lineNotApproved');
  if (balanceOf(sale, rule).leftMinor > 0) return fail('notTendered');
  const bought = tendersByOrder(sale, rule);
  const isCovered = ordersOf(sale).every((line, index) => {
    const taken = bought[index]?.tenders.reduce((all, { amountMinor }) => all + amountMinor, 0);
    return taken === (isRefund(line) ? 0 : amountOf(line));
  });
  if (!isCovered) return fail('notTendered');
  return succeed({
    state: 'completed',
    tell: [
      ...open.map(({ id }) => ({ id, event: 'completed' as const, tenders: [] })),
      ...bought.map((told) => ({ ...told, event: 'completed' as const })),
      // Whatever else is held for it was not sold: of a line that was taken off, by a mended book's word.
      ...openOfSale({ ...sale, parts: [] })
        .filter(({ id }) => !bought.some((told) => told.id === id))
        .map(({ id }) => ({ id, event: 'abandoned' as const, tenders: [] })),
    ],
    postings: postingsOf(sale, rule),
  });
}

function abandon(sale: Sale): Result<Settled, Unsettled> {
  if (holdsMoney(sale)) return fail('holdsMoney');
  return succeed({
    state: 'abandoned',
    tell: openOfSale(sale).map(({ id }) => ({ id, event: 'abandoned', tenders: [] })),
    postings: [],
  });
}

/**
 * Whether a sale that has just been paid for waits to be completed: what a far end holds can be voided
 * for free as long as nothing was confirmed. Cash and cards have been handed over already.
 */
export function canStillBeVoided(sale: Sale): boolean {
  return sale.parts.some(({ phase }) => phase === 'approved');
}

/** What pays for a sale and has not come to its end. */
export function openParts<Of extends Part>(sale: { readonly parts: readonly Of[] }): readonly Of[] {
  return sale.parts.filter(({ phase }) => !isEnded(phase));
}

/** Everything of a sale that has not come to its end. */
export function openOfSale(sale: Sale): readonly Part[] {
  return [...sale.parts, ...sale.purchases].filter(({ phase }) => !isEnded(phase));
}

/** What a far end holds for a sale: money that pays for it, and what its lines ask for. */
export function approvedOf<Of extends Part>(parts: readonly Of[]): readonly Of[] {
  return parts.filter(({ phase }) => phase === 'approved');
}

/**
 * Which of the tenders were taken for each line that a far end is asked for. They are handed out in the
 * order of the lines, those that another machine or a far end took before cash, so that the tenders of a
 * line come to what is approved of it, to the cent; goods and what cash was rounded by take the rest.
 */
export function tendersByOrder(
  sale: Sale,
  rule: CashRounding,
): readonly { readonly id: string; readonly tenders: readonly TakenTender[] }[] {
  const left = takenFor(sale, balanceOf(sale, rule));
  return ordersOf(sale).flatMap((line) => {
    const purchase = purchaseOf(sale, line.id);
    if (!purchase) return [];
    const tenders: TakenTender[] = [];
    let needed = isRefund(line) ? 0 : amountOf(line);
    for (const tender of left) {
      const amountMinor = Math.min(tender.leftMinor, needed);
      tender.leftMinor -= amountMinor;
      needed -= amountMinor;
      if (amountMinor > 0) {
        const { kind, reference } = tender;
        tenders.push({ kind, amountMinor, reference });
      }
    }
    return [{ id: purchase.id, tenders }];
  });
}

type Left = Omit<TakenTender, 'amountMinor'> & { leftMinor: number };

// Cash counts for what it paid for: without the change, and before it was rounded.
function takenFor(sale: Sale, { cashMinor, changeMinor, roundingMinor }: Balance): Left[] {
  const cards = tendersOf(sale).filter(({ kind }) => kind === 'card');
  const ofCash = Math.max(cashMinor - changeMinor - roundingMinor, 0);
  return [
    ...paidParts(sale).map((part) => ({
      kind: 'wallet' as const,
      leftMinor: part.approvedMinor,
      reference: null,
    })),
    ...cards.map(({ amountMinor, reference }) => ({
      kind: 'card' as const,
      leftMinor: amountMinor,
      reference,
    })),
    { kind: 'cash' as const, leftMinor: ofCash, reference: null },
  ];
}

function postingsOf(sale: Sale, rule: CashRounding): Posting[] {
  const { changeMinor, roundingMinor } = balanceOf(sale, rule);
  const goods = linesOf(sale).filter(({ order }) => order === null);
  const all: Posting[] = [
    posting('goods', 'sale', totalOf(goods)),
    ...ordersOf(sale).map((line) => {
      const id = purchaseOf(sale, line.id)?.id ?? null;
      return isRefund(line)
        ? posting('sale', 'provider', amountOf(line), id)
        : posting('provider', 'sale', amountOf(line), id);
    }),
    ...paidParts(sale).map(({ id, approvedMinor }) => posting('sale', 'wallet', approvedMinor, id)),
    ...tendersOf(sale).map(({ kind, amountMinor }) =>
      posting('sale', kind === 'cash' ? 'drawer' : 'card', amountMinor),
    ),
    posting('drawer', 'sale', changeMinor),
    roundingMinor > 0
      ? posting('rounding', 'sale', roundingMinor)
      : posting('sale', 'rounding', -roundingMinor),
  ];
  return all.filter(({ amountMinor }) => amountMinor > 0);
}

function posting(
  from: Account,
  to: Account,
  amountMinor: number,
  transactionId: string | null = null,
): Posting {
  return { from, to, amountMinor, transactionId };
}

/** What an account has more after these postings; of `sale` it is nothing. */
export function netOf(account: Account, postings: readonly Posting[]): number {
  return postings.reduce((net, { from, to, amountMinor }) => {
    const gained = to === account ? amountMinor : 0;
    return net + gained - (from === account ? amountMinor : 0);
  }, 0);
}
