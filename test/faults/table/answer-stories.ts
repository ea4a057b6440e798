// Fault rows about answers that take more than one answer to tell: F24, F25 (without end), F27, F30,
// F35 to F38 and F40 with a queue behind them.
import { join } from 'node:path';
import { expect } from 'vitest';
import { openStore } from '../../../electron/core/store/safe/open.ts';
import { httpAnswer } from '../../support/http-bytes.ts';
import { fillWithOwedAdvices } from '../../support/owed-advices.ts';
import { goodAnswer, RawServer, say } from '../../support/raw-server.ts';
import type { FaultBench } from '../fault-bench.ts';
import { expectNotPaid } from './play.ts';
import type { StoryRow } from './row.ts';

const redirects: StoryRow[] = [300, 301, 302, 303, 307, 308].flatMap((status): StoryRow[] => {
  const facts = { id: 'F30', end: 'not followed: 0 requests, 0 credentials' };
  return [
    {
      ...facts,
      injected: `pay: ${status} to another server`,
      async run(bench) {
        const other = await RawServer.start();
        try {
          const location = `${other.baseUrl}/payments`;
          bench.server.behave('pay', say(httpAnswer(status, '', { location })), 1);
          expectNotPaid(await bench.decide(), 'declined');
          await bench.whenNothingIsOwed();
          expect(bench.server.of('reversePayment')).toHaveLength(1);
          expect(other.requests).toEqual([]);
          expect(other.bytesHeard).toBe(0);
        } finally {
          await other.stop();
        }
      },
    },
    {
      ...facts,
      injected: `confirmation: ${status} to another address of the same server`,
      async run(bench) {
        const location = `${bench.server.baseUrl}/elsewhere`;
        bench.server.behave('confirmPayment', say(httpAnswer(status, '', { location })), 1);
        await bench.sell();
        await bench.until(() => bench.till.view.owed.attention === 1);
        await bench.idle();
        expect(bench.server.requests.filter(({ operation }) => operation === null)).toEqual([]);
        expect(bench.server.of('confirmPayment')).toHaveLength(1);
      },
    },
  ];
});

/** Three sales, each confirmed before the next, whose confirmations are answered like this. */
async function threeRefused(bench: FaultBench, body: string): Promise<void> {
  bench.server.behave('confirmPayment', say(httpAnswer(404, body)), 3);
  for (let sale = 1; sale <= 3; sale += 1) {
    await bench.sell();
    await bench.until(() => bench.till.view.owed.attention === sale);
  }
}

const queued = 1_000;
const withQueue = () => ({
  prepare(dataFolder: string) {
    const store = openStore(join(dataFolder, 'till.sqlite'));
    fillWithOwedAdvices(store, queued);
    store.close();
  },
  // The queue meets the refusal from its first send.
  before: async (server: RawServer) => {
    server.behave('confirmPayment', say(httpAnswer(401)));
    return server.port;
  },
});

export const answerStories: readonly StoryRow[] = [
  {
    id: 'F24',
    injected: 'pay: the same approval twice',
    end: 'one transition, one confirmation',
    async run(bench) {
      bench.server.behave('pay', (request) => {
        const answer = goodAnswer(request);
        request.socket.write(Buffer.concat([answer, answer]));
      });
      await bench.sell();
      await bench.whenNothingIsOwed();
      expect(bench.server.of('confirmPayment')).toHaveLength(1);
      const [page] = await bench.till.stories();
      const states = page?.timeline.flatMap((entry) =>
        entry.kind === 'state' ? [entry.state] : [],
      );
      expect(states).toEqual(['requestingCode', 'awaitingCustomer', 'approved', 'paid']);
    },
  },
  ...(['pay', 'confirmPayment'] as const).map(
    (operation): StoryRow => ({
      id: 'F25',
      injected: `${operation}: a body without end`,
      end: 'cut off at the limit, not known',
      async run(bench) {
        let written = 0;
        const piece = `10000\r\n${'x'.repeat(0x1_00_00)}\r\n`;
        bench.server.behave(
          operation,
          ({ socket }) => {
            socket.write('HTTP/1.1 201 X\r\ntransfer-encoding: chunked\r\n\r\n');
            const more = () => {
              while (!socket.destroyed) {
                written += piece.length;
                if (!socket.write(piece)) break;
              }
            };
            socket.on('drain', more);
            more();
          },
          1,
        );
        if (operation === 'pay') expectNotPaid(await bench.decide(), 'answerUnusable');
        else await bench.sell();
        await bench.whenNothingIsOwed();
        // What the till took, and what the network held between the two ends.
        expect(written).toBeLessThan(5 * 1024 * 1024);
        expect(bench.till.view.owed.attention).toBe(0);
      },
    }),
  ),
  {
    id: 'F27',
    injected: 'a second answer behind the first, on the connection the next advice could take',
    end: 'never matched to the next request',
    async run(bench) {
      const stray = httpAnswer(202, '{}');
      bench.server.behave('createQrCode', (request) =>
        request.socket.write(Buffer.concat([goodAnswer(request), stray])),
      );
      bench.server.behave('confirmPayment', say(httpAnswer(500)), 1);
      await bench.sell();
      await bench.server.whenReceived('confirmPayment', 1);
      await bench.pass(0);
      expect((await bench.till.call('getTill', {})).owed.confirmations).toBe(1);
      await bench.whenNothingIsOwed();
      expect(bench.server.of('confirmPayment')).toHaveLength(2);
    },
  },
  {
    id: 'F27',
    injected: 'an answer nobody asked for, on an idle connection',
    end: 'the connection is dropped',
    async run(bench) {
      const { socket } = await bench.ask();
      const code = bench.server.of('createQrCode')[0];
      if (!code) throw new Error('no code was asked for');
      expect(code.socket).not.toBe(socket);
      code.socket.write(httpAnswer(202, '{}'));
      await bench.server.whenClosed(code);
    },
  },
  ...redirects,
  {
    id: 'F35',
    injected: 'confirmation: 500, then 400 DUPLICATE_RECORD on the repeat',
    // The list says EXCEPTION; dossier README §6: an earlier copy arrived, so it is delivered.
    end: 'delivered',
    async run(bench) {
      const duplicate = '{"id":"1","errorType":"DUPLICATE_RECORD","errorMessage":"Known"}';
      bench.server.behave('confirmPayment', ({ socket }) => {
        const isFirst = bench.server.of('confirmPayment').length === 1;
        socket.write(isFirst ? httpAnswer(500) : httpAnswer(400, duplicate));
      });
      await bench.sell();
      await bench.whenNothingIsOwed();
      expect(bench.till.view.owed.attention).toBe(0);
      expect(bench.server.of('confirmPayment')).toHaveLength(2);
    },
  },
  {
    id: 'F37',
    injected: `confirmation: 401 with ${queued} queued`,
    // The list allows one parked; the design holds them all.
    end: 'none parked, sending pauses, goes on when the credentials are good',
    bench: withQueue,
    async run(bench) {
      await bench.until(() => bench.till.view.connection.state === 'credentialsRefused');
      await bench.idle(60);
      // Four lanes at first, then one after pauses that double from a minute to a quarter hour.
      expect(bench.server.of('confirmPayment').length).toBeLessThanOrEqual(12);
      expect(bench.till.view.owed).toMatchObject({ confirmations: queued, attention: 0 });
      bench.server.behaveWell('confirmPayment');
      await bench.till.call('sendNow', {});
      await bench.until(() => bench.till.view.owed.confirmations < queued - 50);
      expect(bench.till.view.owed.attention).toBe(0);
    },
  },
  {
    id: 'F40',
    injected: 'confirmation: 404 bare, three in a row',
    end: 'breaker: the rest waits, and goes on by itself',
    async run(bench) {
      await threeRefused(bench, '');
      await bench.sell();
      expect(await bench.till.call('getQueue', {})).toMatchObject({ paused: 'refusedInARow' });
      await bench.pass(30_000);
      expect(bench.server.of('confirmPayment')).toHaveLength(3);
      await bench.whenNothingIsOwed();
      expect(bench.till.view.owed.attention).toBe(3);
    },
  },
  {
    id: 'F40',
    injected: 'confirmation: 404 explained, three in a row',
    end: 'no breaker: each is about its own payment',
    async run(bench) {
      const located = '{"id":"1","errorType":"UNABLE_TO_LOCATE_RECORD","errorMessage":"None"}';
      await threeRefused(bench, located);
      expect(await bench.till.call('getQueue', {})).toMatchObject({ paused: null });
      await bench.sell();
      await bench.whenNothingIsOwed();
      expect(bench.till.view.owed.attention).toBe(3);
    },
  },
  {
    id: 'F34',
    injected: 'confirmation: 400 on one while others wait',
    end: 'the others go on',
    async run(bench) {
      const refused = '{"id":"1","errorType":"FORMAT_ERROR","errorMessage":"No"}';
      bench.server.behave('confirmPayment', say(httpAnswer(400, refused)), 1);
      for (let sale = 0; sale < 5; sale += 1) await bench.sell();
      await bench.whenNothingIsOwed();
      expect(bench.till.view.owed.attention).toBe(1);
      expect(bench.server.of('confirmPayment')).toHaveLength(5);
    },
  },
];
