import { expect, it } from 'vitest';
import { lineCutter } from '../../../renderer/till/lines.ts';

it('gives lines whole, however the stream was cut', () => {
  const cut = lineCutter();
  expect(cut('{"a"')).toEqual([]);
  expect(cut(':1}\n{"b":2}\n{"c"')).toEqual(['{"a":1}', '{"b":2}']);
  expect(cut(':3}\n')).toEqual(['{"c":3}']);
});

it('drops the blank lines that only keep a connection alive', () => {
  const cut = lineCutter();
  expect(cut('\n\r\n{"a":1}\r\n\n')).toEqual(['{"a":1}']);
});
