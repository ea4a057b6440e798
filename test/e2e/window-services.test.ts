// What a browser lends the window can be forbidden, missing or full, and others write into the page:
// the window shows the till all the same, and nothing about a payment depends on a sound or a picture.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TillView } from '../../src-shared/contract/views/till.ts';
import { counter } from '../support/counter.ts';
import { approved, awaiting, notPaid, till } from '../unit/renderer/views.ts';
import { fullAnswers } from './window-answers.ts';
import { type BenchWindow, openBench, type WindowBench } from './window-bench.ts';

let bench: WindowBench;
let window: BenchWindow | undefined;

beforeAll(async () => {
  bench = await openBench();
});

afterAll(() => bench.close());

afterEach(async () => {
  await window?.close();
  window = undefined;
});

async function open(before = ''): Promise<BenchWindow> {
  window = await bench.open({ answers: fullAnswers, before });
  return window;
}

const unshown = { ...approved, completion: { kind: 'unshown', withinMs: 0 } } as const;

const broken = (target: string, name: string) =>
  `Object.defineProperty(${target}, '${name}', { get() { throw new DOMException('no', 'SecurityError'); } });`;

const services: [name: string, script: string][] = [
  ['storage is forbidden', broken('window', 'localStorage')],
  [
    'storage is full',
    `Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };`,
  ],
  ['there is no sound', broken('window', 'AudioContext')],
  ['sound may not begin', `AudioContext.prototype.resume = () => Promise.reject(new Error('no'));`],
  ['tones cannot be made', broken('window', 'OscillatorNode')],
  ['elements cannot be observed', 'delete window.ResizeObserver;'],
  ['the page cannot be observed', broken('window', 'MutationObserver')],
  [
    'dates cannot be written',
    `Intl.DateTimeFormat = class { constructor() { throw new RangeError('no'); } };`,
  ],
  [
    'the clipboard is closed',
    `${broken('navigator', 'clipboard')} document.execCommand = () => { throw new Error('no'); };`,
  ],
];

describe.each(services)('%s', (_, script) => {
  it('and a payment goes its way, and the settings of the window hold', async () => {
    const { page, show, calls } = await open(script);
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(error.message));
    const { code, status, take, tap, nextSale, cancel } = counter(page);
    await show(till());
    await tap('15');
    await take.click();
    await show(till({ payment: awaiting }));
    await code.waitFor();
    await cancel.waitFor();
    await show(till({ payment: unshown }));
    await status.getByText(/approved/i).waitFor();
    await expect
      .poll(() => page.evaluate('benchCalls.map(([name]) => name)'))
      .toContain('approvalShown');
    await nextSale.click();
    expect(await calls()).toEqual(['startPayment', 'nextSale']);
    await show(till());
    await page.keyboard.press('F6');
    await page.getByRole('radio', { name: 'Dark' }).check();
    await page.getByRole('radio', { name: 'Off' }).check();
    await page.keyboard.press('F2');
    await page.getByRole('button', { name: /04-000318/ }).click();
    await page.locator('summary').first().click();
    await page.getByRole('button', { name: 'Copy' }).first().click();
    expect(await page.evaluate('document.documentElement.dataset.appearance')).toBe('dark');
    expect(await page.locator('[data-broken]').count()).toBe(0);
    expect(wrong).toEqual([]);
  });
});

describe('a code that cannot be drawn', () => {
  it('is said in words, and can be cancelled', async () => {
    const { page, show, calls } = await open();
    await show(till({ payment: { ...awaiting, qrCode: 'x'.repeat(5_000) } }));
    await page.getByText('The code cannot be drawn.').waitFor();
    await counter(page).cancel.click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel payment' }).click();
    expect(await calls()).toEqual(['cancelPayment']);
    await show(till({ payment: awaiting }));
    await counter(page)
      .status.getByText(/waiting/i)
      .waitFor();
  });
});

describe('an approval whose screen is broken', () => {
  it('does not count as shown, and can be decided all the same', async () => {
    const { page, show, calls, breakFile } = await open();
    await breakFile('renderer/features/payment/result-panel.tsx');
    await show(till({ payment: unshown }));
    await page.getByText('Approved · R 184.50').waitFor();
    await page.evaluate(
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))',
    );
    expect(await page.evaluate('benchCalls')).toEqual([]);
    await counter(page).void.waitFor();
    await counter(page).nextSale.click();
    await expect.poll(calls).toEqual(['nextSale']);
  });
});

describe('a snapshot with something the words do not know', () => {
  const odd: [name: string, view: unknown, status: RegExp][] = [
    ['a stamp', till({ payment: { ...approved, approvedAt: 'yesterday' } }), /Approved/],
    ['a reason', till({ payment: { ...notPaid, reason: odds({ code: 'moon' }) } }), /Not paid/],
    [
      'a currency',
      till({ payment: { ...approved, amount: odds({ currency: null }) } }),
      /Approved/,
    ],
    ['a state', till({ payment: odds({ ...approved, state: 'teleported' }) }), /teleported/],
    ['a connection', till({ payment: approved, connection: odds({ state: 'maybe' }) }), /Approved/],
    ['an advice', till({ payment: approved, recent: odds([{ advice: {} }]) }), /Approved/],
  ];

  it.each(odd)(
    '%s: the state is said, and the next snapshot is shown whole',
    async (_, view, words) => {
      const { page, show } = await open();
      await show(view as TillView);
      const { status, nextSale } = counter(page);
      await status.getByText(words).waitFor();
      expect((await page.locator('body').innerText()).length).toBeGreaterThan(100);
      await show(till({ payment: approved }));
      await nextSale.waitFor();
      expect(await page.locator('[data-broken]').count()).toBe(0);
    },
  );
});

// A value of another shape than the contract's, as a core of another version might send.
function odds(value: unknown): never {
  return value as never;
}

describe('a page translator', () => {
  // As Chrome's does it: each text is put into two elements of its own.
  const translate = `(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    for (const text of found) {
      const outer = document.createElement('font');
      const inner = document.createElement('font');
      inner.textContent = text.data;
      outer.append(inner);
      text.replaceWith(outer);
    }
    return found.length;
  })()`;

  it('is asked to keep away', async () => {
    const { page } = await open();
    expect(await page.evaluate('document.documentElement.translate')).toBe(false);
    expect(await page.locator('meta[name="google"]').getAttribute('content')).toBe('notranslate');
  });

  it('that comes all the same, mid-payment, takes no word and no button away', async () => {
    const { page, show, calls } = await open();
    const { status, nextSale, connection } = counter(page);
    await show(till({ payment: awaiting, mode: 'training' }));
    await page.getByText('Waiting for the customer').first().waitFor();
    expect(await page.evaluate<number>(translate)).toBeGreaterThan(10);
    const down = { ...till().connection, state: 'noConnection' } as const;
    await show(till({ payment: approved, connection: down }));
    await status.getByText('Approved. R 184.50.').waitFor();
    await connection.getByText(/No connection/).waitFor();
    expect(await page.getByText('Connected.').count()).toBe(0);
    expect(await page.evaluate<number>(translate)).toBeGreaterThan(10);
    await show(till({ payment: notPaid }));
    await page.getByRole('heading', { name: 'Not paid' }).waitFor();
    await connection.getByText('Connected. Nothing owed.').waitFor();
    await nextSale.click();
    expect(await calls()).toEqual(['nextSale']);
  });
});
