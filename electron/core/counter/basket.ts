// What the cashier does about the lines of a sale. Promises: a sale in which something was taken already
// never comes to less than that by a change of its lines.
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Profile } from '../../../src-shared/contract/profile.ts';
import { money } from '../../../src-shared/domain/money.ts';
import {
  amountOf,
  isRefund,
  type Line,
  linesOf,
  mostLines,
  mostOrders,
  type Order,
  orderStateOf,
  ordersOf,
  type Part,
  paidParts,
  purchaseOf,
  tendersOf,
  totalOf,
} from '../../../src-shared/domain/sale/sale.ts';
import { canStillBeVoided } from '../../../src-shared/domain/sale/settle.ts';
import { isEnded } from '../../../src-shared/domain/transaction.ts';
import { fail, type Result, succeed } from '../../../src-shared/result.ts';
import type { Entry } from '../engine/transaction-book.ts';
import type { StoredSale } from '../store/tables/sales.ts';
import type { Counter } from './counter.ts';
import type { NewLine, SaleBook } from './sale-book.ts';

/** What is changed of a line; an empty name takes the name away. */
export type LineChange = {
  readonly amountMinor?: number | undefined;
  readonly quantity?: number | undefined;
  readonly name?: string | undefined;
};

type Done = Result<null, Failure>;

export class Basket {
  readonly #sales: SaleBook;
  readonly #counter: Counter;
  readonly #profile: Profile;
  readonly #onChange: (entries: readonly Entry[]) => void;

  /** `onChange` goes on with what was decided about transactions by a change. */
  constructor(
    sales: SaleBook,
    counter: Counter,
    profile: Profile,
    onChange: (entries: readonly Entry[]) => void,
  ) {
    this.#sales = sales;
    this.#counter = counter;
    this.#profile = profile;
    this.#onChange = onChange;
  }

  /** Adds a line to the sale on the counter, or opens one with it. */
  add(line: NewLine, saleId?: string): Done {
    const found = saleId === undefined ? succeed(undefined) : this.#counter.open(saleId);
    if (!found.ok) return found;
    if (found.value && found.value.currency !== this.#profile.currency) {
      return fail({ code: 'otherSaleOpen' });
    }
    const checked = checkNewLine(this.#profile, found.value, line);
    if (!checked.ok) return checked;
    if (found.value) {
      const { id } = found.value;
      this.#sales.commit('line', (at) => this.#sales.addLine(id, line, at));
      return this.#changed();
    }
    const free = this.#counter.mayBegin();
    if (!free.ok) return free;
    this.#sales.commitNew('line', (at) => {
      this.#counter.free(at);
      this.#sales.addLine(this.#sales.open(at), line, at);
    });
    return this.#changed();
  }

  change(saleId: string, lineId: string, change: LineChange): Done {
    const found = this.#counter.open(saleId);
    if (!found.ok) return found;
    if (ordersOf(found.value).some(({ id }) => id === lineId)) return fail({ code: 'serviceLine' });
    return this.#change(saleId, lineId, 'lineChanged', (line) => withChange(line, change));
  }

  remove(saleId: string, lineId: string): Done {
    return this.#change(saleId, lineId, 'lineRemoved', (line) =>
      line.isRemoved ? null : { ...line, isRemoved: true },
    );
  }

  /** What was approved of a line is taken instead of what was asked for. */
  acceptApproved(saleId: string, lineId: string): Done {
    const found = this.#counter.open(saleId);
    if (!found.ok) return found;
    const sale = found.value;
    const line = ordersOf(sale).find(({ id }) => id === lineId);
    const approved = purchaseOf(sale, lineId);
    if (!line || !approved || orderStateOf(sale, line) !== 'differs') {
      return fail({ code: 'notApproved' });
    }
    const unitMinor = approved.approvedMinor;
    return this.#change(saleId, lineId, 'lineChanged', (each) => ({
      ...each,
      unitMinor,
      quantity: 1,
    }));
  }

  putBack(saleId: string, lineId: string): Done {
    return this.#change(saleId, lineId, 'linePutBack', (line) =>
      line.isRemoved ? { ...line, isRemoved: false } : null,
    );
  }

  #changed(entries: readonly Entry[] = []): Done {
    this.#onChange(entries);
    return succeed(null);
  }

  #change(
    saleId: string,
    lineId: string,
    kind: 'lineChanged' | 'lineRemoved' | 'linePutBack',
    change: Parameters<typeof changedLine>[4],
  ): Done {
    const found = this.#counter.open(saleId);
    if (!found.ok) return found;
    const changed = changedLine(this.#sales, this.#profile, found.value, lineId, change);
    if (!changed.ok) return changed;
    const line = changed.value;
    const entry = this.#sales.commit('line', (at) => {
      this.#sales.changeLine(saleId, line, kind, at);
      // What a far end holds for a line goes back with it.
      const purchase = purchaseOf(found.value, lineId);
      const isHeld = purchase !== undefined && !isEnded(purchase.phase);
      return line.isRemoved && isHeld ? this.#sales.tell(purchase.id, 'abandoned', at) : null;
    });
    return this.#changed(entry ? [entry] : []);
  }
}

/** Whether a new line may be added to a sale; to a new one when there is none. */
function checkNewLine(
  profile: Profile,
  sale: StoredSale | undefined,
  line: NewLine,
): Result<null, Failure> {
  if ((sale?.lines.length ?? 0) >= mostLines)
    return fail({ code: 'tooManyLines', most: mostLines });
  const lines = sale ? linesOf(sale) : [];
  const checked = checkOrders([...lines, line]);
  if (!checked.ok) return checked;
  return checkTotal(profile, totalOf(lines) + amountOf(line));
}

/** The line as a change leaves it, or why it may not be changed so. */
function changedLine(
  book: SaleBook,
  profile: Profile,
  sale: StoredSale,
  lineId: string,
  change: (line: Line) => Line | null,
): Result<Line, Failure> {
  const line = sale.lines.find(({ id }) => id === lineId);
  const next = line && change(line);
  if (!next) return fail({ code: 'unknownLine' });
  const lines = sale.lines.map((each) => (each.id === lineId ? next : each));
  const left = linesOf({ lines });
  const fits = checkOrders(left);
  if (!fits.ok) return fits;
  // The limit may be lower than when the lines were added: what lowers the total is welcome.
  if (totalOf(left) > totalOf(linesOf(sale))) {
    const checked = checkTotal(profile, totalOf(left));
    if (!checked.ok) return checked;
  }
  const isTaken = tendersOf(sale).length > 0 || paidParts(sale).length > 0;
  const { totalMinor, partsMinor, cardMinor, leftMinor } = book.balance({ ...sale, lines });
  // Cash gives change as long as the sale can be voided; else it would be paid for by a change of lines.
  const isBelow = totalMinor < partsMinor + cardMinor;
  if (isTaken && (isBelow || (leftMinor === 0 && !canStillBeVoided(sale)))) {
    return fail({ code: 'linesArePaid' });
  }
  // What is being asked for may be approved at any moment, and whole.
  const asked = sale.parts.map(asApproved);
  if (asked.some((part, index) => part !== sale.parts[index])) {
    if (book.balance({ ...sale, lines, parts: asked }).leftMinor === 0)
      return fail({ code: 'paymentOpen' });
  }
  return succeed(next);
}

/** Whether lines may stand beside each other: a refund stands alone, and far ends are asked for so many. */
function checkOrders(lines: readonly { readonly order?: Order | null }[]): Result<null, Failure> {
  if (lines.length > 1 && lines.some(isRefund)) return fail({ code: 'refundAlone' });
  return lines.filter(({ order }) => order).length > mostOrders
    ? fail({ code: 'tooManyLines', most: mostOrders })
    : succeed(null);
}

function asApproved(part: Part): Part {
  if (part.phase !== 'asking' && part.phase !== 'unknown') return part;
  return { ...part, phase: 'approved', approvedMinor: part.amountMinor };
}

/** A line with what was changed of it; null of one that was taken off. */
function withChange(line: Line, { amountMinor, quantity, name }: LineChange): Line | null {
  if (line.isRemoved) return null;
  return {
    ...line,
    unitMinor: amountMinor ?? line.unitMinor,
    quantity: quantity ?? line.quantity,
    name: name === undefined ? line.name : name || null,
  };
}

function checkTotal({ maxAmountMinor, currency }: Profile, totalMinor: number) {
  return totalMinor > maxAmountMinor
    ? fail<Failure>({ code: 'tooMuch', most: money(maxAmountMinor, currency) })
    : succeed(null);
}
