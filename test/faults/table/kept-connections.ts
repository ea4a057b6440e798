// Fault rows about a connection that is kept for the next message: F69, dead or dying when it is used
// again, and F42, the goodbye that some proxies say to an idle one.
import type { Socket } from 'node:net';
import { expect } from 'vitest';
import { httpAnswer } from '../../support/http-bytes.ts';
import { type Behaviour, goodAnswer, say } from '../../support/raw-server.ts';
import { roundTrip } from '../../support/test-till.ts';
import type { FaultBench } from '../fault-bench.ts';
import { expectNotPaid } from './play.ts';
import type { StoryRow } from './row.ts';

type Operation = 'createQrCode' | 'confirmPayment';

/** Sells once, which leaves a kept connection; what comes next on that one meets `behaviour`. */
async function sellThenMeet(bench: FaultBench, at: Operation, behaviour: Behaviour) {
  let kept: Socket | undefined;
  bench.server.behave(at, (request) => {
    if (request.socket === kept) behaviour(request);
    else request.socket.write(goodAnswer(request));
  });
  await bench.sell();
  await bench.whenNothingIsOwed();
  // Codes and confirmations share their connections; the last one that was used is used first.
  kept = bench.server.of('confirmPayment').at(-1)?.socket;
  return { met: () => bench.server.of(at).filter(({ socket }) => socket === kept) };
}

/** The code request is heard once on the kept connection and once on a new one, in the same bytes. */
export async function expectCodeAgain(bench: FaultBench, behaviour: Behaviour): Promise<void> {
  const { met } = await sellThenMeet(bench, 'createQrCode', behaviour);
  const sockets = new Set(bench.server.requests.map(({ socket }) => socket));
  await bench.sell();
  await bench.whenNothingIsOwed();
  const [, second, third, ...more] = bench.server.of('createQrCode');
  expect(met()).toContain(second);
  expect(third?.text).toBe(second?.text);
  expect(sockets).not.toContain(third?.socket);
  expect(more).toEqual([]);
  expect(bench.server.of('pay')).toHaveLength(2);
  expect(bench.server.of('confirmPayment')).toHaveLength(2);
  expect(bench.server.of('reversePayment')).toEqual([]);
}

async function expectNoCode(bench: FaultBench): Promise<void> {
  expectNotPaid((await bench.till.whenPayment('notPaid')).payment, 'codeUnavailable');
  expect(bench.till.view.payment).toMatchObject({ reversal: 'none' });
  expect(bench.server.of('reversePayment')).toEqual([]);
}

const start = (bench: FaultBench) => bench.till.call('startPayment', { amountMinor: 100 });

const closings: [string, Behaviour][] = [
  ['closed', ({ socket }) => socket.end()],
  ['broken', ({ socket }) => socket.destroy()],
  ['reset', ({ socket }) => socket.resetAndDestroy()],
];
const goodbye = httpAnswer(408, 'Request Time-out', {
  connection: 'close',
  'content-type': 'text/plain',
});

const codes: StoryRow[] = [
  ...closings.map(
    ([injected, behaviour]): StoryRow => ({
      id: 'F69',
      injected: `code: its kept connection is ${injected} as it arrives`,
      end: 'sent once more on a new connection, and paid',
      run: (bench) => expectCodeAgain(bench, behaviour),
    }),
  ),
  {
    id: 'F42',
    injected: 'code: its kept connection says 408 and closes',
    end: 'sent once more on a new connection, and paid',
    run: (bench) => expectCodeAgain(bench, ({ socket }) => socket.end(goodbye)),
  },
  {
    id: 'F69',
    injected: 'code: its kept connection is closed, and the new one too',
    end: 'codeUnavailable after two sends',
    async run(bench) {
      const { met } = await sellThenMeet(bench, 'createQrCode', ({ socket }) => {
        bench.server.behave('createQrCode', (request) => request.socket.destroy());
        socket.destroy();
      });
      await start(bench);
      await expectNoCode(bench);
      expect(met()).toHaveLength(2);
      expect(bench.server.of('createQrCode')).toHaveLength(3);
    },
  },
  {
    id: 'F68',
    injected: 'code: its new connection is closed instead of the answer',
    end: 'codeUnavailable after one send: nothing says it was not heard',
    async run(bench) {
      bench.server.behave('createQrCode', ({ socket }) => socket.destroy());
      await start(bench);
      await expectNoCode(bench);
      expect(bench.server.of('createQrCode')).toHaveLength(1);
    },
  },
  {
    id: 'F69',
    injected: 'code: its kept connection is closed after one byte of the answer',
    end: 'codeUnavailable after one send: it was heard',
    async run(bench) {
      const { met } = await sellThenMeet(bench, 'createQrCode', ({ socket }) => socket.end('H'));
      await start(bench);
      await expectNoCode(bench);
      expect(met()).toHaveLength(2);
      expect(bench.server.of('createQrCode')).toHaveLength(2);
    },
  },
  {
    id: 'F69',
    injected: 'code: its kept connection is closed after 10 s, the new one is silent',
    end: 'codeUnavailable at 15 s: one deadline for both',
    async run(bench) {
      const { met } = await sellThenMeet(bench, 'createQrCode', ({ socket }) => {
        bench.server.behave('createQrCode', () => {});
        bench.clock.after(10_000, () => socket.destroy());
      });
      await start(bench);
      await bench.server.whenReceived('createQrCode', 2);
      expect(met()).toHaveLength(2);
      await bench.pass(10_000);
      await bench.server.whenReceived('createQrCode', 3);
      await bench.pass(4_999);
      expect(bench.till.view.payment?.state).toBe('requestingCode');
      bench.clock.advance(1);
      await expectNoCode(bench);
      expect(bench.server.of('createQrCode')).toHaveLength(3);
    },
  },
];

const advices: StoryRow[] = (
  [...closings, ['left with a 408', say(goodbye)]] as [string, Behaviour][]
).map(([injected, behaviour]) => ({
  id: injected.endsWith('408') ? 'F42' : 'F69',
  injected: `confirmation: its kept connection is ${injected} as it arrives`,
  end: 'not sent again at once: repeated by the queue, then delivered',
  async run(bench) {
    const { met } = await sellThenMeet(bench, 'confirmPayment', behaviour);
    await bench.sell();
    await bench.server.whenReceived('confirmPayment', 2);
    for (let turn = 0; turn < 3; turn += 1) await roundTrip(bench.server);
    expect(bench.server.of('confirmPayment')).toHaveLength(2);
    await bench.whenNothingIsOwed();
    expect(met()).toHaveLength(2);
    expect(bench.server.of('confirmPayment')).toHaveLength(3);
    expect(bench.till.view.owed.attention).toBe(0);
  },
}));

const lives: StoryRow[] = [
  {
    id: 'F69',
    injected: 'a server that closes an idle connection after one second, and says so',
    end: 'not kept: the next message has a new connection',
    async run(bench) {
      bench.server.behave('createQrCode', (request) => {
        const hint = { connection: 'keep-alive', 'keep-alive': 'timeout=1' };
        const [, text = ''] = goodAnswer(request).toString().split('\r\n\r\n');
        request.socket.write(httpAnswer(201, text, hint));
      });
      await bench.sell();
      await bench.whenNothingIsOwed();
      const [code] = bench.server.of('createQrCode');
      const [confirmation] = bench.server.of('confirmPayment');
      expect(confirmation?.socket).not.toBe(code?.socket);
    },
  },
  {
    id: 'F69',
    injected: 'an idle connection',
    end: 'closed by the till before a usual server does (2 s)',
    async run(bench) {
      const since = performance.now();
      await bench.sell();
      await bench.whenNothingIsOwed();
      const [confirmation] = bench.server.of('confirmPayment');
      if (!confirmation) throw new Error('nothing was confirmed');
      await bench.server.whenClosed(confirmation);
      // In real time, with room for a machine that has other things to do.
      expect(performance.now() - since).toBeLessThan(3_500);
    },
  },
];

export const keptConnectionRows: readonly StoryRow[] = [...codes, ...advices, ...lives];
