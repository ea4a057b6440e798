// Tells a scanner's keys from a person's. A scanner is a keyboard: what it reads arrives as characters,
// mostly with an Enter or a Tab behind them. Speed alone does not tell them apart (a slow scanner types
// as fast as a quick cashier), so the promise lies elsewhere: a key that acts does nothing when it comes
// sooner after a character than a hand gets there. Pure: keys and moments are given.

/** The slowest scanner pauses about 80 ms between two keys, at times 100; a hand needs more to reach Enter. */
export const scannerGapMsMax = 110;
/** Four keys at a mean below this are no hand's: a practised one stays above 60 ms on a number pad. */
const handGapMsMin = 45;
/** Fewer keys than this may be rolled by one hand. */
const certainKeysMin = 4;
/** Letters and signs are no amount, but one may be a slip. */
const certainLettersMin = 3;
/** A scanner is even: its gaps differ by less than this. */
const evenGapsMs = 40;
/** What a hand may type of a line: how many before a star, digits and points, and the plus that adds it. */
const lineKeys = /^(\d{1,3}\*)?[\d.,]*\+?$/;
/** More digits than any amount of this till has. */
const amountDigitsMax = 9;
/** Lengths of the codes on goods (EAN-8, UPC-A, EAN-13, GTIN-14), whose last digit checks the others. */
const checkedLengths = [8, 12, 13, 14];

/** Where a key goes: into the amount, into a field for any text, or to the screen and its buttons. */
export type Target = 'amount' | 'text' | 'screen';

/** Characters that followed each other within a scanner's gap. */
export type Burst = {
  readonly characters: string;
  readonly gapsMs: readonly number[];
  readonly lastAtMs: number;
  /** When a key came last that may have typed something, and does not say what. */
  readonly unseenAtMs: number;
  /** No hand typed this. Stays so until the keys fall silent. */
  readonly isScan: boolean;
};

export type Verdict =
  /** A character, the first of its burst. */
  | 'begins'
  /** A further character that a hand may have typed. */
  | 'typed'
  /** A key that is no character, after a silence: a person's. */
  | 'alone'
  /** A key that is no character, sooner after one than a hand is sure to be. */
  | 'hasty'
  /** Part of a scan. */
  | 'scan';

export const silence: Burst = {
  characters: '',
  gapsMs: [],
  lastAtMs: Number.NEGATIVE_INFINITY,
  unseenAtMs: Number.NEGATIVE_INFINITY,
  isScan: false,
};

/** Takes in the next key, pressed at `atMs`: what it is, and the burst from then on. */
export function nextKey(
  before: Burst,
  key: string,
  atMs: number,
  target: Target,
): { burst: Burst; verdict: Verdict } {
  const gapMs = atMs - before.lastAtMs;
  const goesOn = isSoonAfter(before, atMs);
  if (!isCharacter(key)) {
    if (!goesOn) return { burst: silence, verdict: 'alone' };
    const isScan = before.isScan || endsLikeScan(before, gapMs, target);
    const burst = { ...before, lastAtMs: atMs, isScan };
    return { burst, verdict: isScan ? 'scan' : 'hasty' };
  }
  if (!goesOn || before.characters === '') {
    return { burst: { ...silence, characters: key, lastAtMs: atMs }, verdict: 'begins' };
  }
  const grown = {
    ...before,
    characters: before.characters + key,
    gapsMs: [...before.gapsMs, gapMs],
    lastAtMs: atMs,
  };
  const isScan = before.isScan || isNoHand(grown, target);
  return { burst: { ...grown, isScan }, verdict: isScan ? 'scan' : 'typed' };
}

/** Takes in a key that may type something and does not say what: no more than its moment is known. */
export function nextUnseen(before: Burst, atMs: number): Burst {
  return { ...(isSoonAfter(before, atMs) ? before : silence), unseenAtMs: atMs };
}

/** Whether this moment is sooner after a key that types than a hand gets to one that acts. */
export function isSoonAfter({ lastAtMs, unseenAtMs }: Burst, atMs: number): boolean {
  return atMs - Math.max(lastAtMs, unseenAtMs) <= scannerGapMsMax;
}

/** Whether a key types something, by its name in a keyboard event. */
export function isCharacter(key: string): boolean {
  // The names of all other keys are words; no keyboard types beyond the basic plane.
  return key.length === 1;
}

function isNoHand({ characters, gapsMs }: Burst, target: Target): boolean {
  const { length } = characters;
  if (length >= certainKeysMin && mean(gapsMs) < handGapMsMin) return true;
  // Quick words are no scan; only the speed of a machine is.
  if (target === 'text') return false;
  if (length >= certainLettersMin && !lineKeys.test(characters)) return true;
  return length > amountDigitsMax || hasCheckDigit(characters);
}

// An Enter or a Tab in the beat of the characters before it.
function endsLikeScan({ characters, gapsMs }: Burst, gapMs: number, target: Target): boolean {
  if (target === 'text' || characters.length < certainKeysMin) return false;
  const all = [...gapsMs, gapMs];
  return Math.max(...all) - Math.min(...all) < evenGapsMs;
}

/** Whether these are the digits of a code on goods with the right check digit (GS1, modulo 10). */
export function hasCheckDigit(characters: string): boolean {
  if (!checkedLengths.includes(characters.length) || !/^\d+$/.test(characters)) return false;
  const sum = characters
    .split('')
    .toReversed()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
