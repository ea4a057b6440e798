// What is owed, and what a person does about it.
import { z } from 'zod';
import { brokenClosingRule, type ClosingField } from '../../domain/closing.ts';
import { plain } from '../../domain/text.ts';
import { breaks } from '../rule.ts';
import { queueView } from '../views/queue.ts';
import { tillView } from '../views/till.ts';
import { nothing, oneAdvice } from './ids.ts';

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

export const queueCalls = {
  getQueue: { role: 'cashier', input: nothing, output: queueView },
  /** Tries everything owed now, whatever its next try was. */
  sendNow: { role: 'cashier', input: nothing, output: tillView },
  /** Puts an advice from the exceptions list back to be repeated, with the same id. */
  sendAgain: { role: 'supervisor', input: oneAdvice, output: tillView },
  /** Settles an advice of the exceptions list by a person's word: it is never sent again. */
  closeAdvice: {
    role: 'supervisor',
    input: oneAdvice.extend({ person: closingText('person'), reason: closingText('reason') }),
    output: tillView,
  },
} as const;
