// Somebody on the way keeps the answers of one payment and gives them to the next: a code that was used,
// then the approval that belongs to it. Nothing may rest on them.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { askedMinor, FaultBench } from '../faults/fault-bench.ts';
import { httpAnswer } from '../support/http-bytes.ts';
import { approvalOf, say } from '../support/raw-server.ts';

let bench: FaultBench;
beforeEach(async () => {
  bench = await FaultBench.start();
});
afterEach(() => bench.stop());

const tranId = 'b7b3ff7b623d48df8cd58cc6f137bdc5';
/** No more than has to be in it: what else there is would tell whose it was. */
const codeOf = (id: string) =>
  say(httpAnswer(201, JSON.stringify({ tranId: id, qrCode: `00020126500010za.co.elec0132${id}` })));

it.each([
  ['as it was', tranId],
  ['in capitals', tranId.toUpperCase()],
])(
  'a code that was used before is not shown, and nothing is asked for it: %s',
  async (_, again) => {
    bench.server.behave('createQrCode', codeOf(tranId));
    await bench.sell();
    const [request] = bench.server.of('pay');
    bench.server.behave('createQrCode', codeOf(again));
    bench.server.behave(
      'pay',
      say(httpAnswer(201, JSON.stringify(approvalOf(request?.body ?? {})))),
    );
    expect(await bench.decide()).toMatchObject({
      state: 'notPaid',
      reason: { code: 'codeUnsafe' },
    });
    expect(bench.server.of('pay')).toHaveLength(1);
  },
);

it('nor is one of a payment that was called off, after a restart', async () => {
  bench.server.behave('createQrCode', codeOf(tranId));
  await bench.ask();
  await bench.till.call('cancelPayment', { paymentId: bench.till.paymentId });
  await bench.restart();
  const { saleId } = bench.till;
  bench.server.behave('createQrCode', codeOf(tranId));
  await bench.till.call('startPayment', { amountMinor: askedMinor, saleId });
  const { payment } = await bench.till.when((view) => view.payment?.state === 'notPaid');
  expect(payment).toMatchObject({ attempt: 2, reason: { code: 'codeUnsafe' } });
});

it.each(['confirmPayment', 'reversePayment'] as const)(
  'what was said to an earlier advice delivers no other: %s',
  async (operation) => {
    const settle = () => (operation === 'confirmPayment' ? bench.sell() : bench.giveBack());
    await settle();
    await bench.whenNothingIsOwed();
    const [earlier] = bench.server.of(operation);
    bench.server.behave(operation, say(httpAnswer(202, earlier?.text)), 1);
    await settle();
    await bench.whenNothingIsOwed();
    const [, ...sent] = bench.server.of(operation);
    expect(sent).toHaveLength(2);
    expect(sent[1]?.text).toBe(sent[0]?.text);
  },
);
