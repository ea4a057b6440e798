// Every screen on which a press decides about money, as the snapshot that brings it up, the presses
// that lead to it, and the buttons a cashier must find there without scrolling.
import type { TillView } from '../../src-shared/contract/views/till.ts';
import { refusedRow, saleRow } from '../unit/renderer/history-views.ts';
import {
  adviceRow,
  aLine,
  approved,
  aSale,
  aTender,
  awaiting,
  noReason,
  notPaid,
  paid,
  rand,
  requesting,
  till,
} from '../unit/renderer/views.ts';
import { billScreens } from './bill-screens.ts';
import type { Answers } from './drawn-window.ts';

export type Screen = {
  readonly name: string;
  readonly till?: Partial<TillView>;
  readonly answers?: Answers;
  /** Buttons and links to press, one after the other, before anybody looks. */
  readonly presses?: readonly string[];
  readonly mustShow: readonly string[];
  /** Shown in this mode only. */
  readonly onlyIn?: TillView['mode'];
  /** A list as long as it has to be: its buttons may have to be scrolled to. */
  readonly isList?: true;
};

const digits = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '00', '0', 'Delete the last digit'];
const part = { ...approved, isPart: true, approved: rand(9_225), left: rand(9_225) } as const;
const longest = rand(499_999_999);
const longName = 'WWWWWWWWWW WWWWWWWWWWWWWWWWWWW WWWWWWWWWWWWWWWWWWWWWWWWWWWWW';
const refused = { ...noReason, code: 'declined' } as const;
const message = 'Please contact the issuing bank for more information about this transaction.';
const queue = {
  unreadable: [],
  rows: [
    adviceRow({ state: 'attention' }),
    adviceRow({
      adviceId: 'b3a85c52-5a3e-4f52-9d7b-3a1a8f0a1f11',
      kind: 'reversal',
      state: 'attention',
      reason: 'TIMEOUT',
    }),
    adviceRow({ adviceId: '0f4e8a70-7b3d-4a52-8c55-1f64a5a9a0b2', nextTryInMs: 12_000 }),
  ],
  total: 3,
  paused: null,
};
const phone = ['Scan and approve', 'Decline', 'More', 'Cut the power', 'Put the phone away'];
const expected = { phone: { onlyIn: 'training' } } as const;

export const screens: readonly Screen[] = [
  {
    name: 'sale',
    till: {
      recent: [
        saleRow(),
        saleRow({ saleId: 'b', state: 'parked' }),
        saleRow({ saleId: 'c', state: 'abandoned', payment: refusedRow() }),
      ],
    },
    presses: ['1', '5', '0', '0'],
    mustShow: ['Add line', 'Take QR payment', ...digits],
  },
  {
    name: 'sales put aside',
    till: { parked: manyParked() },
    presses: ['40 parked sales'],
    mustShow: ['Close'],
  },
  { name: 'lines', till: { sale: manyLines() }, mustShow: ['Add line', 'Pay', ...digits] },
  {
    name: 'lines, an amount typed',
    till: { sale: { ...manyLines(), removed: aLine({ name: longName }) }, recent: [saleRow()] },
    presses: ['1', '5', '0', '0'],
    mustShow: ['Add line', ...digits],
  },
  {
    name: 'a line',
    till: { sale: aSale({ lines: [aLine({ name: 'Groceries' })] }) },
    presses: ['Groceries R 18.99'],
    mustShow: ['Take off', 'Back', 'Save', 'One more', ...digits],
    isList: true,
  },
  {
    name: 'how to pay',
    till: { sale: { ...manyLines(), number: '04-000318' } },
    mustShow: ['Cash', 'Card on other terminal', 'Take QR payment', ...digits],
  },
  {
    name: 'the rest of a sale, in parts',
    till: { sale: held() },
    presses: ['5', '00'],
    mustShow: ['Cash', 'Card on other terminal', 'Take QR payment', ...digits],
  },
  {
    name: 'taking cash back',
    till: { sale: held() },
    presses: ['Take back R 4 999 999.99'],
    mustShow: ['Cash handed back', 'Keep it'],
    isList: true,
  },
  {
    name: 'clearing a sale',
    till: { sale: aSale() },
    presses: ['Clear sale'],
    mustShow: ['Clear sale', 'Keep the sale'],
    isList: true,
  },
  {
    name: 'cash',
    till: { sale: held() },
    presses: ['Cash', '5', '00'],
    mustShow: ['Exact: R 4 999 999.90', 'Back', 'Take cash R 5.00', ...digits],
  },
  {
    name: 'card on another terminal',
    till: { sale: held() },
    presses: ['Card on other terminal', '4', '7'],
    mustShow: ['Back', 'Card was paid R 4 999 999.99', ...digits],
  },
  {
    name: 'change',
    till: { sale: sold(aTender({ amount: longest }), longest) },
    mustShow: ['Next sale'],
  },
  {
    name: 'no change',
    till: { sale: sold(aTender({ kind: 'card', reference: '0'.repeat(40) }), rand(0)) },
    mustShow: ['Next sale'],
  },
  { name: 'code being fetched', till: { payment: requesting }, mustShow: ['Cancel payment'] },
  { name: 'code', till: { payment: awaiting }, mustShow: ['Cancel payment'] },
  {
    name: 'code of a large amount',
    till: { payment: { ...awaiting, amount: longest, saleNumber: '04-000318', attempt: 12 } },
    mustShow: ['Cancel payment'],
  },
  {
    name: 'code and phone',
    till: { payment: awaiting },
    mustShow: ['Cancel payment', ...phone],
    ...expected.phone,
  },
  {
    name: 'phone, refusals',
    till: { payment: awaiting },
    presses: ['Decline'],
    mustShow: ['Cancel payment', 'Back'],
    ...expected.phone,
  },
  {
    name: 'phone put away',
    till: { payment: awaiting },
    presses: ['Put the phone away'],
    mustShow: ['Cancel payment', 'Show the customer’s phone'],
    ...expected.phone,
  },
  {
    name: 'cancel question',
    till: { payment: awaiting },
    presses: ['Cancel payment'],
    mustShow: ['Cancel payment', 'Keep waiting'],
  },
  { name: 'approved', till: { payment: approved }, mustShow: ['Void', 'Next sale'] },
  {
    name: 'void question',
    till: { payment: approved },
    presses: ['Void'],
    mustShow: ['Void', 'Keep the payment'],
  },
  {
    name: 'approved, nobody saw it',
    till: { payment: { ...approved, completion: { kind: 'ask', withinMs: 540_000 } } },
    mustShow: ['Void', 'Next sale'],
  },
  {
    name: 'part approved',
    till: { payment: { ...part, completion: { kind: 'ask', withinMs: 540_000 } } },
    mustShow: ['Void', 'Take the rest'],
  },
  { name: 'paid', till: { payment: paid }, mustShow: ['Next sale'] },
  {
    name: 'not paid',
    till: {
      payment: { ...notPaid, reason: { ...refused, errorType: 'INSUFFICIENT_FUNDS', message } },
    },
    mustShow: ['Next sale', 'Try again, new code', 'Other tender'],
  },
  {
    name: 'not paid, of a sale with lines',
    till: { payment: { ...notPaid, reason: { ...refused, message } }, sale: manyLines() },
    mustShow: ['Next sale', 'Try again, new code', 'Other tender'],
  },
  {
    name: 'not paid, a part taken before',
    till: { payment: { ...notPaid, reason: { ...refused, message }, taken: rand(9_225) } },
    mustShow: ['Try again, new code', 'Other tender'],
  },
  {
    name: 'closing an exception',
    answers: { getQueue: queue },
    presses: ['Queue', 'Close with reason'],
    mustShow: ['Keep it open', 'Close for good'],
  },
  {
    name: 'settings with something to mend',
    answers: {
      getSettings: {
        profile: null,
        hasPassword: false,
        passwordKeptIn: 'ownerOnlyFile',
        dataFolder: '/home/counter-04/.config/until',
        version: '0.1.0',
      },
      saveProfile: {
        saved: false,
        problems: ['terminalId', 'merchant.id', 'merchant.id', 'password'].map((field) => ({
          field,
          rule: { code: 'missing' },
        })),
      },
    },
    presses: ['Settings', 'Save'],
    mustShow: ['Save', 'Go to the next'],
  },
  { name: 'keys', presses: ['? Keys'], mustShow: ['Close'] },
  {
    name: 'elsewhere during a payment',
    till: { payment: awaiting },
    answers: { getQueue: queue },
    presses: ['Queue'],
    mustShow: ['Back to it', 'Send now'],
  },
  {
    name: 'queue',
    answers: { getQueue: queue },
    presses: ['Queue'],
    mustShow: ['Send now', 'Send again', 'Close with reason'],
    isList: true,
  },
  {
    name: 'queue in training',
    till: { mode: 'training' },
    answers: { getQueue: queue },
    presses: ['Queue'],
    mustShow: ['Lose the connection', 'Refuse the next confirmation', 'Refuse the next money back'],
    isList: true,
  },
  ...billScreens,
];

/** More lines than any screen has room for, with the longest words and amounts. */
function manyLines() {
  const lines = Array.from({ length: 50 }, (_, index) =>
    aLine({
      lineId: `line ${index}`,
      name: index % 2 === 0 ? longName : null,
      unit: longest,
      quantity: 999,
    }),
  );
  return aSale({ lines, total: longest, left: longest, cashLeft: longest });
}

/** A sale that holds something of everything. */
function held() {
  return aSale({
    number: '04-000318',
    total: longest,
    left: longest,
    cashLeft: rand(499_999_990),
    tenders: [
      aTender({ amount: longest }),
      aTender({ tenderId: 'b', kind: 'card', amount: longest, reference: '0'.repeat(40) }),
      aTender({ tenderId: 'c', kind: 'qr', amount: longest, reference: longName }),
    ],
  });
}

function sold(tender: ReturnType<typeof aTender>, change: ReturnType<typeof rand>) {
  const paid = { number: '04-000318', left: rand(0), cashLeft: rand(0), rounding: rand(-7) };
  return aSale({ ...paid, state: 'completed', total: longest, tenders: [tender], change });
}

function manyParked() {
  return Array.from({ length: 40 }, (_, index) => ({
    saleId: `sale ${index}`,
    number: index % 2 === 0 ? '04-000318' : null,
    total: longest,
    taken: longest,
    lines: 1_000,
    name: longName,
    openedAt: '2026-03-14T10:02:58.400+02:00',
    undoneWithinMs: null,
  }));
}

export type Circumstances = {
  readonly name: string;
  readonly till: TillView;
  /** A step has just failed, and why stands above everything until it is read. */
  readonly hasFailure?: true;
};

/** Where the till may be, and what may be said above everything: the longest words that we have. */
export const circumstances: readonly Circumstances[] = [
  { name: 'live', till: till() },
  { name: 'training', till: till({ mode: 'training' }) },
  {
    name: 'live, with a notice, a failure and long names',
    till: till({ ...withLongNames(), storeNotices: [notice()] }),
    hasFailure: true,
  },
  {
    name: 'training, with a notice, a failure and long names',
    till: till({ ...withLongNames(), mode: 'training', storeNotices: [notice()] }),
    hasFailure: true,
  },
];

function withLongNames(): Partial<TillView> {
  return {
    shop: { name: 'WWWWWWWWWW WWWWWWWWWWWW', terminalId: 'WWWWWWWW' },
    connection: {
      state: 'noConnection',
      since: '2026-03-14T08:00:00.000+02:00',
      doubtsDate: false,
    },
    owed: {
      confirmations: 12,
      reversals: 3,
      attention: 2,
      unreadable: 0,
      oldestSince: '2026-03-14T08:00:00.000+02:00',
      lateSince: null,
    },
  };
}

function notice() {
  const setAside = '/home/counter-04/.config/until/set-aside/live.sqlite-2026-03-14T08-00-00';
  return { id: 1, kind: 'damaged', rows: 3, setAside, isWhole: true } as const;
}

/** Windows in CSS pixels, and how large the letters are in hundredths of the usual size. */
export const windows = [
  { width: 800, height: 600, letters: 100, what: 'our own smallest' },
  { width: 911, height: 512, letters: 100, what: '1366×768 at 150 %' },
  { width: 960, height: 540, letters: 100, what: '1920×1080 at 200 %' },
  { width: 1024, height: 600, letters: 100, what: 'a low till' },
  { width: 1024, height: 768, letters: 100, what: 'a till' },
  { width: 1366, height: 768, letters: 100, what: 'a laptop' },
  { width: 1366, height: 768, letters: 125, what: 'a laptop, large letters' },
  { width: 1920, height: 1080, letters: 100, what: 'a large screen' },
] as const;
