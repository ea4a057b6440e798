// A day in the shop, in the terminal: the real core in a process of its own, on a temporary store,
// against the embedded intermediary. Plays every story of the interface once, an outage with 200
// payments' advices, and a power cut; then compares the till's book with the intermediary's ledger.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerEntry } from '../../electron/training/ledger.ts';
import { startTrainingIntermediary } from '../../electron/training/server.ts';
import type { ScenarioName } from '../../src-shared/contract/scenarios.ts';
import { formatMoney } from '../../src-shared/domain/money.ts';
import { startDoor } from '../support/door.ts';
import { validProfile } from '../support/profile.ts';
import { startTillProcess, type TillProcess } from '../support/till-process.ts';
import { compareBills, compareBooks } from './compare-books.ts';
import { billStories, cellsOf, type SaleStory, type Shop, saleStories } from './sales.ts';
import { Wallet } from './wallet.ts';

const credentials = { username: '62801', password: 'only for the demo' };
const outagePayments = 200;

const folder = mkdtempSync(join(tmpdir(), 'until-demo-'));
const intermediary = await startTrainingIntermediary({
  credentials,
  answerAfterMs: 1_000,
  lateAnswerMs: 7_000,
  requestsKept: 5_000,
});
const door = await startDoor(Number(new URL(intermediary.origin).port));
const wallet = new Wallet(intermediary.baseUrl, credentials);
const profile = {
  ...validProfile(`http://127.0.0.1:${door.port}/qr/v1`),
  interfaces: {
    qr: { baseUrl: `http://127.0.0.1:${door.port}/qr/v1`, answerSeconds: 5 },
    bills: { baseUrl: `http://127.0.0.1:${door.port}/billpay/v4`, answerSeconds: 5 },
  },
};
const startTill = () => startTillProcess(folder, profile, credentials.password);
let running: TillProcess = await startTill();

const print = (line: string) => process.stdout.write(`${line}\n`);
const row = (...cells: string[]) =>
  print(cells.map((cell, column) => cell.padEnd([46, 13, 34, 12][column] ?? 0)).join(''));

/** Puts a payment on the counter and waits until the intermediary waits for the customer. */
async function ring(amountMinor: number): Promise<string> {
  await running.till.call('startPayment', { amountMinor });
  await intermediary.whenWaiting();
  return intermediary.waiting()[0] ?? '';
}

type Result = 'paid' | 'not paid';

/** Completes or leaves what is on the counter; the next sale can start. */
async function finish(how: 'nextSale' | 'voidPayment' = 'nextSale'): Promise<Result> {
  const { till } = running;
  const { payment } = await till.when(
    ({ payment: now }) => now?.state === 'approved' || now?.state === 'notPaid',
  );
  const { paymentId } = till;
  if (how === 'voidPayment') await till.call('voidPayment', { paymentId });
  if (till.view.payment) await till.call('nextSale', { saleId: till.saleId });
  return payment?.state === 'approved' && how === 'nextSale' ? 'paid' : 'not paid';
}

async function meet(name: ScenarioName, amountMinor: number): Promise<Result> {
  await ring(amountMinor);
  intermediary.act({ name });
  return finish();
}

const stories: [string, () => Promise<Result>][] = [
  [
    'The customer scans and pays',
    async () => {
      await wallet.scan(await ring(18_450));
      return finish();
    },
  ],
  [
    'Nobody scans; the intermediary gives up',
    async () => {
      await ring(1_200);
      return finish();
    },
  ],
  [
    'The scan comes after the time was up',
    async () => {
      const tranId = await ring(1_300);
      const result = await finish();
      await wallet.expectRefusal(tranId);
      return result;
    },
  ],
  [
    'The scan overtakes the payment request',
    async () => {
      const codes = intermediary.requests().filter(({ operation }) => operation === 'createQrCode');
      void intermediary.whenReceived('createQrCode', codes.length + 1).then(() => door.shut());
      await running.till.call('startPayment', { amountMinor: 1_400 });
      await door.whenKnocking();
      await wallet.expectRefusal(await codeOnTheCounter());
      door.open();
      return finish();
    },
  ],
  [
    'The payment request is lost on the way',
    async () => {
      intermediary.setFault({ kind: 'silence', operations: ['pay'], times: 1 });
      await running.till.call('startPayment', { amountMinor: 1_500 });
      return finish();
    },
  ],
  ['Approved, but the answer is lost', () => meet('loseAnswer', 1_600)],
  ['Approved, but the answer comes too late', () => meet('approveLate', 1_700)],
  [
    'Approved, then voided',
    async () => {
      await wallet.scan(await ring(1_800));
      return finish('voidPayment');
    },
  ],
  [
    'Cancelled while the customer was paying',
    async () => {
      await ring(1_900);
      await running.till.call('cancelPayment', { paymentId: running.till.paymentId });
      return finish();
    },
  ],
  ['Declined by the partner', () => meet('decline', 2_000)],
  [
    'No code comes',
    async () => {
      intermediary.setFault({
        kind: 'status',
        status: 500,
        operations: ['createQrCode'],
        times: 1,
      });
      await running.till.call('startPayment', { amountMinor: 2_100 });
      return finish();
    },
  ],
  ['Approved upstream, answered 500', () => meet('answer500', 2_200)],
  ['Answered 503', () => meet('answer503', 2_300)],
  ['Approved upstream, answered 504', () => meet('answer504', 2_400)],
  ['Approved for less', () => meet('approvePart', 2_500)],
  ['Approved in another currency', () => meet('approveForeign', 2_600)],
  ['Approved, but the answer is garbled', () => meet('garbage', 2_700)],
  [
    'Paid; the confirmation meets 500, then 202',
    async () => {
      intermediary.setFault({
        kind: 'status',
        status: 500,
        operations: ['confirmPayment'],
        times: 1,
      });
      await wallet.scan(await ring(2_800));
      return finish();
    },
  ],
];

/** The tranId of the code that is being shown, read from the till's own page of the payment. */
async function codeOnTheCounter(): Promise<string> {
  const { till } = running;
  await till.whenPayment('awaitingCustomer');
  return (await till.storyOf(till.paymentId)).tranId ?? '';
}

async function tell(story: string, play: () => Promise<Result>): Promise<void> {
  const before = intermediary.ledger().length;
  const result = await play();
  await running.till.whenNothingOwed();
  intermediary.setFault(null);
  const [latest] = (await running.till.call('getHistory', {})).rows;
  const entry = intermediary.ledger().slice(before).at(-1);
  const { advice: owed } = latest?.payment ?? {};
  const advice = owed ? `${owed.kind} ${owed.state}` : 'nothing owed';
  row(story, result, advice, moneyWords[entry?.state ?? 'declined']);
}

const moneyWords: Record<LedgerEntry['state'], string> = {
  open: 'still open',
  declined: 'never moved',
  reserved: 'still reserved',
  settled: 'taken',
  released: 'given back',
  reversedUnknown: 'never moved',
};

async function outage(): Promise<string> {
  const { till } = running;
  intermediary.setFault({ kind: 'drop', operations: ['confirmPayment', 'reversePayment'] });
  for (let sale = 0; sale < outagePayments; sale += 1) {
    await wallet.scan(await ring(1_000 + sale));
    await finish(sale % 5 === 4 ? 'voidPayment' : 'nextSale');
  }
  await door.vanish();
  await till.when(({ connection }) => connection.state === 'noConnection');
  const { confirmations, reversals } = (await till.call('getTill', {})).owed;
  const started = performance.now();
  intermediary.setFault(null);
  await door.reappear();
  await till.whenNothingOwed();
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  return `${confirmations} confirmations and ${reversals} reversals owed, all delivered ${seconds} s after the line was back`;
}

async function powerCut(): Promise<string> {
  await ring(9_900);
  await running.kill();
  // The customer does not know that the till is dead, and pays.
  intermediary.act({ name: 'approve' });
  running = await startTill();
  const { payment } = running.till.view;
  await running.till.whenNothingOwed();
  await running.till.call('nextSale', { saleId: running.till.saleId });
  const ended = payment?.state === 'notPaid' ? 'not paid' : String(payment?.state);
  const state = intermediary.ledger().at(-1)?.state ?? 'declined';
  return `after the restart it is ${ended}, and the customer's money was ${moneyWords[state]}`;
}

async function sell(title: string, told: readonly SaleStory[]): Promise<void> {
  print('');
  row(title, 'Sale', 'Total', 'Paid with');
  row('-'.repeat(44), '-'.repeat(11), '-'.repeat(32), '-'.repeat(40));
  for (const [name, play] of told) {
    row(name, ...cellsOf(await play(shop)));
    await running.till.whenNothingOwed();
  }
}

const shop: Shop = {
  till: () => running.till,
  async payByCode(saleId, amountMinor) {
    await running.till.call('startPayment', { saleId, amountMinor });
    await intermediary.whenWaiting();
    await wallet.scan(intermediary.waiting()[0] ?? '');
    await running.till.whenPayment('approved');
    await running.till.call('approvalShown', { paymentId: running.till.paymentId });
  },
  nextBillMeets: (name) => intermediary.bills.choose({ name }),
  async pullThePlug() {
    await running.kill();
    running = await startTill();
  },
};

try {
  print('A day in the shop\n');
  row('What happened', 'Sale', 'Owed to the intermediary', 'Money');
  row('-'.repeat(44), '-'.repeat(11), '-'.repeat(32), '-'.repeat(12));
  for (const [story, play] of stories) await tell(story, play);
  await sell('Sales with several lines and tenders', saleStories);
  await sell('Bills', billStories);
  print(`\nAn outage with ${outagePayments} payments: ${await outage()}`);
  print(`The plug is pulled in the middle of a payment: ${await powerCut()}`);

  const { payments, settled, takings, differences } = await compareBooks(
    running.till,
    intermediary.ledger(),
  );
  const bills = compareBills(intermediary.bills.ledger());
  differences.push(...bills.differences);
  print(`\n${bills.text}`);
  print(`Taken by the till's book and by the ledger: ${formatMoney(takings)}`);
  for (const difference of differences) print(`  DIFFERENCE ${difference}`);
  print(`${payments} payments, ${settled} settled, ${differences.length} lost`);
  if (differences.length > 0) process.exitCode = 1;
} finally {
  await running.kill();
  await door.close();
  await intermediary.stop();
  await wallet.close();
  rmSync(folder, { recursive: true, force: true });
}
