// What a deliberate bug is: pieces of a module's text, each there once, and what they are replaced by.

export type Edit = { readonly file: string; readonly from: string; readonly to: string };
export type Mutant = { readonly name: string; readonly edits: readonly Edit[] };

export const one = (name: string, file: string, from: string, to: string): Mutant => ({
  name,
  edits: [{ file, from, to }],
});
