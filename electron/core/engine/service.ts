// What the engine asks of a service. It stores what was decided, sends what the decision asks for, judges
// the answer and decides again; what any of that means is the service's. Nothing here names one.
import type { Profile } from '../../../src-shared/contract/profile.ts';
import type {
  AdviceKind,
  OwedAdvice,
  SettledBy,
  TakenTender,
} from '../../../src-shared/domain/advice.ts';
import type { Money } from '../../../src-shared/domain/money.ts';
import type { Operation } from '../../../src-shared/domain/outcome.ts';
import type { Order } from '../../../src-shared/domain/sale/sale.ts';
import type { Stamp } from '../../../src-shared/domain/stamp.ts';
import type { SaleCall } from '../../../src-shared/domain/transaction.ts';
import type { Redact } from '../redact.ts';
import type { TransactionRow } from '../store/tables/transactions.ts';
import type { Answer } from '../wire/client.ts';
import type { Judged } from '../wire/judged.ts';

/** What is asked for: the facts that every transaction begins with. */
export type Asked = {
  readonly id: string;
  /** For a message that looks something up first. */
  readonly lookupId: string;
  readonly saleId: string;
  readonly saleNumber: string;
  readonly attempt: number;
  readonly amount: Money;
  /** What its line asks for; null: it pays for (a part of) its sale. */
  readonly order: Order | null;
  readonly at: Stamp;
};

/** Where a transaction goes next: what that owes, and the operation that it asks for. */
export type Step<State> = {
  readonly state: State;
  readonly owes: OwedAdvice | null;
  readonly sends: string | null;
};

/** What a service keeps of a transaction beside the facts that it began with. */
export type Kept = Pick<
  TransactionRow,
  | 'phase'
  | 'step'
  | 'reference'
  | 'issued'
  | 'approval'
  | 'approved_minor'
  | 'partner'
  | 'reason'
  | 'approved_at'
  | 'shown_at'
  | 'decided_at'
>;

/** How the interface of a service is reached. */
export type EndpointOptions = {
  readonly baseUrl: string;
  readonly username: string;
  /** Times in milliseconds: to connect, and for the whole answer to an advice. */
  readonly connectMs: number;
  readonly adviceDeadlineMs: number;
  readonly repeatOn503: boolean;
  /** A confirmation that waits longer is told of: the far end may not take it for ever. In milliseconds. */
  readonly confirmWithinMs?: number;
};

/** One interface of the intermediary, described. Pure, all of it. */
export type Service<State, Event extends { readonly type: string }> = {
  /** As in the profile's `interfaces`. */
  readonly name: string;
  /** What a transaction of it is in one word, where its line does not say. */
  readonly kind: string;
  readonly operations: Readonly<Record<string, Operation>>;
  /** The operation that carries an advice. */
  adviceOperation(kind: AdviceKind, state: State): string;
  readonly settledBy: SettledBy;
  /** Null when the profile has no such interface. */
  endpoint(profile: Profile): EndpointOptions | null;

  begin(asked: Asked): Step<State>;
  /** Null when the event changes nothing. */
  decide(state: State, event: Event, profile: Profile, at: Stamp): Step<State> | null;
  /** What its sale, or a start of the till, means for it. `tenders`: taken for it, when it completes. */
  onSale(state: State, call: SaleCall, tenders: readonly TakenTender[]): Event;
  /** The event as it is taken, where the far end may have named a transaction as it named another. */
  unlessUsed(event: Event, isUsed: (reference: string) => boolean): Event;

  read(row: TransactionRow): State;
  keep(state: State, redact: Redact): Kept;

  /** JSON text of the message of an operation. `event` led to it; null at the beginning. */
  message(
    operation: string,
    state: State,
    event: Event | null,
    profile: Profile,
    at: Stamp,
  ): string;
  /** How long the whole answer may take, in milliseconds. */
  deadlineMs(operation: string, profile: Profile): number;
  judge(operation: string, answer: Answer, request: string, profile: Profile): Judged;
  meaning(operation: string, judged: Judged, state: State): Event;
  /** JSON text of an advice. `sent`: the request with the financial effect, as it was sent. */
  advice(advice: { id: string; owes: OwedAdvice }, sent: string, state: State, at: Stamp): string;
  /** What is odd about where a transaction has come to, as a sentence for the log, or null. */
  doubt(state: State): string | null;
};

/** A service of which nobody needs to know what its transactions are. */
export type AnyService = Service<unknown, { readonly type: string }>;
