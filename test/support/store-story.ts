// A short life of a till's book, step by step, the same each time: what the store holds after each
// step is known, so that any store can be held against it.
import { SaleBook } from '../../electron/core/counter/sale-book.ts';
import { TransactionBook } from '../../electron/core/engine/transaction-book.ts';
import { qrService } from '../../electron/core/services/qr/qr-service.ts';
import { services } from '../../electron/core/services/services.ts';
import type { Store } from '../../electron/core/store/store.ts';
import { dueAdvices, noteAttempt } from '../../electron/core/store/tables/advices.ts';
import { noteAdviceAttempt } from '../../electron/core/store/tables/exchanges.ts';
import { profileSchema } from '../../src-shared/contract/profile.ts';
import { money } from '../../src-shared/domain/money.ts';
import type { PaymentEvent } from '../../src-shared/services/qr/transition.ts';
import { Random } from '../simulation/random.ts';
import { approvalOf } from './payments.ts';
import { validProfile } from './profile.ts';
import { TestClock } from './test-clock.ts';

const amount = money(18_450, '710');
const delivered = { status: 202, silence: null, errorType: null, message: null, body: '{}' };
const unknown = { status: 500, silence: null, errorType: null, message: null, body: null };

/** The steps, each one commit. Every call with the same seed starts the same book with the same ids. */
export function storySteps(store: Store, count = 1, seed = 11): (() => void)[] {
  const clock = new TestClock();
  // No two tills do something at the same moment.
  clock.advance(seed);
  const chance = new Random(seed);
  const profile = profileSchema.parse(validProfile('https://far.test/qr/v1'));
  const parts = { store, profile, clock };
  const book = new TransactionBook({ ...parts, services, chance, runId: 'run' });
  const sales = new SaleBook({ ...parts, book });
  let [id, saleId] = ['', ''];
  const begin = () =>
    sales.commitNew('begin', (at) => {
      if (sales.onCounter) sales.leave(sales.onCounter.id, at);
      saleId = sales.open(at);
      const line = { name: 'Bread', unitMinor: amount.amountMinor, quantity: 1 };
      sales.addLine(saleId, line, at);
      id = sales.beginTransaction(saleId, qrService, amount, at).transaction.id;
    });
  const happens = (event: PaymentEvent) => () => book.apply(id, event);
  const complete = () => sales.commit('completed', (at) => sales.settle(saleId, 'complete', at));
  const leave = () =>
    sales.commit('leave', (at) => {
      sales.settle(saleId, 'abandon', at);
      sales.leave(saleId, at);
    });
  /** A sale that is paid in cash, one line of it taken off, and another one that is put aside. */
  const sellForCash = [
    () =>
      sales.commitNew('line', (at) => {
        saleId = sales.open(at);
        sales.addLine(saleId, { name: 'Milk', unitMinor: 2_349, quantity: 2 }, at);
        sales.addLine(saleId, { name: null, unitMinor: 500, quantity: 1 }, at);
      }),
    () =>
      sales.commit('line', (at) => {
        const line = sales.find(saleId)?.lines[1];
        if (line) sales.changeLine(saleId, { ...line, isRemoved: true }, 'lineRemoved', at);
      }),
    () =>
      sales.commit('tender', (at) => {
        const tender = { kind: 'cash', amountMinor: 5_000, reference: null } as const;
        sales.takeTender(saleId, tender, at);
        sales.settle(saleId, 'complete', at);
        sales.leave(saleId, at);
      }),
    () =>
      sales.commitNew('line', (at) => {
        const parked = sales.open(at);
        sales.addLine(parked, { name: 'Sugar', unitMinor: 3_999, quantity: 1 }, at);
        sales.settle(parked, 'park', at);
      }),
  ];
  const issue = () => {
    const code = { tranId: `t${id}`, qrCode: '000201' };
    const event = { type: 'codeIssued', code, thirdPartyIdentifiers: [] } as const;
    book.apply(id, event);
  };
  const approve = happens({ type: 'approved', approval: approvalOf(18_450) });
  const answer = (isFinal: boolean) => () =>
    store.commit('results', () => {
      const at = clock.stamp();
      const [advice] = dueAdvices(store, 'qr', Number.MAX_SAFE_INTEGER, 1);
      if (!advice) throw new Error('no advice is owed');
      const state = isFinal ? 'delivered' : 'owed';
      noteAttempt(store, advice, { state, dueMs: 5, sent: true, at });
      noteAdviceAttempt(store, advice, isFinal ? delivered : unknown, at, at);
    });
  const sold = [begin, issue, approve, happens({ type: 'shown' }), complete];
  const cancelled = [begin, issue, happens({ type: 'cancelled' })];
  const oneOfEach = [...sold, answer(false), answer(true)].concat(cancelled, answer(true), leave);
  // What is left open: a confirmation, a reversal, and a payment on the counter.
  const leftOpen = sold.concat(cancelled, begin, issue, approve);
  return Array.from({ length: count }, () => [...sellForCash, ...oneOfEach])
    .flat()
    .concat(leftOpen);
}

/** Everything that money rests on, as text. */
export function bookOf(store: Store): string {
  const advices = store
    .all('SELECT * FROM advices ORDER BY seq')
    // How often it was tried, and when again, is not recorded.
    .map((advice) => ({ ...advice, attempts: 0, sends: 0, due_ms: 0 }));
  return JSON.stringify(
    {
      sales: store.all('SELECT * FROM sales ORDER BY seq'),
      lines: store.all('SELECT * FROM sale_lines ORDER BY seq'),
      tenders: store.all('SELECT * FROM tenders ORDER BY seq'),
      postings: store.all('SELECT * FROM postings ORDER BY seq'),
      transactions: store.all('SELECT * FROM transactions ORDER BY seq'),
      requests: store.all(
        `SELECT transaction_id, request FROM exchanges WHERE effect = 1 AND late = 0 ORDER BY seq`,
      ),
      advices,
    },
    null,
    1,
  );
}
