// The sale on the counter: its lines, and the tenders that pass through hands. Every call names the sale
// it is about, so that one window never changes what another one put there.
import { z } from 'zod';
import { mostName, mostQuantity, mostReference } from '../../domain/sale/sale.ts';
import { isPlain, plain } from '../../domain/text.ts';
import { breaks } from '../rule.ts';
import { tillView } from '../views/till.ts';

const oneSale = { saleId: z.uuid() };
const oneLine = { ...oneSale, lineId: z.uuid() };
const oneTender = { ...oneSale, tenderId: z.uuid() };
const amountMinor = z.int().min(1);
const quantity = z.int().min(1).max(mostQuantity);
const text = (most: number) =>
  z
    .string()
    .overwrite(plain)
    .max(most)
    .refine(isPlain, breaks({ code: 'characters' }));
const name = text(mostName);

export const saleCalls = {
  /** Adds a line to the sale on the counter, or, without `saleId`, opens one with it. */
  addLine: {
    role: 'cashier',
    input: z.strictObject({
      saleId: z.uuid().optional(),
      /** Price of one. */
      amountMinor,
      quantity: quantity.default(1),
      name: name.optional(),
    }),
    output: tillView,
  },
  /** Corrects a line; what is left out stays as it is. An empty name takes the name away. */
  changeLine: {
    role: 'cashier',
    input: z.strictObject({
      ...oneLine,
      amountMinor: amountMinor.optional(),
      quantity: quantity.optional(),
      name: name.optional(),
    }),
    output: tillView,
  },
  removeLine: { role: 'cashier', input: z.strictObject(oneLine), output: tillView },
  putLineBack: { role: 'cashier', input: z.strictObject(oneLine), output: tillView },
  /**
   * Asks for the approval of every line that needs one and has none: beside each other, with an id of its
   * own for each. Before any tender is taken.
   */
  approveLines: { role: 'cashier', input: z.strictObject(oneSale), output: tillView },
  /** Takes what was approved of a line instead of what was asked: the line becomes as much less. */
  acceptApproved: { role: 'cashier', input: z.strictObject(oneLine), output: tillView },
  parkSale: { role: 'cashier', input: z.strictObject(oneSale), output: tillView },
  resumeSale: { role: 'cashier', input: z.strictObject(oneSale), output: tillView },
  /** Nothing of it is sold: what a far end holds is given back. Refused while cash or a card was taken. */
  abandonSale: { role: 'cashier', input: z.strictObject(oneSale), output: tillView },
  /** Cash was received; more than is left gives change, and completes the sale. */
  takeCash: {
    role: 'cashier',
    input: z.strictObject({ ...oneSale, receivedMinor: z.int().min(0) }),
    output: tillView,
  },
  /** Another terminal took a card payment of this amount; `reference` is what its slip says. */
  takeCard: {
    role: 'cashier',
    input: z.strictObject({ ...oneSale, amountMinor, reference: text(mostReference).min(1) }),
    output: tillView,
  },
  /**
   * A tender leaves the sale: cash was handed back, the other terminal gave the card its money back, by
   * the cashier's word; a QR payment is voided.
   */
  takeTenderBack: { role: 'cashier', input: z.strictObject(oneTender), output: tillView },
  /** Completes a sale that is paid for (or a refund: from here on its money is the customer's), or abandons one for which nothing was taken, and leaves its result. */
  nextSale: { role: 'cashier', input: z.strictObject(oneSale), output: tillView },
} as const;
