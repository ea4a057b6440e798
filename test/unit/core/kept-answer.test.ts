// What may be kept and shown of an answer: nothing of ours that is secret, in whatever form it comes
// back; no card number; of fields that nobody needs no more than how long they were.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asItIs, type Redact, redactorOf } from '../../../electron/core/redact.ts';
import {
  keptBody,
  keptOfBook,
  keptText,
  maskCards,
} from '../../../electron/core/wire/kept-answer.ts';
import { profileSchema } from '../../../src-shared/contract/profile.ts';
import { type QrOperation, qrOperationNames } from '../../../src-shared/services/qr/operations.ts';
import { validProfile } from '../../support/profile.ts';

const profile = profileSchema.parse(validProfile('https://pay.example.com/qr/v1'));
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** How servers send back what they were sent, written down apart from the till's own list. */
const echoes: Record<string, (password: string) => string> = {
  'as it is': (password) => password,
  'in capitals': (password) => password.toUpperCase(),
  'the Basic value': (password) => `Basic ${base64(`62801:${password}`)}`,
  'the Basic value, in small letters': (password) => base64(`62801:${password}`).toLowerCase(),
  'Base64 of the password': (password) => base64(password),
  'a header that has it, in Base64': (password) =>
    base64(`authorization: Basic ${base64(`62801:${password}`)}\r\n`),
  'in hex': (password) => Buffer.from(password).toString('hex'),
  'percent-encoded': encodeURIComponent,
  'percent-encoded, twice': (password) => encodeURIComponent(encodeURIComponent(password)),
  'as a form sends it': (password) => new URLSearchParams({ p: password }).toString().slice(2),
  'escaped for JSON': (password) => JSON.stringify(password).slice(1, -1),
  'escaped for JSON, twice': (password) => JSON.stringify(JSON.stringify(password)).slice(3, -3),
  'escaped for HTML': (password) =>
    password
      .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
      .replaceAll('&#38;', '&amp;')
      .replaceAll('&#60;', '&lt;')
      .replaceAll('&#62;', '&gt;')
      .replaceAll('&#34;', '&quot;'),
  'escaped for HTML, in ASCII': (password) =>
    password.replace(/[&<>"']|[^\0-\x7f]/gu, (sign) => {
      const named = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }[sign];
      return named ?? `&#${sign.codePointAt(0)};`;
    }),
  'read as Latin-1': (password) => Buffer.from(password).toString('latin1'),
};

// A password is typed by a person; the first letters keep it apart from the names of fields.
const passwords = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 20 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  )
  .map((text) => `qZ7${text.toWellFormed()}`);
const operations = fc.constantFrom<QrOperation>(...qrOperationNames);
const notTo = (kept: string, secret: string) =>
  expect(kept.toLowerCase()).not.toContain(secret.toLowerCase());

it('a card number that is written like a length is none', () => {
  const body = JSON.stringify({ card: '[4111111111111111 characters]' });
  expect(JSON.parse(keptBody('pay', body, asItIs))).toEqual({ card: '[29 characters]' });
});

describe('our password', () => {
  it.each(Object.entries(echoes))('%s: stands in nothing that is kept', (_, echo) => {
    fc.assert(
      fc.property(passwords, operations, fc.string(), (password, operation, around) => {
        const redact = redactorOf(profile, password);
        const secret = echo(password);
        const text = `${around.replaceAll('qZ7', '')} ${secret} ${around.replaceAll('qZ7', '')}`;
        for (const body of bodiesWith(text, secret)) {
          for (const kept of [
            keptBody(operation, body, redact, `text/html; ${text}`),
            keptOfBook(operation, body, redact),
          ]) {
            notTo(kept, secret);
            notTo(kept, JSON.stringify(secret).slice(1, -1));
          }
        }
        notTo(keptText(text, redact), secret);
      }),
      { numRuns: 200 },
    );
  });

  /** In every kind of place: fields that are kept, fields that are not, names, and no JSON at all. */
  function bodiesWith(text: string, secret: string): string[] {
    return [
      text,
      `<html>${text}</html>`,
      JSON.stringify(text),
      JSON.stringify([text]),
      JSON.stringify({
        id: text,
        errorType: text,
        errorMessage: text,
        detailMessage: { [text]: text, code: text, deeper: { text } },
        partner: { id: text, name: text },
        tenders: [{ tenderType: text, cardNumber: text, amount: { amount: text } }],
        slipData: { messageLines: [{ text }], issuerReference: text },
        thirdPartyIdentifiers: [{ institutionId: text, transactionIdentifier: text }],
        headers: { authorization: text },
        [secret]: secret,
      }),
      JSON.stringify({ foreign: { beginning: text, type: text, length: text } }),
    ];
  }

  it('in no place of a longer Base64 text is more than a letter or two of it left', () => {
    for (const before of ['', 'x', 'xy']) {
      const kept = redactorOf(profile, 'correct horse')(base64(`${before}correct horse, or so`));
      expect(Buffer.from(kept, 'base64').toString()).not.toMatch(/orrect|hors/);
      expect(kept).toContain('***');
    }
  });

  it('that is very short leaves other texts alone', () => {
    expect(redactorOf(profile, 'a')('a table')).toBe('a table');
    expect(redactorOf(profile, 'a')('Basic NjI4MDE6YQ==')).toBe('Basic ***==');
    expect(redactorOf(profile, '')).toBe(asItIs);
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
  const cards = fc
    .tuple(fc.stringMatching(/^[1-9]\d{10,17}$/), fc.constantFrom('', ' ', '-'))
    .map(([digits, gap]) => (withCheckDigit(digits).match(/.{1,4}/g) ?? []).join(gap));

  it('stands in no text that is kept, and can be told by its ends', () => {
    const word = fc.stringMatching(/^[a-z ,.:]{0,20}$/);
    fc.assert(
      fc.property(cards, word, word, operations, (card, before, after, operation) => {
        const text = `${before}${card}${after}`;
        const digits = card.replace(/\D/g, '');
        const kept = [
          maskCards(text),
          keptBody(operation, text, asItIs),
          keptBody(
            operation,
            JSON.stringify({ errorMessage: text, pan: card, customer: text }),
            asItIs,
          ),
          keptBody('pay', JSON.stringify({ slipData: { messageLines: [{ text }] } }), asItIs),
          keptBody('pay', JSON.stringify({ tenders: [{ cardNumber: card }] }), asItIs),
        ];
        for (const each of kept) expect(each).not.toContain(card);
        expect(maskCards(text)).toContain(`${digits.slice(0, 6)}******${digits.slice(-4)}`);
      }),
    );
  });

  it.each([
    ['4111 1111 1111 1111 123', '411111******1111 123'],
    ['no 4111-1111-1111-1111, nor 5500000000000004', 'no 411111******1111, nor 550000******0004'],
    ['4111111111111112', '4111111111111112'],
    ['12345678-1234-1234-8234-123456789012', '12345678-1234-1234-8234-123456789012'],
    ['R 18 450,00 at 10 21', 'R 18 450,00 at 10 21'],
    ['1 '.repeat(400), '1 '.repeat(400).replace(/.*/, (text) => maskCards(text))],
  ])('%s', (text, masked) => {
    expect(maskCards(text)).toBe(masked);
  });

  it('as a number for an amount is none', () => {
    const body = '{"amounts":{"approvedAmount":{"amount":4111111111111111,"currency":"710"}}}';
    expect(JSON.parse(keptBody('pay', body, asItIs))).toEqual({
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
    expect(JSON.parse(keptBody('pay', JSON.stringify(answer), redact))).toEqual(answer);
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
      expect(JSON.parse(keptBody(operation, JSON.stringify(refusal), redact))).toEqual(refusal);
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
    expect(JSON.parse(keptBody('pay', JSON.stringify(answer), redact))).toEqual({
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
    expect(JSON.parse(keptBody('pay', page, redact, 'text/html; charset=utf-8'))).toEqual({
      foreign: {
        length: page.length,
        type: 'text/html; charset=utf-8',
        beginning: page.slice(0, 200),
      },
    });
    expect(JSON.parse(keptOfBook('pay', page, redact))).toEqual({
      foreign: { length: page.length },
    });
    expect(keptBody('pay', '', redact)).toBe('');
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
        const kept = keptBody(operation, body, redact);
        expect(keptOfBook(operation, kept, redact)).toBe(kept);
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
      expect(keptBody('pay', body, redact).length).toBeLessThan(17_000);
    }
  });
});
