// Where a scan could do harm: every screen and question on which a key decides something.
import type { Locator, Page } from 'playwright-core';
import type { CurrentPaymentView } from '../../src-shared/contract/views/payment.ts';
import type { SaleView } from '../../src-shared/contract/views/sale.ts';
import {
  approved,
  aSale,
  aTender,
  awaiting,
  notPaid,
  paid,
  rand,
  requesting,
} from '../unit/renderer/views.ts';

type Steps = {
  readonly show: (payment: CurrentPaymentView, mode?: 'live' | 'training') => Promise<void>;
  readonly showSale: (sale: SaleView) => Promise<void>;
  readonly open: (name: string) => Promise<void>;
  readonly goTo: (key: string) => Promise<void>;
  readonly button: (name: string) => Locator;
  readonly page: () => Page;
};

/** With a void window that does not end while the test goes on. */
const lasting = { ...approved, completion: { kind: 'confirms', withinMs: 600_000 } } as const;
const part: CurrentPaymentView = { ...lasting, left: rand(500) };
const ask: CurrentPaymentView = { ...approved, completion: { kind: 'ask', withinMs: 600_000 } };
const held = aSale({
  number: '04-000318',
  left: rand(12_450),
  cashLeft: rand(12_450),
  tenders: [aTender()],
});

/** How to come to each place at which a key could decide something. */
export function scanPlaces({
  show,
  showSale,
  open,
  goTo,
  button,
  page,
}: Steps): [name: string, come: () => Promise<unknown>][] {
  return [
    ['getting the code', () => show(requesting)],
    ['the code', () => show(awaiting)],
    [
      'the code, Cancel in focus',
      async () => {
        await show(awaiting);
        await button('Cancel payment').focus();
      },
    ],
    [
      'the cancel question',
      async () => {
        await show(awaiting);
        await open('Cancel payment');
      },
    ],
    [
      'the cancel question, its answer in focus',
      async () => {
        await show(awaiting);
        await open('Cancel payment');
        await button('Cancel payment').focus();
      },
    ],
    [
      'the phone, Cut the power in focus',
      async () => {
        await show(awaiting, 'training');
        await button('Cut the power').focus();
      },
    ],
    ['approved', () => show(lasting)],
    [
      'the void question',
      async () => {
        await show(lasting);
        await open('Void');
        await button('Void').focus();
      },
    ],
    ['asked after a restart', () => show(ask)],
    ['paid', () => show(paid)],
    ['a part', () => show(part)],
    ['lines', () => showSale(aSale())],
    [
      'lines, one of them in focus',
      async () => {
        await showSale(aSale());
        await goTo('ArrowUp');
      },
    ],
    [
      'the clear question, its answer in focus',
      async () => {
        await showSale(aSale());
        await open('Clear sale');
        await button('Clear sale').focus();
      },
    ],
    ['how to pay', () => showSale(held)],
    [
      'how to pay, Cash in focus',
      async () => {
        await showSale(held);
        await button('Cash').focus();
      },
    ],
    [
      'the question to take a tender back, its answer in focus',
      async () => {
        await showSale(held);
        await open('Take back');
        await button('Cash handed back').focus();
      },
    ],
    [
      'cash',
      async () => {
        await showSale(held);
        await open('Cash');
      },
    ],
    [
      'cash, taking it in focus',
      async () => {
        await showSale(held);
        await open('Cash');
        await button('Exact').click();
        await button('Take cash').focus();
      },
    ],
    [
      'a card, its reference in focus',
      async () => {
        await showSale(held);
        await open('Card on other terminal');
      },
    ],
    ['change', () => showSale({ ...held, state: 'completed', left: rand(0), change: rand(1_550) })],
    ['not paid', () => show(notPaid)],
    [
      'not paid, a new code in focus',
      async () => {
        await show(notPaid);
        await button('Try again').focus();
      },
    ],
    [
      'the queue, Send again in focus',
      async () => {
        await goTo('F3');
        await button('Send again').focus();
      },
    ],
    [
      'the close question, filled in',
      async () => {
        await goTo('F3');
        await open('Close with reason');
        await page().getByRole('textbox', { name: 'Reason' }).fill('Settled by phone, 4711');
        await page().getByRole('textbox', { name: 'Your name' }).fill('Store admin');
      },
    ],
    [
      'the close question, its answer in focus',
      async () => {
        await goTo('F3');
        await open('Close with reason');
        await page().getByRole('textbox', { name: 'Your name' }).fill('Store admin');
        await page().getByRole('textbox', { name: 'Reason' }).fill('Settled by phone, 4711');
        await button('Close for good').focus();
      },
    ],
    [
      'a field of the settings',
      async () => {
        await goTo('F6');
        await page().getByRole('textbox', { name: 'Institution name' }).focus();
      },
    ],
  ];
}
