// JSON that money may rest on. `JSON.parse` takes the last of two members with one name; another
// reader on the way may have taken the first, so a body that says something twice says nothing. It also
// rounds: a number that cannot be held as it is written is none.
import { fail, type Result, succeed } from '../../../src-shared/result.ts';

/** Deepest nesting of an answer; the interface's own messages have six levels. */
const depthMost = 64;
/** Most characters of a number; the longest that a program writes has some 25. */
const numberMost = 100;

/**
 * Reads a JSON text. Fails on anything else, on a name that stands twice in one object (however it
 * is spelled), and on a text that is nested too deeply to be handed on. A number that would be rounded
 * comes out as NaN, so that it harms only who reads it.
 */
export function readJson(text: string): Result<unknown, 'notJson' | 'tooDeep' | 'nameTwice'> {
  try {
    JSON.parse(text);
  } catch {
    return fail('notJson');
  }
  // What follows may rely on that: every string ends, and one before a colon is a name.
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case '{':
      case '[':
        open.push(text[at] === '{' ? new Set() : null);
        if (open.length > depthMost) return fail('tooDeep');
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case '"': {
        const end = endOfString(text, at);
        const names = open.at(-1);
        if (names && isBeforeColon(text, end)) {
          const name = JSON.parse(text.slice(at, end)) as string;
          if (names.has(name)) return fail('nameTwice');
          names.add(name);
        }
        at = end - 1;
        break;
      }
      default:
    }
  }
  return succeed(JSON.parse(text, exactly));
}

function exactly(_: string, value: unknown, { source }: { source?: string } = {}): unknown {
  if (typeof value !== 'number' || source === undefined) return value;
  const isExact = source.length <= numberMost && decimalOf(source) === decimalOf(String(value));
  return isExact ? value : Number.NaN;
}

/** A number by its digits and the place of its point, however it is spelled: 1.50, 15e-1 and 1.5 alike. */
function decimalOf(text: string): string | null {
  const [, sign = '', whole = '', part = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  if (whole === '') return null;
  const digits = (whole + part).replace(/^0+/, '');
  const short = digits.replace(/0+$/, '');
  const place = Number(exponent) - part.length + digits.length - short.length;
  return short === '' ? '0' : `${sign}${short}e${place}`;
}

/** Whether a value is a JSON object: neither a list nor null. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The place behind the closing quote of the string that begins here. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function isBeforeColon(text: string, from: number): boolean {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1;
  return text[at] === ':';
}
