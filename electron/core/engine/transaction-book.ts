// Writes what was decided about transactions, and is the only one to do so. Promises: the answer, the
// next step, the advice it owes and the request it leads to are one commit, durable before anything that
// follows from it is sent or shown.
import type { Profile } from '../../../src-shared/contract/profile.ts';
import type { OwedAdvice, TakenTender } from '../../../src-shared/domain/advice.ts';
import type { Money } from '../../../src-shared/domain/money.ts';
import type { Order } from '../../../src-shared/domain/sale/sale.ts';
import type { SaleCall } from '../../../src-shared/domain/transaction.ts';
import { invariant } from '../../../src-shared/result.ts';
import type { Chance, Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { addAdvice } from '../store/tables/advices.ts';
import { reviveReversalOf } from '../store/tables/closings.ts';
import { addExchange, noteAnswer, requestOf } from '../store/tables/exchanges.ts';
import {
  attemptsOf,
  findTransaction,
  isIdTaken,
  isReferenceOfAnother,
  type NewTransaction,
  saveTransaction,
} from '../store/tables/transactions.ts';
import type { Judged } from '../wire/judged.ts';
import type { AnyService, Step } from './service.ts';

/** How often an id is drawn anew before the source of chance is given up. */
const idDraws = 16;

type Parts = {
  readonly store: Store;
  readonly services: Readonly<Record<string, AnyService>>;
  readonly profile: Profile;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly runId: string;
};

/** The answer to a request of a transaction, kept with what it leads to. */
export type RequestAnswer = { readonly operation: string; readonly judged: Judged };

/** What was written: the transaction as it is now, what it owes, and the request it leads to. */
export type Entry = {
  readonly transaction: NewTransaction;
  readonly event: string;
  readonly owes: OwedAdvice | null;
  readonly sends: { readonly operation: string; readonly request: string } | null;
  /** What is odd about where it has come to, for the log. */
  readonly doubt: string | null;
};

export class TransactionBook {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Begins a transaction of a numbered sale, with its first request. Call inside a commit. */
  begin(
    service: AnyService,
    sale: { readonly id: string; readonly number: string },
    amount: Money,
    line: { readonly id: string; readonly order: Order } | null,
    at: string,
  ): Entry {
    const { store } = this.#parts;
    const id = this.newId();
    const asked = {
      id,
      lookupId: this.newId(id),
      saleId: sale.id,
      saleNumber: sale.number,
      attempt: attemptsOf(store, sale.id) + 1,
      amount,
      order: line?.order ?? null,
      at,
    };
    const facts = {
      id,
      sale_id: sale.id,
      sale_number: sale.number,
      line_id: line?.id ?? null,
      service: service.name,
      kind: line?.order.kind ?? service.kind,
      attempt: asked.attempt,
      amount_minor: amount.amountMinor,
      currency: amount.currency,
      lookup_id: asked.lookupId,
      started_at: at,
    };
    return this.#write(service, facts, service.begin(asked), null, at, true);
  }

  /** Applies an event, or returns null when it changes nothing; the answer is kept either way. */
  apply(id: string, event: { readonly type: string }, answer?: RequestAnswer): Entry | null {
    const { store, clock } = this.#parts;
    return store.commit(event.type, () => this.applyWithin(id, event, clock.stamp(), answer));
  }

  /** Applies what the answer to a request means. */
  take(id: string, answer: RequestAnswer): Entry | null {
    const { row, service } = this.#find(id);
    const { operation, judged } = answer;
    return this.apply(id, service.meaning(operation, judged, service.read(row)), answer);
  }

  /** As `apply`, within the commit of a caller. */
  applyWithin(
    id: string,
    event: { readonly type: string },
    at: string,
    answer?: RequestAnswer,
  ): Entry | null {
    const { store, profile } = this.#parts;
    const { row, service } = this.#find(id);
    const state = service.read(row);
    // Asked within the commit that takes the far end's name for it: one that comes again is somebody's
    // copy of an answer, and he may have a copy of the approval that followed it as well.
    const isUsed = (reference: string) => isReferenceOfAnother(store, service.name, reference, id);
    const taken = service.unlessUsed(event, isUsed);
    const step = service.decide(state, taken, profile, at);
    if (answer) noteAnswer(store, id, answer.operation, answer.judged, at, step === null);
    return step && this.#write(service, row, step, taken, at, false);
  }

  /** Tells a transaction what its sale, its window or a start of the till has to say. */
  tell(id: string, call: SaleCall, tenders: readonly TakenTender[] = []): Entry | null {
    return this.apply(id, this.#eventOf(id, call, tenders));
  }

  /** As `tell`, within the commit of a caller. `tenders`: taken for it, when its sale completes. */
  tellWithin(
    id: string,
    call: SaleCall,
    at: string,
    tenders: readonly TakenTender[] = [],
  ): Entry | null {
    return this.applyWithin(id, this.#eventOf(id, call, tenders), at);
  }

  #eventOf(id: string, call: SaleCall, tenders: readonly TakenTender[]) {
    const { row, service } = this.#find(id);
    return service.onSale(service.read(row), call, tenders);
  }

  /**
   * Keeps an answer that came after the transaction had been judged. It changes nothing; but unless it
   * is an explained refusal, money may have moved after its reversal had been taken or closed, so
   * that is repeated, or stands among the exceptions again. True when it may be.
   */
  keepLate(id: string, operation: string, judged: Judged): boolean {
    const { store, clock } = this.#parts;
    const at = clock.stamp();
    const isHarmless = judged.outcome === 'failed' && judged.explained;
    store.commit('lateAnswer', () => {
      noteAnswer(store, id, operation, judged, at, true);
      if (!isHarmless) reviveReversalOf(store, id, at);
    });
    return !isHarmless;
  }

  /**
   * An id that no message of this till bears. A source of chance that repeats itself must not give two
   * messages one id: the intermediary would take the second for the first. Call inside the commit that
   * uses it.
   */
  newId(butNot?: string): string {
    const { store, chance } = this.#parts;
    for (let draw = 0; draw < idDraws; draw += 1) {
      const id = chance.uuid();
      if (id !== butNot && !isIdTaken(store, id)) return id;
    }
    throw new Error(`no new id in ${idDraws} draws: the random source repeats itself`);
  }

  #find(id: string) {
    const { store, services } = this.#parts;
    const row = findTransaction(store, id);
    invariant(row, 'a transaction that is acted on is in the store');
    const service = services[row.service];
    invariant(service, 'a transaction that is acted on is of a service there is');
    return { row, service };
  }

  #write(
    service: AnyService,
    facts: Facts,
    { state, owes, sends }: Step<unknown>,
    event: { readonly type: string } | null,
    at: string,
    isNew: boolean,
  ): Entry {
    const { store, profile } = this.#parts;
    const transaction = { ...factsOf(facts), ...service.keep(state, store.redact) };
    const { id } = transaction;
    saveTransaction(store, transaction, { owes, at, isNew });
    if (owes) this.#owe(service, id, state, owes, at);
    const doubt = service.doubt(state);
    const entry = { transaction, event: event?.type ?? 'begun', owes, doubt };
    if (sends === null) return { ...entry, sends: null };
    const request = service.message(sends, state, event, profile, at);
    const effect = service.operations[sends]?.role === 'request';
    addExchange(store, { transactionId: id, operation: sends, effect, request, at });
    return { ...entry, sends: { operation: sends, request } };
  }

  #owe(service: AnyService, transactionId: string, state: unknown, owes: OwedAdvice, at: string) {
    const { store, runId } = this.#parts;
    // From the request as it was sent: the profile may have changed since.
    const sent = requestOf(store, transactionId);
    invariant(sent, 'only a transaction whose request was recorded owes an advice');
    const id = this.newId();
    const advice = {
      id,
      transaction_id: transactionId,
      interface: service.name,
      operation: service.adviceOperation(owes.kind, state),
      kind: owes.kind,
      reason: owes.kind === 'reversal' ? owes.reason : null,
      body: service.advice({ id, owes }, sent, state, at),
    };
    addAdvice(store, advice, at, runId);
  }
}

const facts = [
  'id',
  'sale_id',
  'sale_number',
  'line_id',
  'service',
  'kind',
  'attempt',
  'amount_minor',
  'currency',
  'lookup_id',
  'started_at',
] as const;
type Facts = Pick<NewTransaction, (typeof facts)[number]>;

function factsOf(row: Facts): Facts {
  return Object.fromEntries(facts.map((name) => [name, row[name]])) as Facts;
}
