// Plays a row of the fault table: injects the fault at its place in a payment's life and checks what
// came of it, at the till and at the server.
import { afterAll, describe, expect, it } from 'vitest';
import { catalogue as en } from '../../../renderer/texts/en/en.ts';
import { notPaidWords } from '../../../renderer/words/not-paid-words.ts';
import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
import { type QrOperation } from '../../../src-shared/services/qr/operations.ts';
import { FaultBench } from '../fault-bench.ts';
import { type AnswerRow, type StoryRow, titleOf } from './row.ts';

/** Makes a test of each row; those the core does not meet yet stand apart, expected to fail. */
export function playAll(rows: readonly (AnswerRow | StoryRow)[]): void {
  const good = rows.filter(({ defect }) => !defect);
  const broken = rows.filter(({ defect }) => defect);
  it.each(good.map((row) => [titleOf(row), row] as const))('%s', (_, row) => play(row));
  if (broken.length === 0) return;
  describe('defects the core still has', () => {
    it.fails.each(broken.map((row) => [titleOf(row), row] as const))('%s', (_, row) => play(row));
  });
}

// A row about one payment leaves the till as it found it, so the next may have it; one that failed
// may not be trusted with that, and its till is stopped.
let idleBench: FaultBench | null = null;
afterAll(() => idleBench?.stop());

async function play(row: AnswerRow | StoryRow): Promise<void> {
  const isOnePayment = 'kind' in row && (row.kind === 'pay' || row.kind === 'code');
  const bench =
    (isOnePayment ? idleBench : null) ??
    (await FaultBench.start('bench' in row ? row.bench?.() : {}));
  if (isOnePayment) idleBench = null;
  let isWell = false;
  try {
    await ('run' in row ? row.run(bench) : playAnswer(bench, row));
    await bench.checkPromises();
    isWell = true;
  } finally {
    bench.server.forget();
    if (isOnePayment && isWell) idleBench = bench;
    else await bench.stop();
  }
}

async function playAnswer(bench: FaultBench, row: AnswerRow): Promise<void> {
  const inject = (operation: QrOperation, times?: number) =>
    bench.server.behave(
      operation,
      (request) => {
        const bytes = row.answer(request);
        if (bytes !== undefined) request.socket.write(bytes);
      },
      times,
    );
  switch (row.kind) {
    case 'code':
      inject('createQrCode');
      expectNotPaid(await bench.decide(), row.end);
      expect(bench.till.view.payment).toMatchObject({ reversal: 'none' });
      expect(bench.server.of('pay')).toEqual([]);
      return;
    case 'pay':
      inject('pay');
      return await playPay(bench, row.end);
    case 'confirmation':
      inject('confirmPayment', 1);
      await bench.sell();
      return await expectAdvice(bench, 'confirmPayment', row.end);
    default:
      inject('reversePayment', 1);
      await bench.giveBack();
      return await expectAdvice(bench, 'reversePayment', row.end);
  }
}

async function playPay(bench: FaultBench, end: AnswerRow['end']): Promise<void> {
  const payment = await bench.decide();
  const [code, reason] = end.split(', ');
  const [request, ...more] = bench.server.of('pay');
  expect(more).toEqual([]);
  if (!request) throw new Error('no payment request');
  // Whatever came: nothing else may ever be read from, or sent on, this connection.
  await bench.server.whenClosed(request);
  if (end === 'approved') {
    expect(payment.state).toBe('approved');
    await bench.till.call('nextSale', { saleId: payment.saleId });
  } else {
    expectNotPaid(payment, code ?? '');
  }
  await bench.whenNothingIsOwed();
  expect(bench.till.view.owed.attention).toBe(0);
  expect(bench.server.of('confirmPayment')).toHaveLength(end === 'approved' ? 1 : 0);
  expect(bench.server.of('reversePayment').map(({ body }) => body)).toMatchObject(
    reason ? [{ requestId: request.body['id'], reversalReason: reason }] : [],
  );
  expect(bench.server.of('reversePayment')).toHaveLength(reason ? 1 : 0);
}

/** Not paid for this reason, and said so in words. */
export function expectNotPaid(payment: CurrentPaymentView | null, code: string): void {
  expect(payment).toMatchObject({ state: 'notPaid', reason: { code } });
  if (payment?.state !== 'notPaid') return;
  const { what, todo } = notPaidWords(en, payment.reason, payment.amount);
  expect(what).toMatch(/^.+ .+\.$/);
  expect(todo).toMatch(/^[A-Z].+\.$/);
}

async function expectAdvice(
  bench: FaultBench,
  operation: QrOperation,
  end: AnswerRow['end'],
): Promise<void> {
  const sends = () => bench.server.of(operation).length;
  await bench.server.whenReceived(operation, 1);
  if (end === 'held') {
    await bench.until(() => bench.till.view.connection.state === 'credentialsRefused');
    // Untouched while sending pauses; what tries again later is one advice, now and then.
    await bench.pass(59_000);
    expect(sends()).toBe(1);
    await bench.till.call('sendNow', {});
  }
  await bench.whenNothingIsOwed();
  await bench.idle();
  expect(bench.till.view.owed.attention).toBe(end === 'attention' ? 1 : 0);
  expect(sends()).toBe(end === 'repeated' || end === 'held' ? 2 : 1);
}
