// The snapshot, and what stands in it to be read.
import { z } from 'zod';
import { tillView } from '../views/till.ts';
import { nothing } from './ids.ts';

export const tillCalls = {
  getTill: { role: 'cashier', input: nothing, output: tillView },
  /** Somebody has read what happened to the till's book. */
  closeNotice: { role: 'supervisor', input: z.strictObject({ id: z.int() }), output: tillView },
} as const;
