// What only a till in training can do.
import { z } from 'zod';
import { billErrorTypes, billScenarioNames } from '../../services/bills/scenarios.ts';
import { declineTypes, exerciseNames, scenarioNames } from '../scenarios.ts';
import { nothing } from './ids.ts';

export const trainingCalls = {
  /** What the next request about a bill meets at the embedded intermediary. */
  chooseBillScenario: {
    role: 'cashier',
    input: z.strictObject({
      name: z.enum(billScenarioNames),
      errorType: z.enum(billErrorTypes).optional(),
    }),
    output: z.strictObject({}),
  },
  /** What the customer's phone (or the line) does with the payment on the counter. */
  actOnPhone: {
    role: 'cashier',
    input: z.strictObject({
      name: z.enum(scenarioNames),
      errorType: z.enum(declineTypes).optional(),
    }),
    output: nothing,
  },
  /** Something goes wrong with what is owed, so that a person can practise what to do. */
  practise: {
    role: 'cashier',
    input: z.strictObject({ exercise: z.enum(exerciseNames) }),
    output: nothing,
  },
  /** Stops the core where it stands, as a power cut would; it starts again. */
  cutPower: { role: 'cashier', input: nothing, output: nothing },
} as const;
