import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  doubtAboutCode,
  flawOfCode,
  readDataObjects,
} from '../../../../src-shared/services/qr/qr-text.ts';

const tranId = 'f82d7f64feea4f2ab24da94aaf5c2941';
const other = 'b7b3ff7b623d48df8cd58cc6f137bdc5';
const data = (tag: string, value: string) =>
  tag + String(Array.from(value).length).padStart(2, '0') + value;
const template = (tag: string, owner: string, id: string) =>
  data(tag, data('00', owner) + data('01', id));
/** As many full data objects, each with a tag of its own. */
const fill = (count: number, character: string) =>
  Array.from({ length: count }, (_, at) => data(String(60 + at), character.repeat(99))).join('');
const masterpass = template('27', 'za.co.mp', '5169175130');
const code = `000201${template('26', 'za.co.elec', tranId)}`;
const flaw = (qrCode: string, id = tranId) => flawOfCode({ tranId: id, qrCode });

it('reads the worked example of the interface', () => {
  expect(code).toBe(`00020126500010za.co.elec0132${tranId}`);
  const read = readDataObjects(code);
  expect(read).toMatchObject({ ok: true, value: [{ tag: '00', value: '01' }, { tag: '26' }] });
});

describe('a code may be shown', () => {
  it.each([
    ['the worked example', code],
    ['with another scheme beside it', code + masterpass],
    ['with the other scheme first', `000201${masterpass}${code.slice(6)}`],
    ['of another scheme alone', `000201${masterpass}`],
    ['of an owner we do not know', `000201${template('51', 'za.co.until', tranId)}`],
    ['with its tranId in capitals', `000201${template('26', 'za.co.elec', tranId.toUpperCase())}`],
    ['with amount, name and checksum, as a full EMV code', `${code}5406184.505903Zoë6304A1B2`],
    ['with a name that no single unit holds', `${code}${data('59', '🏪 Kestrel 🦅')}`],
  ])('%s', (_, qrCode) => {
    expect(flaw(qrCode)).toBeNull();
  });

  it('as large as a QR code of level M can be, and not one byte larger', () => {
    const filled = code + fill(21, 'x') + data('97', 'x'.repeat(50));
    const largest = filled + data('98', 'x'.repeat(50));
    expect(largest).toHaveLength(2_331);
    expect(flaw(largest)).toBeNull();
    expect(flaw(filled + data('98', 'x'.repeat(51)))).toMatch(/2331 bytes/);
    // Two bytes each.
    expect(flaw(code + fill(12, 'é'))).toMatch(/2331 bytes/);
  });
});

describe('a code is refused', () => {
  it.each([
    ['of another transaction', `000201${template('26', 'za.co.elec', other)}`],
    ['of another one beside ours', code + template('28', 'za.co.elec', other)],
    [
      'of another one by an owner we do not know',
      `000201${template('26', 'za.co.until', other)}${masterpass}`,
    ],
    ['of another one whose owner is in capitals', code + template('28', 'ZA.CO.ELEC', other)],
    ['with two templates in one place', code + template('26', 'za.co.until', other)],
    ['with a template that is none', `${code}${data('27', 'za.co.mp')}`],
    ['with two versions', `${code}000201`],
    ['that is a web address', 'https://example.com/pay'],
    ['that is one in capitals', 'HTTP://EXAMPLE.COM'],
    ['that is one without its scheme', 'www.example.com'],
    ['that pays somebody else', 'upi://pay?pa=thief@bank&am=184.50'],
    ['that phones', 'tel:+27210000000'],
    ['of plain text', 'PAY-00042'],
    ['with a web address behind its version', '000201https://example.com'],
    ['with a web address behind a good code', `${code} https://example.com`],
    ['with a line break', `${code}\n`],
    ['with a character that is none', `${code}${data('59', 'a\ud800b')}`],
    ['with a NUL inside', `${code}${data('59', 'a\0b')}`],
    ['without its version first', code.slice(6)],
    ['of another version', `000202${code.slice(6)}`],
    ['with a length beyond the end', code.slice(0, -1)],
    ['with an empty object', `${code}5900`],
    ['without a text', ''],
  ])('%s', (_, qrCode) => {
    expect(flaw(qrCode)).toMatch(/\.$/);
  });

  it('whose tranId holds what no id does', () => {
    for (const id of ['a\nb', 'a\0', '\u0085', '\ud800']) expect(flaw(code, id)).toMatch(/tranId/);
  });
});

it('a template that names two owners, or two ids, is refused', () => {
  const [owner, id] = [data('00', 'za.co.elec'), data('01', tranId)];
  for (const twice of [owner + id + data('01', other), owner + data('00', 'za.co.until') + id]) {
    expect(flaw(`000201${data('26', twice)}`)).toMatch(/twice/);
  }
});

it('there is a doubt about a code that does not carry its tranId', () => {
  expect(doubtAboutCode({ tranId, qrCode: code })).toBeNull();
  expect(doubtAboutCode({ tranId, qrCode: `000201${masterpass}` })).toMatch(/\.$/);
});

it('never throws, whatever the text, and lets nothing through that is no sequence of objects', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (qrCode, id) => {
      doubtAboutCode({ tranId: id, qrCode });
      const isWhole = qrCode.startsWith('000201') && readDataObjects(qrCode).ok;
      expect(flaw(qrCode, id) !== null || isWhole).toBe(true);
    }),
  );
});
