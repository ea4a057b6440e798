// Whoever stands between the till and the far end, and what it says in the far end's place: a portal, a
// proxy, a gateway, a default page; or the far end's own words, cut, renamed or said twice on the way.
import { operationOf } from './operations.ts';
import type { Random } from './random.ts';
import type { Reply } from './replies.ts';

const statuses = [
  200, 201, 202, 204, 301, 302, 400, 401, 403, 404, 405, 407, 413, 429, 500, 502, 503, 504,
] as const;

const types = [
  'text/html',
  'text/html; charset=utf-8',
  'text/plain',
  'application/json',
  'application/json; charset=utf-8',
  'image/png',
  '',
] as const;

const another = '22222222-2222-4222-8222-222222222222';
const detailOf = (errorType: string, more: object) =>
  JSON.stringify({ id: 'd8aaa1f6', errorType, errorMessage: 'Not this one', ...more });

const texts = [
  'default backend - 404',
  '<!doctype html><title>Free Wi-Fi</title><h1>Sign in</h1>',
  '<html><body><h1>503 Service Unavailable</h1></body></html>',
  '[]',
  'null',
  '"OK"',
  '{"id":"',
] as const;

/** JSON objects that are none of the interface's messages about this transaction. */
const objects = [
  '{}',
  '{"message":"no Route matched with those values"}',
  '{"timestamp":"2026-03-14","status":404,"error":"Not Found","path":"/"}',
  '{"errorType":"Sandbox.Timedout","errorMessage":"Task timed out"}',
  detailOf('UNABLE_TO_LOCATE_RECORD', { tranId: 'another' }),
  detailOf('DUPLICATE_RECORD', { originalId: another }),
  detailOf('DECLINED_BY_PARTNER', { originalId: another, tranId: 'another' }),
] as const;

/** An explanation of the bill payment interface names no transaction but by its ids. */
const ofBills = objects.filter(
  (text) => !text.includes('"tranId":"another"}') || text.includes(another),
);

/** An answer of a stranger's own to a request to `path`, which never reached the far end. */
export function strangersAnswer(random: Random, path: string): Reply {
  for (;;) {
    const status = random.pick(statuses);
    const contentType = random.pick(types);
    const ofPath = operationOf(path).isBill ? ofBills : objects;
    const body = random.pick(['', random.pick(texts), random.pick(ofPath)]);
    const reply = { status, contentType, body };
    if (!isFarEndsWord(path, reply)) return { ...reply, isForeign: body !== '' };
  }
}

/** What a portal says to everything, until somebody has signed in. */
export function portalsAnswer(random: Random, sellsBills: boolean): Reply {
  for (;;) {
    const path = sellsBills ? '/billpay/v4/payments/reversals' : '/payments/reversals';
    const reply = strangersAnswer(random, path);
    if (!isFarEndsWord('/payments/confirmations', reply)) return reply;
  }
}

/** The far end's own answer as somebody on the way leaves it. The request has had its effect. */
export function spoiled(random: Random, path: string, reply: Reply): Reply {
  const { body } = reply;
  const ways = [() => strangersAnswer(random, path)];
  if (body.length > 1) {
    ways.push(
      () => ({
        ...reply,
        body: body.slice(0, random.integer(1, body.length - 1)),
        isForeign: true,
      }),
      () => ({ ...reply, contentType: random.pick(['text/plain', 'text/html']), isForeign: true }),
    );
  }
  // Which of two amounts counts is anybody's guess; the last is what most readers take.
  if (body.includes('"amount":') && random.chance(0.6)) {
    const twice = random.pick(['"amount":7,$&', '$&,"amount":7', '$&,"amount":7']);
    return { ...reply, body: body.replace(/"amount":\d+/, twice), isForeign: true };
  }
  return random.pick(ways)();
}

/**
 * What nobody could tell from the far end's own word (A5): an advice that is taken with a bare status
 * or an object, and a reversal's 404 without a body; and that a refund is declined, after
 * which nothing may be sent (C21), by a bare status.
 */
function isFarEndsWord(path: string, { status, contentType, body }: Reply): boolean {
  const { name, kind } = operationOf(path);
  if (name === '/bills/refunds') return body === '' && [400, 501, 503].includes(status);
  if (kind !== 'advice') return false;
  const isTaken = status >= 200 && status <= 202;
  if (body === '') return isTaken || (status === 404 && name.endsWith('reversals'));
  return (
    isTaken &&
    body.startsWith('{') &&
    body.endsWith('}') &&
    /^(application\/json|$)/.test(contentType)
  );
}
