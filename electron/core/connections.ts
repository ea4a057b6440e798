// Keeps room on a listening port for those who have shown who they are. Anybody on this computer can
// open connections to it and say nothing, or drip; of such only the newest few are kept, so that
// whoever has something to show always finds a place.
import type { Server, Socket } from 'node:net';

export type ConnectionLimits = {
  /** Connections that have shown nothing yet; one more, and the oldest of them is cut. */
  readonly mostUnknown: number;
  readonly mostKnown: number;
};

export class Connections {
  readonly #limits: ConnectionLimits;
  /** By the other end, which also names the connection below a TLS one; oldest first. */
  readonly #unknown = new Map<string, Socket>();

  constructor(server: Server, limits: ConnectionLimits) {
    this.#limits = limits;
    server.maxConnections = limits.mostUnknown + limits.mostKnown + 1;
    server.on('connection', (socket: Socket) => this.#take(socket));
  }

  /** What came in on this connection has proven itself. */
  trust(socket: Socket): void {
    this.#unknown.delete(otherEndOf(socket));
  }

  #take(socket: Socket): void {
    const otherEnd = otherEndOf(socket);
    this.#unknown.set(otherEnd, socket);
    socket.once('close', () => {
      if (this.#unknown.get(otherEnd) === socket) this.#unknown.delete(otherEnd);
    });
    if (this.#unknown.size <= this.#limits.mostUnknown) return;
    const [oldest] = this.#unknown;
    if (!oldest) return;
    this.#unknown.delete(oldest[0]);
    oldest[1].destroy();
  }
}

// With its address: this computer has many (127.0.0.2, …), and each has every port.
function otherEndOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
