// The fault table, sixth part: the wall clock, sleep, and chance. F87 to F91, F104. (More of F90 is
// with the timing of answers.)
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Clock, systemClock } from '../../electron/core/clock.ts';
import { SteadyTime } from '../../electron/core/steady-time.ts';
import { connectionWords } from '../../renderer/features/frame/connection-words.ts';
import { catalogue as en } from '../../renderer/texts/en/en.ts';
import { makeCertificates } from '../support/certificates.ts';
import { type Door, startDoor } from '../support/door.ts';
import { FaultProxy } from '../support/fault-proxy.ts';
import { httpAnswer } from '../support/http-bytes.ts';
import { goodAnswer, RawServer, say } from '../support/raw-server.ts';
import { TestTill, temporaryFolder } from '../support/test-till.ts';
import { FaultBench } from './fault-bench.ts';
import { expectNotPaid, playAll } from './table/play.ts';
import { timeAndChanceRows } from './table/time-and-chance.ts';

playAll(timeAndChanceRows);

// OpenSSL asks the system for the date, which a test cannot set. So the other side is moved: for as
// long as the till's clock says 1970, the server shows a certificate whose first day lies ahead.
it('F88 the till starts in 1970 with a queue -> no tender while the certificate is not yet valid; then all is delivered', async () => {
  const certificates = await makeCertificates();
  const caFile = join(temporaryFolder(), 'ca.pem');
  writeFileSync(caFile, certificates.ca);
  const tooEarly = await RawServer.start({ tls: certificates.bad.notYetValid });
  let proxy: FaultProxy | undefined;
  const bench = await FaultBench.start({
    server: { tls: certificates.server },
    profile: { tls: { extraCaFile: caFile } },
    async before(server) {
      proxy = await FaultProxy.start(server.port);
      return proxy.port;
    },
  });
  try {
    bench.server.behave('confirmPayment', say(httpAnswer(500)));
    for (let sale = 0; sale < 3; sale += 1) await bench.sell();
    const now = bench.clock.wallMs;
    bench.clock.setWall(0);
    proxy?.retarget(tooEarly.port);
    proxy?.breakAll();
    await bench.restart();
    expectNotPaid(await bench.decide(), 'codeUnavailable');
    expect(bench.till.view.payment).toMatchObject({ reversal: 'none' });
    expect(connectionWords(en, bench.till.view, bench.clock.wallMs).sentence).toMatch(
      /^No connection\..* Check date and time\./,
    );
    await bench.idle();
    expect(bench.till.view.owed).toMatchObject({ confirmations: 3, attention: 0 });
    expect(tooEarly.bytesHeard).toBe(0);
    const { rows } = await bench.till.call('getHistory', {});
    expect(rows.map(({ openedAt }) => openedAt.slice(0, 4))).toEqual([
      '1970',
      '2026',
      '2026',
      '2026',
    ]);

    bench.clock.setWall(now + 60_000);
    bench.server.behaveWell('confirmPayment');
    proxy?.retarget(bench.server.port);
    await bench.whenNothingIsOwed();
    expect(bench.till.view.owed.attention).toBe(0);
    expect(connectionWords(en, bench.till.view, bench.clock.wallMs).sentence).not.toMatch(/date/);
    await bench.sell();
    await bench.whenNothingIsOwed();
    await bench.checkPromises();
  } finally {
    await bench.stop();
    await proxy?.stop();
    await tooEarly.stop();
  }
});

it.each([
  [5, 3],
  [120, 10],
  [8 * 3_600, 45],
])(
  'F91 confirmation: the computer sleeps %i s while it is under way, and has no network for the first %i s -> repeated within 2 s of its coming back',
  async (sleepSeconds, secondsWithout) => {
    let door: Door | undefined;
    const bench = await FaultBench.start({
      async before(server) {
        door = await startDoor(server.port);
        return door.port;
      },
    });
    try {
      bench.server.behave('confirmPayment', () => {}, 1);
      await bench.sell();
      await bench.server.whenReceived('confirmPayment', 1);
      bench.clock.suspend(sleepSeconds * 1_000);
      await door?.vanish();
      for (let step = 0; step < secondsWithout * 4; step += 1) await bench.pass(250);
      expect(bench.server.of('confirmPayment')).toHaveLength(1);
      expect(bench.till.view.owed).toMatchObject({ confirmations: 1, attention: 0 });
      expect(bench.till.view.connection.state).toBe('noConnection');

      await door?.reappear();
      const backMs = bench.clock.monotonicMs();
      await bench.until(() => bench.server.of('confirmPayment').length === 2);
      expect(bench.clock.monotonicMs() - backMs).toBeLessThanOrEqual(2_000);
      await bench.whenNothingIsOwed();
      await bench.checkPromises();
    } finally {
      await bench.stop();
      await door?.close();
    }
  },
);

/** The clock of a till in a shop, on a computer whose sleep is only told. */
function sleepyClock() {
  let sleptMs = 0;
  const steady = new SteadyTime({
    awakeMs: () => performance.now(),
    bootMs: () => performance.now() + sleptMs,
    wallMs: () => performance.now() + sleptMs,
    once(delayMs, action) {
      const timer = setTimeout(action, delayMs);
      return () => clearTimeout(timer);
    },
    every: (intervalMs, action) => void setInterval(action, intervalMs).unref(),
  });
  const clock: Clock = {
    stamp: () => systemClock.stamp(),
    monotonicMs: () => steady.nowMs(),
    after: (delayMs, action) => steady.after(delayMs, action),
    watch: (listener) => steady.watch(listener),
  };
  const suspend = (forMs: number) => {
    sleptMs += forMs;
  };
  return { clock, suspend };
}

it.each([
  [5, true],
  [120, true],
  [120, false],
  [8 * 3_600, true],
  [8 * 3_600, false],
])(
  'F90 pay, on the real clock: the computer sleeps %i s, an approval waits in the socket: %s -> the deadline is judged first',
  async (sleepSeconds, isAnswered) => {
    const server = await RawServer.start();
    const { clock, suspend } = sleepyClock();
    const till = await TestTill.start({ intermediary: server, ports: { clock } });
    try {
      server.behave('pay', () => {});
      await till.call('startPayment', { amountMinor: 18_450 });
      await server.whenReceived('pay', 1);
      const [request] = server.of('pay');
      suspend(sleepSeconds * 1_000);
      if (isAnswered && request) request.socket.write(goodAnswer(request));
      if (sleepSeconds < 60) {
        await till.whenPayment('approved');
        await till.call('nextSale', { saleId: till.saleId });
      } else {
        expectNotPaid((await till.whenPayment('notPaid')).payment, 'noAnswer');
      }
      await till.whenNothingOwed();
      expect(server.of('confirmPayment')).toHaveLength(sleepSeconds < 60 ? 1 : 0);
      expect(server.of('pay')).toHaveLength(1);
    } finally {
      await till.stop();
      await server.stop();
    }
  },
);
