// What the models of all interfaces have in common: what the till relies on, and an entry of a ledger.

/**
 * What the till relies on (quality anchors §1e):
 * - A1 a reversal of an unknown payment is remembered, and the request is refused when it comes;
 * - A2 an advice that comes again has no second effect;
 * - A3 an advice that was accepted is really carried out;
 * - A4 a reservation stays until an advice comes.
 *
 * And on what no model of it can leave out (A5): that nobody else says what only it may say, namely that
 * an advice is taken, by a bare status or an object, or by a bare 404 that there is nothing to reverse.
 */
export type Assumptions = {
  readonly A1: boolean;
  readonly A2: boolean;
  readonly A3: boolean;
  readonly A4: boolean;
};

export const allHold: Assumptions = { A1: true, A2: true, A3: true, A4: true };

export type Entry = {
  readonly paymentId: string;
  readonly tranId: string;
  readonly amountMinor: number;
  reservedMinor: number;
  settledMinor: number;
  releasedMinor: number;
  state: 'waiting' | 'reserved' | 'declined' | 'settled' | 'released';
  confirmed: number;
  reversed: number;
};

/** What is approved of the amount: all, or what a partner gets wrong or does in part. */
export type Share =
  | 'all'
  | 'part'
  | 'more'
  | 'absent'
  | 'otherCurrency'
  | 'otherTranId'
  /** All of it, by an answer with an id of its own, names in capitals and no identifiers. */
  | 'ownWay';

/** Enough of an id to tell it from the others in a story. */
export function short(id: string): string {
  return id.slice(0, 6);
}
