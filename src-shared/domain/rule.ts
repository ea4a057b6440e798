// What is wrong with something that was typed, as a code with its facts. Whoever shows it has the
// words: a sentence that is made here could be said in one language only.

/** Of a text: its length in characters, and what may stand in it. */
export type TextRule =
  | { readonly code: 'missing' | 'characters' }
  | { readonly code: 'tooShort'; readonly least: number }
  | { readonly code: 'tooLong'; readonly most: number };

/** Of an amount as a person writes it. `decimals`: more digits after the point than there are. */
export type AmountRule =
  | { readonly code: 'amount' }
  | { readonly code: 'decimals'; readonly most: number };
