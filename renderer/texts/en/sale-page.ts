// One sale: what became of it and of its money, what was sold, and what was done about it.
import type { SaleEntry } from '../../../src-shared/contract/views/history.ts';
import type { TenderKind } from '../../../src-shared/contract/views/tender-kinds.ts';
import { isolated } from '../isolated.ts';

/** `cash R 60.00, card R 10.00 and QR R 24.50`. */
const listed = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

const means = { qr: 'QR', cash: 'cash', card: 'card' } satisfies Record<TenderKind, string>;
const money = (kind: TenderKind, amount: string) => `${means[kind]} ${amount}`;

export const salePage = {
  /** What happened to the money, one sentence for each thing that did. */
  outcome: {
    paid: (kinds: readonly TenderKind[]) =>
      kinds.length === 0
        ? 'The sale is complete.'
        : `Paid in full with ${listed(kinds.map((kind) => means[kind]))}.`,
    change: (change: string) => `${change} went back as change.`,
    parked: 'It is put aside, to be taken up again from Sale.',
    takenSoFar: (parts: readonly string[]) => `Taken so far: ${listed(parts)}.`,
    nothingTaken: 'Nothing has been taken for it yet.',
    underWay: 'A QR payment is under way.',
    nothingSold: 'Nothing was sold.',
    nothingKept: 'No money was taken.',
    handedBack: (parts: readonly string[]) => `Given back: ${listed(parts)}.`,
    /** Money of a QR payment that did not count: on its way back, if it was taken at all. */
    goingBack: (payment: string) =>
      `${payment} did not count. If the customer’s app says paid, the money goes back by itself; the till repeats the message until it has arrived.`,
    wentBack: (payment: string) =>
      `${payment} did not count. If the customer’s app says paid, the money goes back by itself; the payment service has the message.`,
    unconfirmed: 'The confirmation waits to be sent; the till repeats it until it has arrived.',
  },
  part: money,
  needsPerson: (payment: string) => `${payment} needs a person.`,
  inQueue: 'Both are done in Queue.',
  closedBy: (what: string, person: string, reason: string) =>
    `${what} closed by ${isolated(person)}: “${isolated(reason)}”`,

  lines: 'Lines',
  noLines: 'No lines',
  item: 'Item',
  takenOff: 'taken off',
  times: (quantity: number, unit: string) => `${quantity} × ${unit}`,
  total: 'Total',
  tenders: 'Paid with',
  cashReceived: 'Cash received',
  card: 'Card on other terminal',
  slip: (reference: string) => `slip ${isolated(reference)}`,
  givenBack: (time: string) => `given back ${time}`,
  change: 'Change',
  rounding: 'Rounding',
  started: 'Opened',
  ended: 'Ended',
  saleId: 'Sale id',

  qrPayment: (amount: string) => `QR payment of ${amount}`,
  qrTry: (amount: string, attempt: number) => `QR payment of ${amount}, try ${attempt}`,
  details: 'Details',
  entries: {
    opened: 'Sale opened',
    lineAdded: 'Line added',
    lineChanged: 'Line changed',
    lineRemoved: 'Line taken off',
    linePutBack: 'Line put back',
    parked: 'Parked',
    resumed: 'Taken up again',
    approvalAsked: 'Biller asked',
    completed: 'Complete',
    abandoned: 'Ended without a sale',
  } satisfies Record<Exclude<SaleEntry['kind'], 'paymentStarted' | TenderEntry>, string>,
  tenderTaken: {
    qr: 'QR payment counted',
    cash: 'Cash received',
    card: 'Card payment noted',
  } satisfies Record<TenderKind, string>,
  tenderReturned: {
    qr: 'QR payment given back',
    cash: 'Cash handed back',
    card: 'Card payment given back by the other terminal',
  } satisfies Record<TenderKind, string>,
  startedUnknown: 'QR payment started',
  linesFolded: (count: number) => `${count} changes to the lines`,
};

type TenderEntry = 'tenderTaken' | 'tenderReturned';
