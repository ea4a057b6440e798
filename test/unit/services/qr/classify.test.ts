import { describe, expect, it } from 'vitest';
import { codeEvent, judge, paymentEvent } from '../../../../electron/core/services/qr/classify.ts';
import { type QrOperation } from '../../../../src-shared/services/qr/operations.ts';
import { awaitingCustomer } from '../../../support/payments.ts';

const answer = (status: number, body: unknown = '', contentType = 'application/json') => ({
  status,
  contentType,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  sent: true as const,
});
const { tranId } = awaitingCustomer.code;
const other = '11111111-1111-4111-8111-111111111111';
const stranger = '22222222-2222-4222-8222-222222222222';
const request = JSON.stringify({ id: awaitingCustomer.id, tranId });
const response = {
  id: awaitingCustomer.id,
  tranId,
  partner: { id: '90010', name: 'Protea Wallet' },
  thirdPartyIdentifiers: [{ institutionId: '1', transactionIdentifier: '2', extra: 'kept' }],
  amounts: { approvedAmount: { amount: 18_450, currency: '710' } },
};
const text = JSON.stringify(response);
const eventOf = (...given: Parameters<typeof answer>) =>
  paymentEvent(judge('pay', answer(...given), request));
const unusable = { type: 'outcomeUnknown', why: 'answerUnusable' };
const page = '<!doctype html><h1>Sign in</h1>';

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

  it.each<[string, object | string, string?]>([
    ['another message id than its request', { ...response, id: other }],
    ['its tranId in capitals', { ...response, tranId: tranId.toUpperCase() }],
    ['a second approvedAmount in another object', { slip: response.amounts, ...response }],
    ['a replacement character in a name', { ...response, note: 'caf\ufffd' }],
    ['an amount with a fraction of nothing', text.replace('18450', '18450.00')],
    ['an amount with an exponent', text.replace('18450', '1.845e4')],
    ['no content type', response, ''],
    ['a JSON type of its own', response, 'application/vnd.qr+json; charset=utf-8'],
    ['a slip that cannot be read', { ...response, slipData: 'none' }],
    ['an errorType of its own among its fields', { errorType: 'GENERAL_ERROR', ...response }],
  ])('201 with %s approves', (_, body, contentType = 'application/json') => {
    expect(eventOf(201, body, contentType)).toMatchObject({
      type: 'approved',
      approval: { approved: { amountMinor: 18_450, currency: '710' } },
    });
  });

  it.each([[undefined], [null], [[]]])(
    '201 with %j for identifiers approves, and has none',
    (value) => {
      expect(eventOf(201, { ...response, thirdPartyIdentifiers: value })).toMatchObject({
        type: 'approved',
        approval: { thirdPartyIdentifiers: [] },
      });
    },
  );

  it('takes identifiers over as they came: in order, members of theirs included', () => {
    const identifiers =
      '[{"z":[1],"transactionIdentifier":"2","institutionId":"1"},{"institutionId":"3"}]';
    const event = eventOf(
      201,
      text.replace(JSON.stringify(response.thirdPartyIdentifiers), identifiers),
    );
    expect(event.type === 'approved' && JSON.stringify(event.approval.thirdPartyIdentifiers)).toBe(
      identifiers,
    );
  });

  it.each<[string, unknown, string?]>([
    ['no body', ''],
    ['blanks', ' \r\n'],
    ['half a body', text.slice(0, -1)],
    ['a list', []],
    ['another tranId', { ...response, tranId: 'other' }],
    ['no partner', { ...response, partner: undefined }],
    ['an identifier that is a text', { ...response, thirdPartyIdentifiers: ['1'] }],
    ['an amount in text', text.replace('18450', '"18450"')],
    ['a fraction', text.replace('18450', '184.5')],
    ['an amount too large to count', text.replace('18450', '9007199254740993')],
    ['a negative amount', text.replace('18450', '-5')],
    ['an amount that is said twice', text.replace('"amount":', '"amount":1,"amount":')],
    ['any name that is said twice', `{"x":{"y":1,"y":1},${text.slice(1)}`],
    ['a web page', page, 'text/html; charset=utf-8'],
    ['a web page without a type', page, ''],
    ['an approval called plain text', response, 'text/plain'],
    ['an approval called a picture', response, 'image/png'],
  ])('201 with %s is not known', (_, body, contentType = 'application/json') => {
    expect(eventOf(201, body, contentType)).toEqual(unusable);
  });

  it('a refusal is explained by an ErrorDetail, about this transaction', () => {
    const detail = { id: 'x'.repeat(36), errorType: 'DO_NOT_HONOR', errorMessage: 'No' };
    const explained = { type: 'declined', explained: true, errorType: 'DO_NOT_HONOR' };
    expect(eventOf(400, detail)).toMatchObject(explained);
    expect(eventOf(400, { ...detail, tranId })).toMatchObject(explained);
    expect(eventOf(400, { ...detail, tranId: tranId.toUpperCase() })).toMatchObject(explained);
    expect(eventOf(400, { ...detail, originalId: awaitingCustomer.id })).toMatchObject(explained);
    expect(eventOf(400, { ...detail, originalId: 'A-17' })).toMatchObject(explained);
  });

  it('a bare refusal declines, without an explanation', () => {
    expect(eventOf(400)).toMatchObject({ type: 'declined', explained: false });
    expect(eventOf(502, '', 'text/html')).toMatchObject({ type: 'declined', explained: false });
  });

  it.each([400, 404, 429, 502, 503])(
    '%i in words that are not the intermediary’s is not known',
    (status) => {
      const detail = { errorType: 'DO_NOT_HONOR', errorMessage: 'No' };
      expect(eventOf(status, page, 'text/html')).toEqual(unusable);
      expect(eventOf(status, 'default backend - 404', 'text/plain')).toEqual(unusable);
      expect(eventOf(status, { message: 'no Route matched with those values' })).toEqual(unusable);
      expect(eventOf(status, { errorType: 'Sandbox.Timedout', errorMessage: 'x' })).toEqual(
        unusable,
      );
      expect(eventOf(status, { ...detail, tranId: 'other' })).toEqual(unusable);
      expect(eventOf(status, { ...detail, originalId: other })).toEqual(unusable);
      expect(eventOf(status, detail, 'text/plain')).toEqual(unusable);
    },
  );

  it.each([401, 403])('%i is a refusal of credentials in whatever words', (status) => {
    expect(eventOf(status, page, 'text/html')).toMatchObject({
      type: 'declined',
      explained: false,
    });
  });

  it.each([500, 504])('%i is not known, whatever its body says', (status) => {
    const notFinal = { type: 'outcomeUnknown', why: 'answerNotFinal' };
    expect(eventOf(status, { errorType: 'NO_SCAN_RECEIVED', errorMessage: 'x' })).toEqual(notFinal);
    expect(eventOf(status, page, 'text/html')).toEqual(notFinal);
    expect(eventOf(status, response)).toEqual(notFinal);
  });

  it('no status from 100 to 599 leads to an approval without a usable body', () => {
    for (let status = 100; status < 600; status += 1) {
      for (const body of ['', page, '{}']) {
        expect(['declined', 'outcomeUnknown'], `${status}`).toContain(eventOf(status, body).type);
      }
    }
  });
});

describe('the answer to createQrCode', () => {
  const code = { tranId: 't', qrCode: '000201' };
  const event = (...given: Parameters<typeof answer>) =>
    codeEvent(judge('createQrCode', answer(...given), '{"id":"1"}'));

  it('gives a code with the identifiers that came with it', () => {
    expect(event(201, code)).toEqual({ type: 'codeIssued', code, thirdPartyIdentifiers: [] });
    const thirdPartyIdentifiers = [{ institutionId: '9', own: { a: [1] } }];
    expect(event(201, { ...code, thirdPartyIdentifiers })).toEqual({
      type: 'codeIssued',
      code,
      thirdPartyIdentifiers,
    });
  });

  it('that names neither terminal nor transaction is taken for ours, and one that names others is not', () => {
    const own = { institutionId: '62801', transactionIdentifier: 'KST04T02-1-1' };
    const asked = { id: '1', originator: { terminalId: 'KST04T02' }, thirdPartyIdentifiers: [own] };
    const typeOf = (more: object) =>
      codeEvent(judge('createQrCode', answer(201, { ...code, ...more }), JSON.stringify(asked)))
        .type;
    const others = { ...own, transactionIdentifier: 'KST04T02-2-1' };
    const elsewhere = { institutionId: '9', transactionIdentifier: 'KST04T02-2-1' };
    for (const more of [
      { originator: null },
      { originator: {} },
      { originator: 'till' },
      asked,
      { thirdPartyIdentifiers: [elsewhere] },
      { thirdPartyIdentifiers: [{ institutionId: '62801' }] },
      { thirdPartyIdentifiers: [others, own] },
    ]) {
      expect(typeOf(more), JSON.stringify(more)).toBe('codeIssued');
    }
    expect(typeOf({ originator: { terminalId: 'KST04T03' } })).toBe('codeNotIssued');
    expect(typeOf({ thirdPartyIdentifiers: [elsewhere, others] })).toBe('codeNotIssued');
  });

  it.each<[string, ...Parameters<typeof answer>]>([
    ['nothing in it', 201, {}],
    ['no text', 201, { tranId: 't' }],
    ['an empty text', 201, { tranId: 't', qrCode: '' }],
    ['no body', 201],
    ['a page', 200, page, 'text/html'],
    ['a page and a refusal', 404, page, ''],
    ['a code called plain text', 201, code, 'text/plain'],
    ['two codes', 201, '{"tranId":"t","qrCode":"000201","qrCode":"000201"}'],
    ['an error', 500],
  ])('gives none with %s', (_, ...given) => {
    expect(event(...given)).toMatchObject({ reason: { code: 'codeUnavailable' } });
  });

  it('gives none that must not be shown', () => {
    for (const qrCode of [
      'https://pay.example.com',
      'upi://pay',
      '000201\n',
      `000201${'x'.repeat(9_000)}`,
    ]) {
      expect(event(201, { tranId: 't', qrCode })).toEqual({
        type: 'codeNotIssued',
        reason: { code: 'codeUnsafe' },
      });
    }
  });

  it('is refused by a bare or an explained refusal', () => {
    expect(event(404)).toMatchObject({ reason: { code: 'codeRefused', errorType: null } });
    const detail = { errorType: 'INVALID_MERCHANT', errorMessage: 'Who?' };
    expect(event(400, detail)).toMatchObject({
      reason: { code: 'codeRefused', errorType: 'INVALID_MERCHANT', message: 'Who?' },
    });
  });
});

describe('the answer to an advice', () => {
  const advice = JSON.stringify({ id: other, requestId: awaitingCustomer.id, tranId });
  const judged = (operation: QrOperation, ...given: Parameters<typeof answer>) =>
    judge(operation, answer(...given), advice);
  const outcome = (...given: Parameters<typeof judged>) => judged(...given).outcome;
  const foreign = { outcome: 'unknown', silence: 'foreignAnswer', explained: false };

  it('delivers it with 202 and nothing, whatever that is called, or any JSON object that is not about another', () => {
    expect(outcome('confirmPayment', 202)).toBe('successful');
    expect(outcome('confirmPayment', 202, '', 'text/html')).toBe('successful');
    expect(outcome('reversePayment', 200, '{}', '')).toBe('successful');
    expect(outcome('reversePayment', 202, { anything: [1] })).toBe('successful');
    expect(outcome('confirmPayment', 202, advice)).toBe('successful');
    expect(outcome('confirmPayment', 202, { tranId: tranId.toUpperCase() })).toBe('successful');
    expect(outcome('confirmPayment', 202, { id: 'its own', tranId: null })).toBe('successful');
  });

  it('is nothing to reverse with 404 and nothing, or an ErrorDetail', () => {
    const detail = { errorType: 'UNABLE_TO_LOCATE_RECORD', errorMessage: 'None' };
    expect(outcome('reversePayment', 404)).toBe('successful');
    expect(outcome('reversePayment', 404, '', 'text/html')).toBe('successful');
    expect(outcome('reversePayment', 404, detail)).toBe('successful');
    expect(outcome('reversePayment', 404, { ...detail, originalId: other })).toBe('successful');
    expect(outcome('confirmPayment', 404, detail)).toBe('failed');
    expect(outcome('confirmPayment', 404)).toBe('failed');
  });

  it.each<[string, ...Parameters<typeof answer>]>([
    ['a proxy’s line', 404, 'default backend - 404', 'text/plain'],
    ['a page without a type', 404, page, ''],
    ['a page', 404, page, 'text/html'],
    ['a gateway’s object', 404, { message: 'no Route matched with those values' }],
    ['an empty object', 404, {}],
    ['null', 404, 'null'],
    ['half an ErrorDetail', 404, '{"errorType":"UNABLE_TO_LOCATE_RECORD"'],
    ['an ErrorDetail about another', 404, { errorType: 'GENERAL_ERROR', tranId: 'x' }],
    ['a page that says all is well', 200, page, 'text/html'],
    ['a line that says all is well', 202, 'OK', 'text/plain'],
    ['a list that says all is well', 202, '[]'],
    ['an object called plain text', 202, '{}', 'text/plain'],
    ['half an object', 202, '{"id":"'],
    ['the echo of another advice', 202, { id: other, requestId: other, tranId: 'x' }],
    ['an ErrorDetail about another message', 202, { errorType: 'X', originalId: stranger }],
    ['a maintenance page', 503, page, 'text/html'],
  ])('is foreign with %s, and keeps what it was', (_, ...given) => {
    for (const operation of ['reversePayment', 'confirmPayment'] as const) {
      const [status, , message = 'application/json'] = given;
      expect(judged(operation, ...given)).toMatchObject({
        ...foreign,
        status,
        message: message || 'no content type',
      });
    }
  });

  it('is nothing to reverse with any 404 where the profile trusts that', () => {
    const trusted = (operation: QrOperation, ...given: Parameters<typeof answer>) =>
      judge(operation, answer(...given), advice, true).outcome;
    expect(trusted('reversePayment', 404, 'default backend - 404', 'text/plain')).toBe(
      'successful',
    );
    expect(trusted('confirmPayment', 404, page, 'text/html')).toBe('unknown');
    expect(trusted('reversePayment', 200, page, 'text/html')).toBe('unknown');
  });

  it('is judged even when what was sent is no JSON', () => {
    expect(judge('reversePayment', answer(404, { errorType: 'GENERAL_ERROR' }), '{').outcome).toBe(
      'successful',
    );
  });
});
