// Writes what is decided about sales: their lines, their tenders, and what becomes of a sale with all of
// its transactions in one commit. The store it writes to is the transaction book's.
import type { Profile } from '../../../src-shared/contract/profile.ts';
import type { Money } from '../../../src-shared/domain/money.ts';
import {
  amountOf,
  type Balance,
  balanceOf,
  type HandTender,
  type Line,
  type Order,
  type Sale,
} from '../../../src-shared/domain/sale/sale.ts';
import {
  type SaleEvent,
  settle,
  tendersByOrder,
  type Unsettled,
} from '../../../src-shared/domain/sale/settle.ts';
import type { SaleCall } from '../../../src-shared/domain/transaction.ts';
import { fail, invariant, type Result, succeed } from '../../../src-shared/result.ts';
import type { Clock } from '../clock.ts';
import type { AnyService } from '../engine/service.ts';
import type { Entry, TransactionBook } from '../engine/transaction-book.ts';
import type { Store } from '../store/store.ts';
import { addPostings } from '../store/tables/postings.ts';
import { addSaleEvent, type SaleEventKind } from '../store/tables/sale-events.ts';
import { addLine, saveLine } from '../store/tables/sale-lines.ts';
import {
  addSale,
  countParked,
  findSale,
  markLeft,
  noteTotal,
  numberSale,
  type StoredSale,
  saleOnCounter,
  saveState,
} from '../store/tables/sales.ts';
import { addTender, returnTender } from '../store/tables/tenders.ts';

type Parts = {
  readonly store: Store;
  readonly book: TransactionBook;
  readonly profile: Profile;
  readonly clock: Clock;
};

/** What the cashier enters of a line. */
export type NewLine = Omit<Line, 'id' | 'isRemoved' | 'order'> & { readonly order?: Order };

export class SaleBook {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get onCounter(): StoredSale | undefined {
    return saleOnCounter(this.#parts.store);
  }

  /** How many sales are put aside. */
  get parked(): number {
    return countParked(this.#parts.store);
  }

  /** The currency that this till sells in. */
  get currency(): string {
    return this.#parts.profile.currency;
  }

  find(id: string): StoredSale | undefined {
    return findSale(this.#parts.store, id);
  }

  balance(sale: Omit<Sale, 'id' | 'state' | 'purchases'>): Balance {
    return balanceOf(sale, this.#parts.profile.cashRounding);
  }

  /** Which of its tenders were taken for each of its lines that a far end is asked for. */
  tendersByOrder(sale: Sale): ReturnType<typeof tendersByOrder> {
    return tendersByOrder(sale, this.#parts.profile.cashRounding);
  }

  /** Runs work on the book as one commit, at one moment. */
  commit<Value>(name: string, work: (at: string) => Value): Value {
    const { store, clock } = this.#parts;
    return store.commit(name, () => work(clock.stamp()));
  }

  /** As `commit`, for the beginning of something new. */
  commitNew<Value>(name: string, work: (at: string) => Value): Value {
    const { store, clock } = this.#parts;
    return store.commitNew(name, () => work(clock.stamp()));
  }

  /** Opens a basket and gives its id. Call inside a commit, as all that follows. */
  open(at: string): string {
    const { store, book, profile } = this.#parts;
    const id = book.newId();
    addSale(store, id, profile.currency, at);
    this.#note(id, 'opened', at);
    return id;
  }

  addLine(saleId: string, line: NewLine, at: string): void {
    const { store, book } = this.#parts;
    const added = { order: null, ...line, id: book.newId(), isRemoved: false };
    addLine(store, saleId, added, at);
    this.#noteLine(saleId, 'lineAdded', added, at);
  }

  changeLine(saleId: string, line: Line, kind: SaleEventKind, at: string): void {
    saveLine(this.#parts.store, line, at);
    this.#noteLine(saleId, kind, line, at);
  }

  takeTender(
    saleId: string,
    tender: Pick<HandTender, 'kind' | 'amountMinor' | 'reference'>,
    at: string,
  ): void {
    const { store, book } = this.#parts;
    const id = book.newId();
    numberSale(store, saleId);
    addTender(store, saleId, { id, ...tender }, at);
    const { amountMinor } = tender;
    addSaleEvent(store, saleId, { kind: 'tenderTaken', subject: id, amountMinor }, at);
  }

  /** What a far end holds for a sale stands on a screen. */
  noteShown(saleId: string, at: string): void {
    const { book } = this.#parts;
    for (const { id, phase, row } of this.find(saleId)?.parts ?? [])
      if (phase === 'approved' && row.shown_at === null) book.tellWithin(id, 'shown', at);
  }

  returnTender(saleId: string, { id, amountMinor }: HandTender, at: string): void {
    const { store } = this.#parts;
    returnTender(store, id, at);
    addSaleEvent(store, saleId, { kind: 'tenderReturned', subject: id, amountMinor }, at);
  }

  /** Begins a transaction that pays for (a part of) a sale. */
  beginTransaction(saleId: string, service: AnyService, amount: Money, at: string): Entry {
    const { store, book } = this.#parts;
    const number = numberSale(store, saleId);
    const entry = book.begin(service, { id: saleId, number }, amount, null, at);
    const { id, amount_minor: amountMinor } = entry.transaction;
    addSaleEvent(store, saleId, { kind: 'paymentStarted', subject: id, amountMinor }, at);
    return entry;
  }

  /** Asks a far end for the approval of a line. */
  beginPurchase(sale: StoredSale, service: AnyService, line: Line, at: string): Entry {
    const { store, book } = this.#parts;
    const { order } = line;
    invariant(order, 'only a line with an order is asked for');
    const number = numberSale(store, sale.id);
    const amount = { amountMinor: amountOf(line), currency: sale.currency };
    const entry = book.begin(service, { id: sale.id, number }, amount, { id: line.id, order }, at);
    const { id: subject } = entry.transaction;
    const { amountMinor } = amount;
    addSaleEvent(store, sale.id, { kind: 'approvalAsked', subject, amountMinor }, at);
    return entry;
  }

  /** Tells a transaction of a sale something, in the commit of a caller. */
  tell(id: string, call: SaleCall, at: string): Entry | null {
    return this.#parts.book.tellWithin(id, call, at);
  }

  /**
   * Decides what an event makes of a sale and writes it, with all that its transactions are told and owe
   * by that. Gives what was written about these.
   */
  settle(saleId: string, event: SaleEvent, at: string): Result<readonly Entry[], Unsettled> {
    const { store, book, profile } = this.#parts;
    const sale = this.find(saleId);
    invariant(sale, 'a sale that is settled is in the store');
    const settled = settle(sale, event, profile.cashRounding);
    if (!settled.ok) return fail(settled.failure);
    const { state, tell, postings } = settled.value;
    saveState(store, saleId, state, at);
    addPostings(store, sale, postings, at);
    const kind = event === 'resume' ? 'resumed' : state === 'open' ? 'opened' : state;
    this.#note(saleId, kind, at);
    const entries = tell.map(({ id, event: call, tenders }) =>
      book.tellWithin(id, call, at, tenders),
    );
    return succeed(entries.filter((entry) => entry !== null));
  }

  /** The result of a sale has been seen. */
  leave(saleId: string, at: string): void {
    markLeft(this.#parts.store, saleId, at);
  }

  #note(saleId: string, kind: SaleEventKind, at: string): void {
    addSaleEvent(this.#parts.store, saleId, { kind }, at);
  }

  #noteLine(saleId: string, kind: SaleEventKind, line: Line, at: string): void {
    const { store } = this.#parts;
    noteTotal(store, saleId);
    const { id: subject, name } = line;
    addSaleEvent(store, saleId, { kind, subject, name, amountMinor: amountOf(line) }, at);
  }
}
