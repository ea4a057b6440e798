// The screens of bills on which a press decides about money, for the table in screens.ts.
import {
  billers,
  billLine,
  billSale,
  billStory,
  lookup,
  refundSale,
  refusedLookup,
  refusedStory,
} from '../unit/renderer/bill-views.ts';
import { rand } from '../unit/renderer/views.ts';
import type { Screen } from './screens.ts';

const digits = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '00', '0', 'Delete the last digit'];
const sells = { bills: true };
const toNumber = ['Pay a bill', 'Karoo Municipality Municipal'];
const toAmount = ['Pay a bill', 'Only a number', ...'123456'.split(''), 'Ask what is due'];

export const billScreens: readonly Screen[] = [
  {
    name: 'sale, with bills',
    till: { sells, sale: billSale() },
    mustShow: ['Pay a bill', 'Add line', 'Pay', ...digits],
  },
  {
    name: 'finding a biller',
    till: { sells },
    answers: { getBillers: billers },
    presses: ['Pay a bill'],
    mustShow: ['Only a number', 'Back to the sale'],
  },
  {
    name: 'the number of a bill',
    till: { sells },
    answers: { getBillers: billers },
    presses: toNumber,
    mustShow: ['Letters', 'Back', 'Ask what is due', ...digits],
  },
  {
    name: 'a refused lookup',
    till: { sells },
    answers: { getBillers: billers, lookUpBill: refusedLookup },
    presses: toAmount,
    mustShow: ['Correct the number'],
  },
  {
    name: 'how much of a bill',
    till: { sells },
    answers: { getBillers: billers, lookUpBill: lookup({ fee: rand(500), most: rand(99_999) }) },
    presses: toAmount,
    mustShow: ['Back', 'Add to the sale R 642.30', ...digits],
  },
  {
    name: 'a bill refused',
    till: {
      sells,
      sale: billSale({
        number: '04-000318',
        approval: 'blocked',
        lines: [billLine({ state: 'notPaid', story: refusedStory() })],
      }),
    },
    mustShow: ['Take off', 'Try again', 'Back to the sale'],
    isList: true,
  },
  {
    name: 'tenders for a bill',
    till: {
      sells,
      sale: billSale({
        number: '04-000318',
        approval: 'ready',
        undoneWithinMs: 581_000,
        lines: [billLine({ state: 'ready', story: billStory() })],
      }),
    },
    mustShow: ['Cash', 'Card on other terminal', 'Take QR payment', ...digits],
  },
  {
    name: 'money to hand out',
    till: { sells, sale: refundSale() },
    mustShow: ['Cancel refund', 'Give the money back'],
  },
  {
    name: 'bills paid',
    till: {
      sells,
      sale: billSale({
        number: '04-000318',
        state: 'completed',
        approval: 'ready',
        left: rand(0),
        lines: [billLine({ state: 'completed', story: billStory({ phase: 'completed' }) })],
      }),
    },
    mustShow: ['Next sale'],
  },
];
