// How the result of an attempt is noted: cheaply when it is the first and final one, as most are;
// and always so that the timeline reads the same, and a power cut takes nothing that matters.
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Disk } from '../../electron/core/store/disk.ts';
import { openStore } from '../../electron/core/store/safe/open.ts';
import type { Store } from '../../electron/core/store/store.ts';
import {
  dueAdvices,
  noteAttempt,
  type StoredAdvice,
} from '../../electron/core/store/tables/advices.ts';
import {
  addExchange,
  exchangesOf,
  exchangesSoFar,
  lastAttempt,
  noteAdviceAttempt,
  noteAnswer,
} from '../../electron/core/store/tables/exchanges.ts';
import { openNotices } from '../../electron/core/store/tables/notices.ts';
import { processOn } from '../faults/breaking-disk.ts';
import { Random } from '../simulation/random.ts';
import { VirtualDisk } from '../simulation/virtual-disk.ts';
import { loadSqlite } from '../simulation/virtual-sqlite.ts';
import { fillWithOwedAdvices } from '../support/owed-advices.ts';
import { bookOf } from '../support/store-story.ts';
import { temporaryFolder } from '../support/test-till.ts';

const at = '2026-03-14T10:21:07.412+02:00';
const answer = (status: number) => ({
  status,
  silence: null,
  errorType: null,
  message: null,
  body: `{"errorMessage":"${status}"}`,
});

function owedOf(store: Store): StoredAdvice {
  const [advice] = dueAdvices(store, 'qr', Number.MAX_SAFE_INTEGER, 1);
  if (!advice) throw new Error('no advice is owed');
  return advice;
}

function note(store: Store, advice: StoredAdvice, status: number): void {
  const state = status === 202 ? 'delivered' : 'owed';
  noteAttempt(store, advice, { state, dueMs: 0, sent: true, at });
  noteAdviceAttempt(store, advice, answer(status), at, at);
}

describe('in the timeline of its payment', () => {
  let store: Store;
  let transactionId: string;

  beforeEach(() => {
    store = openStore(join(temporaryFolder(), 'till.sqlite'));
    fillWithOwedAdvices(store, 1);
    transactionId = owedOf(store).transaction_id;
    addExchange(store, { transactionId, operation: 'pay', effect: true, request: '{}', at });
    noteAnswer(store, transactionId, 'pay', answer(504), at, false);
  });
  afterEach(() => store.close());

  const told = () =>
    exchangesOf(store, transactionId).map(({ advice_id: adviceId, status, times }) => [
      adviceId === null ? 'pay' : 'advice',
      status,
      times,
    ]);

  it('the first answer stands behind what was there, with the text that was sent', () => {
    const advice = owedOf(store);
    note(store, advice, 202);
    expect(told()).toEqual([
      ['pay', 504, 1],
      ['advice', 202, 1],
    ]);
    expect(exchangesOf(store, transactionId)[1]).toMatchObject({
      advice_id: advice.id,
      request: advice.body,
      response: '{"errorMessage":"202"}',
      late: 0,
    });
    expect(lastAttempt(store, advice.id)).toMatchObject({ status: 202, times: 1 });
    expect(exchangesSoFar(store, transactionId)).toBe(2);
  });

  it('and before what comes after it: a late answer, the same answer again, another one', () => {
    const advice = owedOf(store);
    note(store, advice, 500);
    noteAnswer(store, transactionId, 'pay', answer(201), at, true);
    expect(exchangesSoFar(store, transactionId)).toBe(3);
    note(store, owedOf(store), 500);
    note(store, owedOf(store), 202);
    expect(told()).toEqual([
      ['pay', 504, 1],
      ['advice', 500, 2],
      ['pay', 201, 1],
      ['advice', 202, 1],
    ]);
    expect(lastAttempt(store, advice.id)).toMatchObject({ status: 202 });
    expect(exchangesSoFar(store, transactionId)).toBe(4);
  });

  it('nothing is lost when the advice came back from the second record as if it were new', () => {
    note(store, owedOf(store), 500);
    store.run('UPDATE advices SET attempts = 0');
    note(store, owedOf(store), 202);
    expect(told().slice(1)).toEqual([
      ['advice', 500, 1],
      ['advice', 202, 1],
    ]);
  });

  it('the answer of an advice that is gone is not told as that of the one which has its number', () => {
    note(store, owedOf(store), 500);
    store.run(`UPDATE first_answers SET advice_id = 'another one'`);
    expect(told()).toEqual([['pay', 504, 1]]);
    note(store, { ...owedOf(store), attempts: 0 }, 202);
    expect(told().at(-1)).toEqual(['advice', 202, 1]);
  });
});

describe('a power cut after results were noted', () => {
  const path = '/till/till.sqlite';
  const cuts = 30;

  beforeAll(loadSqlite);

  /** Opens the store for as long as `work` takes, and says how often it was mended. */
  function withStore(virtual: VirtualDisk, work: (store: Store) => void): string[] {
    const process = processOn(virtual);
    const mended: string[] = [];
    // All of the record is compared at the start: what a longer one is looked back at is told by its own test.
    const disk: Disk = { ...process.disk, comparedAtStartBytes: 1024 ** 2 };
    const store = openStore(path, { disk, onMended: ({ kind }) => mended.push(kind) });
    work(store);
    process.bury();
    return mended;
  }

  it('leaves the book as it was and tells of no damage, whatever it took of the second record', () => {
    let lost = 0;
    for (let seed = 1; seed <= cuts; seed += 1) {
      const disk = new VirtualDisk(new Random(seed));
      const size = () => disk.find('/till/till.record')?.size ?? 0;
      let book = '';
      let written = 0;
      withStore(disk, (store) => {
        fillWithOwedAdvices(store, 40);
        for (let batch = 0; batch < 2; batch += 1) {
          const work = () => {
            for (const advice of dueAdvices(store, 'qr', 0, 10)) note(store, advice, 202);
          };
          store.commit('results', work, { recordLater: true });
        }
        book = bookOf(store);
        written = size();
      });
      disk.cutPower();
      if (size() < written) lost += 1;
      const mended = withStore(disk, (store) => {
        expect(bookOf(store)).toBe(book);
        expect(openNotices(store)).toEqual([]);
      });
      expect(mended).toEqual([]);
      // From now on the record has all of it again.
      disk.remove(path);
      disk.remove(`${path}-wal`);
      expect(withStore(disk, (store) => expect(bookOf(store)).toBe(book))).toEqual(['lost']);
    }
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThan(cuts);
  });
});
