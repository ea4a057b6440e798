// The plug is pulled (SIGKILL on a real process with a real store) in each state of a payment; what
// the next start makes of it is the table "Crash and restart" of the interface dossier.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import { validProfile } from '../support/profile.ts';
import {
  credentials,
  startIntermediary,
  type TestTill,
  temporaryFolder,
} from '../support/test-till.ts';
import { startTillProcess, type TillProcess } from '../support/till-process.ts';

let intermediary: TrainingIntermediary;
let dataFolder: string;
let running: TillProcess;

beforeEach(async () => {
  intermediary = await startIntermediary();
  dataFolder = temporaryFolder();
  running = await start();
});

afterEach(async () => {
  await running.kill();
  await intermediary.stop();
});

function start(profile: Record<string, unknown> = {}): Promise<TillProcess> {
  const document = { ...validProfile(intermediary.baseUrl), ...profile };
  return startTillProcess(dataFolder, document, credentials.password);
}

/** Kills the till, lets the world go on without it, and starts it again. */
async function pullThePlug(meanwhile: () => void = () => {}): Promise<TestTill> {
  await running.kill();
  meanwhile();
  running = await start();
  return running.till;
}

const advicesReceived = () =>
  intermediary
    .requests()
    .filter(({ operation }) => operation === 'confirmPayment' || operation === 'reversePayment');

async function startPayment(): Promise<TestTill> {
  const { till } = running;
  await till.call('startPayment', { amountMinor: 18_450 });
  return till;
}

async function reachApproved(): Promise<TestTill> {
  const till = await startPayment();
  await till.when(
    ({ payment }) => payment?.state === 'awaitingCustomer' && payment.qrCode !== null,
  );
  await intermediary.whenWaiting();
  intermediary.act({ name: 'approve' });
  await till.whenPayment('approved');
  return till;
}

describe('after a kill', () => {
  it('a code being fetched is forgotten: not paid, nothing owed', async () => {
    intermediary.setFault({ kind: 'silence', operations: ['createQrCode'] });
    await startPayment();
    await intermediary.whenReceived('createQrCode', 1);
    const till = await pullThePlug(() => intermediary.setFault(null));
    expect(till.view.payment).toMatchObject({
      state: 'notPaid',
      reason: { code: 'abandoned' },
      reversal: 'none',
    });
    expect(intermediary.ledger()).toEqual([]);
  });

  it('a waiting payment is not paid, and a customer who pays meanwhile gets it back', async () => {
    await startPayment();
    await intermediary.whenWaiting();
    const till = await pullThePlug(() => intermediary.act({ name: 'approve' }));
    expect(till.view.payment).toMatchObject({ state: 'notPaid', reason: { code: 'tillStopped' } });
    await till.whenNothingOwed();
    expect(intermediary.ledger()).toMatchObject([{ state: 'released' }]);
    expect(JSON.parse(advicesReceived()[0]?.text ?? '{}')).toMatchObject({
      reversalReason: 'TIMEOUT',
    });
    expect(intermediary.requests().filter(({ operation }) => operation === 'pay')).toHaveLength(1);
  });

  it('an approval that nobody saw is asked about, and can be completed', async () => {
    await reachApproved();
    const till = await pullThePlug();
    expect(till.view.payment).toMatchObject({ state: 'approved', completion: { kind: 'ask' } });
    await till.call('approvalShown', { paymentId: till.paymentId });
    expect(till.view.payment).toMatchObject({ completion: { kind: 'ask' } });
    await till.call('nextSale', { saleId: till.saleId });
    await till.whenNothingOwed();
    expect(intermediary.ledger()).toMatchObject([{ state: 'settled' }]);
  });

  it('an approval that nobody saw can be voided', async () => {
    await reachApproved();
    const till = await pullThePlug();
    await till.call('voidPayment', { paymentId: till.paymentId });
    await till.whenNothingOwed();
    expect(intermediary.ledger()).toMatchObject([{ state: 'released' }]);
  });

  it('an approval that was shown goes on to its confirmation', async () => {
    const shown = await reachApproved();
    await shown.call('approvalShown', { paymentId: shown.paymentId });
    await running.kill();
    running = await start({ completion: { voidWindowSeconds: 0 } });
    await running.till.whenPayment('paid');
    await running.till.whenNothingOwed();
    expect(intermediary.ledger()).toMatchObject([{ state: 'settled' }]);
  });

  it.each(['silence', 'dropAfter'] as const)(
    'an owed confirmation (answer lost: %s) is repeated with the same id and bytes',
    async (kind) => {
      intermediary.setFault({ kind, operations: ['confirmPayment'] });
      const till = await reachApproved();
      await till.call('nextSale', { saleId: till.saleId });
      await intermediary.whenReceived('confirmPayment', 1);
      const again = await pullThePlug(() => intermediary.setFault(null));
      await again.whenNothingOwed();
      expect(intermediary.ledger()).toMatchObject([{ state: 'settled' }]);
      const bodies = new Set(advicesReceived().map(({ text }) => text));
      expect(bodies.size).toBe(1);
      expect(advicesReceived().length).toBeGreaterThan(1);
    },
  );

  it('an owed reversal is repeated with the same id and bytes', async () => {
    intermediary.setFault({ kind: 'silence', operations: ['reversePayment'] });
    const till = await startPayment();
    await intermediary.whenWaiting();
    await till.call('cancelPayment', { paymentId: till.paymentId });
    await intermediary.whenReceived('reversePayment', 1);
    const again = await pullThePlug(() => intermediary.setFault(null));
    expect(again.view.payment).toMatchObject({ state: 'notPaid', reason: { code: 'cancelled' } });
    await again.whenNothingOwed();
    expect(new Set(advicesReceived().map(({ text }) => text)).size).toBe(1);
  });

  it('what was delivered is not sent again', async () => {
    const till = await reachApproved();
    await till.call('nextSale', { saleId: till.saleId });
    await till.whenNothingOwed();
    const again = await pullThePlug();
    expect(again.view.payment).toBeNull();
    await again.call('startPayment', { amountMinor: 500 });
    await intermediary.whenWaiting();
    expect(advicesReceived()).toHaveLength(1);
  });

  it('sale numbers go on without a gap or a repeat', async () => {
    await startPayment();
    const till = await pullThePlug();
    await till.call('startPayment', { amountMinor: 500 });
    expect(till.view.payment?.saleNumber).toBe('000002');
  });
});
