// One HTTP/1.1 request and its final answer. Promises: the request is written at most once, the
// answer is read whole or not at all and never beyond a limit, what goes before it (1xx) is passed
// over, and the caller learns when the first byte leaves and when the last one has been handed on.
import { type ClientRequest, type IncomingMessage, request as newRequest } from 'node:http';
import type { Socket } from 'node:net';
import { AnswerMalformed, AnswerTooLarge, bodyLimit } from './answer-text.ts';
import type { Connections } from './connection.ts';
import type { ExchangeOptions } from './transport.ts';

/** Most bytes of an answer's headers, and most answers that only say the final one is to come. */
const headerLimit = 16 * 1024;
const informationLimit = 1_000;

/** An answer as it came. */
export type WireAnswer = {
  readonly status: number;
  readonly headers: NodeJS.Dict<string[]>;
  readonly bytes: Buffer;
};

/** A kept connection was dead when it was used again: not one byte of an answer came. */
export class StaleConnection extends Error {}

/** @param host the name and port the request is for, as its `Host` header says it */
export function exchange(
  connections: Connections,
  host: string,
  options: ExchangeOptions,
): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const request = requestOf(connections, host, options);
    let answer: IncomingMessage | undefined;
    let isHeard = false;
    let informations = 0;
    const heard = () => {
      isHeard = true;
    };
    const letGo = () => {
      options.signal.removeEventListener('abort', aborted);
      request.socket?.off('data', heard);
    };
    const fail = (error: Error) => {
      letGo();
      reject(error);
      request.destroy();
    };
    const aborted = () => fail(new Error('aborted'));
    const broken = (error: Error) => {
      // What follows a whole answer takes nothing from it.
      if (answer?.complete) return;
      const isStale = request.reusedSocket && !isHeard;
      fail(isStale ? new StaleConnection('stale', { cause: error }) : told(error));
    };
    options.signal.addEventListener('abort', aborted, { once: true });
    request.on('socket', (socket) => {
      socket.prependListener('data', heard);
      options.onLeaving();
    });
    request.on('finish', () => whenWritten(request.socket, options.onSent));
    request.on('information', () => {
      informations += 1;
      if (informations > informationLimit) fail(new AnswerMalformed('no end of 1xx'));
    });
    request.on('upgrade', (_, socket) => {
      socket.destroy();
      fail(new AnswerMalformed('the answer switches protocols'));
    });
    request.on('error', broken);
    request.on('response', (response) => {
      answer = response;
      response.on('error', broken);
      read(response, {
        fail,
        done(whole) {
          if (request.reusedSocket && isGoodbye(whole)) {
            return fail(new StaleConnection('408 on a kept connection'));
          }
          letGo();
          resolve(whole);
        },
      });
    });
    if (options.signal.aborted) aborted();
    else if (options.body === null) request.end();
    else request.end(options.body);
  });
}

function requestOf(
  agent: Connections,
  host: string,
  { method, path, headers, body }: ExchangeOptions,
): ClientRequest {
  return newRequest({
    agent,
    method,
    path,
    setHost: false,
    headers: {
      ...headers,
      host,
      // Nothing is gained by compressing a few hundred bytes; what comes so is read all the same.
      'accept-encoding': 'identity',
      ...(body === null ? {} : { 'content-length': Buffer.byteLength(body) }),
    },
    maxHeaderSize: headerLimit,
    // Not for a switch of the process to say.
    insecureHTTPParser: false,
  });
}

type Reader = {
  readonly fail: (error: Error) => void;
  readonly done: (answer: WireAnswer) => void;
};

function read(response: IncomingMessage, { fail, done }: Reader): void {
  const { statusCode: status = 0, headersDistinct: headers } = response;
  if (status < 200 || status > 599) return fail(new AnswerMalformed(`status ${status}`));
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > bodyLimit) fail(new AnswerTooLarge(`over ${bodyLimit} bytes`));
    else chunks.push(chunk);
  });
  response.on('end', () => done({ status, headers, bytes: Buffer.concat(chunks) }));
}

// Some proxies say 408 to an idle connection before they close it. Read after the next request was
// written it looks like the answer to that, though it says that no request was seen.
function isGoodbye({ status, headers }: WireAnswer): boolean {
  return status === 408 && /\bclose\b/i.test(String(headers['connection'] ?? ''));
}

/** The parser's errors are about the answer, all others about the line. */
function told(error: Error): Error {
  const isParsers = 'code' in error && String(error.code).startsWith('HPE_');
  return isParsers ? new AnswerMalformed(error.message, { cause: error }) : error;
}

// The library reports a request as sent once it has written it to the socket. The socket may still
// hold it back (a peer that does not read), so look again until nothing of it is left with us.
function whenWritten(socket: Socket | null, done: () => void): void {
  if (!socket || socket.destroyed) return;
  if (socket.writableLength === 0) done();
  else setTimeout(() => whenWritten(socket, done), 5).unref();
}
