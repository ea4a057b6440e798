// Every request that reached the intermediary, as it came, for tests and the demo to look at. The
// list is bounded; the counts are not cut with it.
import type { IncomingHttpHeaders } from 'node:http';
import { Conditions } from './conditions.ts';
import type { ServedOperation } from './training-service.ts';

export type ReceivedRequest = {
  /** Null when method and path are none of the interfaces'. */
  readonly operation: ServedOperation | null;
  readonly method: string;
  readonly path: string;
  /** The body as it came. */
  readonly text: string;
  /** The body as JSON; undefined when it is not. */
  readonly body: unknown;
  /** `authorization` says `accepted` or `refused` instead of the credentials. */
  readonly headers: IncomingHttpHeaders;
  /** Monotonic, on the intermediary's clock. */
  readonly receivedAt: number;
  /** Null while unanswered, for ever when the connection broke or silence was kept. */
  answeredStatus: number | null;
};

export class ReceivedRequests {
  readonly #kept: number;
  readonly #counts = new Map<ServedOperation, number>();
  readonly #conditions = new Conditions();
  #list: ReceivedRequest[] = [];

  constructor(kept: number) {
    this.#kept = kept;
  }

  add(request: ReceivedRequest): void {
    this.#list.push(request);
    // Cut now and then rather than at each request: shifting a long list is what costs.
    if (this.#list.length >= this.#kept * 2) this.#list = this.#list.slice(-this.#kept);
    if (request.operation === null) return;
    this.#counts.set(request.operation, this.count(request.operation) + 1);
    this.#conditions.check();
  }

  list(): ReceivedRequest[] {
    return this.#list.slice(-this.#kept);
  }

  count(operation: ServedOperation): number {
    return this.#counts.get(operation) ?? 0;
  }

  whenReceived(operation: ServedOperation, count: number): Promise<void> {
    return this.#conditions.until(() => this.count(operation) >= count);
  }
}
