// English: every word a window shows. A further language is a file beside this one with the same
// shape (`satisfies Texts`); texts.ts finds it by its name.
import type { Failure } from '../../src-shared/contract/failure.ts';
import type { Profile } from '../../src-shared/contract/profile.ts';
import type { Role } from '../../src-shared/contract/role.ts';
import type { DestinationPart, FileFault, Rule } from '../../src-shared/contract/rule.ts';
import type { DeclineType, ScenarioName } from '../../src-shared/contract/scenarios.ts';
import type { PaymentRow } from '../../src-shared/contract/views/history.ts';
import type { StoreNotice } from '../../src-shared/contract/views/notices.ts';
import type { NotPaidReasonView } from '../../src-shared/contract/views/payment.ts';
import type { AdviceRow, QueueView } from '../../src-shared/contract/views/queue.ts';
import type { SettingsView } from '../../src-shared/contract/views/settings.ts';
import type { ClosingField } from '../../src-shared/domain/closing.ts';
import type { QrOperation } from '../../src-shared/services/qr/operations.ts';
import { isolated } from './isolated.ts';

type ReasonCode = NotPaidReasonView['code'];
type Silence = NonNullable<NonNullable<AdviceRow['lastAnswer']>['silence']>;
type Scheme = Profile['interfaces']['qr']['scheme'];

/** `count` things, in words: `1 item`, `3 items`. */
const counted = (count: number, one: string, many: string) =>
  `${count} ${count === 1 ? one : many}`;

/** Refusals in a few words: on the phone to choose from, in a list to tell. */
const declines = {
  DECLINED_BY_PARTNER: 'The app refuses',
  INSUFFICIENT_FUNDS: 'Not enough money',
  DECLINED_BY_ISSUER: 'The card’s bank refuses',
  DECLINED_BY_ACQUIRER: 'The shop’s bank refuses',
  DO_NOT_HONOR: 'Refused without a reason',
  INVALID_CARD_NUMBER: 'Card not valid',
  CARD_EXPIRED: 'Card expired',
  INVALID_ACCOUNT: 'Account not valid',
  INVALID_AMOUNT: 'Amount not accepted',
  INVALID_TRAN_ID: 'Code not valid any more',
  PARTNER_UNKNOWN: 'App not connected',
  INVALID_MERCHANT: 'Shop not known',
  TRANSACTION_NOT_SUPPORTED: 'Kind of payment not offered',
  FUNCTION_NOT_SUPPORTED: 'QR payments not offered',
  ROUTING_ERROR: 'No way to the app',
  UPSTREAM_UNAVAILABLE: 'App not reachable',
  GENERAL_ERROR: 'Some error',
  FORMAT_ERROR: 'Message not readable',
  DUPLICATE_RECORD: 'Number seen before',
} satisfies Record<DeclineType, string>;

const otherTender = 'Ask for another way to pay.';
const takeOutside = (rest: string, saleNumber: string) =>
  `Take ${rest} in another way outside this till, note sale ${saleNumber} for it, and press Next sale.`;
const callAdmin = 'Call the store admin, and ask for another way to pay.';

const destinationParts = {
  address: 'the address',
  username: 'the user name',
  authority: 'the certificate authority',
  certificate: 'the client certificate',
} satisfies Record<DestinationPart, string>;

export const catalogue = {
  /** For dates and times. */
  locale: 'en-ZA',

  product: 'Until',
  places: {
    sale: 'Sale',
    history: 'History',
    queue: 'Queue',
    reports: 'Reports',
    settings: 'Settings',
  },
  mainPlaces: 'Main places',

  frame: {
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
      strip: 'The running payment',
      connection: 'The connection',
      keys: 'The list of keys',
      place: 'This place',
      latest: 'The last payments',
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
  },

  /** Why a step was refused. */
  failures: {
    unknownCall: 'This window does not fit the till. Start the till again.',
    otherPaymentOpen: 'Another payment is still on the counter. Finish it first.',
    unknownSale: 'There is no such sale.',
    tooLateToCancel: 'This payment can no longer be cancelled.',
    tooLateToVoid: 'This payment can no longer be voided.',
    notFinished: 'This payment is not finished yet.',
    unknownPayment: 'There is no payment with this id.',
    unreadablePayment:
      'The record of this payment cannot be read. See Queue, and call the store admin.',
    itemGone: 'This item is no longer in the list.',
    itemUnknown: 'There is no such item in the list.',
    itemDelivered: 'This item was delivered meanwhile. There is nothing to close.',
    itemSentAgain:
      'This item is being sent again. If it is refused once more, it can be closed then.',
    itemClosed: 'This item was closed before; History says by whom.',
    notSetUp: 'This till is not set up yet. Open Settings and mend what is named there.',
    finishFirst: 'A payment is on the counter. Finish it, then save again.',
    restarting: 'The till starts again with its new settings. Try again in a moment.',
    trainingOnly: 'This works in training only.',
    phoneIdle: 'No payment is waiting for the phone.',
    diskFull: 'The disk of this till is full. Nothing new can begin. Call the store admin.',
    diskTrouble: 'The till cannot write to its disk. Call the store admin.',
    broken:
      'Something in the till went wrong and was written to its log. Look at what the screen says now.',
    tooOften: 'The till was asked too often. Try again in a moment.',
    tooLarge: 'That was more than the till can take in one step.',
    notSaved: 'The file could not be saved there.',
    hostGone: 'The till cannot be reached. Try again in a moment.',
    noReply: 'The till did not answer in time. What it did is on the screen when it is back.',
    notAllowed: {
      cashier: 'You may not do this. Call a cashier.',
      supervisor: 'You may not do this. Call a supervisor.',
      admin: 'You may not do this. Call the store admin.',
    } satisfies Record<Role, string>,
    tooMuch: (most: string) => `The amount must be at most ${most}.`,
    moreThanRest: (rest: string) => `The amount must be at most ${rest}, the rest of the sale.`,
  } satisfies Record<Exclude<Failure['code'], 'badInput'>, unknown>,

  /** The rule that something breaks, said behind its name. */
  rules: {
    missing: 'is missing',
    empty: 'must not be empty',
    unknownField: 'is not a known field',
    text: 'must be text',
    wholeNumber: 'must be a whole number',
    yesOrNo: 'must be true or false',
    object: 'must be a JSON object',
    id: 'must be an id',
    characters: 'must not contain line breaks or invisible characters',
    outerBlanks: 'must not begin or end with a space',
    colon: 'must not contain a colon',
    address: 'must be an address such as https://pay.example.com/qr/v1',
    notHttps: 'must start with https://',
    httpForTests: 'must start with https:// (http:// is for training and tests)',
    pair: 'must be given together or not at all',
    amount: 'must be a number such as 184.50',
    other: 'cannot be used',
    noPem: 'must name a PEM file of at most 64 KiB that the till may read; its log says why not',
    passphrase: 'is encrypted with a passphrase; give a key without one',
    notPartner: 'does not belong to the client certificate',
    expired: 'has expired',
    notYetValid: 'is not valid yet; check date and time of this computer',
    locked: 'is sealed with this computer’s keyring, which cannot be opened now',
    notKept: 'could not be kept on this computer',
    length: (exactly: number) => `must be exactly ${exactly} characters`,
    digits: (exactly: number) => `must be exactly ${exactly} digits`,
    tooShort: (least: number) => `must be at least ${least} characters`,
    tooLong: (most: number) => `must be at most ${most} characters`,
    tooSmall: (least: number) => `must be at least ${least}`,
    tooLarge: (most: number) => `must be at most ${most}`,
    leastAmount: (least: string) => `must be at least ${least}`,
    mostAmount: (most: string) => `must be at most ${most}`,
    decimals: (most: number) => `has at most ${most} digits after the point`,
    choice: (choices: readonly string[]) => `must be one of ${choices.join(', ')}`,
    owed: (count: number) =>
      `must stay as it is while ${counted(count, 'message is', 'messages are')} owed to the payment service`,
    sentElsewhere: (changed: readonly DestinationPart[]) =>
      `must be entered again, because ${changed.map((part) => destinationParts[part]).join(' and ')} changed`,
    file: {
      missing: 'names a file that does not exist',
      forbidden: 'names a file that the till must not read',
      notRegular: 'names something that is not a regular file',
      isLink: 'names a link; name the file itself',
      tooLarge: 'names a file of more than 64 KiB',
      notOurs: 'names a file that belongs to another user',
      openToOthers: 'names a file that others can read or change; run chmod 600 on it',
      notText: 'names a file that is not text in UTF-8 or UTF-16',
      notJson: 'names a file that is not JSON',
      empty: 'names a file that is empty',
      unusable: 'names a file that cannot be used',
    } satisfies Record<FileFault, string>,
  } satisfies Record<Rule['code'], unknown> & Record<string, unknown>,

  connection: {
    name: 'Connection',
    notSetUp: 'This till cannot sell yet.',
    credentialsRefused:
      'The payment service refuses this till’s user name or password. Call the store admin.',
    attention: (count: number) =>
      count === 1 ? '1 item needs a person.' : `${count} items need a person.`,
    withAttention: (rest: string, count: number) =>
      `${rest}, ${count} ${count === 1 ? 'needs' : 'need'} a person`,
    goesOn: (sentence: string) => `${sentence}; selling goes on.`,
    oldest: (age: string) => `The oldest has waited ${age}.`,
    noLine: 'No connection.',
    wrongDate:
      'The server’s certificate does not fit the date of this computer. Check date and time.',
    line: 'Connected.',
    checking: 'Checking the connection…',
    connected: 'Connected. Nothing owed.',
    sending: (owed: string, count: number) => `${owed} ${count === 1 ? 'is' : 'are'} on the way`,
    noConnection: 'No connection. Nothing owed; selling goes on.',
    waiting: (owed: string, count: number) => `${owed} ${count === 1 ? 'waits' : 'wait'}`,
    messages: (count: number) => counted(count, 'message', 'messages'),
    confirmations: (count: number) => counted(count, 'confirmation', 'confirmations'),
    reversals: (count: number) => counted(count, 'money-back message', 'money-back messages'),
    both: (confirmations: string, reversals: string) => `${confirmations} and ${reversals}`,
  },

  keys: {
    open: 'Keys',
    title: 'Keys',
    close: 'Close',
    rows: [
      ['Enter', 'The next step'],
      ['Esc', 'Back, or cancel'],
      ['0 – 9', 'Amount in cents: 1 8 4 5 0 is 184.50'],
      ['. or ,', 'Amount as written: 184 . 5 is 184.50'],
      ['F1', 'Sale'],
      ['F2', 'History'],
      ['F3', 'Queue'],
      ['F4', 'Reports'],
      ['F6', 'Settings'],
      ['?', 'This list'],
    ] as [string, string][],
  },

  sale: {
    title: 'New sale',
    amount: 'Amount',
    take: 'Take QR payment',
    keypad: 'Keypad',
    backspace: 'Delete the last digit',
    unreadable: (rule: string) => `Amount ${rule}.`,
    tooMuch: (most: string) => `Amount must be at most ${most} on this till.`,
    hint: 'Type the amount, then press Enter.',
    /** In the hint’s place: typed digits are cents, a pasted amount is read as written. */
    pasted: (amount: string) => `Pasted: read as ${amount}.`,
    scanned: 'That was a scan. It was not taken as an amount.',
    enterAgain: (amount: string) => `Press Enter again to take ${amount}.`,
    latest: 'Last payment',
    earlier: 'Before that',
    noneYet: 'No payments yet',
    noneYetNote: 'The last payments will stand here, so that you can always see how they ended.',
  },

  states: {
    requestingCode: 'Getting the code',
    awaitingCustomer: 'Waiting',
    approved: 'Approved',
    paid: 'Paid',
    notPaid: 'Not paid',
  } satisfies Record<PaymentRow['state'], string>,
  advices: {
    confirmation: {
      owed: 'Confirmation waits',
      delivered: 'Confirmed',
      attention: 'Needs a person',
      closed: 'Closed by a person',
    },
    reversal: {
      owed: 'Money back waits',
      delivered: 'Reversed',
      attention: 'Needs a person',
      closed: 'Closed by a person',
    },
  },
  /** A part payment: after the amount that was taken. */
  ofAmount: (asked: string) => `of ${asked}`,
  saleNumber: (saleNumber: string) => `Sale ${saleNumber}`,
  attempt: (attempt: number) => `try ${attempt}`,

  payment: {
    statusName: 'Payment status',
    idle: 'No payment is running.',
    gettingCode: 'Getting the code…',
    gettingCodeNote: 'Nobody can pay yet.',
    waiting: 'Waiting for the customer to scan and pay',
    codeName: 'QR code',
    seconds: (count: number) => (count === 1 ? 'second' : 'seconds'),
    timeUp: 'Time is up',
    timeUpNote: 'Waiting for the till’s decision…',
    codeHidden: 'The code is hidden.',
    codeBroken: 'The code cannot be drawn.',
    codeBrokenNote: 'Nobody can pay with it. Cancel the payment, then try again.',
    cancel: 'Cancel payment',
    cancelQuestion: 'Cancel? If the customer has already paid, the money goes back by itself.',
    keepWaiting: 'Keep waiting',
    cancelling: 'Cancelling…',
    approved: 'Approved',
    handOver: 'Hand over the goods.',
    holdGoods: 'Keep the goods until you have answered.',
    voidableFor: (seconds: number) => `You can void for ${seconds} s`,
    confirming: 'Confirming…',
    void: 'Void',
    voidNote: 'Void gives the money back to the customer; then keep the goods.',
    voidQuestion: 'Void this payment? The money goes back to the customer; keep the goods.',
    voidQuestionWithin: (seconds: number) =>
      `Void within ${seconds} s? The money goes back to the customer; keep the goods.`,
    tooLateToVoid:
      'Too late to void: it confirmed itself while you were asked. Hand over the goods.',
    keepPayment: 'Keep the payment',
    nextSale: 'Next sale',
    askTitle: 'The till stopped before anyone saw this approval.',
    askNote:
      'If the customer is still here and gets the goods, press Next sale. If not, press Void.',
    askEnds: (left: string) => `Without an answer it is voided by itself in ${left}.`,
    partWord: 'Part approved',
    part: (approved: string, asked: string) => `${approved} of ${asked} approved`,
    partTitle: 'The customer’s app approved only a part.',
    partNote: (approved: string, rest: string) =>
      `Take ${approved} now and ask for the other ${rest}, or void it and take nothing.`,
    takePart: (approved: string) => `Take ${approved}`,
    paid: 'Paid',
    paidNote: 'Hand over the goods. The sale is complete.',
    remaining: (rest: string) => `Still to pay ${rest}`,
    remainingNote: (rest: string, saleNumber: string) =>
      `What is paid stays paid. Take the rest by QR as well. Or take ${rest} in another way outside this till, note sale ${saleNumber} for it, and press Other tender.`,
    takeRest: 'Take QR payment',
    otherTender: 'Other tender',
    notPaid: 'Not paid',
    tryAgain: 'Try again, new code',
    serviceSays: (message: string) => `The payment service says: “${isolated(message)}”`,
    partPaid: (paid: string, rest: string) =>
      `${paid} of this sale is paid already and stays paid; ${rest} is still to pay.`,
    nothingMore: 'Nothing more was taken.',
    /** What to do when a part of the sale is taken and the rest did not come about. */
    partTaken: {
      tryRest: (rest: string, saleNumber: string) =>
        `Try the rest again with a new code. Or ${lower(takeOutside(rest, saleNumber))}`,
      callAdmin: (rest: string, saleNumber: string) =>
        `${takeOutside(rest, saleNumber)} Call the store admin: this till cannot take it by QR.`,
      lookFirst: (rest: string, saleNumber: string) =>
        `Look for this try in the payment service’s list first. If it is not there: ${lower(takeOutside(rest, saleNumber))}`,
    },
    givenBack: 'The money goes back to the customer by itself.',
    credentialsRefused: {
      what: 'This till’s user name or password is refused.',
      todo: callAdmin,
    },
    reversal: {
      none: 'No money was taken.',
      owed: 'If the customer’s app says paid, the money goes back by itself. The till repeats the message until it has arrived.',
      delivered:
        'If the customer’s app says paid, the money goes back by itself. The payment service has the message.',
      attention:
        'The message that gives the money back was not taken. A person has to settle it: see Queue.',
      closed:
        'The message that gives the money back was not taken, and a person has settled it: see History.',
    },
  },

  reasons: {
    codeRefused: { what: 'The payment service did not give a code.', todo: otherTender },
    codeUnavailable: {
      what: 'No code came: there was no answer the till could use.',
      todo: `Try again in a moment. If it stays so: ${lower(otherTender)}`,
    },
    codeUnsafe: {
      what: 'The code that came was not a payment code for this sale, so it was not shown.',
      todo: `Try again with a new code. If it happens again: ${lower(callAdmin)}`,
    },
    declined: { what: 'The payment was refused.', todo: otherTender },
    noAnswer: {
      what: 'No answer in time.',
      todo: 'Try again with a new code, or ask for another way to pay.',
    },
    connectionLost: {
      what: 'The connection broke before the answer came.',
      todo: 'Try again with a new code, or ask for another way to pay.',
    },
    answerNotFinal: {
      what: 'The payment service could not say whether it was paid.',
      todo: 'Try again with a new code, or ask for another way to pay.',
    },
    answerUnusable: {
      what: 'The answer could not be read.',
      todo: `Try again once. If it happens again: ${lower(callAdmin)}`,
    },
    amountMismatch: {
      what: 'Something else was approved than was asked, so the till gave it back at once.',
      todo: `Try again once. If it happens again: ${lower(callAdmin)}`,
    },
    cancelled: {
      what: 'You cancelled the payment.',
      todo: 'Start again with a new code, or go on to the next sale.',
    },
    voided: {
      what: 'You voided the payment. Keep the goods.',
      todo: 'Start again with a new code, or go on to the next sale.',
    },
    undecided: {
      what: 'Nobody decided about the approval in time, so the till gave it back.',
      todo: 'If the customer is still here, take the payment again with a new code.',
    },
    abandoned: {
      what: 'The till stopped before the customer had a code.',
      todo: 'Try again with a new code.',
    },
    tillStopped: {
      what: 'The till stopped while the customer had the code.',
      todo: 'Try again with a new code, or ask for another way to pay.',
    },
    settledUnseen: {
      what: 'How it ended is not known here: the book was put back from an older copy.',
      todo: 'Look for it in the payment service’s list.',
    },
  } satisfies Record<ReasonCode, { what: string; todo: string }>,
  /** Said behind a reason that is about the line: how the line is now. */
  line: { down: 'There is no connection.', back: 'It is back now.' },
  mismatch: {
    nothing: 'The approval named no amount, so the till gave it back at once.',
    other: (approved: string, asked: string) =>
      `${approved} was approved instead of ${asked}, so the till gave it back at once.`,
  },

  /** For the cashier, where a payment or a code was refused with this error type. */
  refusals: {
    NO_SCAN_RECEIVED: {
      what: 'Nobody scanned the code in time.',
      todo: 'Try again with a new code, or ask for another way to pay.',
    },
    INVALID_TRAN_ID: {
      what: 'The code was no longer valid.',
      todo: 'Try again with a new code.',
    },
    PARTNER_UNKNOWN: {
      what: 'The customer’s app cannot pay at this shop.',
      todo: 'Ask for another app or another way to pay.',
    },
    DECLINED_BY_PARTNER: { what: 'The customer’s app refused the payment.', todo: otherTender },
    DECLINED_BY_ACQUIRER: { what: 'The shop’s bank refused the payment.', todo: otherTender },
    DECLINED_BY_ISSUER: {
      what: 'The bank behind the customer’s app refused the payment.',
      todo: otherTender,
    },
    DO_NOT_HONOR: {
      what: 'The customer’s bank refused the payment and gave no reason.',
      todo: otherTender,
    },
    INSUFFICIENT_FUNDS: {
      what: 'The customer does not have enough money there.',
      todo: 'For a smaller amount press Next sale and key it in. Or ask for another way to pay.',
    },
    INVALID_CARD_NUMBER: {
      what: 'The card in the customer’s app is not valid.',
      todo: 'Ask for another card in the app, or another way to pay.',
    },
    CARD_EXPIRED: {
      what: 'The card in the customer’s app has expired.',
      todo: 'Ask for another card in the app, or another way to pay.',
    },
    INVALID_ACCOUNT: {
      what: 'The account behind the customer’s app is not valid.',
      todo: otherTender,
    },
    INVALID_AMOUNT: {
      what: 'This amount is not accepted.',
      todo: 'Check the amount. If it is right, ask for another way to pay.',
    },
    INVALID_MERCHANT: {
      what: 'The payment service does not know this shop: the merchant settings are wrong.',
      todo: callAdmin,
    },
    FORMAT_ERROR: {
      what: 'The payment service could not read what this till sent.',
      todo: callAdmin,
    },
    FUNCTION_NOT_SUPPORTED: {
      what: 'QR payments are not offered on this till’s connection.',
      todo: callAdmin,
    },
    TRANSACTION_NOT_SUPPORTED: {
      what: 'This kind of payment is not offered to this shop.',
      todo: callAdmin,
    },
    ROUTING_ERROR: {
      what: 'The payment service finds no way to the customer’s app.',
      todo: `${otherTender} If it happens often, tell the store admin.`,
    },
    UPSTREAM_UNAVAILABLE: {
      what: 'The customer’s app cannot be reached at the moment.',
      todo: 'Try again in a moment, or ask for another way to pay.',
    },
    DUPLICATE_RECORD: {
      what: 'This payment’s number was used before, so this try does not count.',
      todo: 'Try again with a new code.',
    },
    GENERAL_ERROR: {
      what: 'The payment was refused without a reason.',
      todo: 'Try again with a new code, or ask for another way to pay.',
    },
  } as Record<string, { what: string; todo: string }>,

  /** Why not, in a few words, for the lines of the sale screen. */
  shortReasons: {
    codeRefused: 'No code given',
    codeUnavailable: 'No code came',
    codeUnsafe: 'Code not safe',
    declined: 'Refused',
    noAnswer: 'No answer in time',
    connectionLost: 'The connection broke',
    answerNotFinal: 'Not known if paid',
    answerUnusable: 'Answer not readable',
    amountMismatch: 'Another amount approved',
    cancelled: 'Cancelled',
    voided: 'Voided',
    undecided: 'Nobody decided',
    abandoned: 'The till stopped',
    tillStopped: 'The till stopped',
    settledUnseen: 'End not known',
  } satisfies Record<ReasonCode, string>,
  shortRefusals: {
    ...declines,
    NO_SCAN_RECEIVED: 'Nobody scanned',
    GENERAL_ERROR: 'Refused',
  } as Record<string, string>,

  /** The last answer to a message, in words. */
  answers: {
    taken: {
      createQrCode: 'Code given',
      pay: 'Approved',
      confirmPayment: 'Accepted',
      reversePayment: 'Accepted',
    } satisfies Record<QrOperation, string>,
    accepted: 'Accepted',
    statuses: {
      400: 'Refused',
      401: 'User name or password refused',
      403: 'Not allowed for this till',
      404: 'Not known there',
      500: 'An error at the payment service',
      501: 'Not offered',
      502: 'No way through to the payment service',
      503: 'Not available at the moment',
      504: 'The payment service got no answer in time',
    } as Record<number, string>,
    status: (status: number) => `Answered ${status}`,
    withStatus: (words: string, status: number) => `${words} (${status})`,
    withMessage: (words: string, message: string) => `${words}: “${isolated(message)}”`,
    silences: {
      timeout: 'No answer in time',
      notConnected: 'No connection',
      connectionLost: 'The connection broke',
      answerTooLarge: 'The answer was too long',
      malformed: 'The answer could not be read',
      foreignAnswer: 'Something in between answered with a page of its own',
    } satisfies Record<Silence, string>,
    none: 'Not answered',
  },

  queue: {
    title: 'Queue',
    nothing: 'Nothing is owed.',
    nothingNote:
      'Confirmations and money-back messages wait here until the payment service has taken them.',
    owed: (count: number) => counted(count, 'message is owed', 'messages are owed'),
    more: (count: number) => `and ${count} more`,
    sendNow: 'Send now',
    paused: {
      noConnection: 'Sending waits for the connection. Nothing gets lost; selling goes on.',
      credentialsRefused:
        'Sending is paused: the payment service refuses this till’s user name or password. Call the store admin to correct them in Settings. Nothing gets lost.',
      refusedInARow:
        'Sending is paused: several messages in a row were refused without a reason, or met a page that is not the payment service’s. The till tries one again by itself; Send now tries at once.',
    } satisfies Record<NonNullable<QueueView['paused']>, string>,
    exceptions: 'These need a person',
    waiting: 'On the way',
    waitingPaused: 'Waiting to be sent',
    kinds: { confirmation: 'Confirmation', reversal: 'Money back' },
    todo: {
      confirmation:
        'The goods were sold, but the payment service refuses the confirmation, so the shop’s money is not certain. Ask the payment service about this sale, then send it again or close it.',
      reversal:
        'The customer may have been charged, and the payment service refuses to give it back. Note the payment id, ask the payment service, then send it again or close it.',
    },
    /** Where nobody refused it: what answers is not the payment service at all. */
    todoForeign: {
      confirmation:
        'Something between this till and the payment service answers in its place, such as a sign-in page or a filter of the network. The till did not believe it and stopped trying, so the shop’s money for this sale is not certain. Have the network looked at, then send it again.',
      reversal:
        'Something between this till and the payment service answers in its place, such as a sign-in page or a filter of the network. The till did not believe it and stopped trying, so the customer may still be charged. Have the network looked at, then send it again.',
    },
    sendAgain: 'Send again',
    sendingAgain: 'Sending again…',
    cameBack: (time: string) => `Sent again. This came back at ${time}:`,
    taken: (about: string) => `Taken: ${about}.`,
    close: 'Close with reason',
    closing: {
      title: 'Close this item?',
      /** What it is about: `Money back · Sale 000318 · R 184.50`. */
      about: (parts: readonly string[]) => parts.join(' · '),
      lastAnswer: (words: string) => `Last answer: ${words}`,
      warning:
        'The till will never send this again. Close it only once you have settled it with the payment service.',
      consequence: {
        confirmation: 'If it is not, the shop may not get the money for this sale.',
        reversal: 'If it is not, a customer who was charged does not get the money back.',
      },
      fields: {
        person: { label: 'Your name', help: 'So that others know whom to ask.' },
        reason: {
          label: 'Reason',
          help: 'What was agreed, with whom, and the reference.',
        },
      } satisfies Record<ClosingField, { label: string; help: string }>,
      problem: (label: string, rule: string) => `${label} ${rule}.`,
      keep: 'Keep it open',
      go: 'Close for good',
      done: (about: string) => `Closed: ${about}. It stands in History.`,
    },
    unreadable: {
      payment: 'Payment not readable',
      advice: 'Message not readable',
      unknownSale: 'Sale not known',
      paymentTodo:
        'The till cannot tell what became of this payment, so money may have moved. Hand over nothing on it; note the id, ask the payment service, and call the store admin. Nothing was deleted.',
      adviceTodo:
        'The till cannot send this message, so the payment is not settled. Note the id and ask the payment service; then close it here.',
    },
    since: (age: string) => `owed for ${age}`,
    unreadableSince: (age: string) => `from ${age} ago`,
    attempts: (count: number) => counted(count, 'try', 'tries'),
    nextTry: (left: string) => `next try in ${left}`,
    sending: 'being sent now',
    held: 'waits',
    notTried: 'Not sent yet',
    loading: 'Looking up what is owed…',
  },

  history: {
    title: 'History',
    search: 'Search',
    searchHint: 'Sale number, amount, reference',
    empty: 'No payments yet',
    emptyNote: 'Every payment will stand here, whatever became of it.',
    noMatch: (search: string) => `Nothing found for “${isolated(search)}”`,
    noMatchNote: (recent: string) =>
      `Search takes a sale number, an amount such as 184.50, an id, or the reference in the customer’s app. A reference is looked for in the last ${recent} payments.`,
    older: 'Older payments',
    loading: 'Looking up…',
    back: 'All payments',
    timeline: 'What happened',
    partner: 'Paid with',
    started: 'Started',
    tranId: 'Transaction id',
    paymentId: 'Payment id',
    messageId: 'Message id',
    reference: 'Reference',
    slip: 'Slip',
    message: 'Message',
    request: 'Sent',
    response: 'Received',
    copy: 'Copy',
    copied: 'Copied',
    notCopied: 'Could not copy',
    copyOf: (what: string) => `Copy: ${what}`,
    export: 'Export',
    late: 'Came too late and changed nothing.',
    closed: {
      confirmation: 'Confirmation closed by a person',
      reversal: 'Money-back message closed by a person',
    },
    closedBy: (person: string) => `Closed by ${isolated(person)}`,
    closedWords: (person: string, reason: string) => `${isolated(person)}: “${isolated(reason)}”`,
    reopened: 'Needs a person again: an approval may have come after it was closed.',
    times: (count: number) => (count === 1 ? '' : `${count} times`),
    sent: (operation: string) => `${operation} sent`,
    shown: 'Shown to the cashier',
    settled: {
      delivered: (what: string, time: string) => `${what}, delivered ${time}`,
      closed: (what: string, time: string) => `${what}, closed ${time}`,
    },
    owes: {
      confirmation: 'A confirmation is owed from here on.',
      reversal: 'A money-back message is owed from here on.',
    },
    stateSentences: {
      requestingCode: 'The till asked for a code',
      awaitingCustomer: 'The customer had the code',
      approved: 'Approved',
      paid: 'Paid',
      notPaid: 'Not paid',
    } satisfies Record<PaymentRow['state'], string>,
    operations: {
      createQrCode: 'Request for a code',
      pay: 'Payment request',
      confirmPayment: 'Confirmation',
      reversePayment: 'Money-back message',
    } satisfies Record<QrOperation, string>,
  },

  reports: {
    title: 'Today so far',
    since: (moment: string) => `since ${moment}`,
    paid: (count: number) => counted(count, 'payment', 'payments'),
    notPaid: 'Not paid',
    attempts: (count: number) => (count === 1 ? 'attempt' : 'attempts'),
    byPartner: 'By customer’s app',
    confirmed: 'Confirmed',
    unconfirmed: 'Not yet confirmed',
    allConfirmed: 'Nothing waits.',
    closed: (payments: string, sum: string) => `${payments} closed by a person: ${sum}`,
    empty: 'Nothing paid yet today',
    emptyNote: 'The day’s total and each customer’s app will stand here.',
    loading: 'Adding up…',
  },

  settings: {
    title: 'Settings',
    leavesTraining:
      'This till is in training. Saving a profile ends training: from then on real money moves.',
    save: 'Save',
    saving: 'Saving…',
    saved: 'Saved. The till goes on with it at once.',
    savedPassword: 'Saved. Take one small payment to see that the password is right.',
    problems: (count: number) =>
      count === 1 ? 'One field needs another look.' : `${count} fields need another look.`,
    notSaved: 'Nothing was saved.',
    nextProblem: 'Go to the next',
    optional: 'optional',
    loading: 'Opening the settings…',
    sentence: (label: string, rule: string) => `${label} ${rule}.`,
    tlsTogether: 'Client certificate and its key belong together: give both files or neither.',
    yes: 'Yes',
    no: 'No',
    groups: {
      till: { title: 'This till', note: 'Who this till is to the payment service.' },
      shop: { title: 'Shop', note: 'As registered with the payment service.' },
      connection: { title: 'Connection', note: 'Where payments go, and with whose credentials.' },
      payments: { title: 'Payments', note: 'What this till may take, and how long things last.' },
      security: {
        title: 'Certificates',
        note: 'Only where the payment service asks for them. Paths of PEM files on this computer.',
      },
    },
    fields: {
      'institution.id': { label: 'Institution id', help: 'Issued by the payment service.' },
      'institution.name': { label: 'Institution name', help: 'The retailer’s name.' },
      'client.id': {
        label: 'Sender id',
        help: 'Only when another institution sends for the retailer.',
      },
      'client.name': { label: 'Sender name', help: 'Goes with the sender id.' },
      'merchant.type': { label: 'Merchant type', help: 'The 4-digit category, such as 5411.' },
      'merchant.id': { label: 'Merchant id', help: 'Exactly 15 characters.' },
      'merchant.name': { label: 'Shop name', help: 'At most 23 characters.' },
      'merchant.city': { label: 'City', help: 'At most 13 characters.' },
      'merchant.region': { label: 'Region', help: 'Such as WC.' },
      'merchant.country': { label: 'Country', help: 'Such as ZA.' },
      terminalId: { label: 'Terminal id', help: 'Exactly 8 characters; one per till.' },
      currency: { label: 'Currency', help: 'The one currency this till takes.' },
      maxAmountMinor: {
        label: 'Largest payment',
        help: 'No single payment may be more than this.',
      },
      'interfaces.qr.baseUrl': {
        label: 'Address',
        help: 'Such as https://pay.example.com/qr/v1',
      },
      'interfaces.qr.username': {
        label: 'User name',
        help: 'Empty: the sender’s, else the institution’s id.',
      },
      password: { label: 'Password', help: '' },
      'interfaces.qr.answerSeconds': {
        label: 'Time to pay (seconds)',
        help: 'From showing the code to its answer, 5 to 300.',
      },
      'interfaces.qr.connectSeconds': {
        label: 'Time to connect (seconds)',
        help: 'Before the line counts as down, 1 to 30.',
      },
      'interfaces.qr.scheme': {
        label: 'Kind of code',
        help: 'As agreed with the payment service.',
      },
      'tls.extraCaFile': {
        label: 'Extra certificate authority',
        help: 'When the payment service’s certificate is privately issued.',
      },
      'tls.clientCertificateFile': {
        label: 'Client certificate',
        help: 'Goes with the client key.',
      },
      'tls.clientKeyFile': { label: 'Client key', help: 'Goes with the client certificate.' },
      'completion.voidWindowSeconds': {
        label: 'Void window (seconds)',
        help: 'How long an approval can be voided, 0 to 120. 0 confirms at once.',
      },
      partPaymentAllowed: {
        label: 'Part payments',
        help: 'Offer an approval for less than the total to the cashier.',
      },
      repeatAdviceOn503: {
        label: 'Repeat on “not available”',
        help: 'Keep repeating messages that are answered with 503.',
      },
      trustBare404: {
        label: 'Trust every “not found”',
        help: 'Take any 404 to a money-back message for “nothing to give back”. Only as agreed with the payment service.',
      },
    },
    passwordKept: {
      keyring: 'Leave empty to keep the present one. It is kept in this computer’s keyring.',
      ownerOnlyFile:
        'Leave empty to keep the present one. It is kept in a file only this user can read.',
    } satisfies Record<SettingsView['passwordKeptIn'], string>,
    passwordBlanks: 'It begins or ends with a blank, and is sent with it.',
    passwordLetters: 'It has letters beyond A to Z; they are sent as UTF-8.',
    passwordNeeded: {
      keyring: 'Issued by the payment service. It will be kept in this computer’s keyring.',
      ownerOnlyFile:
        'Issued by the payment service. It will be kept in a file only this user can read.',
    } satisfies Record<SettingsView['passwordKeptIn'], string>,
    schemes: {
      ELECTRUM_MERCHANT_MINIMAL: 'Minimal',
      EMVCO_MERCHANT: 'EMV, complete',
      PSEUDO_EMVCO_MERCHANT: 'EMV, partly filled',
    } satisfies Record<Scheme, string>,
    window: { title: 'This window', note: 'Kept in this window only; it applies at once.' },
    appearance: 'Appearance',
    appearances: { auto: 'As the system', light: 'Light', dark: 'Dark' },
    sounds: 'Sounds',
    soundsOn: 'On',
    soundsOff: 'Off',
    about: { title: 'About', note: 'For support.' },
    version: 'Version',
    dataFolder: 'Data folder',
  },

  notSetUp: {
    title: 'This till cannot sell yet',
    onlyPassword: 'The password is missing. Enter it in Settings.',
    passwordAgain:
      'Where or how the till sends its password was changed. If the shop did that, enter the password again in Settings. If not, change nothing and call support. What is owed is kept.',
    note: 'The profile it was started with cannot be used.',
    none: 'It has no profile.',
    mend: 'Mend it in Settings',
  },

  phone: {
    title: 'Customer’s phone',
    asks: (shop: string) => `Pay ${isolated(shop)}`,
    approve: 'Scan and approve',
    decline: 'Decline',
    more: 'More',
    back: 'Back',
    show: 'Show the customer’s phone',
    hide: 'Put the phone away',
    cutPower: 'Cut the power',
    chosen: (what: string) => `Done: ${what}`,
    declines,
    scenarios: {
      approve: 'Scan and approve',
      decline: 'Decline',
      noScan: 'Nobody scans',
      approveLate: 'Approve too late',
      loseAnswer: 'Approve, then lose the answer',
      silence: 'Never answer',
      answer500: 'Approve, but answer “error” (500)',
      answer503: 'Answer “not available” (503)',
      answer504: 'Approve, but answer “no answer” (504)',
      approvePart: 'Approve half',
      approveMore: 'Approve too much',
      approveForeign: 'Approve another currency',
      approveNothing: 'Approve without an amount',
      garbage: 'Approve, but garble the answer',
    } satisfies Record<ScenarioName, string>,
  },

  /** Lengths of time. */
  moments: {
    seconds: (count: number) => `${count} s`,
    minutes: (count: number) => `${count} min`,
    hours: (count: number) => `${count} h`,
    hoursMinutes: (hours: number, minutes: number) => `${hours} h ${minutes} min`,
    days: (count: number) => counted(count, 'day', 'days'),
    aMoment: 'a moment',
  },
};

export type Texts = typeof catalogue;

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
