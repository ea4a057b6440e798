// What the till puts on the wire: every message valid against the official schema, and advices
// that carry what request and response said.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import { assertSent } from '../support/swagger.ts';
import { startIntermediary, TestTill } from '../support/test-till.ts';

const definitions = {
  createQrCode: 'CreateQrCodeRequest',
  pay: 'PaymentRequest',
  confirmPayment: 'PaymentConfirmation',
  reversePayment: 'PaymentReversal',
} as const;

let intermediary: TrainingIntermediary;
let till: TestTill;

beforeEach(async () => {
  intermediary = await startIntermediary();
  till = await TestTill.start({ intermediary });
});
afterEach(async () => {
  await till.stop();
  await intermediary.stop();
});

it('every message is valid against the official schema, with no field it does not know', async () => {
  for (const end of ['confirm', 'void', 'cancel'] as const) {
    await till.call('startPayment', { amountMinor: 18_450 });
    await intermediary.whenWaiting();
    if (end === 'cancel') {
      await till.call('cancelPayment', { paymentId: till.paymentId });
    } else {
      intermediary.act({ name: 'approve' });
      await till.whenPayment('approved');
      const { paymentId, saleId } = till;
      if (end === 'void') await till.call('voidPayment', { paymentId });
      else await till.call('nextSale', { saleId });
    }
    await till.whenNothingOwed();
  }
  const received = intermediary.requests();
  const seen = received.map(({ operation }) => operation);
  expect(new Set(seen)).toEqual(new Set(Object.keys(definitions)));
  for (const { operation, body } of received) {
    const definition = definitions[operation as keyof typeof definitions];
    assertSent(definition, body);
  }
});

it('an advice carries what its request and its response said', async () => {
  await till.call('startPayment', { amountMinor: 18_450 });
  await intermediary.whenWaiting();
  intermediary.act({ name: 'approve' });
  await till.whenPayment('approved');
  await till.call('nextSale', { saleId: till.saleId });
  await till.whenNothingOwed();
  const bodies = intermediary.requests().map(({ body }) => body as Record<string, unknown>);
  const [code, request, confirmation] = bodies;
  expect(code?.['qrProperties']).toMatchObject({ singleUse: true, partPaymentAllowed: false });
  expect(request).toMatchObject({ basketRef: 'KST04T02-000001', tranType: 'GOODS_AND_SERVICES' });
  expect(confirmation).toMatchObject({
    requestId: request?.['id'],
    tranId: request?.['tranId'],
    rrn: request?.['rrn'],
    stan: request?.['stan'],
  });
  expect(confirmation?.['thirdPartyIdentifiers']).toHaveLength(2);
  expect(confirmation?.['partner']).toBeDefined();
});
