// What stands around every place: the bars, the notices, and what is said when the till is away.
import type { StoreNotice } from '../../../src-shared/contract/views/notices.ts';
import { isolated } from '../isolated.ts';
import { counted, destinationParts } from './phrases.ts';

export const places = {
  sale: 'Sale',
  history: 'History',
  queue: 'Queue',
  reports: 'Reports',
  settings: 'Settings',
};
export const mainPlaces = 'Main places';

export const frame = {
  training: 'Training',
  trainingNote: 'No real money moves',
  till: (terminalId: string) => `Till ${terminalId}`,
  starting: 'Starting the till…',
  startingAgain: 'The till is starting again…',
  startingNote: 'Nothing is lost. What was happening is settled as soon as it is back.',
  startingLong: 'This takes too long. Close this window and start Until again.',
  startingLongNote:
    'A payment that was running is safe: the till has noted it, and settles it when it is back.',
  keyOut: 'This address does not open the till any more.',
  keyOutSafe: 'A payment that was running is safe: the till has noted it, and settles it.',
  keyOutNote:
    'Close this window and use the one that opened when the till was started; it says how the payment ended. If there is none, the terminal in which the till was started shows a new address; or start the till again.',
  elsewhere: 'This till is open in another window.',
  elsewhereNote: 'One window is used at a time, so that nobody presses for somebody else.',
  hereInstead: 'Use it here',
  paymentRunning: 'Payment running',
  secondsLeft: (seconds: number) => `${seconds} s left`,
  paymentFinished: 'Payment not left yet',
  saleOpen: 'Sale on the counter',
  saleFinished: 'Sale not left yet',
  backToPayment: 'Back to it',
  dismiss: 'Close message',
  /** A part of the window that could not be drawn. */
  broken: (what: string) => `${what} cannot be shown: something in this window broke.`,
  brokenAll:
    'Something in this window broke. The till itself goes on: nothing is lost, and what is owed is still sent.',
  showAgain: 'Show it again',
  loadAgain: 'Load the window again',
  parts: {
    band: 'The training band',
    bar: 'The bar at the top',
    notices: 'A message of the till',
    strip: 'What stands on the counter',
    connection: 'The connection',
    keys: 'The list of keys',
    place: 'This place',
    latest: 'The last sales',
    lines: 'The lines of this sale',
    tenders: 'What was taken so far',
    keypad: 'The keypad',
    phone: 'The customer’s phone',
    countdown: 'The time that is left',
    question: 'The question',
    overlay: 'The till cannot be reached at the moment, and that message',
  },
  failed: (why: string) => `That did not work: ${why}`,
  unreadable: (count: number) =>
    `${counted(count, 'record', 'records')} of this till cannot be read. Money may be at stake: look at Queue, and call the store admin.`,
  storeNotices: {
    damaged:
      'The till’s book on the disk was damaged. The till has mended it from its second record.',
    lost: 'The till’s book was gone from the disk. The till has written it anew from its second record.',
    outdated:
      'The till’s book on the disk was older than it should be. The till has brought it up to date from its second record.',
    altered:
      'Entries of the till’s book on the disk had changed by themselves. The till has put them right from its second record.',
    moved:
      'The till’s book was moved or copied to this computer or folder. If the till it comes from is still in use, stop one of the two: both would sell under one terminal id. Call the store admin.',
    foreign:
      'The till’s book and its second record were not of the same till. The other till’s file was set aside, and ours was written anew. If files were copied between tills, payments and owed messages may stand only in that file. Call the store admin.',
    sentElsewhere:
      'Payments and the till’s password go elsewhere, or in another way, than before. If nobody of the shop changed that, take no payments. Call the store admin.',
  } satisfies Record<StoreNotice['kind'], string>,
  sentTo: ({ changed, from, to }: NonNullable<StoreNotice['sent']>) =>
    `Changed: ${changed.map((part) => destinationParts[part]).join(' and ')}. Now: ${to.address}, user ${to.username}. Before: ${from.address}, user ${from.username}.`,
  storeKept: 'Every payment that is still open, and every message that is owed, is there.',
  storeOnlyRecent:
    'Every payment that is still open, and every message that is owed, is there; older ones may be missing in History.',
  storeNotWhole:
    'Payments may be missing: compare the last days with the payment service’s list before you trust the totals.',
  storeSetAside: (file: string) => `The old file is kept: ${isolated(file)}.`,
  storeCallAdmin: 'Call the store admin: this disk may be failing.',
  profileNotTaken: (why: string) =>
    `The profile given at the start was not taken: ${why} The till goes on with the one it had.`,
  httpForTests:
    'This till speaks without encryption, to this computer itself. That is for tests: do not sell with it.',
  passwordNotKept:
    'The password could not be kept on this computer. The till goes on with it until it is started again.',
  andMore: (count: number) => `And ${count} more.`,
};

export const keys = {
  open: 'Keys',
  title: 'Keys',
  close: 'Close',
  rows: [
    ['Enter', 'The next step'],
    ['Esc', 'Back, or cancel'],
    ['0 – 9', 'Amount in cents: 1 8 4 5 0 is 184.50'],
    ['. or ,', 'Amount as written: 184 . 5 is 184.50'],
    ['+', 'Add the amount as a line'],
    ['*', 'How many: 3 * 1899 is three at 18.99'],
    ['↑ ↓', 'From line to line; Enter corrects it'],
    ['Del, Ins', 'Take the line off; put it back'],
    ['F7, F8', 'Parked sales; park this one'],
    ['F11', 'Pay a bill'],
    ['F9, F10', 'Paying: cash; card on other terminal'],
    ['F1', 'Sale'],
    ['F2', 'History'],
    ['F3', 'Queue'],
    ['F4', 'Reports'],
    ['F6', 'Settings'],
    ['?', 'This list'],
  ] as [string, string][],
};

export const notSetUp = {
  title: 'This till cannot sell yet',
  onlyPassword: 'The password is missing. Enter it in Settings.',
  passwordAgain:
    'Where or how the till sends its password was changed. If the shop did that, enter the password again in Settings. If not, change nothing and call support. What is owed is kept.',
  note: 'The profile it was started with cannot be used.',
  none: 'It has no profile.',
  mend: 'Mend it in Settings',
};
