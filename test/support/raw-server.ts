// An intermediary without manners: answers each operation with exactly the bytes a test gives, at
// the moment it wants, and well where it gives none. Notes every request and every connection.
import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';
import { paymentResponse, qrCodeText } from '../../electron/training/answers.ts';
import { Conditions } from '../../electron/training/conditions.ts';
import type { Message } from '../../electron/training/wire.ts';
import {
  type QrOperation,
  qrInterface,
  qrOperationNames,
} from '../../src-shared/services/qr/operations.ts';
import { httpAnswer, wholeMessageLength } from './http-bytes.ts';

export type RawRequest = {
  /** Null for anything but a POST to one of the interface's addresses. */
  readonly operation: QrOperation | null;
  readonly path: string;
  readonly authorization: string | null;
  /** The body as it came, and as JSON. */
  readonly text: string;
  readonly body: Record<string, unknown>;
  readonly socket: Socket;
};

/** What to do with a request: write, end or break `request.socket`, now or later. */
export type Behaviour = (request: RawRequest) => void;

/** Writes these bytes at once. */
export function say(bytes: string | Buffer): Behaviour {
  return ({ socket }) => socket.write(bytes);
}

/** The answer a well-behaved intermediary gives; the customer pays at once. */
export function goodAnswer({ operation, body }: RawRequest): Buffer {
  switch (operation) {
    case 'createQrCode': {
      const tranId = String(body['id']).replaceAll('-', '');
      return httpAnswer(201, JSON.stringify({ ...body, tranId, qrCode: qrCodeText(tranId) }));
    }
    case 'pay':
      return httpAnswer(201, JSON.stringify(approvalOf(body)));
    default:
      return httpAnswer(operation === null ? 404 : 202, JSON.stringify(body));
  }
}

/** The body of an approval of this payment request, in full. */
export function approvalOf(body: Record<string, unknown>): Record<string, unknown> {
  const request = body as unknown as Message<'pay'>;
  return paymentResponse({
    request,
    time: '2026-03-14T10:21:31.090+02:00',
    approved: request.amounts.requestAmount,
    partner: { id: '90010', name: 'Protea Wallet' },
    reference: 'PW7H20KQ',
    scan: null,
  }) as Record<string, unknown>;
}

export type RawServerOptions = { readonly tls?: tls.TlsOptions };

export class RawServer {
  /** Every request but those of `roundTrip` (test-till.ts), oldest first. */
  readonly requests: RawRequest[] = [];
  /** Bytes that came in on any connection, once decrypted. */
  bytesHeard = 0;
  readonly #server: net.Server;
  readonly #scheme: string;
  /** The TCP connections, with TLS or without. */
  readonly #sockets = new Set<Socket>();
  readonly #conditions = new Conditions();
  readonly #behaviours = new Map<QrOperation, { behaviour: Behaviour; timesLeft: number }>();

  private constructor(options: RawServerOptions) {
    const take = (socket: Socket) => this.#take(socket);
    this.#scheme = options.tls ? 'https' : 'http';
    this.#server = options.tls
      ? tls.createServer({ ...options.tls, noDelay: true }, take).on('tlsClientError', () => {})
      : net.createServer({ noDelay: true }, take);
    // Below TLS: also connections whose handshake never ends.
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  static async start(options: RawServerOptions = {}): Promise<RawServer> {
    const server = new RawServer(options);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get baseUrl(): string {
    return `${this.#scheme}://127.0.0.1:${this.port}/qr/v1`;
  }

  /** Answers at once whatever is asked, for `roundTrip`. */
  get controlUrl(): string {
    return `${this.#scheme}://127.0.0.1:${this.port}/control`;
  }

  /** For the next `times` requests of this kind; then it is answered well again. */
  behave(operation: QrOperation, behaviour: Behaviour, times = Number.POSITIVE_INFINITY): void {
    this.#behaviours.set(operation, { behaviour, timesLeft: times });
  }

  behaveWell(operation: QrOperation): void {
    this.#behaviours.delete(operation);
  }

  /** Forgets what it heard and was told: it answers well again. */
  forget(): void {
    this.requests.length = 0;
    this.#behaviours.clear();
  }

  of(operation: QrOperation): RawRequest[] {
    return this.requests.filter((request) => request.operation === operation);
  }

  whenReceived(operation: QrOperation, count: number): Promise<void> {
    return this.#conditions.until(() => this.of(operation).length >= count);
  }

  /** Resolves when the connection this request came on is no more. */
  whenClosed({ socket }: RawRequest): Promise<void> {
    return this.#conditions.until(() => socket.destroyed);
  }

  /** The TCP connection that carries this one of TLS. */
  below({ remotePort }: Socket): Socket | undefined {
    return [...this.#sockets].find((socket) => socket.remotePort === remotePort);
  }

  /** Ends everything; open connections break. */
  async stop(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }

  #take(socket: Socket): void {
    let heard = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#conditions.check());
    socket.on('data', (chunk: Buffer) => {
      this.bytesHeard += chunk.length;
      heard = Buffer.concat([heard, chunk]);
      for (;;) {
        const length = wholeMessageLength(heard);
        if (length === null || heard.length < length) return;
        const message = heard.toString('utf8', 0, length);
        heard = heard.subarray(length);
        this.#answer(requestOf(message, socket));
      }
    });
  }

  #answer(request: RawRequest): void {
    if (request.path.startsWith('/control')) return void request.socket.write(httpAnswer(204));
    this.requests.push(request);
    const set = request.operation && this.#behaviours.get(request.operation);
    if (set && set.timesLeft > 0) {
      set.timesLeft -= 1;
      set.behaviour(request);
    } else {
      request.socket.write(goodAnswer(request));
    }
    this.#conditions.check();
  }
}

function requestOf(message: string, socket: Socket): RawRequest {
  const [head = '', text = ''] = message.split('\r\n\r\n');
  const [, method, path = ''] = /^(\S+) (\S+)/.exec(head) ?? [];
  return {
    operation:
      qrOperationNames.find(
        (name) => method === 'POST' && path === `/qr/v1${qrInterface.operations[name].path}`,
      ) ?? null,
    path,
    authorization: /^authorization: *(.*)$/im.exec(head)?.[1] ?? null,
    text,
    body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
    socket,
  };
}
