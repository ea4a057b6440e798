// The listening end on 127.0.0.1: can refuse connections for a while, as when the line or the
// machine behind it is gone, and come back on the same port.
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { invariant } from '../../src-shared/result.ts';
import { systemClock } from '../core/clock.ts';
import { Conditions } from './conditions.ts';

const address = '127.0.0.1';
const retryListenMs = 50;

export class Listener {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #conditions = new Conditions();
  #port = 0;
  #isWanted = false;

  constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    server.on('listening', () => this.#conditions.check());
  }

  /** Starts; resolves with the port. Rejects when the port is taken. */
  start(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#isWanted = true;
      this.#server.once('error', reject);
      this.#server.listen(port, address, () => {
        this.#server.off('error', reject);
        // While we refused, another process may have got our port for a moment: try until it is ours.
        this.#server.on('error', () => systemClock.after(retryListenMs, () => this.#listenAgain()));
        this.#port = portOf(this.#server.address());
        resolve(this.#port);
      });
    });
  }

  /** Nobody listens, and every connection breaks. */
  refuse(): void {
    if (!this.#isWanted) return;
    this.#isWanted = false;
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  accept(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.#listenAgain();
  }

  whenReachable(): Promise<void> {
    return this.#conditions.until(() => this.#server.listening);
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#isWanted = false;
      // An error only says that it was not listening any more.
      this.#server.close(() => resolve());
      for (const socket of this.#sockets) socket.destroy();
    });
  }

  #listenAgain(): void {
    if (this.#isWanted && !this.#server.listening) this.#server.listen(this.#port, address);
  }
}

function portOf(address: string | AddressInfo | null): number {
  invariant(address !== null && typeof address === 'object', 'a TCP server has a port');
  return address.port;
}
