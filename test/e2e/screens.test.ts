// What single screens promise: nothing jumps, one line a sale, an answer where the button was, a way
// out when the host is gone. In a real Chromium, with a till that the test plays.
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { SaleRow } from '../../src-shared/contract/views/history.ts';
import type { ReportView } from '../../src-shared/contract/views/reports.ts';
import { counter } from '../support/counter.ts';
import { type StartedProcess, startBrowserTill } from '../support/host-process.ts';
import {
  paymentRow,
  refusedRow,
  salePage,
  saleRow,
  story,
} from '../unit/renderer/history-views.ts';
import {
  adviceRow,
  approved,
  awaiting,
  noReason,
  notPaid,
  rand,
  till,
} from '../unit/renderer/views.ts';
import { type DrawnWindow, drawnWindow } from './drawn-window.ts';
import { fullAnswers } from './window-answers.ts';

let host: StartedProcess & { address: string };
let window: DrawnWindow;
let close: () => Promise<void>;

beforeAll(async () => {
  host = await startBrowserTill();
  const browser = await chromium.connect(inject('chromiumEndpoint'));
  const context = await browser.newContext({
    reducedMotion: 'reduce',
    viewport: { width: 1024, height: 768 },
  });
  window = await drawnWindow(await context.newPage(), host.address);
  close = () => browser.close();
});

afterAll(async () => {
  await close();
  await host.kill();
});

const link = (name: string) => window.page.getByRole('link', { name, exact: true });
const button = (name: string) => window.page.getByRole('button', { name, exact: true });
/** Until a key may decide something on this screen. */
const settled = () =>
  window.page.waitForFunction(
    () => document.querySelector('[data-decides][aria-disabled]') === null,
  );

describe('while a code is up', () => {
  it.each(['live', 'training'] as const)(
    'in %s the cancel question moves nothing',
    async (mode) => {
      const { page } = window;
      for (const [width, height] of [
        [1024, 768],
        [800, 600],
        [1366, 768],
      ] as const) {
        await page.setViewportSize({ width, height });
        await window.open(till({ mode, payment: awaiting }));
        const places = () =>
          page.evaluate(() =>
            ['svg[role="img"]', 'h1', '[role="timer"]'].map((part) => {
              const {
                x,
                y,
                width: w,
                height: h,
              } = document.querySelector(part)?.getBoundingClientRect() ?? {};
              return [x, y, w, h];
            }),
          );
        await counter(page).code.waitFor();
        const before = await places();
        await button('Cancel payment').click();
        await page.getByRole('alertdialog').waitFor();
        expect(await places(), `${width}×${height}`).toEqual(before);
      }
      await page.setViewportSize({ width: 1024, height: 768 });
    },
  );

  it('the seconds are told elsewhere too', async () => {
    await window.open(till({ payment: awaiting }), { getHistory: { rows: [], nextBefore: null } });
    await link('History').click();
    await window.page.getByText(/R\s184\.50 · Waiting · \d+ s left/).waitFor();
  });
});

const partner = 'כרטיס 24';
const refused = refusedRow({
  attempt: 12,
  advice: { kind: 'reversal', state: 'attention', settledAt: null },
});
const rows: readonly SaleRow[] = [
  saleRow({ saleId: 'a', payment: paymentRow({ partner }) }),
  saleRow({
    saleId: 'b',
    state: 'abandoned',
    total: rand(499_999_999),
    tenders: [],
    payment: refused,
  }),
  saleRow({
    saleId: 'c',
    name: 'Groceries and whatever else was in the basket',
    lines: 12,
    tenders: [
      { kind: 'cash', amount: rand(9_225) },
      { kind: 'qr', amount: rand(9_225) },
    ],
  }),
  saleRow({ saleId: 'd', number: null, state: 'abandoned', tenders: [], payment: null }),
  saleRow({ saleId: 'e', openedAt: '2026-03-13T10:20:58.400+02:00' }),
];

describe('the history', () => {
  it.each([800, 1024, 1366, 1920])(
    'has one line a sale at %i, in even columns, with its state whole',
    async (width) => {
      await window.page.setViewportSize({ width, height: 768 });
      await window.open(till(), { getHistory: { rows: [...rows], nextBefore: null } });
      await link('History').click();
      await window.page.getByText('Fri', { exact: false }).first().waitFor();
      const lines = await window.page.evaluate(() =>
        [...document.querySelectorAll('main li > button')].map((line) => ({
          cells: [...line.children].map((cell) => Math.round(cell.getBoundingClientRect().x)),
          isOneLine: [...line.children].every((cell) => cell.getBoundingClientRect().height < 40),
          isStateCut: (line.children[3]?.scrollWidth ?? 0) > (line.children[3]?.clientWidth ?? 0),
        })),
      );
      expect(lines).toHaveLength(rows.length);
      for (const { cells, isOneLine, isStateCut } of lines) {
        expect([isOneLine, isStateCut]).toEqual([true, false]);
        expect(cells).toEqual(lines[0]?.cells);
      }
      await window.page.setViewportSize({ width: 1024, height: 768 });
    },
  );

  it('says which filters find nothing, and shows all again with one press', async () => {
    const { page } = window;
    await window.open(till(), { getHistory: { rows: [], nextBefore: null } });
    await link('History').click();
    await page.getByText('No sales yet').waitFor();
    expect(await button('Show all').isDisabled()).toBe(true);
    const place = await button('Show all').boundingBox();
    await page.getByLabel('State', { exact: true }).selectOption({ label: 'Parked' });
    await page.getByText('Nothing found for Parked', { exact: true }).waitFor();
    await page.getByRole('searchbox').fill('184.50');
    await page.getByText('Nothing found for “184.50” · Parked', { exact: true }).waitFor();
    expect(await button('Show all').boundingBox()).toEqual(place);
    // What was looked for is still there after a look elsewhere.
    await link('Reports').click();
    await link('History').click();
    await page.getByText('Nothing found for “184.50” · Parked', { exact: true }).waitFor();
    await button('Show all').click();
    await page.getByText('No sales yet').waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
  });

  it('tells of a sale first how it ended, and copies the ids of its payment', async () => {
    const { page } = window;
    const sale = rows[1] as SaleRow;
    await window.open(till(), {
      getHistory: { rows: [sale], nextBefore: null },
      getSale: salePage({ sale, payments: [story({ payment: refused, slipLines: [] })] }),
    });
    await link('History').click();
    await page.locator('main li > button').click();
    const end = page.getByText('The customer does not have enough money there.').first();
    const happened = page.getByText('The customer had the code');
    const [first, second] = await Promise.all([end.boundingBox(), happened.boundingBox()]);
    expect(first?.y).toBeLessThan(second?.y ?? 0);

    // A window that may not copy says so, and does nothing else.
    await page.evaluate(() => {
      Object.assign(document, {
        execCommand: () => {
          throw new Error('not here');
        },
      });
      Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
    });
    await button('Copy: Payment id').click();
    await page.getByText('Could not copy').waitFor();
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', {
        value: {
          writeText: (text: string) => Promise.resolve(Object.assign(globalThis, { text })),
        },
      });
    });
    await button('Copy: Transaction id').click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate('text')).toBe('Q7K2M4XA');
  });

  it('unfolds what was said about a payment, and says when a sale cannot be shown', async () => {
    const { page } = window;
    const history = { getHistory: { rows: [saleRow()], nextBefore: null } };
    await window.open(till(), { ...history, getSale: salePage() });
    await link('History').click();
    await page.locator('main li > button').click();
    await page.getByText('Paid in full with QR.').waitFor();
    expect(await page.getByText('Payment request sent').count()).toBe(0);
    await page.getByRole('button', { name: 'Details' }).focus();
    await settled();
    await page.keyboard.press('Enter');
    await page.getByText('Payment request sent').waitFor();
    await settled();
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').waitFor();

    await window.answer({ getSale: { failure: { code: 'unreadableSale' } } });
    await page.locator('main li > button').click();
    await page.getByRole('heading', { name: 'This sale cannot be shown' }).waitFor();
    await page.getByText(/The record of this sale cannot be read/).waitFor();
  });
});

it('a name that reads from right to left leaves time and amount where they are', async () => {
  const { page } = window;
  await window.open(
    till({ payment: { ...approved, partner }, shop: { name: partner, terminalId: 'T' } }),
  );
  // The name ends in digits: without being kept to itself they would swallow the time behind it.
  const [name, time] = await page.evaluate(() => {
    const boxOf = (text: string) => {
      const walk = document.createTreeWalker(
        document.querySelector('main header') ?? document.body,
        4,
      );
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const at = node.textContent?.indexOf(text) ?? -1;
        if (at < 0) continue;
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + text.length);
        const { left, right } = range.getBoundingClientRect();
        return { left, right };
      }
      return null;
    };
    return [boxOf('כרטיס 24'), boxOf(':21:31')];
  });
  expect(name && time && name.right < time.left).toBe(true);
});

it('an amount that was pasted is told as it was read, until the next key', async () => {
  const { page } = window;
  await window.open(till());
  await counter(page).amount.fill('184');
  await page.getByText(/^Pasted: read as R\s184\.00\.$/).waitFor();
  await page.keyboard.press('Backspace');
  await page.getByText('Type the amount, then press Enter.').waitFor();
});

it('what is sent again and refused again is told where it was pressed', async () => {
  const { page } = window;
  const queueOf = (at: string) => ({
    unreadable: [],
    rows: [
      adviceRow({
        state: 'attention',
        lastAnswer: { at, status: 400, silence: null, errorType: null, message: 'Malformed' },
      }),
    ],
    total: 1,
    paused: null,
  });
  await window.open(till(), { getQueue: queueOf('2026-03-14T10:21:41.000+02:00') });
  await link('Queue').click();
  await button('Send again').click();
  await page.getByText('Sending again…').waitFor();
  await window.answer({ getQueue: queueOf('2026-03-14T10:30:07.000+02:00') });
  await window.show({});
  await page.getByText(/Sent again\. This came back at \d\d:30:07:/).waitFor();
});

it('the status bar and the result agree about the line', async () => {
  const { page } = window;
  const reason = { ...noReason, code: 'codeUnavailable' } as const;
  await window.open(till({ payment: { ...notPaid, reason, reversal: 'none' } }));
  await counter(page).connection.getByText('Connected.').waitFor();
  expect(await page.locator('main').textContent()).not.toMatch(/no connection/i);
});

it('a host that stays away leaves the cashier with a way out', async () => {
  const { page } = window;
  await page.clock.install();
  await window.open(till({ payment: awaiting }));
  await window.lose();
  await page.getByText('The till is starting again…').waitFor();
  await page.clock.runFor(11_000);
  await page.getByText(/Close this window and start Until again/).waitFor();
  await page.getByText(/A payment that was running is safe/).waitFor();
});

describe('the report', () => {
  const of = (day: string) => ({ getReport: { ...(fullAnswers.getReport as ReportView), day } });
  const date = () =>
    window.page.getByLabel('Day', { exact: true }).and(window.page.locator('input'));

  it('goes from day to day by mouse and by keyboard, and its buttons stay where they are', async () => {
    const { page } = window;
    await window.open(till(), of('2026-11-21'));
    await link('Reports').click();
    await page.getByRole('heading', { name: 'Today so far' }).waitFor();
    expect(await button('Day after').isDisabled()).toBe(true);
    const place = await button('Day before').boundingBox();
    await window.answer(of('2026-11-20'));
    // A click that has to wait for its button would scroll about meanwhile.
    await settled();
    await button('Day before').click();
    await page.getByRole('heading', { name: 'Fri, 20 Nov 2026' }).waitFor();
    expect(await button('Day before').boundingBox()).toEqual(place);
    await window.answer(of('2026-11-02'));
    await date().fill('2026-11-02');
    await page.getByRole('heading', { name: /^Mon, 0?2 Nov 2026$/ }).waitFor();
    expect(await button('Day before').isDisabled()).toBe(true);
    await window.answer(of('2026-11-21'));
    await button('Today').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Today so far' }).waitFor();
  });
});
