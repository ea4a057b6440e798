// What stands on the counter, and whether something may be done about it now. Promises: one sale at a
// time, and one that holds lines or money is never pushed off it by another.
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { money } from '../../../src-shared/domain/money.ts';
import {
  holdsMoney,
  isApproved,
  linesOf,
  ordersOf,
  type Part,
} from '../../../src-shared/domain/sale/sale.ts';
import { openOfSale } from '../../../src-shared/domain/sale/settle.ts';
import { fail, invariant, type Result, succeed } from '../../../src-shared/result.ts';
import type { Store } from '../store/store.ts';
import type { StoredSale } from '../store/tables/sales.ts';
import type { SaleBook } from './sale-book.ts';

type Refused = Extract<Result<never, Failure>, { ok: false }>;

export class Counter {
  readonly #store: Store;
  readonly #sales: SaleBook;

  constructor(store: Store, sales: SaleBook) {
    this.#store = store;
    this.#sales = sales;
  }

  /** A transaction of the sale on the counter. */
  partOf(transactionId: string): Part | undefined {
    return this.#sales.onCounter?.parts.find(({ id }) => id === transactionId);
  }

  /** The sale with this id, if it is on the counter and open. */
  open(saleId: string): Result<StoredSale, Failure> {
    const sale = this.#sales.onCounter;
    if (sale?.id !== saleId) return this.whyNot(saleId);
    return sale.state === 'open' ? succeed(sale) : fail({ code: 'saleEnded' });
  }

  /** Why a sale is not the one on the counter. */
  whyNot(saleId: string): Refused {
    const sale = this.#sales.find(saleId);
    return fail({ code: sale && sale.state !== 'open' ? 'saleEnded' : 'unknownSale' });
  }

  /** Whether the counter is free for another sale, or has nothing but a result on it. */
  mayBegin(): Result<null, Failure> {
    const sale = this.#sales.onCounter;
    if (!this.#store.hasRoom()) return fail({ code: 'diskFull' });
    if (sale?.state !== 'open') return succeed(null);
    if (openOfSale(sale).length > 0) return fail({ code: 'paymentOpen' });
    // One amount that was not paid gives way to the next one; what was put together line by line does not.
    const isBasket =
      linesOf(sale).length > (sale.number === null ? 0 : 1) || ordersOf(sale).length > 0;
    return isBasket || holdsMoney(sale) ? fail({ code: 'otherSaleOpen' }) : succeed(null);
  }

  /** What stood on the counter is left. Call inside a commit, after `mayBegin`. */
  free(at: string): void {
    const sale = this.#sales.onCounter;
    if (!sale) return;
    if (sale.state === 'open') {
      const { ok } = this.#sales.settle(sale.id, 'abandon', at);
      invariant(ok, 'a sale that gives way holds nothing');
    }
    this.#sales.leave(sale.id, at);
  }

  /** Whether another tender may be taken for a sale. */
  mayTake(saleId: string, amountMinor: number): Result<StoredSale, Failure> {
    const found = this.open(saleId);
    if (!found.ok) return found;
    const sale = found.value;
    if (linesOf(sale).length === 0) return fail({ code: 'nothingToPay' });
    if (sale.parts.some(({ phase }) => phase === 'asking' || phase === 'unknown')) {
      return fail({ code: 'paymentOpen' });
    }
    if (!isApproved(sale)) return fail({ code: 'lineNotApproved' });
    const { leftMinor } = this.#sales.balance(sale);
    // In another currency, should the profile have another one since, it is no part of the rest.
    const isOther = sale.currency !== this.#sales.currency;
    if (isOther || amountMinor > leftMinor || leftMinor === 0) {
      return fail({ code: 'moreThanRest', rest: money(leftMinor, sale.currency) });
    }
    return found;
  }
}
