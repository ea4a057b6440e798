import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitted, isPlain, plain } from '../../../src-shared/domain/text.ts';

/** Any text, wrong ones too: halves of pairs, controls, marks of direction, letters with many marks. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(fc.integer({ min: 0, max: 0xff_ff }), { maxLength: 300 })
    .map((units) => String.fromCharCode(...units)),
);

describe('a fitted text', () => {
  it('is within its limit, plain, and stays as it is when it is fitted again', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 60 }), (text, limit) => {
        const fit = fitted(text, limit);
        expect(fit.length).toBeLessThanOrEqual(limit);
        expect(isPlain(fit)).toBe(true);
        expect(fitted(fit, limit)).toBe(fit);
      }),
    );
  });

  it('is the text itself when that is plain and short enough', () => {
    for (const text of ['Zapper', 'Café Ubuntu 🇿🇦', 'e\u0301', ' two  blanks ', 'محفظة']) {
      expect(fitted(text, 40)).toBe(text);
    }
  });

  it('is cut between characters as they are read', () => {
    expect(fitted('ab👍🏽c', 4)).toBe('ab');
    expect(fitted('ab👍🏽c', 6)).toBe('ab👍🏽');
    expect(fitted('cafe\u0301', 4)).toBe('caf');
    expect(fitted('🇿🇦🇿🇦', 6)).toBe('🇿🇦');
    expect(fitted(`e${'\u0301'.repeat(99)}`, 10)).toHaveLength(10);
    expect(fitted('x'.repeat(200_000), 40)).toBe('x'.repeat(40));
  });

  it('has no line breaks, directions or characters that nobody sees', () => {
    expect(fitted('Zap\r\nper\u2028', 40)).toBe('Zap per ');
    for (const unseen of [
      '\0',
      '\u202e',
      '\u2066',
      '\u200b',
      '\u200f',
      '\ufeff',
      '\ud800',
      '\u3164',
    ]) {
      expect(fitted(`Zap${unseen}per`, 40), unseen).toBe('Zapper');
      expect(isPlain(`Zap${unseen}per`), unseen).toBe(false);
      expect(plain(unseen)).toBe('');
    }
  });
});
