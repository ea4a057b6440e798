// Every call a window can make: name, input and output. Both hosts and the window take their types
// from here, and one dispatcher (electron/core/calls/dispatch.ts) checks every call against it.
import { z } from 'zod';
import { brokenClosingRule, type ClosingField } from '../domain/closing.ts';
import { isPlain, plain } from '../domain/text.ts';
import type { Failure } from './failure.ts';
import { breaks, problem } from './rule.ts';
import { declineTypes, scenarioNames } from './scenarios.ts';
import { historyView, paymentPage } from './views/history.ts';
import { queueView } from './views/queue.ts';
import { reportView } from './views/reports.ts';
import { settingsView } from './views/settings.ts';
import { tillView } from './views/till.ts';

const nothing = z.strictObject({});
const onePayment = z.strictObject({ paymentId: z.uuid() });
const oneAdvice = z.strictObject({ adviceId: z.uuid() });

function closingText(field: ClosingField) {
  return z
    .string()
    .overwrite(plain)
    .trim()
    .superRefine((text, context) => {
      const rule = brokenClosingRule(field, text);
      if (rule !== null) context.addIssue({ code: 'custom', ...breaks(rule) });
    });
}

export const contract = {
  getTill: { input: nothing, output: tillView },

  /** Starts a payment; with `saleNumber` it is another attempt at (the rest of) that sale. */
  startPayment: {
    input: z.strictObject({
      amountMinor: z.int().min(1),
      saleNumber: z.string().max(20).optional(),
    }),
    output: tillView,
  },
  cancelPayment: { input: onePayment, output: tillView },
  /** The approval stands on the screen: the void window starts. */
  approvalShown: { input: onePayment, output: tillView },
  /** Completes an approved payment, and leaves a result. */
  nextSale: { input: onePayment, output: tillView },
  voidPayment: { input: onePayment, output: tillView },

  getQueue: { input: nothing, output: queueView },
  /** Tries everything owed now, whatever its next try was. */
  sendNow: { input: nothing, output: tillView },
  /** Puts an advice from the exceptions list back to be repeated, with the same id. */
  sendAgain: { input: oneAdvice, output: tillView },
  /** Settles an advice of the exceptions list by a person's word: it is never sent again. */
  closeAdvice: {
    input: oneAdvice.extend({ person: closingText('person'), reason: closingText('reason') }),
    output: tillView,
  },

  /** Somebody has read what happened to the till's book. */
  closeNotice: { input: z.strictObject({ id: z.int() }), output: tillView },

  getHistory: {
    input: z.strictObject({
      /** Sale number, amount, tranId, payment id or a wallet's reference, as written or as shown. */
      search: z.string().max(100).overwrite(plain).optional(),
      before: z.int().optional(),
    }),
    output: historyView,
  },
  getPayment: { input: onePayment, output: paymentPage },
  /** The business day so far: since local midnight. */
  getReport: { input: nothing, output: reportView },

  getSettings: { input: nothing, output: settingsView },
  /** Saves only when every field is valid; the till goes on with it at once. */
  saveProfile: {
    input: z.strictObject({
      profile: z.unknown(),
      /** As it was typed, blanks included; without the byte order mark that some programs paste. */
      password: z
        .string()
        .overwrite((text) => text.replace(/^\uFEFF/, ''))
        .min(1)
        .max(200)
        .refine(isPlain, breaks({ code: 'characters' }))
        .optional(),
    }),
    output: z.object({ saved: z.boolean(), problems: z.array(problem) }),
  },

  /** Training only: what the customer's phone (or the line) does with the payment on the counter. */
  actOnPhone: {
    input: z.strictObject({
      name: z.enum(scenarioNames),
      errorType: z.enum(declineTypes).optional(),
    }),
    output: nothing,
  },
  /** Training only: stops the core where it stands, as a power cut would; it starts again. */
  cutPower: { input: nothing, output: nothing },
} as const;

export type CallName = keyof typeof contract;
export type Input<Name extends CallName> = z.input<(typeof contract)[Name]['input']>;
export type Output<Name extends CallName> = z.output<(typeof contract)[Name]['output']>;

export type Reply<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };
