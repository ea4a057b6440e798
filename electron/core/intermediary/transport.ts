// One HTTP/1.1 exchange over Node's own network stack. Promises: a request is written at most once
// (nothing below resends), redirects are not followed, an answer is read whole or not at all and
// never beyond a limit, and the caller learns when the last byte of the request has been handed on.
import { type Socket } from 'node:net';
import tls from 'node:tls';
import { Agent, buildConnector, Client, type Dispatcher } from 'undici';

/** Most bytes of an answer's body, and of its headers, that the till reads. */
const bodyLimit = 256 * 1024;
const headerLimit = 16 * 1024;

/** Longest idle life of a pooled connection; short, because a stale one loses a message. */
const keepAliveMs = 4_000;

/** PEM texts: an extra authority to trust, and a client certificate with its key. */
export type TlsMaterial = {
  readonly extraCa?: string | undefined;
  readonly certificate?: string | undefined;
  readonly key?: string | undefined;
};

/**
 * What a connection trusts and shows: from here and the profile only, never from the environment.
 * @throws when a text is not PEM, or the key does not belong to the certificate.
 */
export function secureContextOf({ extraCa, certificate, key }: TlsMaterial): tls.SecureContext {
  return tls.createSecureContext({
    minVersion: 'TLSv1.2',
    ca: extraCa === undefined ? [...tls.rootCertificates] : [...tls.rootCertificates, extraCa],
    ...(certificate === undefined ? {} : { cert: certificate, key }),
  });
}

export type TransportOptions = {
  readonly origin: string;
  readonly connectMs: number;
  readonly tls: TlsMaterial;
};

export type ExchangeOptions = {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly signal: AbortSignal;
  /** Use a connection of its own, closed afterwards: nothing else can ever be read from it. */
  readonly ownConnection: boolean;
  /** The first byte is about to leave: from here on the message may have arrived. */
  readonly onLeaving: () => void;
  /** The last byte of the request has been handed to the network. */
  readonly onSent: () => void;
};

export type RawResponse = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
};

/** The network as the client uses it, so that a test can put another one underneath. */
export type Network = Pick<Transport, 'post' | 'reach' | 'close'>;
export type Connect = (options: TransportOptions) => Network;

export const connectByNode: Connect = (options) => new Transport(options);

/** The answer is larger than the till is willing to read. */
export class AnswerTooLarge extends Error {}
/** What came back is not an HTTP answer we can use. */
export class AnswerMalformed extends Error {}

export class Transport {
  readonly #origin: string;
  readonly #connect: buildConnector.connector;
  readonly #pool: Agent;

  constructor(options: TransportOptions) {
    this.#origin = options.origin;
    this.#connect = buildConnector({
      timeout: options.connectMs,
      allowH2: false,
      rejectUnauthorized: true,
      secureContext: secureContextOf(options.tls),
    });
    this.#pool = new Agent({
      ...this.#clientOptions(this.#connect),
      keepAliveTimeout: keepAliveMs,
      // Whatever the server would allow.
      keepAliveMaxTimeout: keepAliveMs,
    });
  }

  /** Sends one POST and reads its whole answer. Rejects when there is none to use. */
  async post(options: ExchangeOptions): Promise<RawResponse> {
    if (!options.ownConnection) return await this.#exchange(this.#pool, options);
    let socket: Socket | undefined;
    const client = new Client(
      this.#origin,
      this.#clientOptions((target, done) => {
        this.#connect(target, (...result) => {
          socket = result[1] ?? undefined;
          done(...result);
        });
      }),
    );
    const onSent = () => whenWritten(() => socket, options.onSent);
    try {
      return await this.#exchange(client, { ...options, onSent });
    } finally {
      await client.destroy();
    }
  }

  /** Makes a connection (TLS included) and closes it: no request, no credentials. */
  reach(): Promise<void> {
    const { hostname, port, protocol } = new URL(this.#origin);
    return new Promise((resolve, reject) => {
      this.#connect(
        { hostname: hostname.replace(/^\[|\]$/g, ''), port, protocol },
        (error, socket) => {
          socket?.destroy();
          if (error) reject(error);
          else resolve();
        },
      );
    });
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  #clientOptions(connect: buildConnector.connector) {
    // The deadline over the complete answer is the caller's; the library's own measure other things.
    return {
      connect,
      allowH2: false,
      pipelining: 1,
      headersTimeout: 0,
      bodyTimeout: 0,
      maxHeaderSize: headerLimit,
    };
  }

  #exchange(dispatcher: Dispatcher, options: ExchangeOptions): Promise<RawResponse> {
    return new Promise((resolve, reject) => {
      let stop = (reason: Error) => reject(reason);
      const chunks: Buffer[] = [];
      let size = 0;
      let status = 0;
      let contentType = '';
      const aborted = () => stop(new Error('aborted'));
      options.signal.addEventListener('abort', aborted, { once: true });
      const settle = (finish: () => void) => {
        options.signal.removeEventListener('abort', aborted);
        finish();
      };
      dispatcher.dispatch(
        {
          origin: this.#origin,
          path: options.path,
          method: 'POST',
          headers: options.headers,
          body: options.body,
        },
        {
          onRequestStart(controller) {
            stop = (reason) => controller.abort(reason);
            if (options.signal.aborted) controller.abort(new Error('aborted'));
            else options.onLeaving();
          },
          onRequestSent: options.onSent,
          onRequestUpgrade(controller) {
            controller.abort(new AnswerMalformed('the answer switches protocols'));
          },
          onResponseStart(controller, statusCode, headers) {
            status = statusCode;
            contentType = String(headers['content-type'] ?? '');
            if (statusCode > 599) controller.abort(new AnswerMalformed(`status ${statusCode}`));
          },
          onResponseData(controller, chunk) {
            size += chunk.length;
            if (size > bodyLimit) controller.abort(new AnswerTooLarge(`over ${bodyLimit} bytes`));
            else chunks.push(chunk);
          },
          onResponseEnd() {
            const body = Buffer.concat(chunks).toString('utf8');
            settle(() => resolve({ status, contentType, body }));
          },
          onResponseError(_controller, error) {
            settle(() => reject(error));
          },
        },
      );
    });
  }
}

// The library reports a request as sent once it has written it to the socket. The socket may still
// hold it back (a peer that does not read), so look again until nothing of it is left with us.
function whenWritten(socketOf: () => Socket | undefined, done: () => void): void {
  const socket = socketOf();
  if (!socket || socket.destroyed) return;
  if (socket.writableLength === 0) done();
  else setTimeout(() => whenWritten(socketOf, done), 5).unref();
}
