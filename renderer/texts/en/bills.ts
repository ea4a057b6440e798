// Bills: finding out what is due, asking the biller, the result, and giving a payment back.
import { isolated } from '../isolated.ts';
import { practice } from './bill-practice.ts';
import { reasons, refusals } from './bill-refusals.ts';
import { counted } from './phrases.ts';

type Kind = 'account' | 'trafficFine' | 'policy' | 'refund';

export const bills = {
  open: 'Pay a bill',
  title: 'Pay a bill',
  back: 'Back',
  backToSale: 'Back to the sale',
  next: 'Next',
  kinds: {
    account: 'Account or bill',
    trafficFine: 'Traffic fine',
    policy: 'Insurance policy',
    refund: 'Refund of a bill',
  } satisfies Record<Kind, string>,
  numbers: {
    account: 'Account number',
    trafficFine: 'Notice number',
    policy: 'Policy number',
    refund: 'Reference',
  } satisfies Record<Kind, string>,
  kind: 'Kind of bill',
  /** What is known so far, beside the question. */
  soFar: 'This bill',
  biller: 'Biller',
  number: 'Number',
  notChosen: 'Not chosen yet',
  notTyped: 'Not typed yet',

  find: {
    question: 'Who is paid?',
    search: 'Find a biller',
    searchHint: 'Name, or a part of it',
    all: 'All',
    categories: 'Categories',
    billers: 'Billers',
    often: 'Used here before',
    other: 'Only a number',
    otherNote: 'Without a name: the number alone says who is paid.',
    loading: 'Looking up the billers…',
    refused: 'The list of billers cannot be shown now. Go on with the number alone.',
    none: 'There is no list of billers. Go on with the number alone.',
    noMatch: (search: string) => `No biller is called “${isolated(search)}”.`,
    noMatchNote: 'Look at the spelling, or go on with the number alone.',
    listed: (age: string) => `List of ${age} ago.`,
    listedNow: 'List of this minute.',
    listOfShop: 'List of this shop.',
    found: (count: number) => counted(count, 'biller', 'billers'),
  },

  type: {
    question: {
      account: 'What is the account number?',
      trafficFine: 'What is the number of the notice?',
      policy: 'What is the policy number?',
    },
    hint: 'Scan the bar code on the bill, or type the number.',
    compare: 'Compare it with the bill, group by group.',
    scanned: 'Scanned. Compare it with the bill.',
    goodsCode: 'Scanned. This may be the bar code of goods: compare it with the bill.',
    letters: 'Letters',
    digits: 'Digits',
    letterPad: 'Letters and signs',
    backspace: 'Delete the last character',
    tooShort: (least: number, now: number) =>
      `A number has at least ${least} characters; this has ${now}.`,
    tooLong: (most: number, now: number) =>
      `A number has at most ${most} characters; this has ${now}.`,
    scanTooLong: 'The scan holds more than a number. Type the number from the bill.',
    scanTooShort: 'That scan is no bill: it is too short. Scan the bar code on the bill.',
    signs: (sign: string) =>
      `“${isolated(sign)}” cannot be in a number: digits, letters and / . - only.`,
    scanSigns: 'That scan is no bill number. Scan the other bar code, or type the number.',
    noDigit: 'A number has at least one digit in it.',
    ask: 'Ask what is due',
  },

  look: {
    asking: 'Asking what is due…',
    askingNote: 'No money moves by it. This can take a minute.',
    goOn: 'Go on without',
    again: 'Try again',
    correct: 'Correct the number',
    noAnswer: 'Nobody answered what is due.',
    noAnswerNote:
      'Nothing was paid by it. Try again, or go on without and take the amount from the bill.',
    refused: 'The biller does not take this bill.',
    leave: 'Back to the sale',
    says: (message: string) => `The biller says: “${isolated(message)}”`,
  },

  due: {
    customer: 'Customer',
    due: 'Due',
    nothing: 'Nothing',
    date: 'Due on',
    overdue: (date: string) => `${date} (overdue)`,
    fee: 'Fee',
    feeNote: 'The biller’s own; this till does not take it.',
    least: 'At least',
    most: 'At most',
    question: 'How much is paid?',
    /** What happens next, in one line. */
    next: 'The biller is asked when you press Pay. Take the money after that.',
    unknown: 'It is not known what is due. Take the amount from the bill.',
    whole: (due: string) => `This biller takes exactly ${due}.`,
    notLess: (due: string) => `This biller takes no part: at least ${due}.`,
    notMore: (due: string) => `This biller takes no more than is due: at most ${due}.`,
    tooLittle: (least: string) => `This biller takes at least ${least}.`,
    tooMuch: (most: string) => `This biller takes at most ${most}.`,
    tillMost: (most: string) => `This till takes at most ${most}.`,
    nothingDue: 'Nothing is due on this bill.',
    chips: {
      due: (amount: string) => `Due ${amount}`,
      least: (amount: string) => `Least ${amount}`,
      most: (amount: string) => `Most ${amount}`,
    },
    add: 'Add to the sale',
  },

  line: {
    title: 'Bill',
    note: 'A bill is not changed on the sale. Take it off, and add it anew.',
    takeOff: 'Take off',
    close: 'Back',
    amount: 'Amount',
  },
  /** Behind the number of a line. */
  lineStates: {
    notAsked: '',
    asking: 'asking the biller',
    differs: 'approved for less',
    ready: 'approved',
    notPaid: 'not approved',
    completed: 'paid',
  },

  approve: {
    title: 'The biller’s answer',
    rows: 'Bills of this sale',
    asking: 'Asking the biller…',
    askingNote: 'This can take a minute. Take no money yet.',
    needed: 'The biller is asked before any money is taken.',
    ask: 'Ask the biller',
    blocked: 'Take no money yet: see to what is marked.',
    ready: 'Approved. Take the money now.',
    waits: 'Not asked yet',
    approved: 'Approved',
    lessOf: (approved: string, asked: string) => `Approved for ${approved} of ${asked}`,
    anew: 'Take it off, and add it anew.',
    lessNote: 'The biller takes less. Ask the customer.',
    take: (approved: string) => `Take ${approved}`,
    refused: 'Not approved',
    takeOff: 'Take off',
    again: 'Try again',
    of: (step: string, bill: string) => `${step}: ${isolated(bill)}`,
    held: (left: string) => `The biller holds this for ${left}`,
    heldNote: 'Take the money in this time, or the till gives it back.',
    clearQuestion: 'Clear the sale? Nothing is paid, and the biller is told.',
    fee: (fee: string) => `Fee ${fee}, the biller’s own`,
  },

  reasons,
  refusals,

  refund: {
    link: 'Refund by reference',
    title: 'Refund of a bill',
    question: 'Which payment is given back?',
    reference: 'Reference on the slip',
    amount: 'Amount on the slip',
    reason: 'Why?',
    reasons: ['Paid twice', 'Wrong account', 'Wrong amount', 'Customer asked'],
    hint: 'The whole payment goes back, never a part of it.',
    next: 'The biller is asked next. Hand out nothing before it has agreed.',
    ask: 'Ask the biller',
    missing: {
      reference: 'The reference is missing: it stands on the slip.',
      amount: 'The amount is missing: it stands on the slip.',
      reason: 'Choose why.',
    },
    tooLong: 'The biller has to refund this: its reference is too long for a till.',
    signs: 'A reference has only digits and letters A to Z.',
    saleFirst: 'A refund is a sale of its own. Finish or park the sale on the counter first.',
    asking: 'Asking the biller whether it gives this back…',
    handOut: 'Give back',
    handOutNote: 'The biller has agreed. Press the button first, then hand the money out.',
    handedOut: 'Give the money back',
    cancel: 'Cancel refund',
    cancelQuestion: 'Cancel the refund? Hand out no money. The biller is told.',
    keep: 'Keep the refund',
    done: 'Hand out',
    doneNote: 'Count the money, hand it over, and give the customer the slip.',
    /** On the page of a sale. */
    start: 'Refund this bill',
    byBiller:
      'The biller has to refund this: its reference is longer than 20 characters. Send the customer there.',
    bySigns:
      'The biller has to refund this: its reference has signs that this till cannot send. Send the customer there.',
    noReference: 'There is no reference, so the biller has to refund this.',
    counterFirst: 'Finish or park the sale on the counter to refund this bill.',
    out: (amount: string) => `${amount} handed out.`,
    notOut: 'No money was handed out.',
  },

  done: {
    reference: 'Reference',
    copyOf: (biller: string) => `Reference of ${isolated(biller)}`,
    slip: 'Slip',
    phone: (number: string) => `Questions to the biller: ${number}`,
    giveSlip: 'Give the customer the slip. The bill is paid.',
    giveSlips: 'Give the customer the slips. The bills are paid.',
  },

  /** How the payment of a bill stands, on the page of a sale. */
  page: {
    title: 'Bills',
    asked: 'Biller asked',
    paid: (biller: string, amount: string) => `${isolated(biller)}: ${amount}`,
    phases: {
      asking: 'Asking',
      approved: 'Approved',
      unknown: 'Not known yet',
      completed: 'Paid',
      refused: 'Not paid',
      undone: 'Not paid',
    },
    refunded: 'Refunded',
    notRefunded: 'Not refunded',
    unconfirmed:
      'The biller is told as soon as possible; the till repeats it until it has arrived.',
    undoing: 'The biller is told that nothing is paid; the till repeats it until it has arrived.',
    undone: 'The biller has been told that nothing is paid.',
    closed: 'A person has settled with the biller what the till could not.',
    needsPerson: {
      confirmation:
        'The biller has not taken the confirmation, so this bill may not count as paid. Ask the biller with the reference, then send it again or close it in Queue.',
      reversal:
        'The biller has not taken that nothing is paid, so this bill may be booked. Ask the biller, then send it again or close it in Queue.',
    },
  },

  late: (time: string) =>
    `A bill confirmation has been waiting since ${time}. The biller may stop taking it after an hour. Call support.`,
  heldUntil: (time: string, left: string) => `held until ${time} (${left})`,

  practice,
};
