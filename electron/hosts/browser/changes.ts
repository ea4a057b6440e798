// The live snapshot: one line of JSON for each, to one window at a time (seat.ts says why).
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CoreThread } from '../../core/thread/core-thread.ts';
import { NewestOnly } from '../newest-only.ts';
import type { Refusal } from './guard.ts';
import { Seat } from './seat.ts';

const keepAliveMs = 15_000;

export class Changes {
  readonly #core: Pick<CoreThread, 'onChange'>;
  readonly #seat = new Seat();
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
    const { 'till-window': window, 'till-takes': takes } = request.headers;
    if (typeof window !== 'string') return { status: 400, word: 'no window' };
    const end = new AbortController();
    const isSeated = this.#seat.sit(window, takes === 'yes', () => {
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
