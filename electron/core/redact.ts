// Takes our own credentials out of a text, in whatever form a far end may have sent them back: as they
// are, as the Basic value or within a longer base64 text, in hex, percent-encoded, escaped for JSON or
// HTML, in any case of letters. Pure.

import type { Profile } from '../../src-shared/contract/profile.ts';
import { usernameOf } from './set-up/credentials.ts';

export type Redact = (text: string) => string;

export const asItIs: Redact = (text) => text;

const mark = '***';
/** Shorter ones would be found in every text; then only forms that have the user's name in them count. */
const shortestSecret = 4;

/** What hides the credentials of the interface of a profile; of no profile, the password alone. */
export function redactorOf(profile: Profile | undefined, password: string): Redact {
  if (password === '') return asItIs;
  const pair = `${profile ? usernameOf(profile) : ''}:${password}`;
  const texts = [password, pair].flatMap((text) => [
    text,
    text.normalize('NFC'),
    // Some letters have no capital of their own.
    text.toUpperCase(),
    text.toLowerCase(),
    misread(text),
    ...base64Of(text),
  ]);
  const basic = Buffer.from(pair, 'utf8').toString('base64');
  const forms = new Set([
    ...texts.flatMap((text) => encoders.map((encode) => encode(text))),
    ...[password, pair, basic].flatMap(withinOthers),
  ]);
  const found = [...forms]
    .filter((form) => form.length >= shortestSecret)
    // The longest first: a form may begin with another one.
    .sort((a, b) => b.length - a.length)
    .map((form) => form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  if (found.length === 0) return asItIs;
  const pattern = new RegExp(found.join('|'), 'giu');
  return (text) => text.replace(pattern, mark);
}

// UTF-8 that was taken for Latin-1.
function misread(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

// Without the padding, which may be encoded in its own way.
function base64Of(text: string): string[] {
  return (['utf8', 'latin1'] as const).flatMap((encoding) => {
    const bytes = Buffer.from(text, encoding);
    return [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')];
  });
}

/** A shorter one would be found in texts that have nothing to do with it. */
const shortestWithin = 8;

// Within a longer text that was encoded as a whole. In base64 a group of three bytes may begin at any
// of ours: of each of the three ways the letters that depend on ours alone.
function withinOthers(text: string): string[] {
  return (['utf8', 'latin1'] as const)
    .flatMap((encoding) => {
      const bytes = Buffer.from(text, encoding);
      const base64 = [0, 1, 2].map((before) => {
        const all = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
        const whole = Math.floor(((before + bytes.length) * 8) / 6);
        return all.slice(Math.ceil((before * 8) / 6), whole);
      });
      const inUrls = base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
      return [...base64, ...inUrls, bytes.toString('hex')];
    })
    .filter((form) => form.length >= shortestWithin);
}

const escaped = (text: string) => JSON.stringify(text).slice(1, -1);
const inAscii = (text: string) =>
  escaped(text).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
const inHtml = (quote: string, apostrophe: string) => (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', quote)
    .replaceAll("'", apostrophe);
const inNumbers = (text: string) =>
  inHtml(
    '&quot;',
    '&#39;',
  )(text).replace(/[\u0080-\u{10ffff}]/gu, (letter) => `&#${letter.codePointAt(0)};`);
// A lone half of a character cannot be encoded, and cannot be sent either.
const percent = (text: string) => encodeURIComponent(text.toWellFormed());

const hex = (sign: string) => `%${sign.charCodeAt(0).toString(16)}`;

const encoders: readonly ((text: string) => string)[] = [
  (text) => text,
  percent,
  (text) => percent(text).replaceAll('%20', '+'),
  (text) => percent(text).replace(/[!'()*]/g, hex),
  (text) => percent(text).replace(/[!'()*~]/g, hex),
  (text) => new URLSearchParams({ p: text.toWellFormed() }).toString().slice('p='.length),
  escaped,
  inAscii,
  (text) => escaped(text).replaceAll('/', '\\/'),
  (text) => inAscii(text).replaceAll('/', '\\/'),
  (text) => escaped(escaped(text)),
  inHtml('&quot;', '&#39;'),
  inHtml('&quot;', '&#039;'),
  inHtml('&#34;', '&#x27;'),
  inHtml('&quot;', '&apos;'),
  inHtml('"', "'"),
  inNumbers,
  (text) => percent(percent(text)),
];
