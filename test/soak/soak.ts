// `npm run soak -- --minutes N`: the browser host and a real Chromium, with cashiers at the counter,
// customers with wallets and a line that breaks, for as long as asked. Watches what the till holds,
// and at the end lays its book beside the intermediary's ledger.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { startTrainingIntermediary } from '../../electron/training/server.ts';
import { compareBooks } from '../demo/compare-books.ts';
import { Wallet } from '../demo/wallet.ts';
import { chromiumFlags, findChromium } from '../support/chromium.ts';
import { FaultProxy } from '../support/fault-proxy.ts';
import { startProcess } from '../support/host-process.ts';
import { validProfile } from '../support/profile.ts';
import { credentials, temporaryFolder } from '../support/test-till.ts';
import { lookAround, sellAtWindow, sellByContract } from './cashier.ts';
import { serveCustomers } from './customer.ts';
import { Measure, meterFlags } from './measure.ts';
import { type Books, printHead, printRow, printVerdict, type Row } from './report.ts';
import { TillLine } from './till-line.ts';
import { Weather } from './weather.ts';

const sampleEveryMs = 10_000;
/** One in so many payments is tapped at the window; after one in so many of these, a look around. */
const tappedOneIn = 16;
const lookAroundOneIn = 6;
/** Payments in clear weather, before anything is measured. */
const firstPayments = 20;
/** How long everything owed may take to be delivered once the line is well. */
const drainMs = 120_000;
/** How long the till may take to let go of connections; late answers are awaited for 30 s. */
const restMs = 60_000;
const restLookMs = 1_000;
/** At rest is what looks the same so many times in a row. */
const restLooks = 6;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) {
  process.stderr.write('--minutes must be a number above 0, such as --minutes 30.\n');
  process.exit(2);
}
// npm does not pass every signal on: a soak whose npm is gone comes to its end early.
const parent = process.ppid;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // The host, the browser and the folder go with this process.
  process.once(signal, () => process.exit(130));
}

const print = (line: string) => process.stdout.write(`${line}\n`);

/** The files a store admin hands to the till, with times that suit a soak. */
function setUp(port: number): string[] {
  const folder = temporaryFolder();
  const baseUrl = `http://127.0.0.1:${port}/qr/v1`;
  const profile = {
    ...validProfile(baseUrl),
    interfaces: { qr: { baseUrl, answerSeconds: 5, connectSeconds: 1 } },
    completion: { voidWindowSeconds: 2 },
  };
  writeFileSync(join(folder, 'profile.json'), JSON.stringify(profile));
  writeFileSync(join(folder, 'password'), `${credentials.password}\n`, { mode: 0o600 });
  mkdirSync(join(folder, 'data'));
  const file = (flag: string, name: string) => [flag, join(folder, name)];
  return [
    ...file('--profile', 'profile.json'),
    ...file('--password-file', 'password'),
    ...file('--data-dir', 'data'),
  ];
}

async function openWindow(address: string): Promise<{ browser: Browser; page: Page }> {
  const { program, env } = await findChromium();
  const browser = await chromium.launch({
    executablePath: program,
    args: chromiumFlags,
    env: { ...process.env, ...env },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(address);
  return { browser, page };
}

/** The key that the window was given for the code of its address. */
async function keyOf(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Sale' }).waitFor();
  return (await page.evaluate(() => localStorage.getItem('until-key'))) ?? '';
}

const intermediary = await startTrainingIntermediary({
  credentials,
  // Both around the till's own five seconds: who looks away, and who pays too late.
  answerAfterMs: 3_000,
  lateAnswerMs: 6_000,
});
const proxy = await FaultProxy.start(Number(new URL(intermediary.origin).port));
const wallet = new Wallet(intermediary.baseUrl, credentials);
const program = [...meterFlags, 'test/soak/host.ts', '--host', 'browser', '--no-open'];
const host = startProcess(program, { args: setUp(proxy.port) });
const address = (await host.line('Until is at ')).slice('Until is at '.length);
let isEnding = false;
void host.gone.then((code) => {
  if (isEnding) return;
  print(`PROBLEM The host ended with ${code}. ${host.complaints.join(' ')}`);
  process.exit(1);
});
const { browser, page } = await openWindow(address);
const pageErrors: string[] = [];
page.on('pageerror', (error) => pageErrors.push(error.message));
const till = await TillLine.open(new URL(address).origin, await keyOf(page));
const measure = await Measure.of(host.process, host.dataFolder, page);
const weather = new Weather(proxy, intermediary);
const shopClosed = new AbortController();
void serveCustomers(intermediary, wallet, shopClosed.signal);

const rows: Row[] = [];
let payments = 0;
let tapped = 0;
let startedMs = 0;

async function sell(): Promise<void> {
  payments += 1;
  if (payments % tappedOneIn !== 0) return sellByContract(till);
  tapped += 1;
  payments += await sellAtWindow(page, till);
  if (tapped % lookAroundOneIn === 0) await lookAround(page);
}

async function sample(): Promise<void> {
  const row = { sample: await measure.take(), payments };
  rows.push(row);
  const { confirmations, reversals, attention } = till.view.owed;
  const owed = confirmations + reversals + attention;
  printRow(startedMs, row, { tapped, owed, weather: weather.now });
}

/**
 * Handles at rest: as soon as they are at most `wanted`; without it, when they have not changed for
 * a while. After `restMs` whatever they are.
 */
async function handlesAtRest(wanted?: number): Promise<number> {
  let handles = await measure.handles();
  let same = 0;
  const isAtRest = () => (wanted === undefined ? same >= restLooks : handles <= wanted);
  for (let waitedMs = 0; waitedMs < restMs && !isAtRest(); waitedMs += restLookMs) {
    await setTimeout(restLookMs);
    const before = handles;
    handles = await measure.handles();
    same = handles === before ? same + 1 : 0;
  }
  return handles;
}

/** What only a person can settle is sent again by a person. */
async function deliverEverything(): Promise<void> {
  const { rows: owed } = await till.call('getQueue', {});
  for (const { adviceId, state } of owed) {
    if (state === 'attention') await till.call('sendAgain', { adviceId });
  }
  await till.call('sendNow', {});
  const isNothing = ({ owed }: typeof till.view) => owed.confirmations + owed.reversals === 0;
  await till.when('everything owed delivered', isNothing, drainMs);
  if (till.view.owed.attention > 0) await deliverEverything();
}

async function books(): Promise<Books> {
  const compared = await compareBooks(till, intermediary.ledger());
  const sentences = [...compared.differences];
  if (compared.payments !== payments) {
    sentences.push(`${payments} payments were started, and ${compared.payments} are in the book.`);
  }
  return { equal: sentences.length === 0, sentences };
}

try {
  print(`A soak of ${minutes} minutes; data in ${host.dataFolder}.`);
  while (payments < firstPayments) await sell();
  const handlesBefore = await handlesAtRest();
  printHead();
  weather.start();
  startedMs = performance.now();
  const endMs = startedMs + minutes * 60_000;
  let sampleMs = startedMs;
  while (performance.now() < endMs && process.ppid === parent) {
    await sell();
    if (performance.now() < sampleMs) continue;
    await sample();
    sampleMs += sampleEveryMs;
  }
  await weather.stop();
  await deliverEverything();
  const handlesAfter = await handlesAtRest(handlesBefore);
  // An answer that came late may have made its reversal due once more.
  await deliverEverything();
  await sample();
  const failures = host.complaints.map((line) => `The host says: ${line}`);
  failures.push(...pageErrors.map((message) => `The window failed: ${message}`));
  if (till.coreLosses > 0) failures.push(`The core was gone ${till.coreLosses} times.`);
  const handles = [handlesBefore, handlesAfter] as const;
  const holds = printVerdict({ rows, handles, books: await books(), failures });
  process.exitCode = holds ? 0 : 1;
} finally {
  isEnding = true;
  shopClosed.abort();
  await browser.close();
  await till.close();
  await host.stop();
  await proxy.stop();
  await wallet.close();
  await intermediary.stop();
}
