// What was pressed for the screen before decides nothing on the one that has come up, whatever it was
// pressed with; once a screen has settled it works at once. The page's clock is moved by the test, so
// that a press falls where it is meant to.
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallName } from '../../src-shared/contract/contract.ts';
import type { TillClient } from '../../src-shared/contract/till-client.ts';
import type { CurrentPaymentView } from '../../src-shared/contract/views/payment.ts';
import type { QueueView } from '../../src-shared/contract/views/queue.ts';
import type { TillView } from '../../src-shared/contract/views/till.ts';
import { counter } from '../support/counter.ts';
import { saleRow } from '../unit/renderer/history-views.ts';
import {
  approved,
  awaiting,
  noReason,
  notPaid,
  paid,
  requesting,
  till,
} from '../unit/renderer/views.ts';
import { fullAnswers } from './window-answers.ts';
import { type BenchWindow, openBench, type WindowBench } from './window-bench.ts';

let bench: WindowBench;
let window: BenchWindow;

beforeAll(async () => {
  bench = await openBench();
});

afterAll(() => bench.close());

beforeEach(() => open());

async function open(before = ''): Promise<void> {
  window = await bench.open({ clock: true, touch: true, answers: fullAnswers, before });
  await window.page.clock.pauseAt(100_000);
  await window.show(till());
  await pass(2_000);
}

afterEach(() => window.close());

const pass = (ms: number) => window.page.clock.runFor(ms);
/** Results, and what Enter does on them once they stand. */
const results: [name: string, payment: CurrentPaymentView, call: string][] = [
  ['approved', approved, 'nextSale'],
  ['paid', paid, 'nextSale'],
  ['a lost answer', { ...notPaid, reason: { ...noReason, code: 'connectionLost' } }, 'nextSale'],
  ['nobody scanned', declined('NO_SCAN_RECEIVED'), 'nextSale'],
];

function declined(errorType: string): CurrentPaymentView {
  return { ...notPaid, reason: { ...noReason, code: 'declined', errorType }, reversal: 'none' };
}

async function middleOf(element: Locator): Promise<{ x: number; y: number }> {
  const box = await element.boundingBox();
  if (!box) throw new Error('It is not on the screen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Presses with each device, where the element stands. */
async function pressEverywhere(element: Locator): Promise<void> {
  const { x, y } = await middleOf(element);
  await window.page.mouse.click(x, y);
  await window.page.touchscreen.tap(x, y);
  await window.page.mouse.dblclick(x, y);
}

describe.each(results)('%s', (_, payment, call) => {
  it('an Enter before it has settled is dropped', async () => {
    for (const ms of [0, 50, 100, 200, 349]) {
      await window.show(till({ payment: awaiting }));
      await pass(1_000);
      await window.show(till({ payment }));
      await pass(ms);
      await window.page.keyboard.press('Enter');
      await pass(5_000);
      expect(await window.calls(), `after ${ms} ms`).toEqual([]);
    }
  });

  it('an Enter works as soon as it has settled', async () => {
    await window.show(till({ payment }));
    await pass(351);
    await window.page.keyboard.press('Enter');
    await pass(150);
    expect(await window.calls()).toEqual([call]);
  });

  it('no press in the moment before it has settled decides', async () => {
    await window.show(till({ payment: awaiting }));
    await pass(1_000);
    await window.show(till({ payment }));
    await pass(300);
    const { page } = window;
    for (const button of await page.locator('main').getByRole('button').all()) {
      await pressEverywhere(button);
    }
    await pass(5_000);
    expect(await window.calls()).toEqual([]);
    expect(await page.getByRole('alertdialog').count()).toBe(0);
  });

  it('a finger that was down when it came decides nothing by being lifted', async () => {
    await window.show(till({ payment }));
    await pass(1_000);
    const { x, y } = await middleOf(window.page.locator('main button').last());
    await window.show(till({ payment: awaiting }));
    await pass(1_000);
    await window.page.mouse.move(x, y);
    await window.page.mouse.down();
    await pass(100);
    await window.show(till({ payment }));
    await pass(1_000);
    await window.page.mouse.up();
    await pass(1_000);
    expect(await window.calls()).toEqual([]);
    // Nor one that came down on the button itself before it had settled.
    await window.show(till({ payment: awaiting }));
    await window.show(till({ payment }));
    await pass(100);
    await window.page.mouse.down();
    await pass(1_000);
    await window.page.mouse.up();
    await pass(1_000);
    expect(await window.calls()).toEqual([]);
  });

  it('a key that is held down decides nothing', async () => {
    await window.show(till({ payment: awaiting }));
    await pass(1_000);
    await window.page.keyboard.down('Enter');
    await pass(100);
    await window.show(till({ payment }));
    for (let again = 0; again < 30; again += 1) {
      await window.page.keyboard.down('Enter');
      await pass(33);
    }
    await window.page.keyboard.up('Enter');
    await pass(1_000);
    expect(await window.calls()).toEqual([]);
  });
});

describe('an Escape that is held down', () => {
  async function hold() {
    for (let again = 0; again < 30; again += 1) {
      await window.page.keyboard.down('Escape');
      await pass(33);
    }
  }

  it.each([
    ['cancels no payment', requesting],
    ['asks nothing', awaiting],
    ['asks for no void', approved],
  ])('while a screen comes up %s', async (_, payment) => {
    await window.page.keyboard.down('Escape');
    await pass(100);
    await window.show(till({ payment }));
    await hold();
    await window.page.keyboard.up('Escape');
    await pass(1_000);
    expect(await window.calls()).toEqual([]);
    expect(await window.page.getByRole('alertdialog').count()).toBe(0);
  });
});

describe('the second press of a double one', () => {
  it.each<[string, Partial<TillView>]>([
    ['a live till', {}],
    ['the customer’s phone of training', { mode: 'training' }],
  ])('on Take neither cancels, nor asks, nor pays: %s', async (_, more) => {
    const { page } = window;
    await window.show(till(more));
    await pass(1_000);
    await counter(page).tap('1500');
    await counter(page).take.click();
    expect(await window.calls()).toEqual(['startPayment']);
    await window.show(till({ ...more, payment: requesting }));
    await pass(20);
    await pressEverywhere(counter(page).cancel);
    await window.show(till({ ...more, payment: awaiting }));
    await pass(200);
    for (const button of await page.locator('main').getByRole('button').all()) {
      await pressEverywhere(button);
    }
    await pass(1_000);
    expect(await window.calls()).toEqual([]);
    expect(await page.getByRole('alertdialog').count()).toBe(0);
  });

  it('on Keep the payment does not go on to the next sale', async () => {
    const { page } = window;
    await window.show(till({ payment: approved }));
    await pass(1_000);
    await counter(page).void.click();
    await pass(1_000);
    const { x, y } = await middleOf(page.getByRole('button', { name: 'Keep the payment' }));
    await page.mouse.dblclick(x, y);
    await pass(1_000);
    expect(await window.calls()).toEqual([]);
    await counter(page).nextSale.click();
    expect(await window.calls()).toEqual(['nextSale']);
  });

  it('on Next sale types nothing into the next amount, and quick digits are all taken', async () => {
    const { page } = window;
    const { amount, tap } = counter(page);
    const key = await middleOf(page.getByRole('button', { name: '3', exact: true }));
    await window.show(till({ payment: approved }));
    await pass(1_000);
    await page.mouse.click(key.x, key.y);
    await pass(20);
    await window.show(till());
    await pass(100);
    await page.mouse.click(key.x, key.y);
    expect(await amount.inputValue()).toBe('');
    await tap('1');
    await page.keyboard.press('5');
    expect(await amount.inputValue()).toBe('0.15');
  });

  it('on Close with reason closes nothing', async () => {
    const { page } = window;
    await page.keyboard.press('F3');
    await pass(1_000);
    await page.getByRole('button', { name: 'Close with reason' }).last().click();
    await page.getByRole('textbox', { name: 'Your name' }).fill('Store admin');
    await page.getByRole('textbox', { name: 'Reason' }).fill('Settled by phone');
    await pass(200);
    await page.keyboard.press('Enter');
    await pressEverywhere(page.getByRole('button', { name: 'Close for good' }));
    await pass(1_000);
    expect(await window.calls()).toEqual([]);
    await page.getByRole('button', { name: 'Close for good' }).click();
    expect(await window.calls()).toEqual(['closeAdvice']);
  });
});

describe('a button that has moved under the finger', () => {
  const question = () => window.page.getByRole('alertdialog').count();

  /** What the queue says from its next refresh on. */
  async function changeQueue(queue: Partial<QueueView>): Promise<void> {
    await window.page.evaluate(
      (next) => {
        const { till: client } = globalThis as unknown as { till: TillClient };
        const call = client.call.bind(client);
        const answer = { ok: true, value: next };
        Object.assign(client, {
          call: (name: CallName, input: never) =>
            name === 'getQueue' ? Promise.resolve(answer) : call(name, input),
        });
      },
      { ...fullAnswers.getQueue, ...queue },
    );
  }

  it.each([
    ['takes no press, and soon does', ''],
    ['takes none either where the page cannot be observed', 'delete window.MutationObserver;'],
  ])('by words that came above it %s', async (_, before) => {
    await window.close();
    await open(before);
    const { page } = window;
    await page.keyboard.press('F3');
    await pass(1_000);
    const again = page.getByRole('button', { name: 'Send again' });
    const { y } = await middleOf(again);
    await changeQueue({ paused: 'refusedInARow' });
    // As soon as the next refresh has moved it.
    while ((await middleOf(again)).y < y + 16) await pass(50);
    await pass(50);
    const now = await middleOf(again);
    await page.mouse.click(now.x, now.y);
    expect(await window.calls()).toEqual([]);
    await pass(351);
    await page.mouse.click(now.x, now.y);
    expect(await window.calls()).toEqual(['sendAgain']);
    expect(await question()).toBe(0);
  });

  it('closes no notice that nobody has read yet', async () => {
    const notice = (id: number, kind: 'damaged' | 'outdated') => ({
      storeNotices: [{ id, kind, rows: 3, isWhole: true, setAside: null }],
    });
    const close = window.page.getByRole('button', { name: 'Close message' });
    await window.show(till(notice(1, 'damaged')));
    await pass(1_000);
    await window.show(till(notice(2, 'outdated')));
    await pass(100);
    await close.dispatchEvent('click');
    expect(await window.calls()).toEqual([]);
    await pass(351);
    await close.dispatchEvent('click');
    expect(await window.calls()).toEqual(['closeNotice']);
  });
});

describe('an assistive technology', () => {
  it('presses without a pointer', async () => {
    await window.show(till({ payment: approved }));
    await pass(1_000);
    await counter(window.page).nextSale.dispatchEvent('click');
    expect(await window.calls()).toEqual(['nextSale']);
  });
});

describe('not paid', () => {
  it('has its two ways on in the same places, and the same one under Enter, whatever the reason', async () => {
    const { page } = window;
    const reasons: CurrentPaymentView[] = [
      ...(['noAnswer', 'connectionLost', 'cancelled', 'voided', 'tillStopped'] as const).map(
        (code) => ({ ...notPaid, reason: { ...noReason, code } }),
      ),
      ...['NO_SCAN_RECEIVED', 'INSUFFICIENT_FUNDS', 'DUPLICATE_RECORD'].map(declined),
    ];
    const seen = new Set<string>();
    for (const payment of reasons) {
      await window.show(till({ payment: awaiting, recent: [saleRow()] }));
      await window.show(till({ payment, recent: [saleRow()] }));
      await pass(1_000);
      const retry = await middleOf(page.getByRole('button', { name: /try again/i }));
      const next = await middleOf(counter(page).nextSale);
      const focus = await page.evaluate(() => document.activeElement?.textContent);
      seen.add(JSON.stringify({ retry, next, focus }));
      await page.keyboard.press('Enter');
      await pass(500);
      expect(await window.calls()).toEqual(['nextSale']);
    }
    expect([...seen]).toEqual([expect.stringContaining('"focus":"Next sale"')]);
  });
});
