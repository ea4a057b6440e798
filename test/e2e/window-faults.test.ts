// One broken part never takes the window along: for the file of every component, in every state of a
// payment and on every place, with that file's components throwing. What must stand all the same: the
// payment's state, its way out, and the whole window again when the fault is over.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CurrentPaymentView } from '../../src-shared/contract/views/payment.ts';
import type { TillView } from '../../src-shared/contract/views/till.ts';
import { saleRow } from '../unit/renderer/history-views.ts';
import {
  approved,
  aSale,
  aTender,
  awaiting,
  notPaid,
  paid,
  rand,
  requesting,
  till,
} from '../unit/renderer/views.ts';
import { componentFiles } from './switched-window.ts';
import { fullAnswers } from './window-answers.ts';
import { type BenchWindow, openBench, type WindowBench } from './window-bench.ts';

let bench: WindowBench;
let window: BenchWindow;

beforeAll(async () => {
  bench = await openBench();
  window = await bench.open({ answers: fullAnswers });
});

afterAll(() => bench.close());

type Scene = {
  readonly name: string;
  readonly till: TillView;
  /** What the status region says, even if only barely. */
  readonly status: RegExp;
  /** The button that leads on or out; null where no payment is on the counter. */
  readonly wayOut: string | null;
  /** Where to look, by its key; and what to press there first. */
  readonly place?: string;
  readonly press?: readonly string[];
};

const lasting = { ...approved, completion: { kind: 'confirms', withinMs: 600_000 } } as const;
const ask = { ...approved, completion: { kind: 'ask', withinMs: 600_000 } } as const;
const part: CurrentPaymentView = { ...ask, left: rand(6_000) };
const notSetUp: Partial<TillView> = {
  mode: 'notSetUp',
  problems: [{ field: 'terminalId', rule: { code: 'length', exactly: 8 } }],
};
const notices: Partial<TillView> = {
  storeNotices: [{ id: 1, kind: 'damaged', rows: 1, setAside: null, isWhole: true }],
};
const odd: Partial<TillView> = { problems: notSetUp.problems ?? [] };
const unreadable: Partial<TillView> = {
  owed: {
    confirmations: 0,
    reversals: 0,
    attention: 1,
    unreadable: 1,
    oldestSince: null,
    lateSince: null,
  },
};
const recent = [
  saleRow(),
  saleRow({ saleId: '0b6f3a30-8f0b-4c1c-9a53-0c9a5b8d7e21', state: 'parked', payment: null }),
];
const held = aSale({
  number: '04-000318',
  left: rand(12_450),
  cashLeft: rand(12_450),
  tenders: [aTender()],
});
const parked = [
  {
    saleId: '5d0c3f0b-3f2a-4d55-8f5e-8d1f6f0f4a77',
    number: null,
    total: rand(18_450),
    taken: rand(0),
    lines: 3,
    name: 'Groceries',
    openedAt: '2026-03-14T10:02:58.400+02:00',
    undoneWithinMs: null,
  },
];

const none = { status: /No payment/, wayOut: null };
const waits = { status: /Waiting/, wayOut: 'Cancel payment' };

const scenes: readonly Scene[] = [
  { name: 'sale', till: till({ recent }), ...none },
  { name: 'training', till: till({ mode: 'training', recent }), ...none },
  { name: 'not set up', till: till(notSetUp), ...none },
  { name: 'a notice of the store', till: till(notices), ...none },
  { name: 'a profile not taken', till: till(odd), ...none },
  { name: 'a record that cannot be read', till: till(unreadable), ...none },
  {
    name: 'getting the code',
    till: till({ payment: requesting }),
    status: /Getting the code/,
    wayOut: 'Cancel payment',
  },
  { name: 'waiting', till: till({ payment: awaiting }), ...waits },
  { name: 'waiting, in training', till: till({ payment: awaiting, mode: 'training' }), ...waits },
  {
    name: 'the cancel question',
    till: till({ payment: awaiting }),
    ...waits,
    press: ['Cancel payment'],
  },
  {
    name: 'approved',
    till: till({ payment: lasting }),
    status: /Approved/,
    wayOut: 'Next sale',
  },
  { name: 'asked', till: till({ payment: ask }), status: /Approved/, wayOut: 'Next sale' },
  { name: 'paid', till: till({ payment: paid }), status: /Paid/, wayOut: 'Next sale' },
  {
    name: 'a part',
    till: till({ payment: part, sale: held }),
    status: /approved/i,
    wayOut: 'Void',
  },
  {
    name: 'lines',
    till: till({ sale: aSale({ removed: aSale().lines[0] ?? null }), recent }),
    ...none,
  },
  {
    name: 'a line',
    till: till({ sale: aSale() }),
    ...none,
    press: ['Groceries'],
  },
  { name: 'the clear question', till: till({ sale: aSale() }), ...none, press: ['Clear sale'] },
  { name: 'parked sales', till: till({ parked }), ...none, press: ['1 parked sale'] },
  { name: 'how to pay', till: till({ sale: held }), ...none },
  { name: 'cash', till: till({ sale: held }), ...none, press: ['Cash'] },
  { name: 'a card', till: till({ sale: held }), ...none, press: ['Card on other terminal'] },
  {
    name: 'change',
    till: till({ sale: { ...held, state: 'completed', left: rand(0), change: rand(1_550) } }),
    status: /Paid/,
    wayOut: 'Next sale',
  },
  { name: 'not paid', till: till({ payment: notPaid }), status: /Not paid/, wayOut: 'Next sale' },
  { name: 'history, a sale is open', till: till({ sale: aSale(), recent }), ...none, place: 'F2' },
  {
    name: 'history, a payment runs',
    till: till({ payment: awaiting, recent }),
    status: /Waiting/,
    wayOut: null,
    place: 'F2',
  },
  {
    name: 'a page of the history',
    till: till({ recent }),
    ...none,
    place: 'F2',
    press: [String.raw`04-000318`],
  },
  { name: 'queue', till: till({ mode: 'training' }), ...none, place: 'F3' },
  { name: 'closing', till: till(), ...none, place: 'F3', press: ['Close with reason'] },
  { name: 'reports', till: till(), ...none, place: 'F4' },
  { name: 'settings', till: till(), ...none, place: 'F6' },
  { name: 'keys', till: till(), ...none, press: ['Keys'] },
];

/** What keeps the others whole; there is nothing behind it. */
const keepers = new Set(['renderer/ui/catcher.tsx']);
/** Seen only when something else broke, or when there is no till yet. */
const unseen = new Set([
  'renderer/features/frame/broken-window.tsx',
  'renderer/features/pay/plain-sold.tsx',
  'renderer/features/payment/plain-payment.tsx',
  'renderer/features/frame/starting-overlay.tsx',
  'renderer/features/frame/elsewhere-screen.tsx',
]);

/** Goes to a scene with everything whole. */
async function come({ till: view, place = 'F1', press = [] }: Scene): Promise<void> {
  const { page } = window;
  await window.breakFile('');
  await window.show(till());
  await page.evaluate(() => document.querySelector('dialog')?.close());
  await page.keyboard.press('F1');
  await window.show(view);
  await page.keyboard.press(place);
  for (const name of press) await page.getByRole('button', { name }).first().click();
}

/** What is wrong with the window at this moment. */
async function wrongWith(scene: Scene): Promise<string[]> {
  const seen = await window.page.evaluate((wayOut) => {
    const status = document.querySelector('[aria-label="Payment status"]');
    const isThere = (each: Element) =>
      each.textContent === wayOut &&
      each instanceof HTMLButtonElement &&
      !each.disabled &&
      each.getClientRects().length > 0;
    return {
      status: status?.textContent ?? '',
      words: (document.body.textContent ?? '').length,
      hasWayOut: [...document.querySelectorAll('button')].some(isThere),
      broken: document.querySelectorAll('[data-broken]').length,
    };
  }, scene.wayOut);
  const found: string[] = [];
  if (seen.words < 40) found.push('blank');
  if (!scene.status.test(seen.status)) found.push(`says "${seen.status}"`);
  if (scene.wayOut !== null && !seen.hasWayOut) found.push(`no ${scene.wayOut}`);
  return found;
}

/** What stands there, by its headings and questions. */
const shown = () =>
  window.page.evaluate(() => {
    const titles = document.querySelectorAll('h1, h2, [role="alertdialog"]');
    return [...titles].map(({ textContent }) => textContent).join('|');
  });

const isWhole = () =>
  window.page.evaluate(() => document.querySelectorAll('[data-broken]').length === 0);

describe('a fault in', () => {
  const met = new Set<string>();

  it.each(scenes)('any component leaves the payment in sight and in hand: $name', async (scene) => {
    const findings: string[] = [];
    await window.drawn();
    await come(scene);
    expect(await wrongWith(scene), 'before').toEqual([]);
    const whole = await shown();
    const drawn = (await window.drawn()).filter((file) => !keepers.has(file));
    for (const file of drawn) {
      met.add(file);
      await window.breakFile(file);
      await window.show(scene.till);
      const wrong = await wrongWith(scene);
      if (wrong.length > 0) findings.push(`${file}: ${wrong.join(', ')}`);
      await window.breakFile('');
      await window.show(scene.till);
      if (!(await isWhole())) findings.push(`${file}: does not come back`);
      // A question or a page that was left by the fault is gone to once more.
      if ((await shown()) !== whole) await come(scene);
    }
    expect(findings).toEqual([]);
  });

  it('every component was met', () => {
    const others = componentFiles().filter((file) => !keepers.has(file) && !unseen.has(file));
    expect(others.filter((file) => !met.has(file))).toEqual([]);
  });
});
