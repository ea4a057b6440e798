// What may be kept and shown of an answer: no card number; of fields that nobody needs no more than how
// long they were. (redact.test.ts tells of our password.)
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asItIs, type Redact, redactorOf } from '../../../electron/core/redact.ts';
import { keptFieldsOf } from '../../../electron/core/services/services.ts';
import {
  keptBody,
  keptLine,
  keptOfBook,
  keptText,
  maskCards,
} from '../../../electron/core/wire/kept-answer.ts';
import { profileSchema } from '../../../src-shared/contract/profile.ts';
import { type QrOperation, qrOperationNames } from '../../../src-shared/services/qr/operations.ts';
import { validProfile } from '../../support/profile.ts';

const profile = profileSchema.parse(validProfile('https://pay.example.com/qr/v1'));
const operations = fc.constantFrom<QrOperation>(...qrOperationNames);

it('a card number that is written like a length is none', () => {
  const body = JSON.stringify({ card: '[4111111111111111 characters]' });
  expect(JSON.parse(keptBody(keptFieldsOf('pay'), body, asItIs))).toEqual({
    card: '[29 characters]',
  });
});

describe('a card number', () => {
  const withCheckDigit = (digits: string) => {
    const last = '0123456789'.split('').find((digit) => isCard(digits + digit));
    return digits + String(last);
  };
  const isCard = (digits: string) =>
    digits
      .split('')
      .toReversed()
      .reduce((sum, digit, place) => {
        const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
        return sum + Math.floor(value / 10) + (value % 10);
      }, 0) %
      10 ===
    0;
  const gaps = ['', ' ', '-', '.', '_', '\u00a0', '\u202f', '\u2013', '/', ' - ', '*', '|', '·'];
  const cards = fc
    .tuple(fc.stringMatching(/^[1-9]\d{10,17}$/), fc.constantFrom(...gaps))
    .map(([digits, gap]) => (withCheckDigit(digits).match(/.{1,4}/g) ?? []).join(gap));

  it('stands in no text that is kept, and can be told by its ends', () => {
    const word = fc.stringMatching(/^[a-z ,.:]{0,20}$/);
    fc.assert(
      fc.property(cards, word, word, operations, (card, before, after, operation) => {
        const text = `${before}${card}${after}`;
        const digits = card.replace(/\D/g, '');
        const kept = [
          maskCards(text),
          keptBody(keptFieldsOf(operation), text, asItIs),
          keptBody(
            keptFieldsOf(operation),
            JSON.stringify({ errorMessage: text, pan: card, customer: text }),
            asItIs,
          ),
          keptBody(
            keptFieldsOf('pay'),
            JSON.stringify({ slipData: { messageLines: [{ text }] } }),
            asItIs,
          ),
          keptBody(
            keptFieldsOf('pay'),
            JSON.stringify({ tenders: [{ cardNumber: card }] }),
            asItIs,
          ),
        ];
        for (const each of kept) expect(each).not.toContain(card);
        expect(maskCards(text)).toContain(`${digits.slice(0, 6)}******${digits.slice(-4)}`);
      }),
    );
  });

  it.each([
    '%20',
    '&nbsp;',
    '&#160;',
    '&#x2009;',
    '\\u00a0',
    '=20',
    '%C2%A0',
    '%2520',
    '&amp;nbsp;',
  ])('stands in no text with its groups parted by %s', (gap) => {
    const text = `card ${['4111', '1111', '1111', '1111'].join(gap)} & no other`;
    expect(keptText(text, asItIs)).toBe(`[${text.length} characters]`);
  });

  it('that the end of what is kept cuts through is none of it', () => {
    const text = `${'x '.repeat(493)}4111111111111111`;
    expect(keptText(text, asItIs)).not.toContain('41111111');
  });

  it.each<[string, string]>([
    ['4111 1111 1111 1111 123', '411111******1111 123'],
    ['no 4111-1111-1111-1111, nor 5500000000000004', 'no 411111******1111, nor 550000******0004'],
    ['4111 1111-1111  - 1111', '411111******1111'],
    ['4111111111111112', '4111111111111112'],
    ['411111******1111 123', '411111******1111 123'],
    ['12345678-1234-1234-8234-123456789012', '12345678-1234-1234-8234-123456789012'],
    ['R 18 450,00 at 10 21', 'R 18 450,00 at 10 21'],
    ...[
      '2026-03-14 10:21:31.097',
      '14/03/2026 10:21:32',
      '2026.03.14 10:21:33',
      '2026-03-14T10:21:31.090+02:00',
      '2026-03-14T10:21:31.094+02:00',
    ].map((text): [string, string] => [text, text]),
    ['1 '.repeat(400), '1 '.repeat(400).replace(/.*/, (text) => maskCards(text))],
  ])('%s', (text, masked) => {
    expect(maskCards(text)).toBe(masked);
  });

  it('as a number for an amount is none', () => {
    const body = '{"amounts":{"approvedAmount":{"amount":4111111111111111,"currency":"710"}}}';
    expect(JSON.parse(keptBody(keptFieldsOf('pay'), body, asItIs))).toEqual({
      amounts: { approvedAmount: { amount: '[16 characters]', currency: '710' } },
    });
  });
});

describe('what support needs', () => {
  const redact: Redact = redactorOf(profile, 'correct horse');

  it('comes through as it was', () => {
    const answer = {
      id: '5f0c7f2e-3a55-4b7e-9a6e-0d9f6c1a2b3c',
      tranId: '4111111111111111',
      rrn: '411111111111111111',
      time: '2026-03-14T10:21:31.090+02:00',
      partner: { id: '90010', name: 'Protea Wallet' },
      thirdPartyIdentifiers: [
        { institutionId: '62801', transactionIdentifier: 'KST04T02-000318-1' },
      ],
      amounts: {
        requestAmount: { amount: 18_450, currency: '710' },
        approvedAmount: { amount: 18_450, currency: '710' },
      },
      tenders: [{ tenderType: 'CREDIT_CARD', amount: { amount: 18_450, currency: '710' } }],
      slipData: {
        messageLines: [{ text: 'Paid with Protea Wallet' }],
        issuerReference: 'PW7H20KQ',
      },
      settlementEntity: { id: '90011', name: 'Protea Wallet Settlements' },
    };
    expect(JSON.parse(keptBody(keptFieldsOf('pay'), JSON.stringify(answer), redact))).toEqual(
      answer,
    );
    const refusal = {
      id: 'd8aaa1f6d2b641ba',
      originalId: '5f0c7f2e-3a55-4b7e-9a6e-0d9f6c1a2b3c',
      errorType: 'NO_SCAN_RECEIVED',
      errorMessage: 'QR code was not scanned in time',
      providerErrorCode: 'E91',
      providerRef: '4111111111111111',
      tranId: 'b7b3ff7b',
    };
    for (const operation of qrOperationNames) {
      expect(
        JSON.parse(keptBody(keptFieldsOf(operation), JSON.stringify(refusal), redact)),
      ).toEqual(refusal);
    }
  });

  it('and of the rest the names and the lengths', () => {
    const answer = {
      customer: { firstName: 'Jane', msisdn: '+27820000000', emailAddress: 'jane@example.com' },
      partnerPaymentToken: 'token-1',
      pin: '9876',
      pan: 4_111_111_111_111_111,
      amounts: { balanceAmount: { amount: 5, currency: '710' } },
      detailMessage: { code: 'MISSING_FIELD', said: 'Jane was here', pin: '9876' },
    };
    expect(JSON.parse(keptBody(keptFieldsOf('pay'), JSON.stringify(answer), redact))).toEqual({
      customer: '[78 characters]',
      partnerPaymentToken: '[7 characters]',
      pin: '[4 characters]',
      pan: '[16 characters]',
      amounts: { balanceAmount: '[29 characters]' },
      detailMessage: { code: 'MISSING_FIELD', said: '[13 characters]', pin: '[4 characters]' },
    });
  });

  it('of a page of somebody else: its kind, its length, and how it begins', () => {
    const page = `<html>${'Please sign in. '.repeat(50)}</html>`;
    expect(
      JSON.parse(keptBody(keptFieldsOf('pay'), page, redact, 'text/html; charset=utf-8')),
    ).toEqual({
      foreign: {
        length: page.length,
        type: 'text/html; charset=utf-8',
        beginning: page.slice(0, 200),
      },
    });
    expect(JSON.parse(keptOfBook(keptFieldsOf('pay'), page, redact))).toEqual({
      foreign: { length: page.length },
    });
    expect(keptBody(keptFieldsOf('pay'), '', redact)).toBe('');
  });

  it('masks what only a cut made look like a card', () => {
    const body = `${'x'.repeat(183)} 3.7778160365075317e+82`;
    const kept = keptBody(keptFieldsOf('pay'), body, asItIs);
    expect(kept).not.toContain('377781603650753');
    expect(keptBody(keptFieldsOf('pay'), kept, asItIs)).toBe(kept);
  });

  it('of a line for people no more than its limit, and nothing that nobody sees', () => {
    expect(keptLine(`\u202e${'x'.repeat(5_000)}`, redact, 40)).toBe('x'.repeat(40));
    expect(keptLine(`${'x'.repeat(30)}correct horse`, redact, 40)).toBe('[43 characters]');
  });

  it('stays the same however often it is read', () => {
    const json = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({
          id: fc.string(),
          errorMessage: fc.string(),
          detailMessage: fc.object(),
          x: fc.string(),
        })
        .map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(json, operations, (body, operation) => {
        const kept = keptBody(keptFieldsOf(operation), body, redact);
        expect(keptOfBook(keptFieldsOf(operation), kept, redact)).toBe(kept);
      }),
      { numRuns: 500 },
    );
  });

  it('is never more than a book should hold, whatever comes', () => {
    const deep = `${'{"detailMessage":'.repeat(2_000)}1${'}'.repeat(2_000)}`;
    const wide = JSON.stringify(
      Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`name ${at}`, 'x'.repeat(40)])),
    );
    const long = JSON.stringify({
      slipData: { messageLines: Array.from({ length: 500 }, () => ({ text: 'x'.repeat(999) })) },
    });
    for (const body of [deep, wide, long, 'x'.repeat(250_000)]) {
      expect(keptBody(keptFieldsOf('pay'), body, redact).length).toBeLessThan(17_000);
    }
  });
});
