// Our password stands in nothing that is kept of what a far end said, however it was encoded on its
// way back. The encodings are written down here apart from the till's own.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asItIs, redactedJson, redactorOf } from '../../../electron/core/redact.ts';
import { keptFieldsOf } from '../../../electron/core/services/services.ts';
import { keptBody, keptOfBook, keptText } from '../../../electron/core/wire/kept-answer.ts';
import { profileSchema } from '../../../src-shared/contract/profile.ts';
import { type QrOperation, qrOperationNames } from '../../../src-shared/services/qr/operations.ts';
import { validProfile } from '../../support/profile.ts';

const profile = profileSchema.parse(validProfile('https://pay.example.com/qr/v1'));
const base64 = (text: string) => Buffer.from(text).toString('base64');
const hex = (text: string) => Buffer.from(text).toString('hex');
const inLines = (text: string, columns: number, end = '\r\n') =>
  (text.match(new RegExp(`.{1,${columns}}`, 'gs')) ?? []).join(end);
const named: Record<string, string> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
};

type Encode = (text: string) => string;

/** How servers, and what stands between, write a text. */
const encodings: Record<string, Encode> = {
  'as it is': (text) => text,
  'in Base64': base64,
  'in Base64 for addresses': (text) => Buffer.from(text).toString('base64url'),
  'in Base64 of Latin-1': (text) => Buffer.from(text, 'latin1').toString('base64'),
  'in Base64 of a longer text': (text) => base64(`authorization: Basic ${text}\r\n`),
  'in Base64, in lines of 64': (text) =>
    inLines(base64(`${'Header: of some length. '.repeat(4)}${text}`), 64),
  'in Base64, in lines of 76': (text) =>
    inLines(base64(`${'Header: of some length. '.repeat(5)}${text}`), 76),
  'in Base64, in short lines': (text) => inLines(base64(text), 4, '\n'),
  'in hex': hex,
  'in hex, in groups': (text) => inLines(hex(text), 2, ':').toUpperCase(),
  'in hex, in lines': (text) => inLines(hex(text), 8, '\n'),
  'percent-encoded': encodeURIComponent,
  'percent-encoded, every sign': (text) => hex(text).replace(/../g, '%$&'),
  'as a form sends it': (text) => new URLSearchParams({ p: text }).toString().slice('p='.length),
  'escaped for JSON': (text) => JSON.stringify(text).slice(1, -1),
  'escaped for JSON, in ASCII': (text) =>
    JSON.stringify(text)
      .slice(1, -1)
      .replaceAll('/', '\\/')
      .replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'escaped for JSON, every sign': (text) =>
    text.replace(/./gs, (sign) =>
      sign
        .split('')
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`)
        .join(''),
    ),
  'escaped for a script': (text) => hex(text).replace(/../g, '\\x$&'),
  'escaped for HTML': (text) => text.replace(/[&<>"']/g, (sign) => `&${named[sign] ?? ''};`),
  'escaped for HTML, in numbers': (text) =>
    text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`),
  'escaped for HTML, in ASCII': (text) =>
    text.replace(/[&<>"']|[^\0-\x7f]/gu, (sign) => `&#${sign.codePointAt(0)};`),
  'escaped for HTML, every sign': (text) =>
    text.replace(/./gsu, (sign) => `&#x${sign.codePointAt(0)?.toString(16).padStart(5, '0')};`),
  'quoted-printable': (text) =>
    [...Buffer.from(text)]
      .map((byte) =>
        byte >= 0x21 && byte <= 0x7e && byte !== 0x3d
          ? String.fromCharCode(byte)
          : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
      )
      .map((sign, at) => (at % 10 === 9 ? `${sign}=\r\n` : sign))
      .join(''),
  'read as Latin-1': (text) => Buffer.from(text).toString('latin1'),
};

/** What happens to a text before anything encodes it. */
const spellings: Record<string, Encode> = {
  'as it is': (text) => text,
  'in NFC': (text) => text.normalize('NFC'),
  'in NFD': (text) => text.normalize('NFD'),
  'in capitals': (text) => text.toUpperCase(),
  'in small letters': (text) => text.toLowerCase(),
  'the Basic value': (text) => `Basic ${base64(`62801:${text}`)}`,
};

// A password is typed by a person; the first letters keep it apart from the names of fields.
const passwords = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 20 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.constantFrom('=41&amp;%41', 'é à ü ß', '\\u0041', '<&>"\'', 'A\u0300A\u0300A\u0300'),
  )
  .map((text) => `qZ7${text.toWellFormed()}`);
const operations = fc.constantFrom<QrOperation>(...qrOperationNames);
const around = fc.string().map((text) => text.replaceAll('qZ7', ''));
const one = <Value>(of: Record<string, Value>) => fc.constantFrom(...Object.entries(of));

/** In every kind of place: fields that are kept, fields that are not, names, and no JSON at all. */
function bodiesWith(text: string, secret: string): string[] {
  return [
    text,
    `<html>${text}</html>`,
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

describe('our password', () => {
  it('stands in no text, in two encodings one within the other, in any place', () => {
    fc.assert(
      fc.property(
        passwords,
        one(spellings),
        one(encodings),
        one(encodings),
        around,
        around,
        (password, [, spell], [, inner], [, outer], before, after) => {
          const text = `${before} ${outer(inner(spell(password)))} ${after}`;
          expect(redactorOf(profile, password)(text)).toBe(`[${text.length} characters]`);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it('stands in nothing that is kept of an answer', () => {
    fc.assert(
      fc.property(
        passwords,
        one(encodings),
        operations,
        around,
        (password, [, encode], operation, more) => {
          const redact = redactorOf(profile, password);
          const secret = encode(password);
          const text = `${more} ${secret} ${more}`;
          const kept = bodiesWith(text, secret).flatMap((body) => [
            keptBody(keptFieldsOf(operation), body, redact, `text/html; ${text}`),
            keptOfBook(keptFieldsOf(operation), body, redact),
          ]);
          for (const each of [...kept, keptText(text, redact)]) {
            for (const form of [secret, JSON.stringify(secret).slice(1, -1)]) {
              expect(each.toLowerCase()).not.toContain(form.toLowerCase());
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('that is very short leaves other texts alone', () => {
    expect(redactorOf(profile, 'a')('a table')).toBe('a table');
    expect(redactorOf(profile, 'a')('Basic NjI4MDE6YQ==')).toBe('[18 characters]');
    expect(redactorOf(undefined, 'a')).toBe(asItIs);
    expect(redactorOf(profile, '')).toBe(asItIs);
  });

  it('in a text of ours takes the texts with it that have it in them, and no more', () => {
    const redact = redactorOf(profile, 'correct horse');
    const line = { event: 'broken', at: 5, err: { message: 'for correct+horse', stack: 'x' } };
    expect(JSON.parse(redactedJson(JSON.stringify(line), redact))).toEqual({
      ...line,
      err: { message: '[17 characters]', stack: 'x' },
    });
    expect(redactedJson('{"correct horse', redact)).toBe('[15 characters]');
  });
});

describe('any other text', () => {
  const others = fc.string({ unit: 'grapheme-ascii', maxLength: 60 });

  it('stays as it is, in two encodings one within the other', () => {
    const redact = redactorOf(profile, 'correct horse');
    fc.assert(
      fc.property(others, one(encodings), one(encodings), (other, [, inner], [, outer]) => {
        const text = outer(inner(other));
        expect(redact(text)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it('that is encoded more often than anybody can follow is hidden', () => {
    const redact = redactorOf(profile, 'correct horse');
    const text = `%${'25'.repeat(2_000)}41`;
    expect(redact(text)).toBe(`[${text.length} characters]`);
  });
});
