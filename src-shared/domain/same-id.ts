// When two ids are one. They are hex digits to most servers, and some write them all in capitals or all
// in small letters; whoever compares one and whoever looks one up must take the same for the same.

/** The id as it was written, and as a server may write it back. */
export function spellingsOf(id: string): readonly [string, string, string] {
  return [id, id.toLowerCase(), id.toUpperCase()];
}

/** Whether `written` is this id, as one of its spellings. */
export function isSameId(written: string, id: string): boolean {
  return spellingsOf(id).includes(written);
}
