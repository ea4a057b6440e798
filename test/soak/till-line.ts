// The till's contract over loopback, as the window speaks it (renderer/till/connect.ts), for a
// cashier without a window. Follows the snapshot, and notes every moment without a core: in a soak
// there must be none.
import { createInterface } from 'node:readline';
import { Agent, request } from 'undici';
import { systemClock } from '../../electron/core/clock.ts';
import { Conditions } from '../../electron/training/conditions.ts';
import type { CallName, Input, Output, Reply } from '../../src-shared/contract/contract.ts';
import type { TillView } from '../../src-shared/contract/views/till.ts';
import { invariant } from '../../src-shared/result.ts';

export class TillLine {
  readonly #origin: string;
  readonly #headers: Record<string, string>;
  readonly #agent = new Agent();
  readonly #conditions = new Conditions();
  #view: TillView | null = null;
  #coreLosses = 0;

  private constructor(origin: string, key: string) {
    this.#origin = origin;
    this.#headers = { origin, authorization: `Bearer ${key}` };
  }

  /** Resolves with the first snapshot. */
  static async open(origin: string, key: string): Promise<TillLine> {
    const line = new TillLine(origin, key);
    const { statusCode, body } = await request(`${line.#origin}/changes`, {
      dispatcher: line.#agent,
      // Beside the window that the soak taps, whose place it must not take.
      headers: { ...line.#headers, 'till-kind': 'beside', 'till-window': 'soak' },
      bodyTimeout: 0,
    });
    invariant(statusCode === 200, 'the host streams its snapshot');
    const lines = createInterface(body);
    lines.on('line', (text) => {
      if (text !== '') line.#take(JSON.parse(text) as TillView | null);
    });
    // Ours, when the line is closed; whoever waits for a snapshot that does not come has a limit.
    lines.on('error', () => {});
    await line.when('a first snapshot', () => true);
    return line;
  }

  get view(): TillView {
    invariant(this.#view, 'there is a snapshot once the line is open');
    return this.#view;
  }

  /** How often the core was gone since the line was opened. */
  get coreLosses(): number {
    return this.#coreLosses;
  }

  async ask<Name extends CallName>(name: Name, input: Input<Name>): Promise<Reply<Output<Name>>> {
    const { statusCode, body } = await request(`${this.#origin}/call/${name}`, {
      method: 'POST',
      dispatcher: this.#agent,
      headers: { ...this.#headers, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    invariant(statusCode === 200, `${name} was answered ${statusCode}`);
    const reply = (await body.json()) as Reply<Output<Name>>;
    if (reply.ok && isView(reply.value)) this.#take(reply.value);
    return reply;
  }

  /** Calls and expects success. */
  async call<Name extends CallName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    const reply = await this.ask(name, input);
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.failure)}`);
    return reply.value;
  }

  /** Resolves once a snapshot fits, the present one included; rejects after `limitMs`. */
  async when(what: string, fits: (view: TillView) => boolean, limitMs = 30_000): Promise<void> {
    const late = Promise.withResolvers<never>();
    const callOff = systemClock.after(limitMs, () =>
      late.reject(new Error(`not in ${limitMs / 1_000} s: ${what}; ${JSON.stringify(this.#view)}`)),
    );
    const come = this.#conditions.until(() => this.#view !== null && fits(this.#view));
    await Promise.race([come, late.promise]).finally(callOff);
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }

  // Replies and the stream overtake each other; a lower revision of the same run is stale.
  #take(view: TillView | null): void {
    if (view === null) this.#coreLosses += this.#view === null ? 0 : 1;
    else if (this.#view?.runId === view.runId && this.#view.revision >= view.revision) return;
    else this.#view = view;
    this.#conditions.check();
  }
}

function isView(value: unknown): value is TillView {
  return typeof value === 'object' && value !== null && 'revision' in value && 'runId' in value;
}
