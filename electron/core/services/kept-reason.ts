// Why something did not come about: as it stands in the book, and as it may be kept and shown.
import { z } from 'zod';
import { most } from '../../../src-shared/domain/text.ts';
import type { Redact } from '../redact.ts';
import { keptLine, keptText } from '../wire/kept-answer.ts';

/** A reason with the far end's words as they may be kept and shown. */
export function keptReason<Reason extends { readonly code: string }>(
  reason: Reason | (Reason & Said),
  redact: Redact,
): Reason {
  if (!('message' in reason)) return reason;
  const { errorType, message } = reason;
  return {
    ...reason,
    errorType: errorType === null ? null : keptText(errorType, redact),
    message: message === null ? null : keptLine(message, redact, most.message),
  };
}

/** What a far end says of a refusal. */
type Said = { readonly errorType: string | null; readonly message: string | null };

/** Money in the book, in whatever currency the far end named. */
export const storedMoney = z.object({
  amountMinor: z.int().nonnegative(),
  currency: z.string(),
});

/** A reason in the book, of a service that has these codes. */
export function storedReason<Code extends z.ZodType>(code: Code) {
  return z.object({
    code,
    errorType: z.string().nullable().optional(),
    message: z.string().nullable().optional(),
    approved: storedMoney.nullable().optional(),
  });
}
