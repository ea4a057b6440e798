// Keying in an amount or lines, sales put aside, and how the last sales ended.
import { isolated } from '../isolated.ts';
import { counted } from './phrases.ts';

const countedLines = (count: number) => counted(count, 'line', 'lines');

export const sale = {
  title: 'New sale',
  amount: 'Amount',
  take: 'Take QR payment',
  keypad: 'Keypad',
  backspace: 'Delete the last digit',
  unreadable: (rule: string) => `Amount ${rule}.`,
  tooMuch: (most: string) => `Amount must be at most ${most} on this till.`,
  hint: 'Type the amount, then press Enter. With + it becomes a line.',
  hintLines: 'Type the price of the next line, or press Enter to pay.',
  hintPrice: 'Type the price of one.',
  /** In the hint’s place, once there is an amount and lines. */
  hintAdd: 'Enter adds it as a line.',
  hintAddTimes: (total: string) => `Enter adds it as a line: ${total}.`,
  timesOf: (count: number) => `${count} ×`,
  /** In the hint’s place: typed digits are cents, a pasted amount is read as written. */
  pasted: (amount: string) => `Pasted: read as ${amount}.`,
  scanned: 'That was a scan. It was not taken as an amount.',
  againToTake: (amount: string) => `Press Enter again to take ${amount}.`,
  againToAdd: (key: string, amount: string) => `Press ${key} again to add ${amount}.`,

  addLine: 'Add line',
  pay: 'Pay',
  lines: 'Lines of this sale',
  countedLines,
  item: 'Item',
  noLines: 'No lines',
  noLinesNote: 'Add a line, or clear this sale.',
  total: 'Total',
  taken: 'Taken already',
  takenOff: 'taken off',
  undo: 'Undo',
  undoOf: (what: string) => `Undo: ${isolated(what)} taken off`,
  park: 'Park sale',
  clear: 'Clear sale',
  clearQuestion: (count: number) =>
    `Clear the sale with its ${countedLines(count)}? Nothing is sold.`,
  clearQuestionQr: 'Clear the sale? Nothing is sold, and what was paid by QR goes back by itself.',
  keepSale: 'Keep the sale',

  line: {
    title: 'Line',
    quantity: 'Quantity',
    fewer: 'One fewer',
    more: 'One more',
    price: 'Price of one',
    name: 'Name',
    nameNote: 'Not needed',
    comesTo: (amount: string) => `Together ${amount}`,
    takeOff: 'Take off',
    save: 'Save',
    back: 'Back',
    badQuantity: (most: number) => `Quantity must be 1 to ${most}.`,
    noPrice: 'The price is missing. To sell it for nothing, take it off.',
  },

  parked: {
    open: (count: number) => counted(count, 'parked sale', 'parked sales'),
    title: 'Parked sales',
    note: 'Choose the sale to go on with.',
    parksThis: 'The sale on the counter is parked when you choose another.',
    taken: (amount: string) => `${amount} taken`,
    close: 'Close',
  },

  latest: 'Last sale',
  earlier: 'Before that',
  noneYet: 'No sales yet',
  noneYetNote: 'The last sales will stand here, so that you can always see how they ended.',
};
