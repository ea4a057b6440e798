// A short life of a till's book, step by step, the same each time: what the store holds after each
// step is known, so that any store can be held against it.
import { PaymentBook } from '../../electron/core/engine/payment-book.ts';
import type { Store } from '../../electron/core/store/store.ts';
import { dueAdvices, noteAttempt } from '../../electron/core/store/tables/advices.ts';
import { noteAdviceAttempt } from '../../electron/core/store/tables/exchanges.ts';
import { profileSchema } from '../../src-shared/contract/profile.ts';
import { money } from '../../src-shared/domain/money.ts';
import type { PaymentId } from '../../src-shared/services/qr/payment.ts';
import type { PaymentEvent } from '../../src-shared/services/qr/transition.ts';
import { Random } from '../simulation/random.ts';
import { approvalOf } from './payments.ts';
import { validProfile } from './profile.ts';
import { TestClock } from './test-clock.ts';

const amount = money(18_450, '710');
const delivered = { status: 202, silence: null, errorType: null, message: null, body: '{}' };
const unknown = { status: 500, silence: null, errorType: null, message: null, body: null };

/** The steps, each one commit. Every call with the same seed starts the same book with the same ids. */
export function storySteps(store: Store, sales = 1, seed = 11): (() => void)[] {
  const clock = new TestClock();
  const chance = new Random(seed);
  const profile = profileSchema.parse(validProfile('https://far.test/qr/v1'));
  const book = new PaymentBook({ store, profile, clock, chance, runId: 'run' });
  let id: PaymentId;
  const begin = () => {
    id = book.begin(amount).payment.id;
  };
  const happens = (event: PaymentEvent) => () => book.apply(id, event);
  const issue = () => {
    const code = { tranId: `t${id}`, qrCode: '000201' };
    book.apply(id, { type: 'codeIssued', code, thirdPartyIdentifiers: [] });
  };
  const approve = happens({ type: 'approved', approval: approvalOf(18_450) });
  const answer = (isFinal: boolean) => () =>
    store.commit('results', () => {
      const at = clock.stamp();
      const [advice] = dueAdvices(store, Number.MAX_SAFE_INTEGER, 1);
      if (!advice) throw new Error('no advice is owed');
      const state = isFinal ? 'delivered' : 'owed';
      noteAttempt(store, advice, { state, dueMs: 5, sent: true, at });
      noteAdviceAttempt(store, advice, isFinal ? delivered : unknown, at, at);
    });
  const sold = [begin, issue, approve, happens({ type: 'shown' }), happens({ type: 'completed' })];
  const cancelled = [begin, issue, happens({ type: 'cancelled' })];
  const oneOfEach = [...sold, answer(false), answer(true)].concat(cancelled, answer(true), () =>
    book.leave(),
  );
  // What is left open: a confirmation, a reversal, and a payment on the counter.
  const leftOpen = sold.concat(cancelled, begin, issue, approve);
  return Array.from({ length: sales }, () => oneOfEach)
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
      payments: store.all('SELECT * FROM payments ORDER BY seq'),
      requests: store.all(
        `SELECT payment_id, request FROM exchanges WHERE operation = 'pay' AND late = 0 ORDER BY seq`,
      ),
      advices,
    },
    null,
    1,
  );
}
