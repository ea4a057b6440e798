// Cash, and cards on other terminals. Promises: the last of them completes its sale in the commit that
// takes it, unless what a far end holds for it may still be voided.
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Profile } from '../../../src-shared/contract/profile.ts';
import { money } from '../../../src-shared/domain/money.ts';
import { smallestCoin } from '../../../src-shared/domain/sale/rounding.ts';
import { type HandTender, ordersOf } from '../../../src-shared/domain/sale/sale.ts';
import { canStillBeVoided } from '../../../src-shared/domain/sale/settle.ts';
import { fail, type Result, succeed } from '../../../src-shared/result.ts';
import type { Entry } from '../engine/transaction-book.ts';
import type { Counter } from './counter.ts';
import type { SaleBook } from './sale-book.ts';

/** More cash than anybody has in hand, in minor units. */
const mostCashMinor = 99_999_999;

type Taken = Result<readonly Entry[], Failure>;

export class HandTenders {
  readonly #sales: SaleBook;
  readonly #counter: Counter;
  readonly #profile: Profile;

  constructor(sales: SaleBook, counter: Counter, profile: Profile) {
    this.#sales = sales;
    this.#counter = counter;
    this.#profile = profile;
  }

  /** Cash was received; what is more than is left goes back as change. */
  cash(saleId: string, receivedMinor: number): Taken {
    const { cashRounding, currency } = this.#profile;
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
  card(saleId: string, amountMinor: number, reference: string): Taken {
    const checked = this.#counter.mayTake(saleId, amountMinor);
    return checked.ok ? this.#take(saleId, { kind: 'card', amountMinor, reference }) : checked;
  }

  #take(saleId: string, tender: Pick<HandTender, 'kind' | 'amountMinor' | 'reference'>): Taken {
    const entries = this.#sales.commit('tender', (at) => {
      // Who takes the rest has seen what was approved: from here on nothing of it goes back by time.
      this.#sales.noteShown(saleId, at);
      this.#sales.takeTender(saleId, tender, at);
      const sale = this.#sales.find(saleId);
      if (!sale || this.#sales.balance(sale).leftMinor > 0) return [];
      const { voidWindowSeconds } = this.#profile.completion;
      // What is sold of a far end's cannot come back: it completes as soon as it is paid for.
      const mayBeVoided = canStillBeVoided(sale) && ordersOf(sale).length === 0;
      if (mayBeVoided && voidWindowSeconds > 0) return [];
      const settled = this.#sales.settle(saleId, 'complete', at);
      return settled.ok ? settled.value : [];
    });
    return succeed(entries);
  }
}
