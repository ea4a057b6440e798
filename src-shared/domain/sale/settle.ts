// The one decision over all of a sale: it completes with every transaction and tender it has, or every
// transaction of it is undone. Pure: the caller stores the sale, what its transactions are told and the
// postings in one commit, then acts.
import { assertNever, fail, type Result, succeed } from '../../result.ts';
import { isEnded, type SaleCall } from '../transaction.ts';
import type { CashRounding } from './rounding.ts';
import {
  balanceOf,
  holdsMoney,
  linesOf,
  paidParts,
  type Sale,
  type SaleState,
  tendersOf,
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

/** What becomes of a sale: its state, what each of its transactions is told, and the postings. */
export type Settled = {
  readonly state: SaleState;
  readonly tell: readonly { readonly id: string; readonly event: SaleCall }[];
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
      // A parked sale holds nothing of a far end's: what is approved is decided about first.
      if (openParts(sale).length > 0) return fail('paymentOpen');
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
  if (balanceOf(sale, rule).leftMinor > 0) return fail('notTendered');
  return succeed({
    state: 'completed',
    tell: open.map(({ id }) => ({ id, event: 'completed' })),
    postings: postingsOf(sale, rule),
  });
}

function abandon(sale: Sale): Result<Settled, Unsettled> {
  if (holdsMoney(sale)) return fail('holdsMoney');
  return succeed({
    state: 'abandoned',
    tell: openParts(sale).map(({ id }) => ({ id, event: 'abandoned' })),
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

function openParts(sale: Sale): Sale['parts'] {
  return sale.parts.filter(({ phase }) => !isEnded(phase));
}

function postingsOf(sale: Sale, rule: CashRounding): Posting[] {
  const { totalMinor, changeMinor, roundingMinor } = balanceOf(sale, rule);
  const all: Posting[] = [
    posting('goods', 'sale', totalMinor),
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
