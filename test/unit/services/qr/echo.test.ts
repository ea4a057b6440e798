// What is sent back of an answer fits the schema, whatever the answer said.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { adviceMessage, paymentAnswer } from '../../../../electron/core/services/qr/messages.ts';
import { isPlain, most } from '../../../../src-shared/domain/text.ts';
import { assertSent } from '../../../support/swagger.ts';

const request = {
  id: '0b5f9d0e-3d0b-4a9e-9c3e-6b2f1d2c3a4b',
  tranId: '1234567890',
  rrn: '000000001001',
  stan: '000001',
  thirdPartyIdentifiers: [{ institutionId: '62801', transactionIdentifier: 'KST04T02-1-1' }],
};

const advice = {
  id: '5f0c7f2e-3a55-4b7e-9a6e-0d9f6c1a2b3c',
  owes: { kind: 'confirmation' } as const,
};
const at = '2026-11-25T10:21:07.412+02:00';

const answerOf = (partner: unknown, more: object = {}) => ({
  id: request.id,
  tranId: request.tranId,
  partner,
  thirdPartyIdentifiers: request.thirdPartyIdentifiers,
  amounts: { approvedAmount: { amount: 100, currency: '710' } },
  ...more,
});

const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', minLength: 30, maxLength: 60 }),
  fc.constantFrom(
    '',
    'x'.repeat(200_000),
    '🇿🇦'.repeat(20),
    `e${'\u0301'.repeat(300)}`,
    '\u202eelbaT',
  ),
);

it('a confirmation with any name of a partner fits the schema', () => {
  fc.assert(
    fc.property(name, (partnerName) => {
      const { partner, thirdPartyIdentifiers } = paymentAnswer.parse(
        answerOf({ id: '7', name: partnerName }),
      );
      // Of this answer, and as a version that took over every name would have kept it.
      for (const kept of [partner, { id: '7', name: partnerName }]) {
        const approval = {
          approved: { amountMinor: 100, currency: '710' },
          partner: kept,
          thirdPartyIdentifiers,
          slipLines: [],
          issuerReference: null,
        };
        assertSent('PaymentConfirmation', JSON.parse(adviceMessage(advice, request, approval, at)));
      }
      expect(isPlain(partner.name)).toBe(true);
    }),
  );
});

it('what has to be sent back unaltered, and is without end, makes the answer unusable', () => {
  const usable = (partner: object, more = {}) =>
    paymentAnswer.safeParse(answerOf(partner, more)).success;
  const partner = { id: '7', name: 'Zapper' };
  expect(usable(partner)).toBe(true);
  expect(usable({ ...partner, id: '7'.repeat(most.institutionId + 1) })).toBe(false);
  const many = Array.from({ length: 400 }, () => request.thirdPartyIdentifiers[0]);
  expect(usable(partner, { thirdPartyIdentifiers: many })).toBe(false);
});

it('no more lines of a slip are taken than its limit', () => {
  const { slipData } = paymentAnswer.parse(
    answerOf(
      { id: '7', name: 'Zapper' },
      { slipData: { messageLines: Array.from({ length: 500 }, () => ({ text: 'x' })) } },
    ),
  );
  expect(slipData?.messageLines).toHaveLength(most.slipLines);
});
