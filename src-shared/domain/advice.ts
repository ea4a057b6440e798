// An advice states a fact (the sale completed; undo the request) and is repeated, with the same id
// and the same bytes, until a final answer. This file says what an answer to an advice means.
import { isAboutCredentials, type Outcome } from './outcome.ts';

export const adviceKinds = ['confirmation', 'reversal'] as const;
export type AdviceKind = (typeof adviceKinds)[number];

/** Why a reversal is sent, in the wire's own words (protocol dossier, qr.md §6). */
export type ReversalReason = 'TIMEOUT' | 'CANCELLED' | 'RESPONSE_NOT_FINAL';

/** What was taken for (a part of) a sale, in minor units of its currency. */
export type TakenTender = {
  readonly kind: 'cash' | 'card' | 'wallet';
  readonly amountMinor: number;
  /** What the slip of another machine or a customer's app says. */
  readonly reference: string | null;
};

/** What a decision owes to the intermediary. A payment owes at most one of these, ever. */
export type OwedAdvice =
  /** `tenders`: what was really taken for it. */
  | { readonly kind: 'confirmation'; readonly tenders?: readonly TakenTender[] }
  | { readonly kind: 'reversal'; readonly reason: ReversalReason };

/**
 * - `owed`: repeated until a final answer;
 * - `delivered`: the intermediary has it;
 * - `attention`: refused for good, or never answered by the intermediary itself; stands in the
 *   exceptions list until a person settles it;
 * - `closed`: settled by a person, with a reason; no longer owed, and never sent.
 */
export const adviceStates = ['owed', 'delivered', 'attention', 'closed'] as const;
export type AdviceState = (typeof adviceStates)[number];

/**
 * What becomes of a reversal when an answer that may be an approval comes after the payment was
 * judged: money may have moved since. One that was delivered goes out again; one that a person
 * closed, knowing less than is known now, stands among the exceptions again.
 */
export function afterLateAnswer(reversal: AdviceState): AdviceState {
  if (reversal === 'delivered') return 'owed';
  return reversal === 'closed' ? 'attention' : reversal;
}

/**
 * What to do after an attempt. `hold` means that the answer spoke about our credentials and not
 * about the advice: sending pauses and the advice stays exactly as it was.
 */
export type AdviceVerdict = 'delivered' | 'repeat' | 'attention' | 'hold';

/** Answers in a row to one advice that were not the intermediary's, the present one included. */
export type ForeignRow = {
  readonly times: number;
  /** Milliseconds since the first of them. */
  readonly forMs: number;
};

// A page in the way goes by itself, or nobody but a person gets it out of the way. Five take half a
// minute; the time bounds those that are far apart.
const foreignTimes = 5;
const foreignForMs = 15 * 60_000;

/**
 * Which refusals, by their `errorType`, say that an advice has done what it is for: `always`, or only
 * `ifSentBefore`, when an earlier copy of it may have arrived. Each service has its own.
 */
export type SettledBy = Readonly<
  Record<
    AdviceKind,
    { readonly always: readonly string[]; readonly ifSentBefore: readonly string[] }
  >
>;

export type AdviceAnswer = {
  readonly kind: AdviceKind;
  readonly outcome: Outcome;
  /** HTTP status, or null when no complete answer came. */
  readonly status: number | null;
  /** Null when this answer is the intermediary's, or none. */
  readonly foreign: ForeignRow | null;
  /** `errorType` of a well-formed ErrorDetail, else null. */
  readonly errorType: string | null;
  /** Whether an earlier copy of this advice may have arrived. */
  readonly sentBefore: boolean;
  readonly repeatOn503: boolean;
  readonly settledBy: SettledBy;
};

/** Judges the answer to an advice (README of the protocol dossier §4–§6; design §4). */
export function judgeAdvice(answer: AdviceAnswer): AdviceVerdict {
  if (answer.outcome === 'successful') return 'delivered';
  if (answer.status === 503 && answer.repeatOn503) return 'repeat';
  if (answer.foreign && isPersistent(answer.foreign)) return 'attention';
  if (answer.outcome === 'unknown') return 'repeat';
  if (isAboutCredentials(answer.status)) return 'hold';
  return isSettled(answer) ? 'delivered' : 'attention';
}

function isSettled({ kind, errorType, sentBefore, settledBy }: AdviceAnswer): boolean {
  if (errorType === null) return false;
  const { always, ifSentBefore } = settledBy[kind];
  return always.includes(errorType) || (sentBefore && ifSentBefore.includes(errorType));
}

function isPersistent({ times, forMs }: ForeignRow): boolean {
  return times >= foreignTimes || forMs >= foreignForMs;
}
