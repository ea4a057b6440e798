// A real till before a raw server, on a clock that the test moves, and the promises that hold after
// every fault whatever it was.
import { expect } from 'vitest';
import type { CorePorts } from '../../electron/core/start.ts';
import type { CurrentPaymentView } from '../../src-shared/contract/views/payment.ts';
import { type RawRequest, RawServer, type RawServerOptions } from '../support/raw-server.ts';
import { steadyChance, TestClock } from '../support/test-clock.ts';
import { roundTrip, runUntil, TestTill, temporaryFolder } from '../support/test-till.ts';

export const askedMinor = 18_450;

export type BenchOptions = {
  readonly server?: RawServerOptions;
  readonly profile?: Record<string, unknown>;
  /** Ports of the core that are not the bench's own: another chance, a log that is kept. */
  readonly ports?: Partial<Pick<CorePorts, 'chance' | 'log' | 'disk' | 'connect' | 'die'>>;
  /** Called with the data folder before the till starts. */
  readonly prepare?: (dataFolder: string) => void;
  /** The port the till is sent to, when that is not the server's: a proxy before it. */
  readonly before?: (server: RawServer) => Promise<number>;
};

export class FaultBench {
  readonly clock: TestClock;
  readonly server: RawServer;
  till: TestTill;
  readonly #again: () => Promise<TestTill>;

  private constructor(
    clock: TestClock,
    server: RawServer,
    till: TestTill,
    again: () => Promise<TestTill>,
  ) {
    this.clock = clock;
    this.server = server;
    this.till = till;
    this.#again = again;
  }

  static async start(options: BenchOptions = {}): Promise<FaultBench> {
    const clock = new TestClock();
    const server = await RawServer.start(options.server);
    const port = (await options.before?.(server)) ?? server.port;
    const dataFolder = temporaryFolder();
    options.prepare?.(dataFolder);
    const again = () =>
      TestTill.start({
        intermediary: { baseUrl: server.baseUrl.replace(String(server.port), String(port)) },
        dataFolder,
        ports: { clock, chance: steadyChance(0.5), ...options.ports },
        ...(options.profile && { profile: options.profile }),
      });
    return new FaultBench(clock, server, await again(), again);
  }

  async stop(): Promise<void> {
    await this.till.stop();
    await this.server.stop();
  }

  /** Stops the till, and starts it again on what `meanwhile` leaves of its data folder. */
  async restart(meanwhile: (dataFolder: string) => void = () => {}): Promise<void> {
    await this.till.stop();
    meanwhile(this.till.dataFolder);
    this.till = await this.#again();
  }

  /** Moves the clock, then gives what was sent time to arrive. */
  async pass(forMs: number): Promise<void> {
    this.clock.advance(forMs);
    await roundTrip(this.server);
  }

  /**
   * Some minutes in which whatever is not final would be sent again. In steps shorter than the
   * deadline, or a message that leaves in one would be judged in the same step.
   */
  async idle(steps = 3): Promise<void> {
    for (let step = 0; step < steps; step += 1) await this.pass(55_000);
  }

  /** Moves the clock until it holds. */
  until(done: () => boolean): Promise<void> {
    return runUntil(this.clock, this.server, done);
  }

  /** Starts a payment; resolves with its request as the server got it. */
  async ask(): Promise<RawRequest> {
    const before = this.server.of('pay').length;
    await this.till.call('startPayment', { amountMinor: askedMinor });
    await this.server.whenReceived('pay', before + 1);
    const request = this.server.of('pay').at(-1);
    if (!request) throw new Error('no payment request');
    return request;
  }

  /** Starts a payment and waits until it is approved or not paid. */
  async decide(): Promise<CurrentPaymentView> {
    await this.till.call('startPayment', { amountMinor: askedMinor });
    const { payment } = await this.till.when(
      ({ payment }) => payment?.state === 'approved' || payment?.state === 'notPaid',
    );
    if (!payment) throw new Error('no payment on the counter');
    return payment;
  }

  /** Takes a payment and completes it; its confirmation is owed. */
  async sell(): Promise<void> {
    expect(await this.decide()).toMatchObject({ state: 'approved' });
    await this.till.call('nextSale', { saleId: this.till.saleId });
  }

  /** Takes a payment and voids it; its reversal is owed. */
  async giveBack(): Promise<void> {
    expect(await this.decide()).toMatchObject({ state: 'approved' });
    await this.till.call('voidPayment', { paymentId: this.till.paymentId });
  }

  whenNothingIsOwed(): Promise<void> {
    return this.until(() => {
      const { confirmations, reversals } = this.till.view.owed;
      return confirmations + reversals === 0;
    });
  }

  /**
   * What holds after every fault: a payment request was sent once, a repeat has the same bytes, no
   * payment has two kinds of advice, no prototype was changed, and every view can still be drawn.
   */
  async checkPromises(): Promise<void> {
    expectOneSendPerPayment(this.server.of('pay').map(({ body }) => body));
    const advices = [...this.server.of('confirmPayment'), ...this.server.of('reversePayment')];
    const texts = new Map<unknown, string>();
    const kinds = new Map<unknown, unknown>();
    for (const { body, text, operation } of advices) {
      expect(text).toBe(texts.get(body['id']) ?? text);
      expect(operation).toBe(kinds.get(body['requestId']) ?? operation);
      texts.set(body['id'], text);
      kinds.set(body['requestId'], operation);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    await this.till.call('getTill', {});
    await this.till.call('getQueue', {});
    await this.till.call('getReport', {});
    const { rows } = await this.till.call('getHistory', {});
    for (const { saleId } of rows.slice(0, 3)) {
      await this.till.call('getSale', { saleId });
    }
  }
}

export function expectOneSendPerPayment(bodies: readonly Record<string, unknown>[]): void {
  const ids = bodies.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
}
