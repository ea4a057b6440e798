// What a far end said to a message, as the queue and the timeline of a payment show it.
import { z } from 'zod';
import { silences } from '../../domain/outcome.ts';
import { stamp } from './values.ts';

/** Why the last attempt to deliver an advice did not settle it; the window has the words. */
export const answerView = z.object({
  at: stamp,
  status: z.int().nullable(),
  silence: z.enum(silences).nullable(),
  errorType: z.string().nullable(),
  message: z.string().nullable(),
});
export type AnswerView = z.infer<typeof answerView>;
