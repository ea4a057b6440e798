// Texts of others inside our sentences. Pure.

// Letters of scripts that are written from right to left, and characters that change the direction.
const turning =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802-\ud803\ud83a-\ud83b]/;

/**
 * A text of somebody else's, such as a name or a message, kept to itself: what is written from right to
 * left must not reorder the amount or the time behind it. A text that turns nothing is left as it is.
 */
export function isolated(text: string): string {
  if (!turning.test(text)) return text;
  // An isolate that the text itself opens or closes would end ours.
  return `\u2068${text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')}\u2069`;
}
