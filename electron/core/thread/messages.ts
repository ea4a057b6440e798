// What crosses between the core's thread and the host's main thread. Plain data only; secrets cross
// in memory and nowhere else.
import type { Reply } from '../../../src-shared/contract/contract.ts';
import type { TillView } from '../../../src-shared/contract/views/till.ts';

/** What only the main thread can do for the core, with an answer. */
export type Loan = 'sealPassword' | 'startTraining';

/** From the main thread to the core's. */
export type ToCore =
  | { readonly type: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly type: 'served'; readonly id: number; readonly value: unknown }
  | { readonly type: 'notServed'; readonly id: number; readonly message: string }
  /** Answered at once, unless the thread is stuck. */
  | { readonly type: 'areYouThere' }
  | { readonly type: 'stop' };

/** From the core's thread to the main thread. */
export type FromCore =
  | { readonly type: 'ready' }
  | { readonly type: 'here' }
  /** The core cannot start, for a reason a person can act on; starting again would not help. */
  | { readonly type: 'refused'; readonly message: string }
  | { readonly type: 'snapshot'; readonly till: TillView }
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply<unknown> }
  | {
      readonly type: 'serve';
      readonly id: number;
      readonly loan: Loan;
      readonly input: unknown;
    }
  | { readonly type: 'restart' }
  | { readonly type: 'cutPower' };
