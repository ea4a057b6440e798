// The loopback server: the built window, `POST /call/<name>`, and `GET /changes`, a stream with one
// snapshot a line. It decides nothing; guard.ts says who may speak, the core answers.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CoreThread } from '../../core/thread/core-thread.ts';
import { NewestOnly } from '../newest-only.ts';
import { securityHeaders, type WindowFile } from '../window-files.ts';
import { type Refusal, refuseForeign, refuseStranger } from './guard.ts';

/** The largest call, in bytes; a profile is about 2 KiB. */
const largestCall = 64 * 1024;
/** Windows that follow the snapshot at the same time. */
const mostStreams = 16;
const mostConnections = 64;
const keepAliveMs = 15_000;
const longestPathLength = 200;

export type WindowServerParts = {
  readonly core: Pick<CoreThread, 'call' | 'onChange'>;
  readonly token: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Answers everything that is not a call or the live snapshot. */
  readonly window: WindowHandler;
};

export type WindowHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** Serves the built window, and no other file. */
export function serveFiles(files: ReadonlyMap<string, WindowFile>): WindowHandler {
  return ({ method, url }, response) => {
    if (method !== 'GET' && method !== 'HEAD') return refuse(response, readOnly);
    const file = files.get(pathOf(url));
    if (!file) return refuse(response, notFound);
    response.writeHead(200, file.headers).end(method === 'HEAD' ? undefined : file.body);
  };
}

export type WindowServer = {
  readonly port: number;
  stop(): Promise<void>;
};

/** Starts to listen on 127.0.0.1. Rejects with Node's error when it cannot (EADDRINUSE, EACCES). */
export async function startWindowServer(parts: WindowServerParts): Promise<WindowServer> {
  const streams = new Set<ServerResponse>();
  const http = createServer({
    // A sender that drips its request is cut off.
    headersTimeout: 5_000,
    requestTimeout: 10_000,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: 30_000,
    maxHeaderSize: 8 * 1024,
  });
  http.maxConnections = mostConnections;
  http.on('request', (request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });
  http.listen(parts.port, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? '';
    const guarded = {
      method,
      headers: request.headers,
      hosts: request.headersDistinct['host'] ?? [],
    };
    const path = pathOf(request.url);
    const foreign = path.length > longestPathLength ? notFound : refuseForeign(guarded, port);
    if (foreign) return refuse(response, foreign);

    const call = /^\/call\/([A-Za-z]+)$/.exec(path)?.[1];
    if (call !== undefined) {
      if (method !== 'POST') return refuse(response, { ...wrongMethod, allow: 'POST' });
      const stranger = refuseStranger(guarded, parts.token);
      return stranger ? refuse(response, stranger) : answerCall(request, response, call);
    }
    if (path === '/changes') {
      if (method !== 'GET') return refuse(response, { ...wrongMethod, allow: 'GET' });
      const stranger = refuseStranger(guarded, parts.token);
      return stranger ? refuse(response, stranger) : streamChanges(request, response);
    }
    parts.window(request, response);
  }

  async function answerCall(request: IncomingMessage, response: ServerResponse, name: string) {
    const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
    if (type !== 'application/json') return refuse(response, { status: 415, word: 'not JSON' });
    const body = await readBody(request);
    if (body === null) return refuse(response, { status: 413, word: 'too large' });
    let input: unknown;
    try {
      input = JSON.parse(body);
    } catch {
      return refuse(response, { status: 400, word: 'not JSON' });
    }
    const reply = JSON.stringify(await parts.core.call(name, input));
    response.writeHead(200, { ...plainHeaders, 'content-type': 'application/json' }).end(reply);
  }

  function streamChanges(request: IncomingMessage, response: ServerResponse): void {
    if (streams.size >= mostStreams) return refuse(response, { status: 503, word: 'busy' });
    streams.add(response);
    response.writeHead(200, { ...plainHeaders, 'content-type': 'application/x-ndjson' });
    const reader = new NewestOnly((line: string) =>
      response.write(line) ? 'canTakeMore' : 'busy',
    );
    response.on('drain', () => reader.readerIsFree());
    const stopListening = parts.core.onChange((till) => reader.offer(`${JSON.stringify(till)}\n`));
    const keepAlive = setInterval(() => {
      if (!response.writableNeedDrain) response.write('\n');
    }, keepAliveMs);
    request.socket.setNoDelay(true);
    response.on('close', () => {
      clearInterval(keepAlive);
      stopListening();
      streams.delete(response);
    });
  }

  return {
    port,
    async stop() {
      const closed = once(http, 'close');
      http.close();
      for (const stream of streams) stream.end();
      http.closeIdleConnections();
      http.closeAllConnections();
      await closed;
    },
  };
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

/** The body as text, or null when it is larger than a call may be. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Left open on return, so that a refusal can still be written.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > largestCall) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
