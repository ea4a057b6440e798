// A door in front of a server on loopback: connections pass through it, or stand before it, open
// but with no byte passed on, until it is opened; or there is no door at all for a while.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type Door = {
  readonly port: number;
  /** From now on new connections have to wait. */
  shut(): void;
  /** Lets the waiting ones through, and every later one. */
  open(): void;
  /** Breaks every connection and refuses new ones. */
  vanish(): Promise<void>;
  /** Takes connections again, at the same port. */
  reappear(): Promise<void>;
  /** Resolves when a waiting connection has said something: it wants to go on and cannot. */
  whenKnocking(): Promise<void>;
  close(): Promise<void>;
};

export async function startDoor(toPort: number): Promise<Door> {
  const sockets = new Set<Socket>();
  const waiting: (() => void)[] = [];
  const knocks: (() => void)[] = [];
  let isShut = false;
  let hasKnocked = false;

  const pass = (outer: Socket) => {
    const inner = connect(toPort, '127.0.0.1');
    sockets.add(inner);
    inner.on('error', () => outer.destroy());
    outer.on('error', () => inner.destroy());
    outer.on('close', () => inner.destroy());
    inner.on('close', () => outer.destroy());
    outer.pipe(inner).pipe(outer);
  };
  const server = createServer((outer) => {
    sockets.add(outer);
    if (!isShut) return pass(outer);
    outer.once('readable', () => {
      hasKnocked = true;
      for (const knock of knocks.splice(0)) knock();
    });
    waiting.push(() => pass(outer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const vanish = async () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  };
  return {
    port,
    shut() {
      isShut = true;
      hasKnocked = false;
    },
    open() {
      isShut = false;
      for (const letPass of waiting.splice(0)) letPass();
    },
    whenKnocking: () =>
      hasKnocked ? Promise.resolve() : new Promise((resolve) => knocks.push(resolve)),
    vanish,
    async reappear() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    close: vanish,
  };
}
