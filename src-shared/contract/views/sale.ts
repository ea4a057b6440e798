// A sale: on the counter, and put aside.
import { z } from 'zod';
import { saleStates } from '../../domain/sale/sale.ts';
import { billLineView } from './bills.ts';
import { tenderKinds } from './tender-kinds.ts';
import { differenceView, moneyView, stamp } from './values.ts';

export const lineView = z.object({
  lineId: z.string(),
  name: z.string().nullable(),
  unit: moneyView,
  quantity: z.int().positive(),
  /** Unit times quantity. */
  amount: moneyView,
  /** Money goes out for it instead of in. */
  isRefund: z.boolean(),
  /** Of a line that pays a bill; null of any other. */
  bill: billLineView.nullable(),
});
export type LineView = z.infer<typeof lineView>;

/** A tender that counts towards the sale. */
export const tenderView = z.object({
  /** Of a QR payment, the id of the payment. */
  tenderId: z.string(),
  kind: z.enum(tenderKinds),
  /** Of cash, what was received. */
  amount: moneyView,
  /** Of a card, what the other terminal's slip says; of a QR payment, the customer's bank or app. */
  reference: z.string().nullable(),
  canBeTakenBack: z.boolean(),
});
export type TenderView = z.infer<typeof tenderView>;

/** The sale on the counter: open, or completed and not left yet. */
export const saleView = z.object({
  saleId: z.string(),
  /** From its first tender or payment on; a basket has none. */
  number: z.string().nullable(),
  state: z.enum(saleStates),
  /** Oldest first, without those that were taken off. */
  lines: z.array(lineView),
  /** The line that was taken off last and can be put back; null when there is none. */
  removed: lineView.nullable(),
  /**
   * What its lines need before a tender is taken:
   * - `none`: nothing is asked for them;
   * - `needed`: call `approveLines`;
   * - `asking`: under way;
   * - `blocked`: one was not approved, or for less: taken off, taken as it is, or asked for anew;
   * - `ready`: all of them are approved.
   */
  approval: z.enum(['none', 'needed', 'asking', 'blocked', 'ready']),
  /** What is approved is given back by itself when nobody goes on within this time; null: nothing is. */
  undoneWithinMs: z.int().nonnegative().nullable(),
  /** What counts towards it, oldest first. */
  tenders: z.array(tenderView),
  total: moneyView,
  /** Still to pay, before cash is rounded. Nothing when the sale is paid for. */
  left: moneyView,
  /** Still to pay if the rest of it is cash, in coins there are. */
  cashLeft: moneyView,
  /** What a refund gives the customer; nothing of a sale. In coins there are. */
  payOut: moneyView,
  /** Of the cash received goes back to the customer; told once the sale is completed. */
  change: moneyView,
  /** What cash paid more than the total; negative when it was less. */
  rounding: differenceView,
});
export type SaleView = z.infer<typeof saleView>;

/** A sale that was put aside. */
export const parkedSale = z.object({
  saleId: z.string(),
  number: z.string().nullable(),
  total: moneyView,
  /** What has been taken for it: cash and cards. */
  taken: moneyView,
  lines: z.int(),
  /** The first of its lines that has a name. */
  name: z.string().nullable(),
  openedAt: stamp,
  /** Until what is approved of it is given back by itself; null when nothing is. */
  undoneWithinMs: z.int().nonnegative().nullable(),
});
export type ParkedSale = z.infer<typeof parkedSale>;
