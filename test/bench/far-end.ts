// What every measured queue talks to, and with: a server in a process of its own, our client, and
// the messages, `parallel` of them on their way at a time.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { systemClock } from '../../electron/core/clock.ts';
import { IntermediaryClient } from '../../electron/core/wire/client.ts';
import { credentials } from '../support/test-till.ts';

export const parallel = 4;

export async function startServer(latencyMs: number) {
  const child = fork(new URL('./answer-server.ts', import.meta.url), [String(latencyMs)]);
  const [port] = (await once(child, 'message')) as [number];
  return { baseUrl: `http://127.0.0.1:${port}/qr/v1`, stop: () => child.disconnect() };
}

export function newClient(baseUrl: string): IntermediaryClient {
  return new IntermediaryClient(
    { baseUrl, ...credentials, connectMs: 5_000, tls: {} },
    systemClock,
  );
}

export function someBodies(count: number): string[] {
  return Array.from(
    { length: count },
    (_, index) => `{"id":"${index}","pad":"${'x'.repeat(500)}"}`,
  );
}

/** The middle one of the values, the upper of the two middle ones when their number is even. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
