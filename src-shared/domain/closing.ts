// How a person settles an advice that was refused for good: with their name and a reason, in writing.
// Both are kept with the advice, every time, so that it can be asked later who decided and why.
import type { TextRule } from './rule.ts';
import type { Stamp } from './stamp.ts';

/** One closing, as it is kept. */
export type Closing = {
  readonly at: Stamp;
  readonly person: string;
  readonly reason: string;
  /** How many messages the payment had exchanged by then: its place in the timeline. */
  readonly place: number;
  /** When a late approval put the advice back among the exceptions; null while it is closed. */
  readonly reopened: { readonly at: Stamp; readonly place: number } | null;
};

export type ClosingField = 'person' | 'reason';

/** Characters, at least and at most. */
const lengths: Record<ClosingField, { least: number; most: number }> = {
  person: { least: 2, most: 60 },
  reason: { least: 10, most: 500 },
};

/** The rule that a text breaks; null when it breaks none. */
export function brokenClosingRule(field: ClosingField, text: string): TextRule | null {
  const { least, most } = lengths[field];
  // Blanks at the ends and characters that nobody sees are no answer.
  const readable = text.replace(/\p{C}/gu, '').trim().length;
  if (readable === 0) return { code: 'missing' };
  if (readable < least) return { code: 'tooShort', least };
  return text.trim().length > most ? { code: 'tooLong', most } : null;
}
