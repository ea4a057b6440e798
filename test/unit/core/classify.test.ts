import { describe, expect, it } from 'vitest';
import { codeEvent, judge, paymentEvent } from '../../../electron/core/intermediary/classify.ts';
import type { QrOperation } from '../../../src-shared/domain/outcome.ts';
import { awaitingCustomer } from '../../support/payments.ts';

const answer = (status: number, body: unknown = '', contentType = 'application/json') => ({
  status,
  contentType,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  sent: true as const,
});
const response = {
  id: awaitingCustomer.id,
  tranId: awaitingCustomer.code.tranId,
  partner: { id: '90010', name: 'Protea Wallet' },
  thirdPartyIdentifiers: [{ institutionId: '1', transactionIdentifier: '2', extra: 'kept' }],
  amounts: { approvedAmount: { amount: 18_450, currency: '710' } },
};
const eventOf = (...given: Parameters<typeof answer>) =>
  paymentEvent(awaitingCustomer, judge('pay', answer(...given)));

describe('the answer to pay', () => {
  it.each([200, 201, 202])('%i with a fitting body approves', (status) => {
    expect(eventOf(status, response)).toMatchObject({
      type: 'approved',
      approval: {
        approved: { amountMinor: 18_450, currency: '710' },
        thirdPartyIdentifiers: response.thirdPartyIdentifiers,
      },
    });
  });

  it.each([
    ['no body', ''],
    ['half a body', '{"id":'],
    ['a list', []],
    ['another id', { ...response, id: 'other' }],
    ['another tranId', { ...response, tranId: 'other' }],
    ['no partner', { ...response, partner: undefined }],
    [
      'an amount in text',
      { ...response, amounts: { approvedAmount: { amount: '18450', currency: '710' } } },
    ],
    [
      'a fraction',
      { ...response, amounts: { approvedAmount: { amount: 184.5, currency: '710' } } },
    ],
    [
      'an amount too large to count',
      { ...response, amounts: { approvedAmount: { amount: 2 ** 60, currency: '710' } } },
    ],
  ])('201 with %s is not known', (_, body) => {
    expect(eventOf(201, body)).toEqual({ type: 'outcomeUnknown', why: 'answerUnusable' });
  });

  it('201 with a negative amount is not known', () => {
    const amounts = { approvedAmount: { amount: -5, currency: '710' } };
    expect(eventOf(201, { ...response, amounts })).toMatchObject({ why: 'answerUnusable' });
  });

  it('201 with a web page is not known', () => {
    expect(eventOf(200, '<html>Sign in</html>', 'text/html; charset=utf-8')).toEqual({
      type: 'outcomeUnknown',
      why: 'answerUnusable',
    });
  });

  it('ignores fields it does not know, and a slip it cannot read', () => {
    expect(eventOf(201, { ...response, extra: 1, slipData: 'none' })).toMatchObject({
      type: 'approved',
      approval: { slipLines: [] },
    });
  });

  it('a refusal is explained only by an ErrorDetail about this transaction', () => {
    const detail = { id: 'x'.repeat(36), errorType: 'DO_NOT_HONOR', errorMessage: 'No' };
    expect(eventOf(400, detail)).toMatchObject({ explained: true, errorType: 'DO_NOT_HONOR' });
    expect(eventOf(400, { ...detail, tranId: response.tranId })).toMatchObject({ explained: true });
    expect(eventOf(400, { ...detail, tranId: 'other' })).toMatchObject({ explained: false });
    expect(eventOf(400, { error: 'bad' })).toMatchObject({ explained: false });
    expect(eventOf(502, '<html>')).toMatchObject({ type: 'declined', explained: false });
  });

  it.each([500, 504])('%i is not known, whatever its error says', (status) => {
    expect(eventOf(status, { errorType: 'NO_SCAN_RECEIVED', errorMessage: 'x' })).toEqual({
      type: 'outcomeUnknown',
      why: 'answerNotFinal',
    });
  });
});

describe('the answer to createQrCode', () => {
  it('gives a code, or says that there is none', () => {
    const code = { tranId: 't', qrCode: '000201' };
    expect(codeEvent(judge('createQrCode', answer(201, code)))).toEqual({
      type: 'codeIssued',
      code,
    });
    for (const unusable of [{}, { tranId: 't' }, { tranId: 't', qrCode: '' }]) {
      expect(codeEvent(judge('createQrCode', answer(201, unusable)))).toMatchObject({
        reason: { code: 'codeUnavailable' },
      });
    }
    expect(codeEvent(judge('createQrCode', answer(500)))).toMatchObject({
      reason: { code: 'codeUnavailable' },
    });
    expect(codeEvent(judge('createQrCode', answer(404)))).toMatchObject({
      reason: { code: 'codeRefused' },
    });
  });
});

it('no status from 100 to 599 on pay leads to an approval without a usable body', () => {
  for (let status = 100; status < 600; status += 1) {
    const event = eventOf(status, '');
    expect(['declined', 'outcomeUnknown'], `${status}`).toContain(event.type);
  }
});

it('an advice is delivered by an empty 202, a reversal by a bare 404 too', () => {
  const outcome = (operation: QrOperation, status: number) =>
    judge(operation, answer(status)).outcome;
  expect(outcome('confirmPayment', 202)).toBe('successful');
  expect(outcome('reversePayment', 404)).toBe('successful');
  expect(outcome('confirmPayment', 404)).toBe('failed');
  expect(judge('confirmPayment', answer(200, '<html>', 'text/html')).outcome).toBe('unknown');
});
