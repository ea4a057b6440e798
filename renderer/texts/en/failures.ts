// Why a step was refused, and the rule that something breaks.
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Role } from '../../../src-shared/contract/role.ts';
import type { DestinationPart, FileFault, Rule } from '../../../src-shared/contract/rule.ts';
import { counted, destinationParts } from './phrases.ts';

/** Why a step was refused. */
export const failures = {
  unknownCall: 'This window does not fit the till. Start the till again.',
  unknownSale: 'There is no such sale in this till’s book. Look for it in History.',
  otherSaleOpen:
    'Another sale is on the counter, so nothing was changed. Finish or park that one first.',
  saleEnded:
    'This sale has already come to its end, so nothing was changed. History says how it ended.',
  unknownLine:
    'This line is not on the sale any more, so nothing was changed. Look at the lines as they are now.',
  unknownTender:
    'This payment does not count for the sale any more, so nothing was changed. Look at what is taken now.',
  nothingToPay: 'There is nothing to pay on this sale. Add a line first.',
  notTendered: 'This sale is not paid in full. Take what is left to pay first.',
  paymentOpen:
    'A QR payment of this sale is still open, so nothing was changed. Wait for it, or cancel or void it first.',
  holdsMoney:
    'Cash or a card payment was taken for this sale, so it was not cleared. Give that back first, or park the sale.',
  notParked:
    'This sale is not parked any more: it was taken up again or ended meanwhile. History says which.',
  linesArePaid:
    'Money was taken for these lines, so they were not changed. Take that payment back first.',
  unreadableSale:
    'The record of this sale cannot be read, so nothing was changed. See Queue, and call the store admin.',
  serviceLine: 'A bill is not changed on the sale. Take it off, and add it anew.',
  refundAlone:
    'A refund is a sale of its own, so nothing was changed. Finish or park the sale on the counter first.',
  lineNotApproved:
    'The biller has not agreed yet, so no money was taken. Wait for its answer, or see to what is marked.',
  notApproved:
    'The biller has not approved this, so nothing was changed. Look at what stands there now.',
  tooLateToCancel: 'This payment can no longer be cancelled. The screen says how it ended.',
  tooLateToVoid: 'This payment can no longer be voided: it is confirmed, or was given back.',
  itemGone: 'This item is no longer in the list.',
  itemUnknown: 'There is no such item in the list.',
  itemDelivered: 'This item was delivered meanwhile. There is nothing to close.',
  itemSentAgain:
    'This item is being sent again. If it is refused once more, it can be closed then.',
  itemClosed: 'This item was closed before; History says by whom.',
  notSetUp: 'This till is not set up yet. Open Settings and mend what is named there.',
  finishFirst: 'A sale is on the counter. Finish or park it, then save again.',
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
  moreThanRest: (rest: string) =>
    `Nothing was taken: only ${rest} of this sale is left to pay. Take ${rest} or less.`,
  tooManyLines: (most: string) =>
    `The line was not added: a sale has at most ${most} lines. Finish this one, and sell the rest in another.`,
  tooManyParked: (most: string) =>
    `The sale was not parked: ${most} are parked already. Take one of those up first, and finish or clear it.`,
  notInCoins: (coin: string) =>
    `Nothing was taken: the smallest coin is ${coin}, so cash is a multiple of it. Count it again.`,
} satisfies Record<Exclude<Failure['code'], 'badInput'>, unknown>;

/** What is typed at the counter, as its rule names it. */
export const inputs = {
  amountMinor: 'The amount',
  receivedMinor: 'The cash received',
  quantity: 'The quantity',
  name: 'The name of a line',
  reference: 'The reference of the slip',
  search: 'The search',
  day: 'The day',
  number: 'The number of the bill',
  issuerReference: 'The reference',
  reason: 'The reason',
  person: 'The name',
} as Readonly<Record<string, string>>;

/** The rule that something breaks, said behind its name. */
export const rules = {
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
  billNumber: 'must be digits, letters and / . - only, with at least one digit',
  issuerReference: 'must be digits and the letters A to Z only',
  sameServer: 'must be on the same server as the address of QR payments, with the same user name',
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
} satisfies Record<Rule['code'], unknown> & Record<string, unknown>;
