// A real till before the training intermediary, with a line between them that breaks. After every
// fault both books must agree: what is paid here is settled there, and nothing else is.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import type { Certificates } from '../support/certificates.ts';
import { FaultProxy, type LineFault } from '../support/fault-proxy.ts';
import { steadyChance, TestClock } from '../support/test-clock.ts';
import { runUntil, startIntermediary, TestTill, temporaryFolder } from '../support/test-till.ts';
import { askedMinor, expectOneSendPerPayment } from './fault-bench.ts';

export const paymentsAt = 'POST /qr/v1/payments HTTP';
export const confirmationsAt = 'POST /qr/v1/payments/confirmations HTTP';
export const reversalsAt = 'POST /qr/v1/payments/reversals HTTP';

export class LineBench {
  readonly clock: TestClock;
  readonly intermediary: TrainingIntermediary;
  readonly proxy: FaultProxy;
  readonly till: TestTill;
  readonly isTls: boolean;

  private constructor(parts: {
    clock: TestClock;
    intermediary: TrainingIntermediary;
    proxy: FaultProxy;
    till: TestTill;
    isTls: boolean;
  }) {
    this.clock = parts.clock;
    this.intermediary = parts.intermediary;
    this.proxy = parts.proxy;
    this.till = parts.till;
    this.isTls = parts.isTls;
  }

  /** Over TLS where certificates are given. */
  static async start(certificates?: Certificates): Promise<LineBench> {
    const clock = new TestClock();
    const intermediary = await startIntermediary({
      clock,
      // Never by itself: what happens to a payment is what the fault does to it.
      answerAfterMs: 24 * 60 * 60_000,
      ...(certificates && { tls: certificates.server }),
    });
    const proxy = await FaultProxy.start(Number(new URL(intermediary.origin).port));
    const dataFolder = temporaryFolder();
    const caFile = join(dataFolder, 'ca.pem');
    if (certificates) writeFileSync(caFile, certificates.ca);
    const scheme = certificates ? 'https' : 'http';
    const till = await TestTill.start({
      intermediary: { baseUrl: `${scheme}://127.0.0.1:${proxy.port}/qr/v1` },
      dataFolder,
      ports: { clock, chance: steadyChance(0.5) },
      ...(certificates && { profile: { tls: { extraCaFile: caFile } } }),
    });
    await till.when(({ connection }) => connection.state === 'connected');
    const isTls = certificates !== undefined;
    return new LineBench({ clock, intermediary, proxy, till, isTls });
  }

  async stop(): Promise<void> {
    await this.till.stop();
    await this.proxy.stop();
    await this.intermediary.stop();
  }

  until(done: () => boolean): Promise<void> {
    return runUntil(this.clock, this.intermediary, done);
  }

  whenNothingIsOwed(): Promise<void> {
    return this.until(() => {
      const { confirmations, reversals } = this.till.view.owed;
      return confirmations + reversals === 0;
    });
  }

  /** Starts a payment whose request meets the fault; the customer pays if it arrives. */
  async askInto(fault: LineFault): Promise<void> {
    this.intermediary.choose({ name: 'approve' });
    if (!this.isTls) this.proxy.arm(fault, { at: paymentsAt });
    await this.till.call('startPayment', { amountMinor: askedMinor });
    if (!this.isTls) return;
    // Below TLS no address can be read: the next to speak is the connection of the payment.
    await this.intermediary.whenReceived('createQrCode', this.count('createQrCode') || 1);
    this.proxy.arm(fault);
  }

  /** A payment approved by the customer, over a line that is well. */
  async approve(): Promise<void> {
    this.intermediary.choose({ name: 'approve' });
    await this.till.call('startPayment', { amountMinor: askedMinor });
    await this.till.whenPayment('approved');
  }

  /** Completes an approved payment; its confirmation meets the fault. */
  async confirmInto(fault: LineFault): Promise<void> {
    this.proxy.arm(fault, { at: this.isTls ? '' : confirmationsAt });
    await this.till.call('nextSale', { saleId: this.till.saleId });
  }

  /** A payment taken and completed over a line that is well. */
  async sell(): Promise<void> {
    await this.approve();
    await this.till.call('nextSale', { saleId: this.till.saleId });
  }

  count(operation: string): number {
    return this.sent(operation).length;
  }

  sent(operation: string): { text: string; body: Record<string, unknown> }[] {
    return this.intermediary
      .requests()
      .filter((request) => request.operation === operation)
      .map(({ text, body }) => ({ text, body: (body ?? {}) as Record<string, unknown> }));
  }

  /** Nothing owed, nothing reserved, and both books say the same. */
  async checkBooks(sendsMayRepeat = false): Promise<void> {
    await this.whenNothingIsOwed();
    expect(this.till.view.owed.attention).toBe(0);
    if (!sendsMayRepeat) expectOneSendPerPayment(this.sent('pay').map(({ body }) => body));
    for (const operation of ['confirmPayment', 'reversePayment']) {
      const texts = new Map(this.sent(operation).map(({ body, text }) => [body['id'], text]));
      for (const { body, text } of this.sent(operation)) expect(text).toBe(texts.get(body['id']));
    }
    const payments = (await this.till.stories()).map(({ payment }) => payment);
    const ledger = new Map(this.intermediary.ledger().map((entry) => [entry.paymentId, entry]));
    for (const { paymentId, state } of payments) {
      const entry = ledger.get(paymentId);
      if (state === 'paid') expect(entry?.state).toBe('settled');
      else expect(entry?.state ?? 'unheard').not.toMatch(/settled|reserved|open/);
    }
    expect(payments.every(({ state }) => state === 'paid' || state === 'notPaid')).toBe(true);
  }
}
