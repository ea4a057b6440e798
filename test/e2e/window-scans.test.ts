// A scanner is a keyboard. On every screen and in every dialog what it types decides nothing, and the
// cashier's own keys work as ever. The page's clock is moved by the test, key by key.
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CurrentPaymentView } from '../../src-shared/contract/views/payment.ts';
import type { SaleView } from '../../src-shared/contract/views/sale.ts';
import { counter } from '../support/counter.ts';
import { handToEnterMs, handTyped, type Key, scans } from '../support/typing.ts';
import { approved, notPaid, till } from '../unit/renderer/views.ts';
import { scanPlaces } from './scan-places.ts';
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
const button = (name: string) => window.page.getByRole('button', { name }).last();
const scannedWords = /That was a scan/;

async function press(keys: readonly Key[]): Promise<void> {
  for (const { key, afterMs } of keys) {
    await pass(afterMs);
    await window.page.keyboard.press(key);
  }
}

const keysOf = (text: string, afterMs: number): Key[] =>
  text.split('').map((key) => ({ key: key === '\n' ? 'Enter' : key, afterMs }));

async function show(payment: CurrentPaymentView, mode: 'live' | 'training' = 'live') {
  await window.show(till({ payment, mode }));
  await pass(1_000);
}

async function showSale(sale: SaleView) {
  await window.show(till({ sale }));
  await pass(1_000);
}

async function open(name: string) {
  await button(name).click();
  await pass(1_000);
}

async function goTo(key: string) {
  await window.page.keyboard.press(key);
  await pass(1_000);
}

/** Where the window is, and what is open in it. */
async function look(): Promise<string> {
  return await window.page.evaluate(() =>
    JSON.stringify({
      headings: [...document.querySelectorAll('h1, h2')].map(({ textContent }) => textContent),
      questions: document.querySelectorAll('[role="alertdialog"], dialog[open]').length,
    }),
  );
}

const places = scanPlaces({ show, showSale, open, goTo, button, page: () => window.page });

const typedAmount = keysOf('150', 200);

describe('a scan', () => {
  const always = [
    keysOf('\n12 ?a\n', 60),
    keysOf('12+3*4+\n', 90),
    keysOf('96385074\n', 10),
    keysOf('96385074\n', 90),
  ];
  const drawn = fc.sample(scans, { numRuns: 5, seed: 6 });
  const all = [...always, ...drawn];

  async function decidesNothing(scans: typeof all) {
    const before = await look();
    expect(await window.calls()).toEqual([]);
    for (const keys of scans) {
      const [first, ...others] = keys;
      await press([{ key: first?.key ?? '', afterMs: 600 }, ...others]);
      await pass(1_000);
      const what = keys.map(({ key, afterMs }) => `${key}+${afterMs}`).join(' ');
      expect(await window.calls(), what).toEqual([]);
      expect(await look(), what).toBe(before);
    }
  }

  it.each(places)('decides nothing: %s', async (_, come) => {
    await come();
    await decidesNothing(all);
  });

  it('decides nothing: the sale with an amount', async () => {
    await press(typedAmount);
    await decidesNothing(all.filter(([first]) => !['Enter', '+'].includes(first?.key ?? '')));
  });

  it('that begins with Enter takes no more than what was typed', async () => {
    await press(typedAmount);
    await press([{ key: 'Enter', afterMs: 600 }, ...keysOf('96385074\n', 10)]);
    await pass(1_000);
    expect(await window.calls()).toEqual(['startPayment']);
    expect(await counter(window.page).amount.inputValue()).toBe('');
  });

  it.each([
    ['EAN-8 by a quick scanner', '96385074\n', 10],
    ['EAN-8 by a slow one', '96385074\n', 90],
    ['EAN-8 with a Tab', '96385074\t', 10],
    ['EAN-8 and nothing behind it', '96385074', 10],
    ['a short code', '12345\n', 10],
    ['a short code by a slow scanner', '12345\n', 80],
    ['Code 128', 'AB-1234\n', 40],
    ['a QR text with line breaks', '12345\n678\n90\n', 10],
  ])('is taken out of the amount again, and the cashier is told: %s', async (_, text, afterMs) => {
    const { page } = window;
    await press(keysOf('18', 200));
    await pass(800);
    await press(
      keysOf(text, afterMs).map(({ key, ...rest }) => ({
        ...rest,
        key: key === '\t' ? 'Tab' : key,
      })),
    );
    await pass(1_000);
    expect(await counter(page).amount.inputValue()).toBe('0.18');
    await page.getByText(scannedWords).waitFor();
    await press(keysOf('45', 150));
    expect(await page.getByText(scannedWords).count()).toBe(0);
    await press([{ key: 'Enter', afterMs: 200 }]);
    await pass(200);
    expect(await window.calls()).toEqual(['startPayment']);
  });

  // Not as keys that say what they type: composed, by number with Alt held, put in by a program.
  const insert = (character: string) => window.page.keyboard.insertText(character);
  const ways: [name: string, type: (character: string) => Promise<void>][] = [
    ['put into the field', insert],
    [
      'told of as an unknown key',
      async (character) => {
        await hint('Unidentified');
        await insert(character);
      },
    ],
    [
      'by number, with Alt held',
      async (character) => {
        const { keyboard } = window.page;
        await keyboard.down('Alt');
        for (const digit of String(character.charCodeAt(0))) await keyboard.press(digit);
        await keyboard.up('Alt');
        await insert(character);
      },
    ],
  ];
  const hint = (key: string) =>
    window.page.evaluate((name) => {
      const at = document.activeElement ?? document.body;
      at.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
    }, key);

  async function scanAs(type: (character: string) => Promise<void>, paceMs: number) {
    for (const character of '96385074') {
      await type(character);
      await pass(paceMs);
    }
    await window.page.keyboard.press('Enter');
    await pass(1_000);
  }

  it.each(ways)('is taken out of the amount again: %s', async (_, type) => {
    await press(typedAmount);
    for (const paceMs of [10, 90]) {
      await pass(1_000);
      await scanAs(type, paceMs);
      expect(await window.calls()).toEqual([]);
      expect(await counter(window.page).amount.inputValue()).toBe('1.50');
      await window.page.getByText(scannedWords).waitFor();
    }
  });

  it.each(ways)('presses no button: %s', async (_, type) => {
    await show(notPaid);
    await scanAs(type, 20);
    await button('Try again').focus();
    await scanAs(type, 90);
    expect(await window.calls()).toEqual([]);
  });

  it.each(ways)('into a field of the settings saves nothing: %s', async (_, type) => {
    await goTo('F6');
    await window.page.getByRole('textbox', { name: 'Institution name' }).focus();
    await scanAs(type, 20);
    expect(await window.page.getByText('Nothing was saved.').count()).toBe(0);
  });

  it('that begins with Enter and goes on with a chord decides nothing', async () => {
    await show(notPaid);
    await press([
      { key: 'Enter', afterMs: 600 },
      { key: 'Control+j', afterMs: 20 },
    ]);
    await pass(1_000);
    expect(await window.calls()).toEqual([]);
  });

  it('that begins with Shift and Enter decides nothing', async () => {
    await show(notPaid);
    await press([{ key: 'Shift+Enter', afterMs: 600 }, ...keysOf('96385074', 10)]);
    await pass(1_000);
    expect(await window.calls()).toEqual([]);
  });

  it('into the search of the History is wanted', async () => {
    await goTo('F2');
    const search = window.page.getByRole('searchbox');
    await search.focus();
    await press(keysOf('6001234567893\n', 10));
    expect(await search.inputValue()).toBe('6001234567893');
  });

  it('leaves the focus where it was', async () => {
    await show(approved);
    await press([{ key: 'Tab', afterMs: 500 }, ...keysOf('123456\n', 15)]);
    await pass(1_000);
    expect(await window.page.evaluate(() => document.activeElement?.textContent)).toBe('Next sale');
  });
});

describe('a hand', () => {
  it('takes an amount with Enter', async () => {
    const amounts = fc.sample(fc.tuple(handTyped, handToEnterMs), { numRuns: 10, seed: 7 });
    for (const [keys, enterMs] of amounts) {
      await press([...keys, { key: 'Enter', afterMs: enterMs }]);
      await pass(150);
      expect(await window.calls()).toEqual(['startPayment']);
      await pass(1_000);
      await window.page.keyboard.press('Escape');
    }
  });

  it('that is too quick to be sure of is asked to press Enter again, and then it goes on', async () => {
    const { page } = window;
    await press(keysOf('50\n', 70));
    await pass(1_000);
    expect(await window.calls()).toEqual([]);
    await page.getByText(/Press Enter again to take R\s0.50/).waitFor();
    await page.keyboard.press('Enter');
    await pass(150);
    expect(await window.calls()).toEqual(['startPayment']);
  });

  it('presses the button in focus with Space and with Enter, and opens the list of keys', async () => {
    await show(notPaid);
    for (const key of [' ', 'Enter']) {
      await button('Try again').focus();
      await window.page.keyboard.press(key);
      await pass(500);
      expect(await window.calls()).toEqual(['startPayment']);
    }
    await window.page.keyboard.press('?');
    await pass(500);
    expect(await window.page.getByRole('dialog', { name: 'Keys' }).count()).toBe(1);
  });

  it('begins a line of a reason with Shift and Enter', async () => {
    await goTo('F3');
    await open('Close with reason');
    const reason = window.page.getByRole('textbox', { name: 'Reason' });
    await reason.fill('Settled by phone');
    await press([{ key: 'Shift+Enter', afterMs: 200 }]);
    await pass(500);
    expect(await reason.inputValue()).toBe('Settled by phone\n');
    expect(await window.calls()).toEqual([]);
  });

  it('saves the settings with Enter in a field', async () => {
    await goTo('F6');
    await window.page.getByRole('textbox', { name: 'Institution name' }).focus();
    await window.page.keyboard.press('Enter');
    await pass(500);
    await window.page.getByText('Nothing was saved.').waitFor();
  });

  it('may paste, and use a keyboard on the screen', async () => {
    const { page } = window;
    await counter(page).amount.focus();
    for (const character of '12345') {
      await page.keyboard.insertText(character);
      await pass(150);
    }
    expect(await counter(page).amount.inputValue()).toBe('123.45');
    await page.keyboard.press('Enter');
    await pass(150);
    expect(await window.calls()).toEqual(['startPayment']);
  });
});
