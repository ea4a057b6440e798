// Every call a window can make: name, least role, input and output. Both hosts and the window take
// their types from here, and one dispatcher (electron/core/calls/dispatch.ts) checks every call.
import type { z } from 'zod';
import { billCalls } from './calls/bills.ts';
import { historyCalls } from './calls/history.ts';
import { paymentCalls } from './calls/payment.ts';
import { queueCalls } from './calls/queue.ts';
import { saleCalls } from './calls/sale.ts';
import { settingsCalls } from './calls/settings.ts';
import { tillCalls } from './calls/till.ts';
import { trainingCalls } from './calls/training.ts';
import type { Failure } from './failure.ts';
import type { Role } from './role.ts';

/** A subject of the contract, or all of it. */
export type Subject = Readonly<
  Record<
    string,
    {
      /** The least that whoever calls must be. */
      readonly role: Role;
      readonly input: z.ZodType;
      readonly output: z.ZodType;
    }
  >
>;

export const contract = {
  ...tillCalls,
  ...saleCalls,
  ...paymentCalls,
  ...billCalls,
  ...queueCalls,
  ...historyCalls,
  ...settingsCalls,
  ...trainingCalls,
} as const satisfies Subject;

export type CallName = keyof typeof contract;
export type Input<Name extends CallName> = z.input<(typeof contract)[Name]['input']>;
export type Output<Name extends CallName> = z.output<(typeof contract)[Name]['output']>;

export type Reply<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };
