// What a text may be that a person typed or another program sent: its length, and no character that
// nobody sees. Such characters break lines in a log, turn a name around on the screen, or make two
// names look the same. The limits of the wire are those of the QR interface (dossier qr.md §4).

/** Most characters (UTF-16 units) of what is kept, shown or sent back of an answer. */
export const most = {
  institutionName: 40,
  /** Sent back as it came: a longer one makes the answer unusable. */
  institutionId: 100,
  /** Of all identifiers of an approval together, as JSON: they are sent back unaltered. */
  identifiers: 20_000,
  /** Of those that come with the code: an approval has them again, with ours and its own beside them. */
  codeIdentifiers: 10_000,
  slipLine: 100,
  slipLines: 100,
  reference: 100,
  /** For the operator; the interface has 40, and others say more. */
  message: 200,
} as const;

// Controls, marks of direction, joiners and other format characters, halves of a pair, separators of
// lines, and the letters that are drawn as nothing.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0]/u;
const everyUnseen = new RegExp(unseen, 'gu');
const lineBreaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/** Whether every character of a text can be seen. */
export function isPlain(text: string): boolean {
  return !unseen.test(text);
}

/** The text without what nobody sees; a break of the line becomes a blank. */
export function plain(text: string): string {
  return text.replaceAll(lineBreaks, ' ').replaceAll(everyUnseen, '');
}

/** The text made plain and cut to `limit` UTF-16 units, never through a character as it is read. */
export function fitted(text: string, limit: number): string {
  // A character as it is read has a few units; what is far beyond the limit need not be looked at.
  const clean = plain(text.slice(0, limit * 4 + 64));
  if (clean.length <= limit) return clean;
  const cut = joined(graphemes(clean), limit);
  // One letter with marks without end fills the whole limit.
  return cut === '' ? joined(Array.from(clean), limit) : cut;
}

function graphemes(text: string): string[] {
  return [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
}

function joined(parts: readonly string[], limit: number): string {
  let text = '';
  for (const part of parts) {
    if (text.length + part.length > limit) return text;
    text += part;
  }
  return text;
}
