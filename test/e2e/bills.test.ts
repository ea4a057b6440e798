// Bills at the counter: found, looked up, approved, paid for and given back, with a till that says what
// the test wants it to say. What each key and press asks of the till, and what is said about it.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TillView } from '../../src-shared/contract/views/till.ts';
import { counter } from '../support/counter.ts';
import {
  askedSale,
  billers,
  billLine,
  billNumber,
  billSale,
  billStory,
  lookup,
  parkedBill,
  refundSale,
  refusedLookup,
  refusedStory,
} from '../unit/renderer/bill-views.ts';
import { salePage, saleRow } from '../unit/renderer/history-views.ts';
import { aLine, aSale, aTender, paid, rand, till } from '../unit/renderer/views.ts';
import type { Answers } from './window-answers.ts';
import { type BenchWindow, openBench, type WindowBench } from './window-bench.ts';

let bench: WindowBench;
let window: BenchWindow;

beforeAll(async () => {
  bench = await openBench();
});

afterAll(() => bench.close());

afterEach(() => window.close());

const { saleId } = aSale();

async function open(view: Partial<TillView>, answers: Answers = {}): Promise<void> {
  window = await bench.open({ answers: { getBillers: billers, ...answers } });
  await show(view);
}

const button = (name: string | RegExp) =>
  window.page.getByRole('button', { name, exact: typeof name === 'string' });
const text = (words: string | RegExp) => window.page.getByText(words).first();
/** Until a key may decide something on this screen. */
const settled = () =>
  window.page.waitForFunction(
    () => document.querySelector('[data-decides][aria-disabled]') === null,
  );
/** Longer than the window waits whether a scan goes on. */
const pause = async () => {
  const from = await window.page.evaluate(() => performance.now());
  await window.page.waitForFunction((since) => performance.now() > since + 250, from);
};
const press = async (key: string) => {
  await settled();
  await window.page.keyboard.press(key);
  await pause();
};
const enter = () => press('Enter');
const field = (name: string) => window.page.getByRole('textbox', { name, exact: true });
const show = (view: Partial<TillView>) => window.show(till({ sells: { bills: true }, ...view }));
/** As a hand types, and not as a scanner does. */
const type = (keys: string) => window.page.keyboard.type(keys, { delay: 125 });

async function toNumber(): Promise<void> {
  await button('Pay a bill').click();
  await button(/^Karoo Municipality/).click();
  await field('What is the account number?').waitFor();
}

async function lookUp(): Promise<void> {
  await toNumber();
  await window.page.getByRole('textbox').fill(billNumber);
  await button('Ask what is due').click();
}

it('has no button for bills where the till takes none', async () => {
  await open({ sells: { bills: false } });
  await counter(window.page).take.waitFor();
  expect(await button('Pay a bill').count()).toBe(0);
});

async function toSalePage(): Promise<void> {
  await window.page.getByRole('link', { name: 'History' }).click();
  await window.page.locator('main li > button').first().click();
}

describe('finding a bill', () => {
  it('is done by keys alone, from the sale to the sale', async () => {
    await open({}, { lookUpBill: lookup() });
    const { page } = window;
    await press('F11');
    await field('Find a biller').waitFor();
    await type('karoo');
    await enter();
    await field('What is the account number?').waitFor();
    await type(billNumber);
    await text('8814 4002 7615 3').waitFor();
    await enter();
    await field('How much is paid?').waitFor();
    await text('The biller is asked when you press Pay. Take the money after that.').waitFor();
    await text('N… P…').waitFor();
    await enter();
    await counter(page).take.waitFor();
    const bill = {
      kind: 'account',
      number: billNumber,
      biller: { id: '90121', name: 'Karoo Municipality' },
    };
    expect(await window.inputs()).toEqual([
      ['lookUpBill', bill],
      ['addBill', { ...bill, amountMinor: 64_230 }],
    ]);
  });

  it('puts those first that were paid here before', async () => {
    await open({}, { lookUpBill: lookup() });
    await lookUp();
    await button(/^Add to the sale/).click();
    await button('Pay a bill').click();
    await text('Used here before').waitFor();
    const names = await window.page.locator('main li bdi').allTextContents();
    expect(names[0]).toBe('Karoo Municipality');
  });

  it('goes on with the number alone, of another kind, when there is no list', async () => {
    await open({}, { getBillers: { billers: [], listedAt: null }, lookUpBill: lookup() });
    await button('Pay a bill').click();
    await text('There is no list of billers. Go on with the number alone.').waitFor();
    await window.page.getByRole('radio', { name: 'Traffic fine' }).check();
    await button('Only a number').click();
    await field('What is the number of the notice?').fill('94/24615/657/109889');
    await button('Ask what is due').click();
    await field('How much is paid?').waitFor();
    expect(await window.inputs()).toEqual([
      ['lookUpBill', { kind: 'trafficFine', number: '94/24615/657/109889' }],
    ]);
  });

  it('names each rule that a number breaks', async () => {
    await open({});
    await toNumber();
    const number = field('What is the account number?');
    const rules = [
      ['8814', 'A number has at least 6 characters; this has 4.'],
      ['8'.repeat(41), 'A number has at most 40 characters; this has 41.'],
      ['8814_4002', '“_” cannot be in a number: digits, letters and / . - only.'],
      ['ABCDEFG', 'A number has at least one digit in it.'],
    ] as const;
    for (const [typed, words] of rules) {
      await pause();
      await number.fill(typed);
      await text(words).waitFor();
      expect(await button('Ask what is due').isDisabled()).toBe(true);
    }
  });

  it('takes a scan for the whole number, and its Enter for nothing', async () => {
    await open({});
    await toNumber();
    await settled();
    await type('12');
    await pause();
    await window.page.keyboard.type(billNumber);
    await window.page.keyboard.press('Enter');
    await text(/^Scanned\./).waitFor();
    expect(await window.page.getByRole('textbox').inputValue()).toBe(billNumber);
    expect(await window.calls()).toEqual([]);
  });

  it('says why a lookup was refused, and leads back to the number', async () => {
    await open({}, { lookUpBill: refusedLookup });
    await lookUp();
    await text('The biller does not know this number.').waitFor();
    await enter();
    expect(await window.page.getByRole('textbox').inputValue()).toBe(billNumber);
  });

  it('asks again or goes on when nobody answered', async () => {
    await open({}, { lookUpBill: { found: 'noAnswer' } });
    await lookUp();
    await button('Try again').click();
    await button('Go on without').click();
    await text('It is not known what is due.').waitFor();
    expect(await button('Add to the sale').isDisabled()).toBe(true);
    expect(await window.calls()).toEqual(['lookUpBill', 'lookUpBill']);
  });

  it.each([
    [{}, '700', /at most R\s642\.30/],
    [{ partPaymentAllowed: false }, '600', /exactly R\s642\.30/],
    [{ overPaymentAllowed: true, partPaymentAllowed: false }, '600', /at least R\s642\.30/],
    [{}, '49.99', /at least R\s50\.00/],
    [{ overPaymentAllowed: true, most: rand(70_000) }, '701', /at most R\s700\.00/],
  ])('names the limit that an amount is beyond: %o', async (changes, amount, words) => {
    await open({}, { lookUpBill: lookup(changes) });
    await lookUp();
    await field('How much is paid?').fill(amount);
    await text(words).waitFor();
    expect(await button(/^Add to the sale/).isDisabled()).toBe(true);
  });
});

describe('a sale with a bill', () => {
  it('shows whom and which number, and lets it only be taken off', async () => {
    await open({ sale: billSale() });
    await button(/^Karoo Municipality 8814 4002 7615 3/).click();
    const dialog = window.page.getByRole('dialog');
    expect(await dialog.getByRole('textbox').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Take off' }).click();
    expect(await window.inputs()).toEqual([['removeLine', { saleId, lineId: billLine().lineId }]]);
  });

  it('asks the biller by Pay, once, and takes no tender before the answer', async () => {
    await open({ sale: billSale() });
    await button('Pay').click();
    await text('Karoo Municipality').waitFor();
    await show({
      sale: askedSale({ approval: 'asking', lines: [billLine({ state: 'asking' })] }),
    });
    await text('This can take a minute. Take no money yet.').waitFor();
    for (const name of ['Cash', 'Card on other terminal', 'Take QR payment']) {
      expect(await button(name).isDisabled()).toBe(true);
    }
    await enter();
    expect(await window.inputs()).toEqual([['approveLines', { saleId }]]);
  });

  it('takes tenders when all is approved, and counts how long it is held', async () => {
    await open({
      sale: askedSale({
        approval: 'ready',
        undoneWithinMs: 581_000,
        lines: [billLine({ state: 'ready', story: billStory() })],
      }),
    });
    await text(/^The biller holds this for 9:\d\d$/).waitFor();
    await settled();
    expect(await counter(window.page).take.isEnabled()).toBe(true);
    expect(await window.calls()).toEqual([]);
  });

  it('takes what was approved for less, or takes it off', async () => {
    const line = billLine({ state: 'differs', story: billStory({ approved: rand(30_000) }) });
    await open({ sale: askedSale({ approval: 'blocked', lines: [line] }) });
    await text(/Approved for R\s300\.00 of R\s642\.30/).waitFor();
    await enter();
    await button('Take off').click();
    expect(await window.inputs()).toEqual([
      ['acceptApproved', { saleId, lineId: line.lineId }],
      ['removeLine', { saleId, lineId: line.lineId }],
    ]);
  });

  it('says why a bill was refused, and makes the step stand out that helps', async () => {
    const refused = billLine({ state: 'notPaid', story: refusedStory() });
    await open({ sale: askedSale({ approval: 'blocked', lines: [refused] }) });
    await text('Not approved. The biller does not know this number.').waitFor();
    await enter();
    expect(await window.calls()).toEqual(['removeLine']);
    const reason = { code: 'noAnswer', errorType: null, message: null, approved: null } as const;
    const silent = billLine({ state: 'notPaid', story: refusedStory({ phase: 'undone', reason }) });
    await show({ sale: askedSale({ approval: 'blocked', lines: [silent] }) });
    await text('Not approved. The biller did not answer in time.').waitFor();
    await enter();
    expect(await window.calls()).toEqual(['approveLines']);
  });

  it('tells the biller when it is cleared, after one question', async () => {
    const line = billLine({ state: 'ready', story: billStory() });
    await open({ sale: askedSale({ approval: 'ready', lines: [line] }) });
    await button('Clear sale').click();
    await text('Clear the sale? Nothing is paid, and the biller is told.').waitFor();
    await button('Clear sale').click();
    expect(await window.inputs()).toEqual([['abandonSale', { saleId }]]);
  });

  it('ends with the reference, the slip and whom to call, also when a code paid for it', async () => {
    const story = billStory({ phase: 'completed' });
    await open({
      payment: paid,
      sale: askedSale({
        state: 'completed',
        approval: 'ready',
        lines: [aLine({ name: 'Groceries' }), billLine({ state: 'completed', story })],
        left: rand(0),
        tenders: [aTender({ tenderId: paid.paymentId, kind: 'qr', amount: rand(66_129) })],
      }),
    });
    await text('Give the customer the slip. The bill is paid.').waitFor();
    await text('Thank you for paying').waitFor();
    await text('Questions to the biller: 021 999 0100').waitFor();
    await button('Copy: Reference of Karoo Municipality').waitFor();
    await enter();
    expect(await window.inputs()).toEqual([['nextSale', { saleId }]]);
  });
});

describe('giving a bill back', () => {
  it('starts on the page of the sale with all but the reason', async () => {
    const page = salePage({ payments: [], bills: [billStory({ phase: 'completed' })] });
    await open({}, { getHistory: { rows: [saleRow()], nextBefore: null }, getSale: page });
    await toSalePage();
    await button('Refund this bill').click();
    expect(await field('Reference on the slip').inputValue()).toBe('KBC5518820');
    await text('Choose why.').waitFor();
    await window.page.getByRole('radio', { name: 'Paid twice' }).check();
    await button('Ask the biller').click();
    await counter(window.page).take.waitFor();
    const refund = { issuerReference: 'KBC5518820', amountMinor: 64_230, reason: 'Paid twice' };
    expect(await window.inputs()).toEqual([['addBillRefund', refund]]);
  });

  it('is the biller’s where the reference is too long, and waits for a free counter', async () => {
    const long = billStory({ phase: 'completed', issuerReference: 'K'.repeat(21) });
    const answers = { getHistory: { rows: [saleRow()], nextBefore: null } };
    await open(
      { sale: aSale() },
      {
        ...answers,
        getSale: salePage({
          bills: [
            long,
            billStory({
              transactionId: 'b8134e77-a4c9-427d-af6c-72f9b192e0d9',
              phase: 'completed',
            }),
          ],
        }),
      },
    );
    await toSalePage();
    await text(/^The biller has to refund this: its reference is longer than 20/).waitFor();
    expect(await button('Refund this bill').count()).toBe(1);
    expect(await button('Refund this bill').isDisabled()).toBe(true);
    await text('Finish or park the sale on the counter to refund this bill.').waitFor();
  });

  it('asks the biller, then hands out, then says that it is done', async () => {
    const asking = billLine(
      { kind: 'refund', number: 'KBC5518820', biller: null },
      { isRefund: true },
    );
    await open({ sale: refundSale({ number: null, approval: 'needed', lines: [asking] }) });
    await show({ sale: refundSale() });
    await window.page.getByRole('heading', { name: 'Give back' }).waitFor();
    await enter();
    await show({ sale: refundSale({ state: 'completed' }) });
    await window.page.getByRole('heading', { name: 'Hand out' }).waitFor();
    await button('Copy: Reference of Karoo Municipality').waitFor();
    expect(await window.inputs()).toEqual([
      ['approveLines', { saleId }],
      ['nextSale', { saleId }],
    ]);
  });

  it('is called off after one question, which Enter keeps', async () => {
    await open({ sale: refundSale() });
    await press('Escape');
    await text('Cancel the refund? Hand out no money. The biller is told.').waitFor();
    await enter();
    expect(await window.calls()).toEqual([]);
    await button('Cancel refund').click();
    await window.page
      .getByRole('alertdialog')
      .getByRole('button', { name: 'Cancel refund' })
      .click();
    expect(await window.calls()).toEqual(['abandonSale']);
  });
});

it('says on every place that a confirmation waits too long', async () => {
  const owed = { confirmations: 1, reversals: 0, attention: 0, unreadable: 0, oldestSince: null };
  await open({ owed: { ...owed, lateSince: '2026-03-14T10:05:00.000+02:00' } });
  await counter(window.page)
    .connection.getByText(/^A bill confirmation has been waiting since \d\d:05\. The biller may/)
    .waitFor();
});

it('says of a parked sale until when the biller holds it', async () => {
  await open({ parked: [parkedBill] });
  await button('1 parked sale').click();
  await text(/held until \d\d:\d\d \(9:\d\d\)/).waitFor();
});

it('in training puts a number in, and chooses what the biller does next', async () => {
  await open({ mode: 'training' });
  await toNumber();
  await button(/^6870 4300 78/).click();
  expect(await field('What is the policy number?').inputValue()).toBe('6870430078');
  await window.page.getByLabel('The biller’s next answer').selectOption('Refuse it');
  await window.page
    .getByLabel('Refused because')
    .selectOption('Nothing is due: this bill is paid.');
  expect(await window.inputs()).toEqual([
    ['chooseBillScenario', { name: 'decline', errorType: 'UNKNOWN_CUSTOMER_ACCOUNT' }],
    ['chooseBillScenario', { name: 'decline', errorType: 'ACCOUNT_ALREADY_SETTLED' }],
  ]);
});
