// The fault table, fourth part: F78, a connection cut at every single byte of a request and of an
// answer. Below the till, because it is about what the client makes of the bytes.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../electron/core/clock.ts';
import { judge, paymentEvent } from '../../electron/core/services/qr/classify.ts';
import { type Answer, IntermediaryClient } from '../../electron/core/wire/client.ts';
import { qrInterface } from '../../src-shared/services/qr/operations.ts';
import { FaultProxy } from '../support/fault-proxy.ts';
import { awaitingCustomer } from '../support/payments.ts';
import { goodAnswer, RawServer } from '../support/raw-server.ts';
import { credentials } from '../support/test-till.ts';

const hows = ['end', 'reset'] as const;
const request = JSON.stringify({
  id: awaitingCustomer.id,
  tranId: awaitingCustomer.code.tranId,
  thirdPartyIdentifiers: [{ institutionId: '62801', transactionIdentifier: 'KST04T02-1' }],
  amounts: {
    requestAmount: {
      amount: awaitingCustomer.amount.amountMinor,
      currency: awaitingCustomer.amount.currency,
    },
  },
});

let server: RawServer;
let proxy: FaultProxy;
let client: IntermediaryClient;

beforeAll(async () => {
  server = await RawServer.start();
  proxy = await FaultProxy.start(server.port);
});
beforeEach(() => {
  server.requests.length = 0;
  const options = { ...credentials, baseUrl: `http://127.0.0.1:${proxy.port}/qr/v1` };
  client = new IntermediaryClient({ ...options, connectMs: 5_000, tls: {} }, systemClock);
});
afterAll(async () => {
  await client.close();
  await proxy.stop();
  await server.stop();
});

function send(operation: 'pay' | 'confirmPayment'): Promise<Answer> {
  return client.send(
    { ...qrInterface.operations[operation], body: request },
    {
      deadlineMs: 60_000,
      ownConnection: true,
    },
  );
}

it.each(hows)(
  'F78 pay: the answer cut (%s) after every byte -> never approved, always unknown',
  async (how) => {
    await send('pay');
    const sent = server.requests[0];
    if (!sent) throw new Error('nothing arrived');
    const { length } = goodAnswer(sent);
    expect(length).toBeGreaterThan(500);
    for (let after = 0; after < length; after += 1) {
      proxy.arm({ kind: 'cut', way: 'response', after, how });
      const event = paymentEvent(judge('pay', await send('pay'), request));
      expect([after, event.type]).toEqual([after, 'outcomeUnknown']);
    }
    proxy.arm({ kind: 'cut', way: 'response', after: length, how });
    expect(paymentEvent(judge('pay', await send('pay'), request)).type).toBe('approved');
  },
);

it('F78 confirmation: the answer cut after every byte -> always repeated', async () => {
  await send('confirmPayment');
  const sent = server.requests[0];
  if (!sent) throw new Error('nothing arrived');
  const { length } = goodAnswer(sent);
  for (let after = 0; after < length; after += 1) {
    proxy.arm({ kind: 'cut', way: 'response', after, how: 'reset' });
    const { outcome } = judge('confirmPayment', await send('confirmPayment'), request);
    expect([after, outcome]).toEqual([after, 'unknown']);
  }
});

it('F78 pay: the request cut after every byte -> unknown, and nothing was received', async () => {
  const { length } = request;
  let after = 0;
  for (; server.requests.length === 0; after += 1) {
    proxy.arm({ kind: 'cut', way: 'request', after, how: 'reset' });
    const answer = await send('pay');
    if (server.requests.length === 0)
      expect([after, answer.silence]).toEqual([after, 'connectionLost']);
  }
  // The first that got through was whole: headers and body.
  expect(after).toBeGreaterThan(length + 100);
  expect(server.requests).toMatchObject([{ text: request }]);
});
