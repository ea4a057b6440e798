// What the cashier can do. Promises: every call names the sale or the transaction it is about, and one
// that is not on the counter any more changes nothing; what is decided about a sale is one commit over all
// of it (sale-book.ts); what is under way at a start is settled before anything new begins.
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Profile } from '../../../src-shared/contract/profile.ts';
import {
  isApproved,
  linesOf,
  mostParked,
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
import type { Clock } from '../clock.ts';
import type { Endpoint } from '../engine/endpoint.ts';
import { Runner } from '../engine/runner.ts';
import type { Entry, TransactionBook } from '../engine/transaction-book.ts';
import type { Log } from '../log.ts';
import { mayPass } from '../store/safe/disk-trouble.ts';
import type { Store } from '../store/store.ts';
import { parkStray } from '../store/tables/advices.ts';
import type { StoredSale } from '../store/tables/sales.ts';
import { askForLines, heldMostMs } from './approvals.ts';
import { Basket } from './basket.ts';
import { Completion } from './completion.ts';
import { ConfirmationAlarm } from './confirmation-alarm.ts';
import { Counter } from './counter.ts';
import { HandTenders } from './hand-tenders.ts';
import { paidAt } from './paid-at.ts';
import { Parked } from './parked.ts';
import { Payments } from './payments.ts';
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

/** How long the end of a wait stands back for a customer who is paying, in milliseconds. */
const standBackMs = 5_000;

export class Till {
  readonly #parts: Parts;
  readonly #sales: SaleBook;
  readonly #counter: Counter;
  /** The lines of the sale on the counter. */
  readonly basket: Basket;
  /** The payments that services ask for. */
  readonly payments: Payments;
  readonly #runner: Runner;
  readonly #completion: Completion;
  readonly #parked: Parked;
  readonly #alarm: ConfirmationAlarm;
  readonly #handTenders: HandTenders;

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
    this.payments = new Payments({
      ...parts,
      sales: this.#sales,
      counter: this.#counter,
      runner: this.#runner,
      completion: this.#completion,
      onWeigh: () => this.#weighCounter(),
    });
    this.#alarm = new ConfirmationAlarm(parts);
    this.#handTenders = new HandTenders(this.#sales, this.#counter, parts.profile);
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
    recoverSales(store, this.#sales, this.#runner, Object.keys(this.#parts.endpoints));
    this.#alarm.watch();
    const sale = this.#sales.onCounter;
    if (sale) this.#weigh(sale, 'restarted');
  }

  parkSale(saleId: string): Done {
    if (this.#sales.parked >= mostParked) return fail({ code: 'tooManyParked', most: mostParked });
    const held = approvedOf(this.#sales.onCounter?.purchases ?? []);
    const parked = this.#settleOpen(saleId, 'park');
    if (!parked.ok || held.length === 0) return parked;
    for (const { id } of held) this.#completion.forget(id);
    this.#parked.hold(saleId, heldMostMs(this.#parts.clock, held));
    return this.#changed();
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
    const found = this.#counter.open(saleId);
    if (!found.ok) return found;
    const asked = askForLines(this.#parts, this.#sales, found.value);
    if (!asked.ok) return asked;
    this.#follow(asked.value);
    return this.#changed();
  }

  /** Cash was received; what is more than is left goes back as change. */
  takeCash(saleId: string, receivedMinor: number): Done {
    return this.#taken(this.#handTenders.cash(saleId, receivedMinor));
  }

  /** Another terminal took this amount from a card. */
  takeCard(saleId: string, amountMinor: number, reference: string): Done {
    return this.#taken(this.#handTenders.card(saleId, amountMinor, reference));
  }

  /** A tender was given back by hand; one that a far end holds is voided. */
  takeTenderBack(saleId: string, tenderId: string): Done {
    const found = this.#counter.open(saleId);
    if (!found.ok) return found;
    const { parts, tenders } = found.value;
    if (parts.some(({ id, phase }) => id === tenderId && phase === 'approved')) {
      return this.payments.void(tenderId);
    }
    const tender = tenders.find(({ id, isReturned }) => id === tenderId && !isReturned);
    if (!tender) return fail({ code: 'unknownTender' });
    this.#sales.commit('tenderBack', (at) => this.#sales.returnTender(saleId, tender, at));
    this.#weighCounter();
    return this.#changed();
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
    this.#alarm.stop();
    this.#runner.stop();
  }

  #changed(): Done {
    this.#parts.onChange();
    return done;
  }

  #taken(taken: Result<readonly Entry[], Failure>): Done {
    if (!taken.ok) return taken;
    this.#follow(taken.value);
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

  #onEntry({ transaction, owes }: Entry): void {
    const { id, phase, sale_id: saleId, line_id: lineId, shown_at: shownAt } = transaction;
    const { store, endpoints } = this.#parts;
    if (isEnded(phase)) this.#completion.forget(id);
    // Nobody is there to send it: a person has to see to it.
    if (owes && !endpoints[transaction.service]) parkStray(store, Object.keys(endpoints));
    if (owes?.kind === 'confirmation') this.#alarm.watch();
    // What is approved of a line stands there; whether its sale goes on is asked.
    if (lineId !== null) {
      if (this.#sales.onCounter?.id === saleId) this.#weighCounter();
    } else if (phase === 'approved' && shownAt === null) this.#completion.ask('unshown', id);
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
    // Not while a customer is paying for it: what they pay would be for nothing.
    if (sale.parts.some(({ phase }) => phase === 'asking')) {
      this.#completion.ask('ask', transactionId, standBackMs);
      return;
    }
    for (const { id } of approvedOf([...sale.parts, ...sale.purchases])) {
      this.#runner.tell(id, 'leftUndecided');
    }
    // What was taken by hand is not given back by time: it stands parked with that.
    if (tendersOf(sale).length > 0) this.#settleOpen(sale.id, 'park');
    this.#completion.forget(transactionId);
  }

  // What is sold of a far end's cannot come back: it completes as soon as it is paid for.
  #completeAtOnce(saleId: string, transactionId: string): void {
    const { log } = this.#parts;
    try {
      this.#complete(saleId);
    } catch (error) {
      if (!mayPass(error)) throw error;
      log.error('notCompletedYet', error);
      this.#completion.tryAgain(transactionId);
    }
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
    const mostMs = heldMostMs(this.#parts.clock, approvedOf(sale.purchases));
    if (!isPaid || !isShown || mostMs === 0) {
      // Anew after everything that is done about the sale: somebody is there.
      this.#completion.ask('ask', last.id, mostMs);
    } else if (ordersOf(sale).length > 0) {
      this.#completeAtOnce(sale.id, last.id);
    } else this.#completion.confirm(last.id, why === 'restarted' ? paidAt(sale) : undefined);
  }
}
