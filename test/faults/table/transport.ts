// Fault rows about the line: F65 to F70, F76 to F85, each over plain TCP and, where it makes sense,
// over TLS. The fault is data; what must come of it is the same for all of a kind.
import { expect } from 'vitest';
import type { LineFault } from '../../support/fault-proxy.ts';
import { roundTrip } from '../../support/test-till.ts';
import { confirmationsAt, type LineBench, reversalsAt } from '../line-bench.ts';
import { expectNotPaid } from './play.ts';

export type LineRow = {
  readonly id: string;
  readonly injected: string;
  readonly end: string;
  /** `both`: once over plain TCP and once over TLS. */
  readonly over: 'plain' | 'tls' | 'both';
  /** The line itself sends a payment request twice. */
  readonly sendsMayRepeat?: boolean;
  readonly run: (bench: LineBench) => Promise<void>;
};

const cut = (
  way: 'request' | 'response',
  after: number,
  how: 'end' | 'reset' | 'hold' | 'vanish',
): LineFault => ({ kind: 'cut', way, after, how });

/** A fault that breaks the connection, met by a payment and by a confirmation. */
const breaking: [id: string, injected: string, LineFault][] = [
  ['F67', 'reset before the first byte of the request', cut('request', 0, 'reset')],
  ['F67', 'reset in the headers of the request', cut('request', 60, 'reset')],
  ['F67', 'reset in the middle of the request', cut('request', 400, 'reset')],
  ['F67', 'closed in the middle of the request', cut('request', 400, 'end')],
  ['F68', 'reset instead of the answer', cut('response', 0, 'reset')],
  ['F68', 'closed instead of the answer', cut('response', 0, 'end')],
  ['F68', 'reset in the headers of the answer', cut('response', 60, 'reset')],
  ['F68', 'closed in the headers of the answer', cut('response', 60, 'end')],
  ['F68', 'reset in the body of the answer', cut('response', 500, 'reset')],
  [
    'F72',
    'closed in the body of the answer, without a goodbye of TLS',
    cut('response', 500, 'end'),
  ],
];
/** A fault that says nothing: only the deadline ends it. */
const silent: [id: string, injected: string, LineFault][] = [
  ['F66', 'a connection that is made and then passes nothing', cut('request', 0, 'hold')],
  ['F70', 'half-open: the server is gone and nobody says so', cut('response', 0, 'vanish')],
  ['F70', 'the answer stalls in its headers', cut('response', 60, 'hold')],
  ['F70', 'the answer stalls in its body', cut('response', 500, 'hold')],
  ['F77', 'what is small passes, the rest of the request does not', cut('request', 400, 'hold')],
];

const rowsOf = ([id, injected, fault]: (typeof breaking)[number], isSilent: boolean): LineRow[] => {
  // A handshake that hangs ends by a timer of the network's own; tls.test.ts has that row.
  const inHandshake = isSilent && fault.kind === 'cut' && fault.after < 1_000;
  const over = inHandshake || id === 'F72' ? 'plain' : 'both';
  const waitFor = async (bench: LineBench) => {
    await bench.proxy.whenMet();
    if (isSilent) bench.clock.advance(60_000);
  };
  return [
    {
      id,
      injected: `pay: ${injected}`,
      end: isSilent ? 'noAnswer at 60 s, TIMEOUT' : 'connectionLost at once, TIMEOUT',
      over,
      async run(bench) {
        await bench.askInto(fault);
        await waitFor(bench);
        const { payment } = await bench.till.whenPayment('notPaid');
        expectNotPaid(payment, isSilent ? 'noAnswer' : 'connectionLost');
        await bench.whenNothingIsOwed();
        const reversals = bench.sent('reversePayment').map(({ body }) => body['reversalReason']);
        expect(new Set(reversals)).toEqual(new Set(['TIMEOUT']));
        // Listened to for a late answer, for 30 seconds; then gone for good.
        bench.clock.advance(30_000);
        await bench.proxy.whenLetGo();
      },
    },
    {
      id,
      injected: `confirmation: ${injected}`,
      end: 'repeated with the same bytes',
      over,
      async run(bench) {
        await bench.approve();
        await bench.confirmInto(fault);
        await waitFor(bench);
        await bench.whenNothingIsOwed();
        await bench.proxy.whenLetGo();
        const heard = bench.count('confirmPayment');
        expect(heard).toBe(fault.kind === 'cut' && fault.way === 'request' ? 1 : 2);
      },
    },
  ];
};

const slices: LineRow[] = [1, 3, 8].map((most) => ({
  id: 'F78',
  injected: `everything in segments of ${most} bytes`,
  end: 'paid and confirmed as ever',
  over: most === 1 ? 'plain' : 'both',
  async run(bench) {
    bench.proxy.arm({ kind: 'slice', most }, { times: 99 });
    await bench.sell();
    // A thousand turns of the loop are no time on the till's clock: it stands still meanwhile.
    while ((await bench.till.call('getTill', {})).owed.confirmations > 0) {
      await roundTrip(bench.intermediary);
    }
    expect(bench.count('confirmPayment')).toBe(1);
  },
}));

const doubled: LineRow[] = [
  {
    id: 'F85',
    injected: 'pay: the request arrives twice',
    end: 'approved once; the second answer is ignored',
    over: 'plain',
    sendsMayRepeat: true,
    async run(bench) {
      await bench.askInto({ kind: 'twice', way: 'request' });
      await bench.till.whenPayment('approved');
      expect(bench.count('pay')).toBe(2);
      await bench.till.call('nextSale', { saleId: bench.till.saleId });
    },
  },
  {
    id: 'F85',
    injected: 'confirmation: the request arrives twice',
    end: 'settled once',
    over: 'plain',
    async run(bench) {
      await bench.approve();
      await bench.confirmInto({ kind: 'twice', way: 'request' });
      await bench.whenNothingIsOwed();
      expect(bench.count('confirmPayment')).toBe(2);
    },
  },
  {
    id: 'F24',
    injected: 'pay: the answer arrives twice, from the real intermediary',
    end: 'one transition',
    over: 'plain',
    async run(bench) {
      await bench.askInto({ kind: 'twice', way: 'response' });
      await bench.till.whenPayment('approved');
      await bench.till.call('nextSale', { saleId: bench.till.saleId });
    },
  },
  {
    id: 'F27',
    injected: 'confirmation: bytes nobody asked for follow the answer',
    end: 'the connection is dropped, the next confirmation has its own answer',
    over: 'plain',
    async run(bench) {
      await bench.approve();
      await bench.confirmInto({ kind: 'append', text: 'HTTP/1.1 202 Accepted\r\n\r\n' });
      await bench.whenNothingIsOwed();
      await bench.proxy.whenLetGo();
      await bench.sell();
      await bench.whenNothingIsOwed();
      expect(bench.count('confirmPayment')).toBe(2);
    },
  },
];

const outages: LineRow[] = [
  {
    id: 'F65',
    injected: 'code: connection refused',
    end: 'codeUnavailable, nothing owed',
    over: 'both',
    async run(bench) {
      const port = await bench.proxy.refuse();
      await bench.till.call('startPayment', { amountMinor: 100 });
      expectNotPaid((await bench.till.whenPayment('notPaid')).payment, 'codeUnavailable');
      expect(bench.till.view.payment).toMatchObject({ reversal: 'none' });
      await bench.proxy.accept(port);
    },
  },
  {
    id: 'F65',
    injected: 'pay: connection refused',
    end: 'connectionLost at once, TIMEOUT; the code is never shown',
    over: 'both',
    async run(bench) {
      const isAsked = bench.intermediary.whenReceived('createQrCode', 1);
      await bench.till.call('startPayment', { amountMinor: 100 });
      await isAsked;
      // The answer is on its way over a connection that exists; no other one can be made.
      const port = bench.proxy.refuseNew();
      expectNotPaid((await bench.till.whenPayment('notPaid')).payment, 'connectionLost');
      const shown = bench.till.views.some(
        ({ payment }) => payment?.state === 'awaitingCustomer' && payment.qrCode !== null,
      );
      expect(shown).toBe(false);
      expect(bench.count('pay')).toBe(0);
      await bench.proxy.accept(port);
      await bench.whenNothingIsOwed();
      expect(bench.sent('reversePayment')).toMatchObject([{ body: { reversalReason: 'TIMEOUT' } }]);
    },
  },
  {
    id: 'F83',
    injected: 'pay: every connection breaks while the customer has the code',
    end: 'connectionLost at once, TIMEOUT',
    over: 'both',
    async run(bench) {
      await bench.till.call('startPayment', { amountMinor: 100 });
      await bench.intermediary.whenWaiting();
      bench.proxy.breakAll();
      expectNotPaid((await bench.till.whenPayment('notPaid')).payment, 'connectionLost');
    },
  },
  {
    id: 'F80',
    injected: 'the line goes and comes back every 5 s for a minute, with 5 owed',
    end: 'all delivered once it stays',
    over: 'plain',
    async run(bench) {
      bench.proxy.arm(cut('request', 0, 'reset'), { at: confirmationsAt, times: 40 });
      for (let sale = 0; sale < 5; sale += 1) await bench.sell();
      for (let flap = 0; flap < 6; flap += 1) {
        const port = await bench.proxy.refuse();
        bench.clock.advance(5_000);
        await bench.proxy.accept(port);
        bench.clock.advance(5_000);
      }
      bench.proxy.disarm();
      await bench.whenNothingIsOwed();
    },
  },
  ...[3, 30].map(
    (days): LineRow => ({
      id: 'F81',
      injected: `no line for ${days} days, with 3 owed`,
      end: 'nothing expires; delivered when it is back',
      over: 'plain',
      async run(bench) {
        bench.proxy.arm(cut('request', 0, 'reset'), { at: confirmationsAt, times: 40 });
        for (let sale = 0; sale < 3; sale += 1) await bench.sell();
        const port = await bench.proxy.refuse();
        bench.proxy.disarm();
        for (let day = 0; day < days; day += 1) bench.clock.advance(24 * 60 * 60_000);
        expect(bench.till.view.owed).toMatchObject({ confirmations: 3, attention: 0 });
        await bench.proxy.accept(port);
      },
    }),
  ),
  {
    id: 'F76',
    injected: '1 kB a second both ways',
    end: 'the code within 15 s, then paid',
    over: 'plain',
    async run(bench) {
      bench.proxy.arm({ kind: 'drip', bytes: 100 }, { times: 99 });
      bench.intermediary.choose({ name: 'approve' });
      await bench.till.call('startPayment', { amountMinor: 100 });
      const startedMs = bench.clock.monotonicMs();
      const crawl = (done: () => boolean) =>
        bench.until(() => {
          bench.proxy.step();
          return done();
        });
      await crawl(() => bench.till.view.payment?.state === 'awaitingCustomer');
      expect(bench.clock.monotonicMs() - startedMs).toBeLessThan(15_000);
      await crawl(() => bench.till.view.payment?.state === 'approved');
      await bench.till.call('nextSale', { saleId: bench.till.saleId });
      await crawl(() => bench.till.view.owed.confirmations === 0);
    },
  },
];

const overtaken: LineRow = {
  id: 'F84',
  injected: 'pay: held on the way, and delivered after its reversal was answered 404',
  // Assumption A1: the intermediary refuses a payment whose reversal it has answered.
  end: 'not paid, and never reserved (A1)',
  over: 'plain',
  async run(bench) {
    await bench.askInto(cut('request', 0, 'hold'));
    await bench.proxy.whenMet();
    bench.clock.advance(60_000);
    expectNotPaid((await bench.till.whenPayment('notPaid')).payment, 'noAnswer');
    await bench.whenNothingIsOwed();
    expect(bench.count('reversePayment')).toBe(1);
    expect(bench.count('pay')).toBe(0);
    bench.proxy.release();
    await bench.intermediary.whenReceived('pay', 1);
    expect(bench.intermediary.ledger()).toMatchObject([{ state: 'reversedUnknown' }]);
  },
};

const stale: LineRow = {
  id: 'F69',
  injected: 'every kept connection is reset when it is used again',
  end: 'paid with 1 copy; the confirmation is repeated on a new connection',
  over: 'plain',
  async run(bench) {
    // The code's connection is kept; whoever speaks on it next finds it dead.
    await bench.till.call('startPayment', { amountMinor: 100 });
    await bench.intermediary.whenWaiting();
    bench.proxy.arm(cut('request', 0, 'reset'), { at: confirmationsAt });
    bench.intermediary.act({ name: 'approve' });
    await bench.till.whenPayment('approved');
    await bench.till.call('nextSale', { saleId: bench.till.saleId });
    await bench.proxy.whenMet();
    await bench.whenNothingIsOwed();
    expect(bench.count('pay')).toBe(1);
    expect(bench.count('confirmPayment')).toBe(1);
  },
};

const reversed: LineRow = {
  id: 'F68',
  injected: 'reversal: reset instead of the answer, three times',
  end: 'repeated with the same bytes, released once',
  over: 'plain',
  async run(bench) {
    await bench.approve();
    bench.proxy.arm(cut('response', 0, 'reset'), { at: reversalsAt, times: 3 });
    await bench.till.call('voidPayment', { paymentId: bench.till.paymentId });
    await bench.whenNothingIsOwed();
    expect(bench.count('reversePayment')).toBe(4);
    expect(bench.intermediary.ledger()).toMatchObject([{ state: 'released' }]);
  },
};

const hungUp: LineRow = {
  id: 'F70',
  injected: 'pay after a payment whose connection went silent',
  end: 'on a new connection, at once',
  over: 'plain',
  async run(bench) {
    await bench.askInto(cut('response', 0, 'vanish'));
    await bench.proxy.whenMet();
    bench.clock.advance(60_000);
    await bench.till.whenPayment('notPaid');
    await bench.sell();
  },
};

export const transportRows: readonly LineRow[] = [
  ...breaking.flatMap((fault) => rowsOf(fault, false)),
  ...silent.flatMap((fault) => rowsOf(fault, true)),
  ...slices,
  ...doubled,
  ...outages,
  overtaken,
  stale,
  reversed,
  hungUp,
];
