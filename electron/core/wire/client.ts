// The till's side of the wire: one request, one answer or the reason why there is none. Promises:
// never throws, never retries (transport.ts has the one exception), judges the deadline itself over
// the complete answer, and hands an answer that came later to the caller as late. The only file that
// uses ky.
import ky from 'ky';
import type { Operation, Silence } from '../../../src-shared/domain/outcome.ts';
import type { Clock } from '../clock.ts';
import { AnswerMalformed, AnswerTooLarge } from './answer-text.ts';
import {
  type Connect,
  connectByNode,
  type Network,
  type RawResponse,
  type TlsMaterial,
} from './transport.ts';

/** How long, after the deadline, an answer is still listened for so that it can be kept. */
const lateAnswerMs = 30_000;

const ofJson = { 'content-type': 'application/json' };

export type ClientOptions = {
  /** Where the interface starts, without a slash at the end. */
  readonly baseUrl: string;
  readonly username: string;
  readonly password: string;
  readonly connectMs: number;
  readonly tls: TlsMaterial;
};

/** What came of a request. `sent` is false when provably no byte of it left. */
export type Answer =
  | (RawResponse & { readonly sent: true; readonly silence?: never })
  | { readonly silence: Silence; readonly detail: string; readonly sent: boolean };

/** What is sent, below the base URL: an operation, with what it is asked. */
export type Message = Pick<Operation, 'role' | 'method' | 'path'> & {
  readonly query?: Readonly<Record<string, string>>;
  /** JSON text, which goes out byte for byte. */
  readonly body?: string;
};

export type SendOptions = {
  /** Milliseconds from now to the last byte of the answer. */
  readonly deadlineMs: number;
  readonly ownConnection?: boolean;
  readonly signal?: AbortSignal;
  readonly onSent?: () => void;
  /** An answer that came after the deadline had been judged. */
  readonly onLate?: (answer: RawResponse) => void;
};

export class IntermediaryClient {
  readonly #connect: () => Network;
  #network: Network;
  readonly #baseUrl: string;
  readonly #headers: Record<string, string>;
  readonly #clock: Clock;
  readonly #open = new Map<AbortController, Promise<unknown>>();

  constructor(options: ClientOptions, clock: Clock, connect: Connect = connectByNode) {
    this.#baseUrl = options.baseUrl;
    this.#clock = clock;
    const credentials = Buffer.from(`${options.username}:${options.password}`).toString('base64');
    this.#headers = {
      authorization: `Basic ${credentials}`,
      accept: 'application/json',
    };
    this.#connect = () =>
      connect({
        origin: new URL(options.baseUrl).origin,
        connectMs: options.connectMs,
        tls: options.tls,
      });
    this.#network = this.#connect();
  }

  send(message: Message, options: SendOptions): Promise<Answer> {
    if (options.signal?.aborted) {
      return Promise.resolve({ silence: 'notConnected', detail: 'called off', sent: false });
    }
    const abort = new AbortController();
    const startedMs = this.#clock.monotonicMs();
    return new Promise((resolve) => {
      let judged = false;
      let leaving = false;
      const judge = (answer: Answer) => {
        judged = true;
        options.signal?.removeEventListener('abort', cancel);
        resolve(answer);
      };
      const stopDeadline = this.#clock.after(options.deadlineMs, () => {
        if (judged) return;
        judge({
          silence: 'timeout',
          detail: `no answer in ${options.deadlineMs} ms`,
          sent: leaving,
        });
        if (options.onLate) stopListening = this.#clock.after(lateAnswerMs, () => abort.abort());
        else abort.abort();
      });
      let stopListening = () => {};
      const cancel = () => {
        abort.abort();
        if (!judged) judge({ silence: 'connectionLost', detail: 'called off', sent: leaving });
      };
      options.signal?.addEventListener('abort', cancel, { once: true });

      const exchange = this.#exchange(message, options, abort.signal, () => {
        leaving = true;
      });
      this.#open.set(abort, exchange);
      exchange
        .finally(() => this.#open.delete(abort))
        .then(
          (response) => {
            stopDeadline();
            stopListening();
            // After a sleep the answer may come out of the socket before the timer gets its turn.
            const overdue = this.#clock.monotonicMs() - startedMs >= options.deadlineMs;
            if (judged || overdue) options.onLate?.(response);
            if (judged) return;
            if (overdue) judge({ silence: 'timeout', detail: 'answered too late', sent: true });
            else judge({ ...response, sent: true });
          },
          (error: unknown) => {
            stopDeadline();
            stopListening();
            if (!judged) judge(silenceOf(error, leaving));
          },
        );
    });
  }

  /** Resolves when a connection can be made; rejects with the reason when not. */
  reach(): Promise<void> {
    return this.#network.reach();
  }

  /**
   * Uses new connections from now on: those of before a sleep may have died unnoticed, and a message
   * on one would wait for its whole deadline. What is under way goes on where it is.
   */
  renew(): void {
    const old = this.#network;
    this.#network = this.#connect();
    void Promise.allSettled(this.#open.values()).then(() => old.close());
  }

  /** Drops every connection, with whatever was still under way on it. */
  async close(): Promise<void> {
    for (const abort of this.#open.keys()) abort.abort();
    await this.#network.close();
  }

  async #exchange(
    { role, method, path, query, body }: Message,
    options: SendOptions,
    signal: AbortSignal,
    onLeaving: () => void,
  ): Promise<RawResponse> {
    let raw: RawResponse | undefined;
    await ky(`${this.#baseUrl}${path}`, {
      method,
      ...(query ? { searchParams: query } : {}),
      ...(body === undefined ? {} : { body }),
      headers: body === undefined ? this.#headers : { ...this.#headers, ...ofJson },
      retry: 0,
      timeout: false,
      redirect: 'manual',
      throwHttpErrors: false,
      fetch: async (input) => {
        const request = input as Request;
        const { pathname, search } = new URL(request.url);
        raw = await this.#network.exchange({
          method,
          path: `${pathname}${search}`,
          headers: Object.fromEntries(request.headers),
          body: body === undefined ? null : await request.text(),
          signal,
          ownConnection: options.ownConnection ?? false,
          movesNoMoney: role === 'lookup',
          onLeaving,
          onSent: options.onSent ?? (() => {}),
        });
        return new Response(null, { status: raw.status });
      },
    });
    if (!raw) throw new AnswerMalformed('no answer was read');
    return raw;
  }
}

function silenceOf(error: unknown, sent: boolean): Answer {
  const causes = [...causesOf(error)];
  const told = causes.at(-1);
  const detail = told ? codeOf(told) || told.message : String(error);
  if (causes.some((cause) => cause instanceof AnswerTooLarge)) {
    return { silence: 'answerTooLarge', detail, sent };
  }
  if (causes.some((cause) => cause instanceof AnswerMalformed)) {
    return { silence: 'malformed', detail, sent };
  }
  return { silence: sent ? 'connectionLost' : 'notConnected', detail, sent };
}

function* causesOf(error: unknown): Generator<Error> {
  for (let cause = error; cause instanceof Error; cause = cause.cause) yield cause;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
