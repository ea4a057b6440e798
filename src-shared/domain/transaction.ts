// A transaction is one request with a financial effect at the intermediary and all that follows from
// it. What it is to its service stands with the service; this is all that everybody else may know.

/**
 * - `asking`: a request is on its way, or about to be; money may move;
 * - `approved`: the far end holds it for us;
 * - `unknown`: being asked about;
 * - `completed`: taken, with its confirmation, in the commit that completes its sale;
 * - `refused`: nothing happened there;
 * - `undone`: not wanted, with its reversal.
 */
export const phases = ['asking', 'approved', 'unknown', 'completed', 'refused', 'undone'] as const;
export type Phase = (typeof phases)[number];

/** It has come to its end: nothing decides about it any more. */
export function isEnded(phase: Phase): boolean {
  return phase === 'completed' || phase === 'refused' || phase === 'undone';
}

/**
 * What a transaction is told by its sale, by the window that shows it, or by a start of the till. Each
 * service has its own answer.
 */
export type SaleCall =
  | 'completed'
  | 'abandoned'
  /** Its approval stands on a screen. */
  | 'shown'
  /** Approved, and nobody decided in time. */
  | 'leftUndecided'
  | 'restarted';
