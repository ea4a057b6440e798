// The live snapshot: one line of JSON for each, to one window at a time (seat.ts says why).
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CoreThread } from '../../core/thread/core-thread.ts';
import { NewestOnly } from '../newest-only.ts';
import type { Refusal } from './guard.ts';
import { Seat } from './seat.ts';

const keepAliveMs = 15_000;
/** The cashier's window, and one beside it that only looks. There is one of each at a time. */
const windowKinds = ['counter', 'beside'] as const;

export class Changes {
  readonly #core: Pick<CoreThread, 'onChange'>;
  readonly #seats = new Map(windowKinds.map((kind) => [kind as string, new Seat()]));
  readonly #open = new Set<ServerResponse>();

  constructor(core: Pick<CoreThread, 'onChange'>) {
    this.#core = core;
  }

  /** Streams to this window until it leaves or another one takes its place; or says why not. */
  stream(
    request: IncomingMessage,
    response: ServerResponse,
    headers: Readonly<Record<string, string>>,
  ): Refusal | null {
    const { 'till-kind': kind, 'till-window': window, 'till-takes': takes } = request.headers;
    const seat = this.#seats.get(String(kind));
    if (!seat || typeof window !== 'string') return { status: 400, word: 'no window' };
    const end = new AbortController();
    const isSeated = seat.sit(window, takes === 'yes', () => {
      end.abort();
      response.end('"elsewhere"\n');
    });
    if (!isSeated) return { status: 409, word: 'elsewhere' };

    this.#open.add(response);
    response.writeHead(200, { ...headers, 'content-type': 'application/x-ndjson' });
    request.socket.setNoDelay(true);
    const reader = new NewestOnly((line: string) =>
      response.write(line) ? 'canTakeMore' : 'busy',
    );
    response.on('drain', () => {
      if (!end.signal.aborted) reader.readerIsFree();
    });
    const stopListening = this.#core.onChange((till) => reader.offer(`${JSON.stringify(till)}\n`));
    const keepAlive = setInterval(() => {
      if (!response.writableNeedDrain) response.write('\n');
    }, keepAliveMs);
    end.signal.addEventListener('abort', () => {
      clearInterval(keepAlive);
      stopListening();
    });
    response.on('close', () => {
      end.abort();
      this.#open.delete(response);
    });
    return null;
  }

  stop(): void {
    for (const response of this.#open) response.end();
  }
}
