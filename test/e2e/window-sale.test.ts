// A sale by lines and in parts, key by key: what each does, and that a press for the screen before does
// nothing. The page's clock is moved by the test.
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CurrentPaymentView } from '../../src-shared/contract/views/payment.ts';
import { counter } from '../support/counter.ts';
import { approved, aSale, awaiting, notPaid, rand, till } from '../unit/renderer/views.ts';
import { fullAnswers } from './window-answers.ts';
import { type BenchWindow, openBench, type WindowBench } from './window-bench.ts';

let bench: WindowBench;
let window: BenchWindow;

beforeAll(async () => {
  bench = await openBench();
});

afterAll(() => bench.close());

beforeEach(async () => {
  window = await bench.open({ clock: true, answers: fullAnswers });
  await window.page.clock.pauseAt(100_000);
  await window.show(till());
  await pass(2_000);
});

afterEach(() => window.close());

const pass = (ms: number) => window.page.clock.runFor(ms);

async function middleOf(element: Locator): Promise<{ x: number; y: number }> {
  const box = await element.boundingBox();
  if (!box) throw new Error('It is not on the screen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

describe('a part of a sale', () => {
  const sale = aSale({ number: '04-000318', left: rand(9_450), cashLeft: rand(9_450) });
  const payment: CurrentPaymentView = {
    ...approved,
    approved: rand(9_000),
    left: rand(9_450),
    completion: { kind: 'ask', withinMs: 600_000 },
  };
  const leftToPay = () => window.page.getByRole('heading', { name: 'Left to pay' }).count();

  it('leads to its rest by Enter once it has settled, and to nothing before', async () => {
    await window.show(till({ payment: awaiting, sale }));
    await pass(1_000);
    await window.show(till({ payment, sale }));
    await pass(300);
    await window.page.keyboard.press('Enter');
    await pass(1_000);
    expect(await leftToPay()).toBe(0);
    await window.page.keyboard.press('Enter');
    await pass(500);
    expect(await leftToPay()).toBe(1);
    expect(await window.calls()).toEqual([]);
  });

  it('whose rest did not come about leads there too, and clears nothing', async () => {
    await window.show(till({ payment: { ...notPaid, taken: rand(9_000) }, sale }));
    await pass(1_000);
    expect(await counter(window.page).nextSale.count()).toBe(0);
    await window.page.keyboard.press('Enter');
    await pass(500);
    expect(await leftToPay()).toBe(1);
    expect(await window.calls()).toEqual([]);
  });
});

describe('a sale with lines', () => {
  const type = async (keys: string) => {
    for (const key of keys) {
      await pass(150);
      await window.page.keyboard.press(key);
    }
  };

  it('takes an amount as a line with +, also with how many, and the next one at once', async () => {
    const { page } = window;
    await type('1899+');
    expect(await counter(page).amount.inputValue()).toBe('');
    await window.show(till({ sale: aSale() }));
    await type('3*500+');
    await type('250');
    await pass(150);
    await page.keyboard.press('Enter');
    await pass(150);
    expect(await window.inputs()).toMatchObject([
      ['addLine', { amountMinor: 1_899, quantity: 1 }],
      ['addLine', { amountMinor: 500, quantity: 3, saleId: aSale().saleId }],
      ['addLine', { amountMinor: 250, quantity: 1, saleId: aSale().saleId }],
    ]);
  });

  it('takes no + that comes with the digits, nor one that is held down', async () => {
    const { page } = window;
    await type('189');
    await pass(100);
    await page.keyboard.press('+');
    await pass(500);
    expect(await window.calls()).toEqual([]);
    await page.getByText(/Press \+ again to add R\s1.89/).waitFor();
    await page.keyboard.down('+');
    for (let again = 0; again < 10; again += 1) {
      await pass(33);
      await page.keyboard.down('+');
    }
    await page.keyboard.up('+');
    await pass(500);
    expect(await window.calls()).toEqual(['addLine']);
  });

  it('is paid by the key after its last line, and the second press asks for no code', async () => {
    const { page } = window;
    await window.show(till({ sale: aSale() }));
    await pass(1_000);
    const { x, y } = await middleOf(page.getByRole('button', { name: 'Pay', exact: true }));
    await page.mouse.dblclick(x, y);
    await pass(1_000);
    expect(await window.calls()).toEqual([]);
    await counter(page).take.click();
    expect(await window.inputs()).toEqual([
      ['startPayment', { amountMinor: 18_450, saleId: aSale().saleId }],
    ]);
  });

  it('loses a line by Delete and has it back by Insert', async () => {
    const { page } = window;
    const [line] = aSale().lines;
    await window.show(till({ sale: aSale() }));
    await pass(1_000);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Delete');
    await pass(150);
    await window.show(till({ sale: aSale({ lines: [], removed: line ?? null }) }));
    await page.keyboard.press('Insert');
    await pass(150);
    const about = { saleId: aSale().saleId, lineId: line?.lineId };
    expect(await window.inputs()).toEqual([
      ['removeLine', about],
      ['putLineBack', about],
    ]);
  });

  it('is taken in cash by what was received, once', async () => {
    const { page } = window;
    await window.show(till({ sale: aSale({ number: '04-000318' }) }));
    await pass(1_000);
    await page.keyboard.press('F9');
    await pass(1_000);
    await page.getByRole('button', { name: /^R\s200.00$/ }).click();
    await page.getByText(/15.50/).first().waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await pass(500);
    expect(await window.inputs()).toEqual([
      ['takeCash', { saleId: aSale().saleId, receivedMinor: 20_000 }],
    ]);
  });
});
