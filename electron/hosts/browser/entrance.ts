// How a window gets in. An address ends in a history, on a command line or in a terminal's log, so it
// carries a code that works once; the page changes it for the key of this start, which stands in no
// address. Both are random and new at every start.
import { createHash, randomBytes } from 'node:crypto';

const secretBytes = 24;

export class Entrance {
  /** What every call and the live snapshot have to show. */
  readonly key = newSecret();
  /** By digest, so that looking one up tells nothing about the others. */
  readonly #codes = new Map<string, () => void>();

  /** A code that opens once. `onUsed` is told when it did. */
  newCode(onUsed: () => void): string {
    const code = newSecret();
    this.#codes.set(digestOf(code), onUsed);
    return code;
  }

  /** The key, for a code that nobody has used before; else null. */
  exchange(code: string): string | null {
    const digest = digestOf(code);
    const onUsed = this.#codes.get(digest);
    if (!onUsed) return null;
    this.#codes.delete(digest);
    onUsed();
    return this.key;
  }
}

function newSecret(): string {
  return randomBytes(secretBytes).toString('base64url');
}

function digestOf(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
