// Connections to one server, with TLS or without: how they are made, and how long an idle one is
// kept. Promises: trust and proof come from the given context alone, no proxy is used whatever the
// environment says, and only a connection that can be written to is handed on.
import { Agent, type ClientRequest } from 'node:http';
import net, { type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';

/**
 * Longest idle life of a connection, in milliseconds. A message on one that the far end is just
 * closing is lost, so the till closes first: the shortest usual patience of a server is two seconds.
 */
const idleMs = 1_500;
/** Below the half-minute after which some networks forget a silent connection; `pay` waits for 60 s. */
const probeMs = 20_000;
/** How long one address of a name may keep the next one waiting; a mobile network takes its time. */
const nextAddressMs = 750;

type Opened = (error: Error | null, socket: Socket) => void;

/** Makes connections to one origin. */
export class Connector {
  readonly #address: { host: string; port: number };
  readonly #secureContext: tls.SecureContext | null;
  readonly #connectMs: number;
  #session: Buffer | undefined;

  /** @param secureContext for `https:` only; what the connection trusts and shows */
  constructor(origin: URL, secureContext: tls.SecureContext | null, connectMs: number) {
    const host = origin.hostname.replace(/^\[|\]$/g, '');
    this.#address = { host, port: Number(origin.port || (secureContext ? 443 : 80)) };
    this.#secureContext = secureContext;
    this.#connectMs = connectMs;
  }

  /** Calls `done` once, with a connection that is ready (its handshake over) or with the reason. */
  open(done: Opened): Socket {
    const socket = this.#start();
    const end = (error: Error | null) => {
      clearTimeout(timer);
      socket.off('error', end).off('close', closed).off(readyEvent, ready);
      if (error) this.#session = undefined;
      else socket.setNoDelay(true).setKeepAlive(true, probeMs);
      done(error, socket);
    };
    const ready = () => end(null);
    const closed = () => end(new Error('closed while connecting'));
    const timer = setTimeout(() => {
      // Said first: what comes of destroying it is no news.
      end(timedOut(this.#connectMs));
      socket.on('error', () => {}).destroy();
    }, this.#connectMs);
    const readyEvent = this.#secureContext ? 'secureConnect' : 'connect';
    return socket.on('error', end).on('close', closed).on(readyEvent, ready);
  }

  #start(): Socket {
    const { host } = this.#address;
    // Spelled out where a switch of the process could say otherwise.
    const options = {
      ...this.#address,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: nextAddressMs,
    };
    if (!this.#secureContext) return net.connect(options);
    const socket = tls.connect({
      ...options,
      secureContext: this.#secureContext,
      rejectUnauthorized: true,
      servername: net.isIP(host) ? '' : host,
      ALPNProtocols: ['http/1.1'],
      ...(this.#session && { session: this.#session }),
    });
    // A later handshake is shorter by half.
    return socket.on('session', (session) => {
      this.#session = session;
    });
  }
}

function timedOut(afterMs: number): Error {
  return Object.assign(new Error(`no connection in ${afterMs} ms`), { code: 'ETIMEDOUT' });
}

/** Connections in use, and idle ones while they are young enough to be used again. */
export class Connections extends Agent {
  readonly #connector: Connector;
  readonly #opening = new Set<Socket>();

  constructor(connector: Connector) {
    super({ keepAlive: true, keepAliveMsecs: probeMs, timeout: idleMs });
    this.#connector = connector;
  }

  override createConnection(_: unknown, done: Opened = () => {}): undefined {
    const socket = this.#connector.open((error) => {
      this.#opening.delete(socket);
      done(error, socket);
    });
    this.#opening.add(socket);
  }

  // A `Keep-Alive: timeout=` of the far end shortens the idle life (base class).
  override keepSocketAlive(socket: Duplex): boolean {
    // Nobody asked, so whatever comes is no answer: older Nodes would let it pass unread.
    socket.on('data', dropUnasked);
    const isYoung: unknown = super.keepSocketAlive(socket);
    return isYoung !== false;
  }

  override reuseSocket(socket: Duplex, request: ClientRequest): void {
    socket.off('data', dropUnasked);
    super.reuseSocket(socket, request);
  }

  /** Closes what is idle; the next exchange has a new connection. */
  dropIdle(): void {
    for (const idle of Object.values(this.freeSockets)) {
      for (const socket of idle ?? []) socket.destroy();
    }
  }

  /** Breaks every connection, with whatever is under way on it. */
  override destroy(): void {
    super.destroy();
    for (const socket of this.#opening) socket.destroy();
  }
}

function dropUnasked(this: Duplex): void {
  this.destroy();
}
