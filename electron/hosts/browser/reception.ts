// What the loopback server answers: the built window, `POST /enter` (a code from an address for the
// key), `POST /call/<name>`, and `GET /changes`, a stream with one snapshot a line. It decides nothing;
// guard.ts says who may speak, the core answers.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { systemClock } from '../../core/clock.ts';
import type { Connections } from '../../core/connections.ts';
import type { CoreThread } from '../../core/thread/core-thread.ts';
import { CallGate } from '../call-gate.ts';
import { securityHeaders, type WindowFile } from '../window-files.ts';
import { Changes } from './changes.ts';
import type { Entrance } from './entrance.ts';
import { type Guarded, type Refusal, refuseForeign, refuseStranger } from './guard.ts';
import { answerWith, packFiles } from './packed-files.ts';

/** The largest call, in bytes; a profile is about 2 KiB. */
const largestCall = 64 * 1024;
const largestEntry = 1_024;
const longestPathLength = 200;

export type WindowHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** Serves the built window, and no other file. */
export async function serveFiles(files: ReadonlyMap<string, WindowFile>): Promise<WindowHandler> {
  const packed = await packFiles(files);
  return ({ method, url, headers: asked }, response) => {
    if (method !== 'GET' && method !== 'HEAD') return refuse(response, readOnly);
    const file = packed.get(pathOf(url));
    if (!file) return refuse(response, notFound);
    const { headers, body } = answerWith(file, asked);
    response.writeHead(200, headers).end(method === 'HEAD' ? undefined : body);
  };
}

export type ReceptionParts = {
  readonly core: Pick<CoreThread, 'call' | 'onChange'>;
  readonly entrance: Entrance;
  readonly connections: Connections;
  /** Answers everything that is not a call or the live snapshot. */
  readonly window: WindowHandler;
};

export class Reception {
  readonly #parts: ReceptionParts;
  readonly #changes: Changes;
  readonly #gate = new CallGate(systemClock);

  constructor(parts: ReceptionParts) {
    this.#parts = parts;
    this.#changes = new Changes(parts.core);
  }

  /** Answers one request. Rejects only when the connection is of no more use. */
  async answer(request: IncomingMessage, response: ServerResponse, port: number): Promise<void> {
    const method = request.method ?? '';
    const guarded = {
      method,
      headers: request.headers,
      hosts: request.headersDistinct['host'] ?? [],
    };
    const path = pathOf(request.url);
    const foreign = path.length > longestPathLength ? notFound : refuseForeign(guarded, port);
    if (foreign) return refuse(response, foreign);

    if (path === '/enter') {
      if (method !== 'POST') return refuse(response, { ...wrongMethod, allow: 'POST' });
      return this.#enter(request, response);
    }
    const call = /^\/call\/([A-Za-z]+)$/.exec(path)?.[1];
    if (call !== undefined) {
      if (method !== 'POST') return refuse(response, { ...wrongMethod, allow: 'POST' });
      const stranger = this.#refuseUnknown(request, guarded);
      return stranger ? refuse(response, stranger) : this.#answerCall(request, response, call);
    }
    if (path === '/changes') {
      if (method !== 'GET') return refuse(response, { ...wrongMethod, allow: 'GET' });
      const stranger = this.#refuseUnknown(request, guarded);
      const refusal = stranger ?? this.#changes.stream(request, response, plainHeaders);
      return refusal ? refuse(response, refusal) : undefined;
    }
    this.#parts.window(request, response);
  }

  #refuseUnknown(request: IncomingMessage, guarded: Guarded): Refusal | null {
    const stranger = refuseStranger(guarded, this.#parts.entrance.key);
    if (!stranger) this.#parts.connections.trust(request.socket);
    return stranger;
  }

  async #enter(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const given = await readJson(request, largestEntry);
    if ('refusal' in given) return refuse(response, given.refusal);
    const { code } = Object(given.value) as { code?: unknown };
    const key = typeof code === 'string' ? this.#parts.entrance.exchange(code) : null;
    if (key === null) return refuse(response, { status: 401, word: 'used' });
    this.#parts.connections.trust(request.socket);
    sendJson(response, { key });
  }

  async #answerCall(request: IncomingMessage, response: ServerResponse, name: string) {
    const given = await readJson(request, largestCall);
    if ('refusal' in given) return refuse(response, given.refusal);
    const failure = this.#gate.refusalOf(name, given.value);
    const reply = failure ? { ok: false, failure } : await this.#parts.core.call(name, given.value);
    sendJson(response, reply);
  }

  /** Ends the live snapshots. */
  stop(): void {
    this.#changes.stop();
  }
}

const plainHeaders = { ...securityHeaders(), 'cache-control': 'no-store' };
const notFound: Refusal = { status: 404, word: 'not found' };
const wrongMethod: Refusal = { status: 405, word: 'wrong method' };
const readOnly = { ...wrongMethod, allow: 'GET, HEAD' };

function pathOf(url = ''): string {
  return url.split('?', 1)[0] ?? '';
}

function refuse(response: ServerResponse, refusal: Refusal & { allow?: string }): void {
  const { status, word, allow } = refusal;
  response
    .writeHead(status, {
      ...plainHeaders,
      'content-type': 'text/plain; charset=utf-8',
      ...(allow ? { allow } : {}),
      // Nothing more is read from a request that was refused.
      connection: 'close',
    })
    .end(`${word}\n`);
}

function sendJson(response: ServerResponse, value: unknown): void {
  const headers = { ...plainHeaders, 'content-type': 'application/json' };
  response.writeHead(200, headers).end(JSON.stringify(value));
}

/** The body as JSON, or why it is not taken. */
async function readJson(
  request: IncomingMessage,
  most: number,
): Promise<{ readonly value: unknown } | { readonly refusal: Refusal }> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') return { refusal: { status: 415, word: 'not JSON' } };
  const body = await readBody(request, most);
  if (body === null) return { refusal: { status: 413, word: 'too large' } };
  try {
    return { value: JSON.parse(body) as unknown };
  } catch {
    return { refusal: { status: 400, word: 'not JSON' } };
  }
}

/** The body as text, or null when it is larger than this. */
async function readBody(request: IncomingMessage, most: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Left open on return, so that a refusal can still be written.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > most) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
