// Confirmations and reversals at the intermediary, and the ledger that says what became of each
// payment, also after a restart.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Ledger } from '../../../electron/training/ledger.ts';
import { temporaryFolder } from '../../support/test-till.ts';
import { type Body, messages, TrainingClient } from './training-client.ts';

const approvedAmount = (amount: number, currency = '710'): Body => ({
  amounts: { approvedAmount: { amount, currency } },
});

describe('an advice', () => {
  let client: TrainingClient;
  const confirm = (payment: Body, more?: Body) =>
    client.send('confirmPayment', messages.confirmation(payment, more));
  const reverse = (payment: Body, more?: Body) =>
    client.send('reversePayment', messages.reversal(payment, more));

  beforeEach(async () => {
    client = await TrainingClient.start();
  });
  afterEach(() => client.stop());

  it('confirms: the money is settled, and the advice comes back', async () => {
    const payment = await client.approvedPayment();
    const advice = messages.confirmation(payment);
    expect(await client.send('confirmPayment', advice)).toMatchObject({
      status: 202,
      body: advice,
    });
    expect(client.entry(payment)).toMatchObject({
      state: 'settled',
      amountMinor: 18_450,
      adviceIds: [advice['id']],
    });
  });

  it('reverses: what was reserved is given back', async () => {
    const payment = await client.approvedPayment();
    const advice = messages.reversal(payment, { reversalReason: 'CANCELLED' });
    expect(await client.send('reversePayment', advice)).toMatchObject({
      status: 202,
      body: advice,
    });
    expect(client.entry(payment)).toMatchObject({ state: 'released', adviceIds: [advice['id']] });
  });

  it('is taken again when it is repeated with the same bytes, and counts once', async () => {
    const payment = await client.approvedPayment();
    const advice = messages.confirmation(payment);
    for (let sent = 0; sent < 3; sent += 1) {
      expect((await client.send('confirmPayment', advice)).status).toBe(202);
    }
    expect(client.entry(payment)?.adviceIds).toEqual([advice['id']]);
  });

  it('is refused when its id comes again with other words', async () => {
    const payment = await client.approvedPayment();
    const advice = messages.confirmation(payment);
    await client.send('confirmPayment', advice);
    const changed = { ...advice, rrn: '1' };
    const answer = await client.send('confirmPayment', changed);
    expect(answer).toMatchObject({
      status: 400,
      body: { errorType: 'DUPLICATE_RECORD', originalId: payment['id'] },
    });
  });

  it('cannot follow another one', async () => {
    const settled = await client.approvedPayment();
    await confirm(settled);
    const released = await client.approvedPayment();
    await reverse(released);
    const answers = [
      await confirm(settled),
      await reverse(settled),
      await confirm(released),
      await reverse(released),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 400, body: { errorType: 'ACCOUNT_ALREADY_SETTLED' } });
    }
    expect(client.entry(settled)?.state).toBe('settled');
    expect(client.entry(released)?.state).toBe('released');
  });

  it('that confirms what nobody approved finds no payment', async () => {
    const unknown = messages.payment('b7b3ff7b623d48df8cd58cc6f137bdc5');
    const { payment: open } = await client.waitingPayment();
    const { payment: declined } = await client.waitingPayment();
    client.intermediary.act({ name: 'decline' }, String(declined['tranId']));
    for (const payment of [unknown, open, declined]) {
      const answer = await confirm(payment);
      expect(answer).toMatchObject({ status: 404, body: { errorType: 'UNABLE_TO_LOCATE_RECORD' } });
    }
  });

  it('that reverses a declined payment changes nothing', async () => {
    const { payment, answer } = await client.waitingPayment();
    client.intermediary.act({ name: 'decline' });
    await answer;
    expect((await reverse(payment)).status).toBe(202);
    expect(client.entry(payment)?.state).toBe('declined');
  });

  it('that reverses a waiting payment ends the wait for good', async () => {
    const { payment, answer } = await client.waitingPayment();
    expect((await reverse(payment)).status).toBe(202);
    expect(await answer).toMatchObject({ status: 400, body: { errorType: 'GENERAL_ERROR' } });
    const scan = await client.send('notifyScan', messages.scan(String(payment['tranId'])));
    expect(scan.status).toBe(400);
    expect(client.entry(payment)).toMatchObject({ state: 'released', amountMinor: 0 });
  });

  it('that overtakes its payment is answered 404, and the payment never comes about', async () => {
    const payment = messages.payment(await client.issueCode());
    const advice = messages.reversal(payment);
    for (let sent = 0; sent < 2; sent += 1) {
      const answer = await client.send('reversePayment', advice);
      expect(answer).toMatchObject({ status: 404, text: '' });
    }
    expect(client.entry(payment)).toMatchObject({
      state: 'reversedUnknown',
      adviceIds: [advice['id']],
    });
    const late = await client.send('pay', payment);
    expect(late).toMatchObject({ status: 400, body: { errorType: 'GENERAL_ERROR' } });
    expect(client.intermediary.waiting()).toEqual([]);
    expect(client.entry(payment)?.state).toBe('reversedUnknown');
    expect(await confirm(payment)).toMatchObject({ status: 400 });
  });

  it('may settle less than was approved, never more or in another currency', async () => {
    const payment = await client.approvedPayment();
    for (const more of [approvedAmount(18_451), approvedAmount(18_000, '840')]) {
      const answer = await confirm(payment, more);
      expect(answer).toMatchObject({ status: 400, body: { errorType: 'INVALID_AMOUNT' } });
    }
    expect((await confirm(payment, approvedAmount(18_000))).status).toBe(202);
    expect(client.entry(payment)).toMatchObject({ state: 'settled', amountMinor: 18_000 });
  });

  it('gives back everything or nothing', async () => {
    const payment = await client.approvedPayment();
    const part = await reverse(payment, approvedAmount(1));
    expect(part).toMatchObject({ status: 400, body: { errorType: 'FUNCTION_NOT_SUPPORTED' } });
    expect((await reverse(payment, approvedAmount(0))).status).toBe(202);
  });

  it('must speak of the code that was paid', async () => {
    const payment = await client.approvedPayment();
    for (const answer of [
      await confirm(payment, { tranId: 'another' }),
      await reverse(payment, { tranId: 'another' }),
    ]) {
      expect(answer).toMatchObject({ status: 400, body: { errorType: 'INVALID_TRAN_ID' } });
    }
    expect(client.entry(payment)?.state).toBe('reserved');
  });
});

describe('the ledger', () => {
  const ledgerFile = () => join(temporaryFolder(), 'ledger.jsonl');
  const withClient = async <Result>(
    file: string,
    run: (client: TrainingClient) => Promise<Result>,
  ) => {
    const client = await TrainingClient.start({ ledgerFile: file });
    try {
      return await run(client);
    } finally {
      await client.stop();
    }
  };

  it('survives a restart: a repeat is known, an opposite is refused, an open one is over', async () => {
    const file = ledgerFile();
    const { advice, payment, reserved, open, before } = await withClient(file, async (client) => {
      const payment = await client.approvedPayment();
      const advice = messages.confirmation(payment);
      await client.send('confirmPayment', advice);
      const reserved = await client.approvedPayment();
      const { payment: open } = await client.waitingPayment();
      return { advice, payment, reserved, open, before: client.intermediary.ledger() };
    });

    await withClient(file, async (client) => {
      expect(client.intermediary.ledger()).toEqual(
        before.map((entry) => (entry.state === 'open' ? { ...entry, state: 'declined' } : entry)),
      );
      expect(client.entry(open)?.state).toBe('declined');
      expect((await client.send('confirmPayment', advice)).status).toBe(202);
      const reversal = await client.send('reversePayment', messages.reversal(payment));
      expect(reversal.status).toBe(400);
      await client.send('reversePayment', messages.reversal(reserved));
      expect(client.entry(reserved)?.state).toBe('released');
    });
  });

  it('leaves out a last line that was cut short, and goes on after it', async () => {
    const file = ledgerFile();
    const first = await withClient(file, (client) => client.approvedPayment());
    appendFileSync(file, '{"paymentId":"9f0c');
    const second = await withClient(file, (client) => client.approvedPayment());
    await withClient(file, async (client) => {
      expect(client.entry(first)?.state).toBe('reserved');
      expect(client.entry(second)?.state).toBe('reserved');
      expect(client.intermediary.ledger()).toHaveLength(2);
    });
  });

  it('keeps one line for each payment at a start', async () => {
    const file = ledgerFile();
    const payment = await withClient(file, async (client) => {
      const payment = await client.approvedPayment();
      await client.send('confirmPayment', messages.confirmation(payment));
      return payment;
    });
    expect(readFileSync(file, 'utf8').trim().split('\n').length).toBeGreaterThan(1);
    new Ledger(file).close();
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { paymentId: payment['id'], state: 'settled' },
    ]);
  });

  it('refuses a file that is damaged before its end, and leaves it as it is', () => {
    const file = ledgerFile();
    const damaged = '{"paymentId":\n{}\n';
    writeFileSync(file, damaged);
    expect(() => new Ledger(file)).toThrow('The training ledger is damaged in line 1');
    expect(readFileSync(file, 'utf8')).toBe(damaged);
  });
});
