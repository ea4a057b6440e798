// What the cashier does about a payment that a service asks for: begun, called off, seen, voided. What
// becomes of its sale then is weighed anew by whoever stands behind `onWeigh`.
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Profile } from '../../../src-shared/contract/profile.ts';
import { money } from '../../../src-shared/domain/money.ts';
import { fail, type Result, succeed } from '../../../src-shared/result.ts';
import type { Endpoint } from '../engine/endpoint.ts';
import type { Runner } from '../engine/runner.ts';
import type { Store } from '../store/store.ts';
import type { Completion } from './completion.ts';
import type { Counter } from './counter.ts';
import type { SaleBook } from './sale-book.ts';

type Parts = {
  readonly store: Store;
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  readonly profile: Profile;
  readonly sales: SaleBook;
  readonly counter: Counter;
  readonly runner: Runner;
  readonly completion: Completion;
  readonly onWeigh: () => void;
  readonly onChange: () => void;
};

type Done = Result<null, Failure>;
const done = succeed(null);

export class Payments {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Has a service ask for a payment of (a part of) what is left of a sale; without a sale, of a new one of
   * one line.
   */
  start(service: string, amountMinor: number, saleId?: string): Done {
    const { profile, store, endpoints, sales, counter } = this.#parts;
    const endpoint = endpoints[service];
    if (!endpoint) return fail({ code: 'notSetUp' });
    const most = money(profile.maxAmountMinor, profile.currency);
    if (amountMinor > most.amountMinor) return fail({ code: 'tooMuch', most });
    const checked =
      saleId === undefined ? counter.mayBegin() : counter.mayTake(saleId, amountMinor);
    if (!checked.ok) return checked;
    if (!store.hasRoom()) return fail({ code: 'diskFull' });
    const amount = money(amountMinor, profile.currency);
    const entry = sales.commitNew('begin', (at) => {
      if (saleId === undefined) counter.free(at);
      const id = saleId ?? sales.open(at);
      if (saleId === undefined) {
        sales.addLine(id, { name: null, unitMinor: amountMinor, quantity: 1 }, at);
      }
      return sales.beginTransaction(id, endpoint.service, amount, at);
    });
    endpoint.queue.giveWay();
    this.#parts.runner.follow(entry);
    this.#parts.onWeigh();
    return done;
  }

  /** The cashier calls a payment off. If money moved meanwhile, the reversal gives it back. */
  cancel(transactionId: string): Done {
    const part = this.#parts.counter.partOf(transactionId);
    if (part?.phase !== 'asking') return fail({ code: 'tooLateToCancel' });
    this.#parts.runner.tell(part.id, 'abandoned');
    return done;
  }

  /** The approval stands on the screen: from now on it can be decided about. */
  shown(transactionId: string): Done {
    const { counter, completion, runner, onWeigh, onChange } = this.#parts;
    const part = counter.partOf(transactionId);
    if (part?.phase !== 'approved' || completion.pending?.kind !== 'unshown') return done;
    runner.tell(part.id, 'shown');
    onWeigh();
    onChange();
    return done;
  }

  /** Gives the money of an approved, unconfirmed payment back. */
  void(transactionId: string): Done {
    const { counter, completion, runner, onWeigh, onChange } = this.#parts;
    const part = counter.partOf(transactionId);
    if (part?.phase !== 'approved') return fail({ code: 'tooLateToVoid' });
    try {
      runner.tell(part.id, 'abandoned');
    } catch (error) {
      // Void was pressed: what the store refused to note must not confirm itself.
      completion.ask('ask', part.id);
      onChange();
      throw error;
    }
    onWeigh();
    return done;
  }
}
