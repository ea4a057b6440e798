// What the cashier can do. Promises: every call names the sale or the transaction it is about, and one
// that is not on the counter any more changes nothing; what is decided about a sale is one commit over all
// of it (sale-book.ts); what is under way at a start is settled before anything new begins.
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Profile } from '../../../src-shared/contract/profile.ts';
import { money } from '../../../src-shared/domain/money.ts';
import { smallestCoin } from '../../../src-shared/domain/sale/rounding.ts';
import {
  type HandTender,
  isApproved,
  linesOf,
  mostParked,
  orderStateOf,
  ordersOf,
  tendersOf,
} from '../../../src-shared/domain/sale/sale.ts';
import {
  approvedOf,
  canStillBeVoided,
  openOfSale,
  type SaleEvent,
} from '../../../src-shared/domain/sale/settle.ts';
import { isEnded } from '../../../src-shared/domain/transaction.ts';
import { fail, type Result, succeed } from '../../../src-shared/result.ts';
import { type Clock, stampDistanceMs } from '../clock.ts';
import type { Endpoint } from '../engine/endpoint.ts';
import { Runner } from '../engine/runner.ts';
import type { Entry, TransactionBook } from '../engine/transaction-book.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import type { StoredSale } from '../store/tables/sales.ts';
import { Basket } from './basket.ts';
import { Completion } from './completion.ts';
import { Counter } from './counter.ts';
import { Parked } from './parked.ts';
import { recoverSales } from './recover.ts';
import { SaleBook } from './sale-book.ts';

type Parts = {
  readonly store: Store;
  readonly book: TransactionBook;
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  readonly profile: Profile;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: () => void;
  /** Something we cannot go on from: stop here and let recovery settle it. */
  readonly onBroken: (error: unknown) => void;
};

type Done = Result<null, Failure>;
const done = succeed(null);

/** More cash than anybody has in hand, in minor units. */
const mostCashMinor = 99_999_999;

export class Till {
  readonly #parts: Parts;
  readonly #sales: SaleBook;
  readonly #counter: Counter;
  /** The lines of the sale on the counter. */
  readonly basket: Basket;
  readonly #runner: Runner;
  readonly #completion: Completion;
  readonly #parked: Parked;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#sales = new SaleBook(parts);
    this.#counter = new Counter(parts.store, this.#sales);
    this.basket = new Basket(this.#sales, this.#counter, parts.profile, (entries) => {
      this.#follow(entries);
      this.#weighCounter();
      parts.onChange();
    });
    this.#runner = new Runner({ ...parts, onEntry: (entry) => this.#onEntry(entry) });
    this.#completion = new Completion({
      ...parts,
      voidWindowMs: parts.profile.completion.voidWindowSeconds * 1_000,
      onDue: (transactionId, what) => this.#onDue(transactionId, what),
    });
    this.#parked = new Parked({ ...parts, onDue: (saleId) => this.#onParkedTooLong(saleId) });
  }

  /** The request of a transaction under way, for the snapshot. */
  liveOf(transactionId: string): ReturnType<Runner['liveOf']> {
    return this.#runner.liveOf(transactionId);
  }

  /** What the approval on the counter waits for, for the snapshot. */
  get pending(): Completion['pending'] {
    return this.#completion.pending;
  }

  /** Milliseconds until what is approved of a sale is given back by itself; null when nothing is. */
  undoneWithinMs(sale: StoredSale): number | null {
    if (sale.state === 'parked') return this.#parked.leftMs(sale.id);
    const { pending } = this;
    const isHeld = pending !== null && approvedOf(sale.purchases).length > 0;
    if (!isHeld || pending.kind === 'confirms') return null;
    return Math.max(0, Math.round(pending.dueMs - this.#parts.clock.monotonicMs()));
  }

  get sales(): SaleBook {
    return this.#sales;
  }

  /** At the start: whatever was under way is settled (design §3, §4). */
  recover(): void {
    const { store } = this.#parts;
    recoverSales(store, this.#sales, this.#runner);
    const sale = this.#sales.onCounter;
    if (sale) this.#weigh(sale, 'restarted');
  }

  parkSale(saleId: string): Done {
    if (this.#sales.parked >= mostParked) return fail({ code: 'tooManyParked', most: mostParked });
    return this.#park(saleId);
  }

  resumeSale(saleId: string): Done {
    const sale = this.#sales.find(saleId);
    if (!sale) return fail({ code: 'unknownSale' });
    if (sale.state !== 'parked') return fail({ code: 'notParked' });
    const free = this.#counter.mayBegin();
    if (!free.ok) return free;
    this.#sales.commit('resume', (at) => {
      this.#counter.free(at);
      this.#sales.settle(saleId, 'resume', at);
    });
    this.#parked.release(saleId);
    this.#weighCounter();
    return this.#changed();
  }

  /** Nothing of it is sold; what a far end holds of it is given back. */
  abandonSale(saleId: string): Done {
    return this.#settleOpen(saleId, 'abandon');
  }

  /** Asks for the approval of every line that needs one and has none, beside each other. */
  approveLines(saleId: string): Done {
    const { store, endpoints } = this.#parts;
    const found = this.#counter.open(saleId);
    if (!found.ok) return found;
    const sale = found.value;
    const asked = ordersOf(sale).flatMap((line) => {
      const isNeeded = ['notAsked', 'notPaid'].includes(orderStateOf(sale, line));
      return isNeeded ? [{ line, endpoint: endpoints[line.order?.service ?? ''] }] : [];
    });
    if (asked.length === 0) return done;
    if (asked.some(({ endpoint }) => !endpoint)) return fail({ code: 'notSetUp' });
    if (!store.hasRoom()) return fail({ code: 'diskFull' });
    const entries = this.#sales.commitNew('approveLines', (at) =>
      asked.flatMap(({ line, endpoint }) =>
        endpoint ? [this.#sales.beginPurchase(sale, endpoint.service, line, at)] : [],
      ),
    );
    for (const { endpoint } of asked) endpoint?.queue.giveWay();
    this.#follow(entries);
    return this.#changed();
  }

  /**
   * Has a service ask for a payment of (a part of) what is left of a sale; without a sale, of a new one of
   * one line.
   */
  startPayment(service: string, amountMinor: number, saleId?: string): Done {
    const { profile, store, endpoints } = this.#parts;
    const endpoint = endpoints[service];
    if (!endpoint) return fail({ code: 'notSetUp' });
    const most = money(profile.maxAmountMinor, profile.currency);
    if (amountMinor > most.amountMinor) return fail({ code: 'tooMuch', most });
    const checked =
      saleId === undefined ? this.#counter.mayBegin() : this.#counter.mayTake(saleId, amountMinor);
    if (!checked.ok) return checked;
    if (!store.hasRoom()) return fail({ code: 'diskFull' });
    const amount = money(amountMinor, profile.currency);
    const entry = this.#sales.commitNew('begin', (at) => {
      if (saleId === undefined) this.#counter.free(at);
      const id = saleId ?? this.#sales.open(at);
      if (saleId === undefined) {
        this.#sales.addLine(id, { name: null, unitMinor: amountMinor, quantity: 1 }, at);
      }
      return this.#sales.beginTransaction(id, endpoint.service, amount, at);
    });
    endpoint.queue.giveWay();
    this.#runner.follow(entry);
    return done;
  }

  /** Cash was received; what is more than is left goes back as change. */
  takeCash(saleId: string, receivedMinor: number): Done {
    const { profile } = this.#parts;
    const { cashRounding, currency } = profile;
    const coin = smallestCoin(cashRounding);
    if (receivedMinor % coin > 0) return fail({ code: 'notInCoins', coin: money(coin, currency) });
    if (receivedMinor > mostCashMinor) {
      return fail({ code: 'tooMuch', most: money(mostCashMinor, currency) });
    }
    const checked = this.#counter.mayTake(saleId, 0);
    if (!checked.ok) return checked;
    const { cashLeftMinor } = this.#sales.balance(checked.value);
    // Only a rest that is less than the smallest coin is paid with none.
    if (receivedMinor === 0 && cashLeftMinor > 0) return fail({ code: 'notTendered' });
    return this.#take(saleId, { kind: 'cash', amountMinor: receivedMinor, reference: null });
  }

  /** Another terminal took this amount from a card. */
  takeCard(saleId: string, amountMinor: number, reference: string): Done {
    const checked = this.#counter.mayTake(saleId, amountMinor);
    return checked.ok ? this.#take(saleId, { kind: 'card', amountMinor, reference }) : checked;
  }

  /** A tender was given back by hand; one that a far end holds is voided. */
  takeTenderBack(saleId: string, tenderId: string): Done {
    const found = this.#counter.open(saleId);
    if (!found.ok) return found;
    const { parts, tenders } = found.value;
    if (parts.some(({ id, phase }) => id === tenderId && phase === 'approved')) {
      return this.voidPayment(tenderId);
    }
    const tender = tenders.find(({ id, isReturned }) => id === tenderId && !isReturned);
    if (!tender) return fail({ code: 'unknownTender' });
    this.#sales.commit('tenderBack', (at) => this.#sales.returnTender(saleId, tender, at));
    this.#weighCounter();
    return this.#changed();
  }

  /** The cashier calls a payment off. If money moved meanwhile, the reversal gives it back. */
  cancelPayment(transactionId: string): Done {
    const part = this.#counter.partOf(transactionId);
    if (part?.phase !== 'asking') return fail({ code: 'tooLateToCancel' });
    this.#runner.tell(part.id, 'abandoned');
    return done;
  }

  /** The approval stands on the screen: from now on it can be decided about. */
  approvalShown(transactionId: string): Done {
    const part = this.#counter.partOf(transactionId);
    if (part?.phase !== 'approved' || this.pending?.kind !== 'unshown') return done;
    this.#runner.tell(part.id, 'shown');
    this.#weighCounter();
    return this.#changed();
  }

  /** Gives the money of an approved, unconfirmed payment back. */
  voidPayment(transactionId: string): Done {
    const part = this.#counter.partOf(transactionId);
    if (part?.phase !== 'approved') return fail({ code: 'tooLateToVoid' });
    try {
      this.#runner.tell(part.id, 'abandoned');
    } catch (error) {
      // Void was pressed: what the store refused to note must not confirm itself.
      this.#completion.ask('ask', part.id);
      this.#parts.onChange();
      throw error;
    }
    this.#weighCounter();
    return done;
  }

  /** The sale is done: one that is paid for completes, one for which nothing was taken is abandoned. */
  nextSale(saleId: string): Done {
    const sale = this.#sales.onCounter;
    if (sale?.id !== saleId) return this.#counter.whyNot(saleId);
    if (sale.state === 'open') {
      const isPaid = linesOf(sale).length > 0 && this.#sales.balance(sale).leftMinor === 0;
      if (isPaid && isApproved(sale)) {
        const completed = this.#complete(saleId);
        if (!completed.ok) return completed;
        // It is told now what goes back to the customer; that has to be seen.
        if (this.#sales.balance(sale).changeMinor > 0) return done;
      } else {
        if (openOfSale(sale).length > 0)
          return fail({ code: canStillBeVoided(sale) ? 'notTendered' : 'paymentOpen' });
        return this.#settleOpen(saleId, 'abandon', 'leave');
      }
    }
    this.#sales.commit('leave', (at) => this.#sales.leave(saleId, at));
    return this.#changed();
  }

  /** Stops where it stands. What is under way is settled by the next start. */
  stop(): void {
    this.#completion.stop();
    this.#parked.stop();
    this.#runner.stop();
  }

  #changed(): Done {
    this.#parts.onChange();
    return done;
  }

  // Taken and, where that was the last of it and no far end holds anything, completed in one commit.
  #take(saleId: string, tender: Pick<HandTender, 'kind' | 'amountMinor' | 'reference'>): Done {
    const entries = this.#sales.commit('tender', (at) => {
      // Who takes the rest has seen what was approved: from here on nothing of it goes back by time.
      this.#sales.noteShown(saleId, at);
      this.#sales.takeTender(saleId, tender, at);
      const sale = this.#sales.find(saleId);
      if (!sale || this.#sales.balance(sale).leftMinor > 0) return [];
      const { voidWindowSeconds } = this.#parts.profile.completion;
      // What is sold of a far end's cannot come back: it completes as soon as it is paid for.
      const mayBeVoided = canStillBeVoided(sale) && ordersOf(sale).length === 0;
      if (mayBeVoided && voidWindowSeconds > 0) return [];
      const settled = this.#sales.settle(saleId, 'complete', at);
      return settled.ok ? settled.value : [];
    });
    this.#follow(entries);
    this.#weighCounter();
    return this.#changed();
  }

  #settleOpen(saleId: string, event: SaleEvent, name: string = event): Done {
    const found = this.#counter.open(saleId);
    if (!found.ok) return found;
    const settled = this.#sales.commit(name, (at) => {
      const entries = this.#sales.settle(saleId, event, at);
      if (entries.ok && event === 'abandon') this.#sales.leave(saleId, at);
      return entries;
    });
    if (!settled.ok) return fail({ code: settled.failure });
    this.#follow(settled.value);
    return this.#changed();
  }

  #complete(saleId: string): Done {
    const settled = this.#sales.commit('completed', (at) =>
      this.#sales.settle(saleId, 'complete', at),
    );
    if (!settled.ok) return fail({ code: settled.failure });
    this.#follow(settled.value);
    return this.#changed();
  }

  #follow(entries: readonly Entry[]): void {
    for (const entry of entries) this.#runner.follow(entry);
  }

  #onEntry({ transaction: { id, phase, line_id: lineId, shown_at: shownAt } }: Entry): void {
    if (isEnded(phase)) this.#completion.forget(id);
    // What is approved of a line stands there; whether the sale goes on is asked.
    if (lineId !== null) this.#weighCounter();
    else if (phase === 'approved' && shownAt === null) this.#completion.ask('unshown', id);
  }

  #park(saleId: string): Done {
    const held = approvedOf(this.#sales.onCounter?.purchases ?? []);
    const parked = this.#settleOpen(saleId, 'park');
    if (!parked.ok || held.length === 0) return parked;
    for (const { id } of held) this.#completion.forget(id);
    this.#parked.hold(saleId);
    return this.#changed();
  }

  #onParkedTooLong(saleId: string): void {
    const sale = this.#sales.find(saleId);
    if (sale?.state !== 'parked') return;
    for (const { id } of approvedOf(sale.purchases)) this.#runner.tell(id, 'leftUndecided');
  }

  #onDue(transactionId: string, what: 'completed' | 'leftUndecided'): void {
    const sale = this.#sales.onCounter;
    if (!sale) return;
    if (what === 'completed') {
      const { ok } = this.#complete(sale.id);
      // Not what it was when the window began: somebody has to decide, or nobody ever would.
      if (ok) return;
      this.#completion.ask('ask', transactionId);
      this.#parts.onChange();
      return;
    }
    for (const { id } of approvedOf([...sale.parts, ...sale.purchases])) {
      this.#runner.tell(id, 'leftUndecided');
    }
    // What was taken by hand is not given back by time: it stands parked with that.
    if (tendersOf(sale).length > 0) this.#settleOpen(sale.id, 'park');
    this.#completion.forget(transactionId);
  }

  #weighCounter(): void {
    const sale = this.#sales.onCounter;
    if (sale?.state === 'open') this.#weigh(sale, 'changed');
  }

  // The void window starts when nothing is left to pay; until then somebody has to decide.
  #weigh(sale: StoredSale, why: 'changed' | 'restarted'): void {
    const part = approvedOf(sale.parts).at(-1);
    const last = part ?? approvedOf(sale.purchases).at(-1);
    if (!last) return;
    const isShown = part === undefined || part.row.shown_at !== null;
    if (!isShown && this.pending?.kind === 'unshown') return;
    const isPaid = part && this.#sales.balance(sale).leftMinor === 0 && isApproved(sale);
    if (!isPaid || !isShown) {
      // Anew after everything that is done about the sale: somebody is there.
      this.#completion.ask('ask', last.id);
    } else if (ordersOf(sale).length > 0) {
      // What is sold of a far end's cannot come back: it completes as soon as it is paid for.
      this.#complete(sale.id);
    } else this.#completion.confirm(last.id, why === 'restarted' ? paidAt(sale) : undefined);
  }
}

/** When the last of what pays for a sale was seen, taken or given back: its void window began then. */
function paidAt({ parts, tenders }: StoredSale): string | undefined {
  const moments = [
    ...approvedOf(parts).map(({ row }) => row.shown_at),
    ...tenders.flatMap(({ takenAt, returnedAt }) => [takenAt, returnedAt]),
  ].filter((at) => at !== null && stampDistanceMs(at, at) === 0) as string[];
  return moments.reduce<string | undefined>(
    (last, at) => (last === undefined || stampDistanceMs(last, at) > 0 ? at : last),
    undefined,
  );
}
