// The snapshot that is pushed to every window.
import { z } from 'zod';
import { problem } from '../rule.ts';
import { saleRow } from './history.ts';
import { storeNotice } from './notices.ts';
import { currentPaymentView } from './payment.ts';
import { parkedSale, saleView } from './sale.ts';
import { stamp } from './values.ts';

/** The snapshot: everything a window needs at any moment, pushed after each change. */
export const tillView = z.object({
  /** Rises with each change of one run of the till; a lower one is stale. */
  revision: z.int(),
  /** New at each start of the core. */
  runId: z.string(),
  /** `notSetUp`: a profile was given but cannot be used, and there is no earlier one. */
  mode: z.enum(['live', 'training', 'notSetUp']),
  /** What is wrong with a profile that was given at the start. */
  problems: z.array(problem),
  shop: z.object({ name: z.string(), terminalId: z.string() }),
  currency: z.object({
    numeric: z.string(),
    code: z.string(),
    symbol: z.string(),
    digits: z.int(),
  }),
  maxAmountMinor: z.int(),
  /** What this till can sell beside goods. */
  sells: z.object({ bills: z.boolean() }),
  connection: z.object({
    state: z.enum(['checking', 'connected', 'noConnection', 'credentialsRefused']),
    since: stamp,
    /** No connection, because the server's certificate is not valid on the date of this computer. */
    doubtsDate: z.boolean(),
  }),
  owed: z.object({
    confirmations: z.int(),
    reversals: z.int(),
    /** What needs a person: refused for good and not closed, and records that cannot be read. */
    attention: z.int(),
    /** Of these, the records that cannot be read: what became of their money is not known here. */
    unreadable: z.int(),
    oldestSince: stamp.nullable(),
    /** Since when a confirmation waits that its far end may soon not take any more; null: none does. */
    lateSince: stamp.nullable(),
  }),
  /** The sale on the counter; null when nothing is. */
  sale: saleView.nullable(),
  /** Its newest QR payment, under way or with a result that counts. */
  payment: currentPaymentView.nullable(),
  /** Sales that were put aside, oldest first. */
  parked: z.array(parkedSale),
  /** Oldest first. */
  storeNotices: z.array(storeNotice),
  /** The last sales, newest first. */
  recent: z.array(saleRow),
});
export type TillView = z.infer<typeof tillView>;
