// A port whose owner never takes a connection: its backlog is full, so the system drops what comes
// next, as a network does that swallows the first packet of a connection.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

// Listens, says where, and then never gives its loop a turn again.
const owner = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:net').createServer().listen(
    { port: 0, host: '127.0.0.1', backlog: 1 },
    () => {
      parentPort.postMessage(server.address().port);
      setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
    },
  );
`;
/** More than a backlog of 1 holds on any system. */
const fillers = 8;

export async function startDeafPort(): Promise<{ port: number; stop(): Promise<void> }> {
  const worker = new Worker(owner, { eval: true });
  const [port] = (await once(worker, 'message')) as [number];
  const sockets: Socket[] = [];
  for (let filler = 0; filler < fillers; filler += 1) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    sockets.push(socket);
  }
  // The first is taken in by the system; from the overflow on nobody hears of the rest.
  await once(sockets[0] as Socket, 'connect');
  return {
    port,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await worker.terminate();
    },
  };
}
