// Why something did not come about, in the same fields for every service, so that it can be drawn by table.
import { z } from 'zod';
import { moneyView } from './values.ts';

/** The reasons that a service has, by their codes. */
export function reasonOf<const Codes extends readonly string[]>(...codes: Codes) {
  return z.object({
    code: z.enum(codes),
    /** The far end's error type and its message for the operator, where it gave them. */
    errorType: z.string().nullable(),
    message: z.string().nullable(),
    /** amountMismatch: what was approved instead, if anything. */
    approved: moneyView.nullable(),
  });
}
