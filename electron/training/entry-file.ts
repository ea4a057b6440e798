// A ledger's file: JSON lines, one for each change, the latest line of an entry winning. Reading it
// leaves out what was being written when the process died, and stops at anything else it cannot read.
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import type { z } from 'zod';

/**
 * Reads the lines of a ledger file. A last line without its end was being written when the process
 * died, and is left out; anything else that cannot be read throws, because the book is damaged.
 */
export function readEntryLines<Entry>(schema: z.ZodType<Entry>, text: string): Entry[] {
  const lines = text.split('\n');
  lines.pop();
  return lines.map((line, index) => {
    try {
      return schema.parse(JSON.parse(line));
    } catch (cause) {
      throw new Error(`The training ledger is damaged in line ${index + 1}`, { cause });
    }
  });
}

export class EntryFile<Entry> {
  readonly #file: number;

  /**
   * Opens (or starts) the file; `settle` makes of the lines read what the file is rewritten with, so
   * that it has one line for each entry again.
   */
  constructor(path: string, schema: z.ZodType<Entry>, settle: (lines: Entry[]) => Entry[]) {
    const stored = existsSync(path) ? readEntryLines(schema, readFileSync(path, 'utf8')) : [];
    const fresh = `${path}.new`;
    writeFileSync(fresh, settle(stored).map(lineOf).join(''), { mode: 0o600 });
    renameSync(fresh, path);
    this.#file = openSync(path, 'a');
  }

  append(entry: Entry): void {
    writeSync(this.#file, lineOf(entry));
  }

  close(): void {
    closeSync(this.#file);
  }
}

function lineOf(entry: unknown): string {
  return `${JSON.stringify(entry)}\n`;
}
