// JSON that money may rest on. `JSON.parse` takes the last of two members with one name; another
// reader on the way may have taken the first, so a body that says something twice says nothing.
import { fail, type Result, succeed } from '../../../src-shared/result.ts';

/** Deepest nesting of an answer; the interface's own messages have six levels. */
const depthMost = 64;

/**
 * Reads a JSON text. Fails on anything else, on a name that stands twice in one object (however it
 * is spelled), and on a text that is nested too deeply to be handed on.
 */
export function readJson(text: string): Result<unknown, 'notJson' | 'tooDeep' | 'nameTwice'> {
  let value: unknown;
  try {
    value = JSON.parse(text);
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
  return succeed(value);
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
