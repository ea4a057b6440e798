// A till with a backlog, and one with years behind it. Printed: how long a start takes until the first
// snapshot; how long a sale takes while a hundred thousand reversals go out, beside an empty till, in
// turns (the other one is held still); what the questions of the queue and the history take. The
// intermediary is the training one, in a process of its own. Ten million rows would take an hour to
// make and are not measured.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../electron/core/store/safe/open.ts';
import type { Store } from '../../electron/core/store/store.ts';
import { dueAdvices, nextDueMs } from '../../electron/core/store/tables/advices.ts';
import {
  type HistoryPage,
  pageSales,
  recentSales,
} from '../../electron/core/store/tables/history.ts';
import { countOwed } from '../../electron/core/store/tables/owed.ts';
import { type Currency, findCurrency, formatDigits } from '../../src-shared/domain/money.ts';
import { readSearch } from '../../src-shared/domain/search.ts';
import { fillWithOwedReversals } from '../support/owed-advices.ts';
import { validProfile } from '../support/profile.ts';
import { credentials, TestTill, temporaryFolder } from '../support/test-till.ts';
import { startTillProcess, type TillProcess } from '../support/till-process.ts';
import { median } from './far-end.ts';
import { fillWithHistory } from './history.ts';

const backlog = Number(process.argv[2] ?? 100_000);
const history = Number(process.argv[3] ?? 1_000_000);
const rand = findCurrency('710') as Currency;
const roundTripMs = 100;
const starts = 5;
const sales = 21;
/** What a drain with nobody at the counter is timed over. */
const drainedThen = 1_000;
/** An amount that the training intermediary approves at once. */
const approvedAtOnce = 400_401;

const say = (text: string) => process.stdout.write(`${text}\n`);
const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const percentile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? 0;

function newStore(fill: (store: Store) => void): string {
  const folder = temporaryFolder();
  const store = openStore(join(folder, 'till.sqlite'));
  fill(store);
  store.close();
  return folder;
}

/** From `startCore` to the first snapshot, in milliseconds; the median of several starts. */
async function startTimes(folders: Record<string, string>, baseUrl: string): Promise<void> {
  const times = new Map<string, number[]>();
  for (let round = 0; round <= starts; round += 1) {
    for (const [name, dataFolder] of Object.entries(folders)) {
      const began = performance.now();
      const till = await TestTill.start({ dataFolder, intermediary: { baseUrl } });
      const took = performance.now() - began;
      if (till.view.mode !== 'live') throw new Error('not a till that can sell');
      await till.stop();
      if (round > 0) times.set(name, [...(times.get(name) ?? []), took]);
    }
  }
  for (const [name, values] of times) {
    say(
      `start to first snapshot, ${name}: ${ms(median(values))} (worst ${ms(Math.max(...values))})`,
    );
  }
}

/** Milliseconds of a sale until its code was visible, and until it was approved. */
type Sale = { readonly code: number; readonly approved: number };

async function sell(till: TestTill): Promise<Sale> {
  const began = performance.now();
  const whenCode = till
    .when(({ payment }) => payment?.state === 'awaitingCustomer' && payment.qrCode !== null)
    .then(() => performance.now() - began);
  await till.call('startPayment', { amountMinor: approvedAtOnce });
  await till.whenPayment('approved');
  const approved = performance.now() - began;
  await till.call('nextSale', { saleId: till.saleId });
  return { code: await whenCode, approved };
}

async function compareSales(name: string, busyFolder: string, baseUrl: string): Promise<void> {
  const profile = validProfile(baseUrl);
  const start = (folder: string) => startTillProcess(folder, profile, credentials.password);
  const empty = await start(temporaryFolder());
  const busy = await start(busyFolder);
  const results = { empty: [] as Sale[], busy: [] as Sale[] };
  for (let sale = 0; sale < sales + 3; sale += 1) {
    hold(busy);
    const quiet = await sell(empty.till);
    letGo(busy);
    if (busy.till.view.owed.reversals === 0)
      throw new Error('the backlog is too small: it was gone before the last sale');
    const loaded = await sell(busy.till);
    if (sale < 3) continue; // warms both up
    results.empty.push(quiet);
    results.busy.push(loaded);
  }
  const memory = `${residentMb(busy)} beside ${residentMb(empty)}`;
  const column = (values: readonly Sale[], key: keyof Sale) =>
    median(values.map((value) => value[key]));
  const [code, codeAlone] = [column(results.busy, 'code'), column(results.empty, 'code')];
  const [done, doneAlone] = [column(results.busy, 'approved'), column(results.empty, 'approved')];
  say(
    `sale ${name}: code ${ms(code)} beside ${ms(codeAlone)}, approved ${ms(done)} beside ${ms(doneAlone)}; ratio code=${(code / codeAlone).toFixed(2)} approved=${(done / doneAlone).toFixed(2)}; memory ${memory}`,
  );
  const began = performance.now();
  const left = busy.till.view.owed.reversals - drainedThen;
  await busy.till.when(({ owed }) => owed.reversals <= left);
  say(`  ${drainedThen} reversals go out in ${ms(performance.now() - began)} when nobody sells`);
  await busy.kill();
  await empty.kill();
}

// Stopped by the system, so that it takes nothing of the processor; for less time than is a sleep.
function hold({ pid }: TillProcess): void {
  process.kill(pid, 'SIGSTOP');
}

function letGo({ pid }: TillProcess): void {
  process.kill(pid, 'SIGCONT');
}

function residentMb({ pid }: TillProcess): string {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return `${(Number(kilobytes) / 1_024).toFixed(0)} MB`;
}

function ask(store: Store, name: string, question: () => unknown): void {
  const times = Array.from({ length: 200 }, () => {
    const began = performance.now();
    question();
    return performance.now() - began;
  });
  const micro = (value: number) => `${value.toFixed(2)} ms`;
  say(
    `  ${name}: p50 ${micro(median(times))}, p95 ${micro(percentile(times, 0.95))}, p99 ${micro(percentile(times, 0.99))}`,
  );
}

function askAll(folder: string): void {
  const store = openStore(join(folder, 'till.sqlite'));
  let draw = 1;
  // The same draws in every run (the multiplier is that of MINSTD).
  const some = () => {
    draw = (draw * 48_271) % 2_147_483_647;
    return 1 + (draw % history);
  };
  const pageOf = (asked: Partial<HistoryPage>) =>
    pageSales(store, {
      search: null,
      bounds: null,
      state: null,
      paidBy: null,
      before: undefined,
      limit: 50,
      ...asked,
    });
  const page = (text: string) => pageOf({ search: readSearch(text, rand) });
  ask(store, 'next to send (dueAdvices, 256)', () => dueAdvices(store, 'qr', 1e9, 256));
  ask(store, 'next to send (dueAdvices, 1)', () => dueAdvices(store, 'qr', 1e9, 1));
  ask(store, 'nextDueMs', () => nextDueMs(store, 'qr', 30_000));
  ask(store, 'countOwed', () => countOwed(store));
  ask(store, 'recentSales', () => recentSales(store, 6));
  ask(store, 'newest page', () => pageOf({}));
  ask(store, 'some page', () => pageOf({ before: some() }));
  ask(store, 'search by sale', () => page(`Sale ${some()}`));
  ask(store, 'search by code', () => page(`t${String(some()).padStart(8, '0')}`));
  ask(store, 'search by amount', () => page(`R ${formatDigits(100 + (some() % 90_000), 2)}`));
  ask(store, 'search for nothing there', () => page('nothing like it'));
  ask(store, 'search by a reference that all have', () => page('0123456789'));
  store.close();
}

const child = fork(new URL('./training-process.ts', import.meta.url), [String(roundTripMs)]);
const [urls] = (await once(child, 'message')) as [{ baseUrl: string; farUrl: string }];
const owing = newStore((store) => fillWithOwedReversals(store, backlog));
const alsoOwing = newStore((store) => fillWithOwedReversals(store, Math.min(backlog, 20_000)));
await startTimes({ 'nothing owed': temporaryFolder(), [`${backlog} owed`]: owing }, urls.baseUrl);
await compareSales(
  `while ${backlog} are owed, ${roundTripMs} ms round trip`,
  alsoOwing,
  urls.farUrl,
);
await compareSales(`while ${backlog} are owed, no latency`, owing, urls.baseUrl);
const old = newStore((store) => {
  fillWithHistory(store, history);
  fillWithOwedReversals(store, Math.min(backlog, 10_000));
});
await startTimes(
  { 'nothing owed': temporaryFolder(), [`${history} payments, 10000 owed`]: old },
  urls.baseUrl,
);
say(`questions with ${history} payments behind`);
askAll(old);
child.disconnect();
