// A row of the fault table (F01 to F116): what is injected and what must come of it. An answer row
// says so in data; a story row tells it in steps.
import type { ReversalReason } from '../../../src-shared/domain/advice.ts';
import type { NotPaidReason } from '../../../src-shared/services/qr/payment.ts';
import type { RawRequest } from '../../support/raw-server.ts';
import type { BenchOptions, FaultBench } from '../fault-bench.ts';

type Code = NotPaidReason['code'];

/** `approved`, or why it is not paid and, after the comma, the reversal that is owed. */
export type PayEnd = 'approved' | Code | `${Code}, ${ReversalReason}`;
export type CodeEnd = 'codeRefused' | 'codeUnavailable' | 'codeUnsafe';
/**
 * `delivered` after one send; `repeated` until the next, good answer; in `attention` after one send;
 * `held`: untouched until the credentials are said to be good again.
 */
export type AdviceEnd = 'delivered' | 'repeated' | 'attention' | 'held';

type AnswerFacts = {
  readonly id: string;
  readonly injected: string;
  /** The bytes, or what else to do with the connection. */
  readonly answer: (request: RawRequest) => Buffer | string | undefined;
};

export type AnswerRow = AnswerFacts &
  (
    | { readonly kind: 'code'; readonly end: CodeEnd }
    | { readonly kind: 'pay'; readonly end: PayEnd }
    | { readonly kind: 'confirmation' | 'reversal'; readonly end: AdviceEnd }
  ) & { readonly defect?: true };

export type StoryRow = {
  readonly id: string;
  readonly injected: string;
  readonly end: string;
  readonly bench?: () => BenchOptions;
  readonly run: (bench: FaultBench) => Promise<void>;
  readonly defect?: true;
};

export function titleOf(row: AnswerRow | StoryRow): string {
  const kind = 'kind' in row ? `${row.kind}: ` : '';
  return `${row.id} ${kind}${row.injected} -> ${row.end}`;
}
