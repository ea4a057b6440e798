// An answer as it may be kept and shown: without our credentials, with the fields of the list and no
// other, with no card number in any text. What is decided is decided on the answer as it came, before.
// Pure; of what it has made itself it makes the same again.
import { fitted } from '../../../src-shared/domain/text.ts';
import { bytesOf, isInReadings } from '../readings.ts';
import { asItIs, lengthOf, type Redact } from '../redact.ts';

/**
 * What of a field is kept:
 * - `id`: a text that names something at an institution; its digits are no card's;
 * - `text`: free text; `value`: a number, or yes or no;
 * - `code`: a short plain code, or nothing; `codes`: an object of such;
 * - `card`: the first six digits.
 */
export type Kept =
  | 'id'
  | 'text'
  | 'value'
  | 'code'
  | 'codes'
  | 'card'
  | KeptFields
  | readonly [Kept];
export type KeptFields = { readonly [name: string]: Kept };

/** Most that is kept, in characters: of a body, a text in it, the name of a field, a foreign body. */
const most = { body: 16_384, text: 1_000, name: 60, foreign: 200, value: 10 ** 11 };
/** What begins before a cut and goes on behind it is seen so far. */
const ahead = 4_000;
/** Most fields of an object and items of a list that are kept. */
const mostMembers = 60;

/** The form of a body that is no JSON object: how long it was, and how it began. */
const foreignForm: KeptFields = { foreign: { type: 'text', length: 'value', beginning: 'text' } };
// No body has more than seven digits of them; a far end could write a card's number so.
const lengthForm = /^\[\d{1,7} characters\]$/;

/**
 * A body as it is kept: JSON text, or nothing for nothing.
 * @param fields those of its operation that are kept
 * @param contentType where it is known
 */
export function keptBody(
  fields: KeptFields,
  body: string,
  redact: Redact,
  contentType?: string,
): string {
  if (body === '' || body === '{}') return body;
  const value = objectIn(body);
  if (value === undefined) {
    return foreign(body, {
      ...(contentType ? { type: keptText(contentType, redact, most.name) } : {}),
      beginning: keptText(body, redact, most.foreign),
    });
  }
  return keptJson(fields, value, body, redact);
}

/**
 * A body that stands in the book: of one that an earlier version kept as it came no more than the
 * length, where it is no JSON. Credentials that were changed since would be in it.
 */
export function keptOfBook(fields: KeptFields, body: string, redact: Redact): string {
  if (body === '' || body === '{}') return body;
  const value = objectIn(body);
  if (value === undefined) return foreign(body);
  return keptJson(fields, value, body, redact);
}

function keptJson(
  fields: KeptFields,
  value: Record<string, unknown>,
  body: string,
  redact: Redact,
): string {
  // No answer of the interface is as long; to look through all of it would take too much time.
  if (body.length > most.body) return foreign(body);
  // Of most bodies nothing is to be hidden: to see that of the whole takes less time than of each text.
  const each = redact(body) === body ? asItIs : redact;
  const kept = keptObject(fieldsOf(fields, value), value, each);
  const text = JSON.stringify(kept);
  return text.length <= most.body ? text : foreign(body);
}

/** A text that came with an answer, or says why there is none. */
export function keptText(text: string, redact: Redact, length = most.text): string {
  let kept = text;
  for (;;) {
    const seen = kept.slice(0, length + ahead);
    if (redact(seen) !== seen || hasEncodedCard(seen)) return lengthOf(text);
    // A cut through a number may leave one that looks like a card's.
    const next = maskCards(seen).slice(0, length);
    if (next === kept) return kept;
    kept = next;
  }
}

/** The same for people: without what nobody sees, and within a limit of its own. */
export function keptLine(text: string, redact: Redact, limit: number): string {
  return fitted(keptText(text, redact), limit);
}

/** A text whose digits are no card's. */
export function keptId(text: string, redact: Redact): string {
  const seen = text.slice(0, most.text + ahead);
  return redact(seen) === seen ? seen.slice(0, most.text) : lengthOf(text);
}

// What parts the groups may be encoded; a card that is not can be masked.
function hasEncodedCard(text: string): boolean {
  if (!/[%&=\\]/.test(text)) return false;
  const plain = bytesOf(text);
  return isInReadings(text, 12, (each) => each !== plain && maskCards(each) !== each);
}

/** Runs of 12 to 19 digits that a card's check digit fits, in groups or not: first six and last four. */
export function maskCards(text: string): string {
  // Most texts have no such run, and this is done with every answer.
  if (!digitRun.test(text)) return text;
  const masked = text
    .split(noCards)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(digitRuns, maskRun)))
    .join('');
  // One of each run; behind it, or in its last four and what follows, may be another.
  return masked === text ? text : maskCards(masked);
}

// Between groups may stand whatever is no letter; in UTF-8 a blank may be three bytes.
const digitRun = /\d(?:[^a-z\d]{0,5}\d){11,}/i;
const digitRuns = new RegExp(digitRun, 'gi');
const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/;
const day = /20\d\d[-/.][01]\d[-/.][0-3]\d|[0-3]\d[-/.][01]\d[-/.]20\d\d/;
const time = /\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:[+-]\d\d:\d\d)?/;
const noCards = new RegExp(
  `(${uuid.source}|(?<!\\d)(?:${day.source})(?:[T ]${time.source})?(?!\\d))`,
  'i',
);

// Groups that follow each other, as many as make a card's number: behind it may stand its check value.
function maskRun(run: string): string {
  const groups = run.split(/(\D+)/);
  for (let first = 0; first < groups.length; first += 2) {
    let [digits, card, last] = ['', '', first];
    for (let at = first; at < groups.length && digits.length < 19; at += 2) {
      digits += groups[at];
      if (digits.length < 12 || digits.length > 19 || !hasCheckDigit(digits)) continue;
      [card, last] = [digits, at];
    }
    if (card === '') continue;
    const [before, after] = [groups.slice(0, first).join(''), groups.slice(last + 1).join('')];
    return `${before}${card.slice(0, 6)}******${card.slice(-4)}${after}`;
  }
  return run;
}

function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const counted = place % 2 === 1 ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}

function fieldsOf(fields: KeptFields, value: Record<string, unknown>): KeptFields {
  return Object.keys(value).join() === 'foreign' ? foreignForm : fields;
}

function objectIn(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function foreign(body: string, more: { type?: string; beginning?: string } = {}): string {
  return JSON.stringify({ foreign: { length: body.length, ...more } });
}

function keptObject(
  fields: KeptFields,
  value: Record<string, unknown>,
  redact: Redact,
): Record<string, unknown> {
  const kept: [string, unknown][] = [];
  for (const name of Object.keys(value).slice(0, mostMembers)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    kept.push([field ? name : nameOf(name, redact), keptValue(field, value[name], redact)]);
  }
  return Object.fromEntries(kept);
}

// A name is the far end's word as well.
function nameOf(name: string, redact: Redact): string {
  return keptText(name, redact, most.name);
}

function keptValue(kept: Kept | undefined, value: unknown, redact: Redact): unknown {
  if (value === null) return null;
  if (typeof kept === 'string') return keptLeaf(kept, value, redact);
  if (isList(kept)) {
    if (!Array.isArray(value)) return onlyLength(value);
    return value.slice(0, mostMembers).map((item) => keptValue(kept[0], item, redact));
  }
  return kept && isObject(value) ? keptObject(kept, value, redact) : onlyLength(value);
}

function isList(kept: Kept | undefined): kept is readonly [Kept] {
  return Array.isArray(kept);
}

function keptLeaf(kept: Extract<Kept, string>, value: unknown, redact: Redact): unknown {
  if (kept === 'codes') return isObject(value) ? keptCodes(value, redact) : keptCode(value, redact);
  if (kept === 'value') {
    const isPlain = typeof value === 'boolean' || Math.abs(Number(value)) < most.value;
    return isPlain && typeof value !== 'string' ? value : onlyLength(value);
  }
  if (typeof value !== 'string') return onlyLength(value);
  if (kept === 'code') return keptCode(value, redact);
  if (kept === 'card') return `${/^\d{0,6}/.exec(value)?.[0] ?? ''}******`;
  return kept === 'id' ? keptId(value, redact) : keptText(value, redact);
}

function keptCodes(value: Record<string, unknown>, redact: Redact): Record<string, unknown> {
  const members = Object.entries(value).slice(0, mostMembers);
  return Object.fromEntries(
    members.map(([name, member]) => [nameOf(name, redact), keptCode(member, redact)]),
  );
}

function keptCode(value: unknown, redact: Redact): unknown {
  const isCode = typeof value === 'string' && /^[A-Z*][A-Z0-9_*]{1,39}$/.test(value);
  return isCode ? redact(value) : onlyLength(value);
}

function onlyLength(value: unknown): string {
  if (typeof value === 'string') {
    return lengthForm.test(value) ? value : lengthOf(value);
  }
  return lengthOf(JSON.stringify(value));
}
