// Keys as a scanner and as a hand send them: each with the pause before it. Timings of scanners from the
// makers' own measurements (5 to 100 ms a key), of hands from number pads.
import * as fc from 'fast-check';

export type Key = { readonly key: string; readonly afterMs: number };

const ean = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length - 1, maxLength: length - 1 })
    .map((digits) => {
      const sum = digits
        .toReversed()
        .reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 3 : 1), 0);
      return [...digits, (10 - (sum % 10)) % 10].join('');
    });

const printable = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));

/** What is printed as a code: on goods, on shelves and tickets, and as text with line breaks. */
const scanned = fc.oneof(
  ean(8),
  ean(12),
  ean(13),
  ean(14),
  fc.stringMatching(/^[0-9]{1,12}$/),
  fc.string({ unit: printable, minLength: 1, maxLength: 20 }),
  fc
    .array(fc.string({ unit: printable, minLength: 1, maxLength: 12 }), {
      minLength: 2,
      maxLength: 4,
    })
    .map((lines) => lines.join('\n')),
  fc.constantFrom('https://example.com/?a=1', '?', ' ', ' 1', '\n12', 'SALE-1 ', '96385074'),
);

const affix = fc.constantFrom<readonly string[]>([], ['Enter'], ['Tab'], ['Enter', 'Enter']);

/** One scan: a code with what stands before and behind it, at one scanner's speed. */
export const scans: fc.Arbitrary<readonly Key[]> = fc
  .record({
    text: scanned,
    before: affix,
    behind: affix,
    paceMs: fc.integer({ min: 5, max: 100 }),
    jitter: fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 9 }),
  })
  .map(({ text, before, behind, paceMs, jitter }) => {
    const characters = text
      .split('')
      .map((character) => (character === '\n' ? 'Enter' : character));
    return [...before, ...characters, ...behind].map((key, index) => ({
      key,
      afterMs: Math.min(100, Math.max(5, paceMs + (jitter[index % jitter.length] ?? 0))),
    }));
  });

/** An amount typed by hand, its Enter not among the keys. */
export const handTyped = fc
  .array(
    fc.record({
      key: fc.integer({ min: 0, max: 9 }).map(String),
      afterMs: fc.integer({ min: 90, max: 400 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  // Begins with a digit that counts, and stays below the most that a till takes.
  .map(([first, ...rest]) => [{ key: '4', afterMs: first?.afterMs ?? 90 }, ...rest])
  .map((keys): readonly Key[] => keys);

/** How long a hand takes to reach Enter. */
export const handToEnterMs = fc.integer({ min: 120, max: 800 });
