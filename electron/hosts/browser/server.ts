// The loopback server itself: where it listens, how long it waits for a request, how many connections
// it keeps, how it ends. What it answers is in reception.ts.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Connections } from '../../core/connections.ts';
import { Reception, type ReceptionParts } from './reception.ts';

/** A browser opens six at a time; nobody else has a reason to. */
const connectionLimits = { mostUnknown: 32, mostKnown: 64 };

export type WindowServerParts = Omit<ReceptionParts, 'connections'> & {
  /** 0 takes a free port. */
  readonly port: number;
};

export type WindowServer = {
  readonly port: number;
  stop(): Promise<void>;
};

/** Starts to listen on 127.0.0.1. Rejects with Node's error when it cannot (EADDRINUSE, EACCES). */
export async function startWindowServer(parts: WindowServerParts): Promise<WindowServer> {
  const http = createServer({
    // A sender that drips its request is cut off.
    headersTimeout: 5_000,
    requestTimeout: 10_000,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: 30_000,
    maxHeaderSize: 8 * 1024,
  });
  const connections = new Connections(http, connectionLimits);
  const reception = new Reception({ ...parts, connections });
  http.listen(parts.port, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  http.on('request', (request, response) => {
    void reception.answer(request, response, port).catch(() => response.destroy());
  });

  return {
    port,
    async stop() {
      const closed = once(http, 'close');
      http.close();
      reception.stop();
      http.closeIdleConnections();
      http.closeAllConnections();
      await closed;
    },
  };
}
