// Bills: looked up, put on a sale, and given back.
import { z } from 'zod';
import { mostName } from '../../domain/sale/sale.ts';
import { isPlain, plain } from '../../domain/text.ts';
import { mostRefundReason, mostRefundReference, numberLength } from '../../services/bills/bill.ts';
import { billKinds } from '../../services/bills/operations.ts';
import { breaks } from '../rule.ts';
import { billersView, billLookupView } from '../views/bills.ts';
import { tillView } from '../views/till.ts';
import { nothing } from './ids.ts';

const text = z
  .string()
  .overwrite((typed) => plain(typed).trim())
  .refine(isPlain, breaks({ code: 'characters' }));

const bill = {
  kind: z.enum(billKinds),
  /** Notices have strokes in them; what no bill has is another bar code. */
  number: text
    .min(numberLength.least)
    .max(numberLength.most)
    .refine(
      (number) => /^[A-Za-z0-9/ .-]+$/.test(number) && /[0-9]/.test(number),
      breaks({ code: 'billNumber' }),
    ),
  biller: z.strictObject({ id: text.min(1).max(40), name: text.min(1).max(mostName) }).optional(),
};

export const billCalls = {
  getBillers: { role: 'cashier', input: nothing, output: billersView },
  /** Asks what is due. No money moves by it. */
  lookUpBill: { role: 'cashier', input: z.strictObject(bill), output: billLookupView },
  /** Adds a line that pays a bill; the biller is asked when the sale is paid. */
  addBill: {
    role: 'cashier',
    input: z.strictObject({
      saleId: z.uuid().optional(),
      ...bill,
      amountMinor: z.int().min(1),
    }),
    output: tillView,
  },
  /**
   * Opens a sale that gives the payment of a bill back. The issuer's reference and the amount are on the
   * slip; the money goes out when the biller has agreed and the sale completes.
   */
  addBillRefund: {
    role: 'cashier',
    input: z.strictObject({
      issuerReference: text
        .min(1)
        .max(mostRefundReference)
        .refine((reference) => /^[A-Z0-9]+$/.test(reference), breaks({ code: 'issuerReference' })),
      amountMinor: z.int().min(1),
      reason: text.min(1).max(mostRefundReason),
    }),
    output: tillView,
  },
} as const;
