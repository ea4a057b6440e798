// The network under the client: one request, one answer, over Node's own stack. Promises: redirects are
// not followed, and a request is written at most once, save that one by which no money moves goes
// out again when the kept connection it was put on turns out to be dead.
import tls from 'node:tls';
import { textOf } from './answer-text.ts';
import { Connections, Connector } from './connection.ts';
import { exchange, StaleConnection, type WireAnswer } from './exchange.ts';

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
  readonly method: 'GET' | 'POST';
  /** With its query, if it has one. */
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | null;
  readonly signal: AbortSignal;
  /** Use a connection of its own, closed afterwards: nothing else can ever be read from it. */
  readonly ownConnection: boolean;
  /** No money moves by it, however often it arrives: a dead kept connection costs one more try. */
  readonly movesNoMoney: boolean;
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
export type Network = Pick<Transport, 'exchange' | 'reach' | 'close'>;
export type Connect = (options: TransportOptions) => Network;

export const connectByNode: Connect = (options) => new Transport(options);

export class Transport {
  readonly #host: string;
  readonly #connector: Connector;
  readonly #kept: Connections;

  constructor(options: TransportOptions) {
    const origin = new URL(options.origin);
    const secureContext = origin.protocol === 'https:' ? secureContextOf(options.tls) : null;
    this.#host = origin.host;
    this.#connector = new Connector(origin, secureContext, options.connectMs);
    this.#kept = new Connections(this.#connector);
  }

  /** Sends one request and reads its whole answer. Rejects when there is none to use. */
  async exchange(options: ExchangeOptions): Promise<RawResponse> {
    return rawResponseOf(await this.#exchange(options));
  }

  /** Makes a connection (TLS included) and closes it: no request, no credentials. */
  reach(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#connector.open((error, socket) => {
        socket.on('error', () => {}).destroy();
        if (error) reject(error);
        else resolve();
      });
    });
  }

  async close(): Promise<void> {
    this.#kept.destroy();
  }

  async #exchange(options: ExchangeOptions): Promise<WireAnswer> {
    if (options.ownConnection) return await this.#exchangeAlone(options);
    try {
      return await exchange(this.#kept, this.#host, options);
    } catch (error) {
      if (!(error instanceof StaleConnection)) throw error;
      // Those of its age are hardly better.
      this.#kept.dropIdle();
      if (!options.movesNoMoney || options.signal.aborted) throw error;
      return await this.#exchangeAlone(options);
    }
  }

  async #exchangeAlone(options: ExchangeOptions): Promise<WireAnswer> {
    // Not announced as `Connection: close`: it is the till that closes, once it has read everything.
    const own = new Connections(this.#connector);
    try {
      return await exchange(own, this.#host, options);
    } finally {
      own.destroy();
    }
  }
}

function rawResponseOf({ status, headers, bytes }: WireAnswer): RawResponse {
  // Said twice and differently it is neither of the two.
  const contentType = [...new Set(headers['content-type'])].join(', ');
  const contentEncoding = (headers['content-encoding'] ?? []).join(', ');
  return { status, contentType, body: textOf({ status, contentType, contentEncoding, bytes }) };
}
