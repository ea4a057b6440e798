// Whether the intermediary can be reached and takes our credentials, as far as we know. It learns
// from every answer, and from trying to connect (no request, no credentials) when there is none.
import { isAboutCredentials } from '../../../src-shared/domain/outcome.ts';
import { linkRetry, retryDelayMs } from '../../../src-shared/domain/retry-schedule.ts';
import type { Stamp } from '../../../src-shared/domain/stamp.ts';
import type { Chance, Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Judged } from './judged.ts';

export type LinkState = 'checking' | 'connected' | 'noConnection' | 'credentialsRefused';

/** How often an idle link is tried, in milliseconds. */
const idleProbeMs = 30_000;
/** After a sleep a network takes a moment to come back: so long, and at most so far apart, it is tried. */
const hurryForMs = 60_000;
const hurryProbeMs = 1_500;

export class Link {
  readonly #reach: () => Promise<void>;
  readonly #clock: Clock;
  readonly #chance: Chance;
  readonly #log: Log;
  readonly #onChange: (state: LinkState) => void;
  #state: LinkState = 'checking';
  #since: Stamp;
  #doubtsDate = false;
  #failures = 0;
  #hurryUntilMs = 0;
  #stopped = false;
  #callOffProbe = () => {};

  constructor(
    reach: () => Promise<void>,
    ports: { clock: Clock; chance: Chance; log: Log },
    onChange: (state: LinkState) => void,
  ) {
    this.#reach = reach;
    this.#clock = ports.clock;
    this.#chance = ports.chance;
    this.#log = ports.log;
    this.#onChange = onChange;
    this.#since = this.#clock.stamp();
  }

  get state(): LinkState {
    return this.#state;
  }

  get since(): Stamp {
    return this.#since;
  }

  /** No connection, because the server's certificate is not valid on the date of this computer. */
  get doubtsDate(): boolean {
    return this.#doubtsDate;
  }

  /** Tries the link now and from then on. */
  start(): void {
    this.tryNow();
  }

  stop(): void {
    this.#stopped = true;
    this.#callOffProbe();
  }

  /** Learns from an answer to any request. */
  learn(judged: Judged): void {
    if (judged.silence === 'notConnected') this.#down(judged.message ?? '');
    // Something else in its place says nothing about the intermediary.
    else if (judged.silence !== null) return;
    else if (isAboutCredentials(judged.status)) this.#become('credentialsRefused');
    else this.#become('connected');
  }

  /** Forgets that credentials were refused, so that the next answer can tell. */
  forgive(): void {
    if (this.#state === 'credentialsRefused') this.#become('connected');
  }

  /** Tries at once instead of at the next turn. */
  tryNow(): void {
    this.#callOffProbe();
    void this.#probe();
  }

  /** Tries at once, and for a while often: the computer woke up. */
  hurry(): void {
    this.#hurryUntilMs = this.#clock.monotonicMs() + hurryForMs;
    this.tryNow();
  }

  async #probe(): Promise<void> {
    const trouble = await this.#reach().then(
      () => null,
      (error: unknown) => troubleOf(error),
    );
    if (this.#stopped) return;
    if (trouble !== null) return this.#down(trouble);
    this.#probeAfter(idleProbeMs);
    // A connection says nothing about credentials: only an answer takes that back.
    if (this.#state !== 'credentialsRefused') this.#become('connected');
  }

  #down(reason: string): void {
    this.#failures += 1;
    this.#log.info('linkDown', { reason, failures: this.#failures });
    const doubtsDate = /CERT_NOT_YET_VALID|CERT_HAS_EXPIRED/.test(reason);
    const isNews = doubtsDate !== this.#doubtsDate && this.#state === 'noConnection';
    this.#doubtsDate = doubtsDate;
    this.#become('noConnection');
    if (isNews) this.#onChange('noConnection');
    const waitMs = retryDelayMs(linkRetry, this.#failures, this.#chance.draw());
    const isHurried = this.#clock.monotonicMs() < this.#hurryUntilMs;
    this.#probeAfter(isHurried ? Math.min(waitMs, hurryProbeMs) : waitMs);
  }

  #probeAfter(delayMs: number): void {
    this.#callOffProbe();
    if (!this.#stopped) this.#callOffProbe = this.#clock.after(delayMs, () => void this.#probe());
  }

  #become(state: LinkState): void {
    if (state !== 'noConnection') {
      this.#failures = 0;
      this.#doubtsDate = false;
    }
    if (state === this.#state) return;
    if (this.#state === 'noConnection') this.#probeAfter(idleProbeMs);
    this.#state = state;
    this.#since = this.#clock.stamp();
    this.#log.info('link', { state });
    this.#onChange(state);
  }
}

function troubleOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
