// Every screen on which a press decides about money, as the snapshot that brings it up, the presses
// that lead to it, and the buttons a cashier must find there without scrolling.
import type { TillView } from '../../src-shared/contract/views/till.ts';
import {
  adviceRow,
  approved,
  awaiting,
  noReason,
  notPaid,
  paid,
  rand,
  row,
  till,
} from '../unit/renderer/views.ts';
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
const part = { ...approved, isPart: true, approved: rand(9_225) } as const;
const longest = rand(499_999_999);
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
    till: { recent: [row(), row({ paymentId: 'b' }), row({ paymentId: 'c', state: 'notPaid' })] },
    presses: ['1', '5', '0', '0'],
    mustShow: ['Take QR payment', ...digits],
  },
  { name: 'code being fetched', till: { payment: fetching() }, mustShow: ['Cancel payment'] },
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
    mustShow: ['Void', 'Take R 92.25'],
  },
  { name: 'paid', till: { payment: paid }, mustShow: ['Next sale'] },
  {
    name: 'a part paid',
    till: { payment: { ...paid, approved: rand(9_225), remaining: rand(9_225) } },
    mustShow: ['Other tender', 'Take QR payment'],
  },
  {
    name: 'not paid',
    till: {
      payment: { ...notPaid, reason: { ...refused, errorType: 'INSUFFICIENT_FUNDS', message } },
    },
    mustShow: ['Next sale', 'Try again, new code'],
  },
  {
    name: 'not paid, a part taken before',
    till: { payment: { ...notPaid, reason: { ...refused, message }, taken: rand(9_225) } },
    mustShow: ['Next sale', 'Try again, new code'],
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
];

function fetching() {
  const { paymentId, saleNumber, attempt, amount } = awaiting;
  return { paymentId, saleNumber, attempt, amount, state: 'requestingCode' } as const;
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
