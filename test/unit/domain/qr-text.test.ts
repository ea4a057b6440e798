import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { doubtAboutCode, readDataObjects } from '../../../src-shared/domain/qr-text.ts';

const tranId = 'f82d7f64feea4f2ab24da94aaf5c2941';
const code = `00020126500010za.co.elec0132${tranId}`;

it('reads the worked example of the interface', () => {
  const read = readDataObjects(code);
  expect(read).toMatchObject({ ok: true, value: [{ tag: '00', value: '01' }, { tag: '26' }] });
});

it('has no doubt about a code that carries the tranId, alone or beside another scheme', () => {
  expect(doubtAboutCode(code, tranId)).toBeNull();
  expect(doubtAboutCode(`${code}27260008za.co.mp01105169175130`, tranId)).toBeNull();
});

it.each([
  ['another tranId', code, 'other'],
  ['no version first', code.slice(6), tranId],
  ['a length beyond the end', code.slice(0, -1), tranId],
  ['no text', '', tranId],
  ['something else', 'https://example.com', tranId],
])('says what is odd about %s', (_, text, id) => {
  expect(doubtAboutCode(text, id)).toMatch(/\.$/);
});

it('never throws, whatever the text', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      doubtAboutCode(text, tranId);
    }),
  );
});
