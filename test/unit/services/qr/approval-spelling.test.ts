// One approval, spelled in every way that JSON and the interface's schema allow: with fields nobody
// here knows, in any order, with blanks and escapes anywhere. The till has to read the same from each.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { judge, paymentEvent } from '../../../../electron/core/services/qr/classify.ts';
import { Random } from '../../../simulation/random.ts';
import { assertAnswer } from '../../../support/swagger.ts';

const id = 'e52fec14-2d75-4a6a-8584-0f4ce50ee168';
const tranId = 'b7b3ff7b623d48df8cd58cc6f137bdc5';
const institution = { id: '62801', name: 'Kestrel Grocers' };
const amount = { amount: 18_450, currency: '710' };
const response = {
  id,
  time: '2026-03-14T10:21:31.090+02:00',
  originator: {
    institution,
    terminalId: 'KST04T02',
    merchant: {
      merchantType: '5411',
      merchantId: 'KESTREL00000004',
      merchantName: { name: 'Kestrel Grocers', city: 'Cape Town', region: 'WC', country: 'ZA' },
    },
  },
  client: institution,
  thirdPartyIdentifiers: [
    { institutionId: '62801', transactionIdentifier: '04-02-000318-1' },
    { institutionId: '90010', transactionIdentifier: 'PW7H20KQ' },
  ],
  tranType: 'GOODS_AND_SERVICES',
  partner: { id: '90010', name: 'Protea “Wallet” é \ufffd' },
  amounts: {
    requestAmount: amount,
    approvedAmount: amount,
    additionalAmounts: { tip: { amount: 1, currency: '710' }, approvedAmount: amount },
  },
  tenders: [{ tenderType: 'WALLET', amount }],
  slipData: { messageLines: [{ text: 'Paid' }, { text: 'Thank "you"' }], issuerReference: 'PW7' },
  tranId,
};
const request = JSON.stringify({ id, tranId });
const eventOf = (body: string, contentType = 'application/json') =>
  paymentEvent(judge('pay', { status: 201, contentType, body, sent: true }, request));

type Extra = readonly (readonly [name: string, value: unknown])[];

/** Every name the till may look for: what is added has another. */
const names = new Set(JSON.stringify(response).match(/[A-Za-z]+/g));

/** Identifiers are sent back as they came, and more amounts would have to be amounts. */
const closed = new Set(['thirdPartyIdentifiers', 'additionalAmounts']);

/** The spelling of a value that `random` draws; objects get some of the members in `extra` beside theirs. */
function spelled(value: unknown, random: Random, extra: Extra): string {
  const blank = () => random.pick(['', '', '', ' ', '\n', '\t\r\n']);
  if (typeof value === 'string') return spelledText(value, random);
  if (typeof value === 'number') return random.pick(spellingsOf(value));
  if (Array.isArray(value)) {
    const parts = value.map((item) => blank() + spelled(item, random, extra) + blank());
    return `[${parts.join(',')}]`;
  }
  const members = Object.entries(value as object).map(([name, inner]) => {
    return [name, spelled(inner, random, closed.has(name) ? [] : extra)] as const;
  });
  const added = new Map(
    extra
      .filter(([name]) => !names.has(name) && random.chance(0.3))
      .map(([name, inner]) => [name, JSON.stringify(inner)]),
  );
  const all = [...members, ...added];
  // Identifiers keep the order of their members, too.
  if (extra.length > 0) all.sort(() => random.draw() - 0.5);
  const parts = all.map(
    ([name, text]) =>
      `${blank()}${spelledText(name, random)}${blank()}:${blank()}${text}${blank()}`,
  );
  return `{${parts.join(',')}}`;
}

function spelledText(text: string, random: Random): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const plain = (unit: string) => JSON.stringify(unit).slice(1, -1);
  const units = text.split('').map((unit) => (random.chance(0.2) ? escaped(unit) : plain(unit)));
  return `"${units.join('')}"`;
}

function spellingsOf(value: number): string[] {
  return [String(value), `${value}.0`, `${value}.000`, `${value}e0`, `${value / 1_000}E+3`];
}

const extras = fc.array(fc.tuple(fc.string(), fc.jsonValue({ maxDepth: 3 })), { maxLength: 8 });
const seeds = fc.integer({ min: 1 });

it('every spelling of an approval is the same approval', () => {
  const expected = eventOf(JSON.stringify(response));
  const approval = { approved: { amountMinor: 18_450, currency: '710' } };
  expect(expected).toMatchObject({ type: 'approved', approval });
  const types = fc.constantFrom('', 'application/json', 'application/x+json;q=1');
  fc.assert(
    fc.property(seeds, extras, types, (seed, extra, type) => {
      const body = spelled(response, new Random(seed), extra);
      assertAnswer('PaymentResponse', JSON.parse(body));
      expect(eventOf(body, type)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

it('and any name said twice in one object makes it none', () => {
  fc.assert(
    fc.property(seeds, extras, fc.nat(), (seed, extra, nth) => {
      const body = spelled(response, new Random(seed), extra);
      // A brace may stand in a text as well: what is put in there ends the text, and is no JSON at all.
      const opens = [...body.matchAll(/\{/g)].map(({ index }) => index);
      const at = (opens[nth % opens.length] ?? 0) + 1;
      const twice = `${body.slice(0, at)}"t\\u0077ice":1,"twice":2,${body.slice(at)}`;
      expect(eventOf(twice)).toEqual({ type: 'outcomeUnknown', why: 'answerUnusable' });
    }),
    { numRuns: 200 },
  );
});
