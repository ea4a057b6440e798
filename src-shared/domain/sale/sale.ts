// A sale: lines (what is sold) and tenders (how it is paid). Everything that is counted of one is
// counted here, from what was taken; no sum is kept beside it.
import type { Phase } from '../transaction.ts';
import { type CashRounding, inCoins } from './rounding.ts';

/**
 * - `open`: on the counter; only an open sale changes;
 * - `parked`: put aside for later;
 * - `completed`: paid to the cent, and handed over;
 * - `abandoned`: nothing was sold.
 */
export const saleStates = ['open', 'parked', 'completed', 'abandoned'] as const;
export type SaleState = (typeof saleStates)[number];

/** Most lines of a sale, those taken off it included. */
export const mostLines = 1_000;
/** Most of them that a far end is asked for: they are asked for beside each other. */
export const mostOrders = 20;
/** Most sales that are put aside at a time: each of them has to be seen. */
export const mostParked = 100;
/** Most of one thing on a line. */
export const mostQuantity = 999;
/** Most characters of a line's name, and of the reference on another terminal's slip. */
export const mostName = 60;
export const mostReference = 40;

/** One thing that is sold, and how many of it. Amounts in minor units of the sale's currency. */
export type Line = {
  readonly id: string;
  readonly name: string | null;
  readonly unitMinor: number;
  readonly quantity: number;
  /** Taken off the sale; it stays in the book. */
  readonly isRemoved: boolean;
  /** What a far end is asked for it; null of goods. */
  readonly order: Order | null;
};

/** The kind of an order by which money goes out, in every service's words. */
export const refundKind = 'refund';

/** What a line asks of a far end. */
export type Order = {
  readonly service: string;
  /** In the service's word; `refundKind` where money goes out for it. */
  readonly kind: string;
  /** JSON text that only the service understands. */
  readonly asked: string;
};

/** A tender that passes through the cashier's hands or another machine. */
export type HandTender = {
  readonly id: string;
  readonly kind: 'cash' | 'card';
  /** Of cash, what was received. */
  readonly amountMinor: number;
  /** Of a card, what the other terminal's slip says. */
  readonly reference: string | null;
  /** Handed back, or given back by the other machine: by a person's word. */
  readonly isReturned: boolean;
};

/** A transaction that pays for (a part of) a sale. */
export type Part = {
  readonly id: string;
  readonly phase: Phase;
  readonly amountMinor: number;
  /** What the far end holds or has taken; 0 until it says so. */
  readonly approvedMinor: number;
};

/** A transaction that (what is on) a line was asked for by. */
export type Purchase = Part & { readonly lineId: string };

export type Sale = {
  readonly id: string;
  readonly state: SaleState;
  readonly lines: readonly Line[];
  readonly tenders: readonly HandTender[];
  readonly parts: readonly Part[];
  /** Oldest first. */
  readonly purchases: readonly Purchase[];
};

/** What a sale comes to, in minor units. */
export type Balance = {
  readonly totalMinor: number;
  /** What the far ends hold or have taken. */
  readonly partsMinor: number;
  readonly cardMinor: number;
  /** Cash that was received. */
  readonly cashMinor: number;
  /** What is still to pay, before cash is rounded; 0 when the sale is paid for. */
  readonly leftMinor: number;
  /** What is still to pay if the rest of it is cash. */
  readonly cashLeftMinor: number;
  /** What goes back to the customer of the cash received. */
  readonly changeMinor: number;
  /** What was paid beyond the total because coins are no smaller; negative when it was less. */
  readonly roundingMinor: number;
};

export function amountOf({ unitMinor, quantity }: Pick<Line, 'unitMinor' | 'quantity'>): number {
  return unitMinor * quantity;
}

/** What lines come to; less than nothing where money goes out. */
export function totalOf(lines: readonly Line[]): number {
  return sum(lines.map((line) => (isRefund(line) ? -amountOf(line) : amountOf(line))));
}

export function linesOf(sale: Pick<Sale, 'lines'>): readonly Line[] {
  return sale.lines.filter(({ isRemoved }) => !isRemoved);
}

export function tendersOf(sale: Pick<Sale, 'tenders'>): readonly HandTender[] {
  return sale.tenders.filter(({ isReturned }) => !isReturned);
}

/** Whether money goes out for a line instead of in. */
export function isRefund({ order }: { readonly order?: Order | null }): boolean {
  return order?.kind === refundKind;
}

/** The lines that a far end is asked for. */
export function ordersOf(sale: Pick<Sale, 'lines'>): readonly Line[] {
  return linesOf(sale).filter(({ order }) => order !== null);
}

/** The newest transaction of a line. */
export function purchaseOf<Of extends Purchase>(
  sale: { readonly purchases: readonly Of[] },
  lineId: string,
): Of | undefined {
  return sale.purchases.findLast((purchase) => purchase.lineId === lineId);
}

/**
 * How a line stands that a far end is asked for:
 * - `notAsked`, `asking`;
 * - `differs`: approved for less than stands on the line: somebody has to take it, or take it off;
 * - `ready`: approved as it stands there;
 * - `notPaid`: refused, or undone; it can be asked for anew;
 * - `completed`.
 */
export type OrderState = 'notAsked' | 'asking' | 'differs' | 'ready' | 'notPaid' | 'completed';

export function orderStateOf(sale: Pick<Sale, 'purchases'>, line: Line): OrderState {
  const purchase = purchaseOf(sale, line.id);
  switch (purchase?.phase) {
    case undefined:
      return 'notAsked';
    case 'asking':
    case 'unknown':
      return 'asking';
    case 'approved':
      return purchase.approvedMinor === amountOf(line) ? 'ready' : 'differs';
    case 'completed':
      return 'completed';
    default:
      return 'notPaid';
  }
}

/** Whether every line that needs it is approved as it stands there. */
export function isApproved(sale: Pick<Sale, 'lines' | 'purchases'>): boolean {
  return ordersOf(sale).every((line) => orderStateOf(sale, line) === 'ready');
}

/** The parts that money was found for. */
export function paidParts(sale: Pick<Sale, 'parts'>): readonly Part[] {
  return sale.parts.filter(({ phase }) => phase === 'approved' || phase === 'completed');
}

/**
 * Counts a sale. Cash is rounded once, over all of it, and only where it pays for the last of the sale:
 * tendered, less change, less rounding, is the total.
 */
export function balanceOf(
  sale: Omit<Sale, 'id' | 'state' | 'purchases'>,
  rule: CashRounding,
): Balance {
  const totalMinor = totalOf(linesOf(sale));
  const partsMinor = sum(paidParts(sale).map(({ approvedMinor }) => approvedMinor));
  const held = tendersOf(sale);
  const ofKind = (wanted: HandTender['kind']) => held.filter(({ kind }) => kind === wanted);
  const cardMinor = sum(ofKind('card').map(({ amountMinor }) => amountMinor));
  const cashMinor = sum(ofKind('cash').map(({ amountMinor }) => amountMinor));
  const dueMinor = totalMinor - partsMinor - cardMinor;
  const cashDueMinor = inCoins(dueMinor, rule);
  const counts = { totalMinor, partsMinor, cardMinor, cashMinor };
  // Of less than nothing, which a refund comes to, the whole is given out of the drawer.
  const hasCash = ofKind('cash').length > 0 || dueMinor < 0;
  const isPaidByCash = hasCash && cashMinor >= cashDueMinor;
  return isPaidByCash
    ? {
        ...counts,
        leftMinor: 0,
        cashLeftMinor: 0,
        changeMinor: cashMinor - cashDueMinor,
        roundingMinor: cashDueMinor - dueMinor,
      }
    : {
        ...counts,
        leftMinor: Math.max(dueMinor - cashMinor, 0),
        cashLeftMinor: Math.max(cashDueMinor - cashMinor, 0),
        changeMinor: 0,
        roundingMinor: 0,
      };
}

/** Whether anything of it is in the drawer, at another machine or taken by a far end for good. */
export function holdsMoney(sale: Sale): boolean {
  return tendersOf(sale).length > 0 || sale.parts.some(({ phase }) => phase === 'completed');
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((all, amount) => all + amount, 0);
}
