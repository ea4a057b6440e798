// Tells whether a text has our own credentials in it, in whatever form a far end may have sent them
// back: such a text is replaced by its length. What part of it is harmless is not asked. Pure.
import type { Profile } from '../../src-shared/contract/profile.ts';
import { bytesOf, isInReadings } from './readings.ts';
import { usernameOf } from './set-up/credentials.ts';

export type Redact = (text: string) => string;

export const asItIs: Redact = (text) => text;

/** Shorter ones would be found in every text; of such a password, only with the user's name before it. */
const shortestSecret = 4;
/** With fewer letters and digits the other signs of a password count as well. */
const enoughLetters = 6;
/** Of Base64 in a wrong case; shorter ones would be found where there is nothing. */
const shortestBase64 = 8;

type Fold = (reading: string) => string;

// What encodings add, and what they write in many ways, does not count; nor do capitals.
const lettersAndDigits: Fold = (reading) => reading.replace(/[^a-z0-9]+/gi, '').toUpperCase();
// Nor does it that a form has a plus for a blank.
const everySign: Fold = (reading) => reading.replaceAll('+', ' ').toUpperCase();
// Nor that UTF-8 was taken for Latin-1, once or twice; where it was not, that would undo too much.
const everySignOfUtf8: Fold = (reading) => {
  let [text, before] = [reading, ''];
  while (text !== before) {
    before = text;
    text = text.replace(/[\xc2\xc3][\x80-\xbf]/g, (two) =>
      Buffer.from(two, 'latin1').toString('utf8'),
    );
  }
  return everySign(text);
};

/** What hides the credentials of the interface of a profile; of no profile, the password alone. */
export function redactorOf(profile: Profile | undefined, password: string): Redact {
  if (password === '') return asItIs;
  const pair = `${profile ? usernameOf(profile) : ''}:${password}`;
  const forms = formsOf(password.length >= shortestSecret ? password : pair);
  // In one Unicode form a letter with its mark is two signs, and in another none of these.
  const isPlain = formsOf(password).every((form) => lettersAndDigits(form).length >= enoughLetters);
  const base64 = [password, pair].flatMap(base64Of);
  const searches = (isPlain ? [lettersAndDigits] : [everySign, everySignOfUtf8]).map((fold) => {
    const folded = (texts: string[], shortest: number) =>
      texts.map(fold).filter(({ length }) => length >= shortest);
    const sought = new Set([...folded(forms, shortestSecret), ...folded(base64, shortestBase64)]);
    return { fold, sought: [...sought] };
  });
  if (searches.every(({ sought }) => sought.length === 0)) return asItIs;
  const isIn = (reading: string) =>
    searches.some(({ fold, sought }) => {
      const text = fold(reading);
      return sought.some((form) => text.includes(form));
    });
  const least = Math.min(...forms.map((form) => form.length));
  return (text) => (isInReadings(text, least, isIn) ? lengthOf(text) : text);
}

/** What is kept of a text of which nothing else may be. */
export function lengthOf(text: string): string {
  return `[${text.length} characters]`;
}

/** The same for every text in a JSON text of ours. */
export function redactedJson(json: string, redact: Redact): string {
  const whole = redact(json);
  if (whole === json) return json;
  try {
    return JSON.stringify(JSON.parse(json), (_, value: unknown) =>
      typeof value === 'string' ? redact(value) : value,
    );
  } catch {
    return whole;
  }
}

// As bytes: in either Unicode form of a letter, in capitals (some letters have none of their own) and
// small letters, in UTF-8 and in Latin-1.
function formsOf(text: string): string[] {
  const spellings = (['NFC', 'NFD', 'NFKC', 'NFKD'] as const).map((form) => text.normalize(form));
  return [text, ...spellings]
    .flatMap((form) => [form, form.toUpperCase(), form.toLowerCase()])
    .flatMap((form) => [bytesOf(form), Buffer.from(form, 'latin1').toString('latin1')]);
}

// As it is seen in a text whose capitals are lost, and with them what it says: the letters that depend
// on ours alone, wherever in a group of three bytes ours begin.
function base64Of(text: string): string[] {
  return (['utf8', 'latin1'] as const).flatMap((encoding) =>
    [0, 1, 2].flatMap((before) => {
      const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text, encoding)]);
      const letters = bytes
        .toString('base64')
        .slice(Math.ceil((before * 4) / 3), Math.floor((bytes.length * 4) / 3));
      return [letters, letters.replaceAll('+', '-').replaceAll('/', '_')];
    }),
  );
}
