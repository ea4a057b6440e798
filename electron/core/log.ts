// The log: one JSON line per event at an edge, built from named fields. Never a body, a header, a
// password or a card number; what support needs of messages stands in the payment's timeline. What a far
// end said may still be in an error: of a text with our credentials in it stands only how long it was.
import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { asItIs, type Redact, redactedJson } from './redact.ts';

/** Size at which the log is set aside and begins anew, in bytes; one earlier file is kept. */
const rotateAt = 5 * 1024 * 1024;

export type Log = {
  info(event: string, fields?: Record<string, string | number | boolean | null>): void;
  error(event: string, error: unknown): void;
  /** From now on what `redact` takes out of a text stands in no line. */
  hide?(redact: Redact): void;
};

/** Opens `until.log` in the data folder. */
export function openLog(dataFolder: string): Log {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const file = new LogFile(join(dataFolder, 'until.log'));
  const lines = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['*.authorization', '*.password', 'authorization', 'password'],
    },
    file,
  );
  return {
    info: (event, fields = {}) => lines.info({ event, ...fields }),
    error: (event, error) => lines.error({ event, err: error }),
    hide: (redact) => file.hide(redact),
  };
}

// A log that cannot be written (a full disk) must not stop the till.
class LogFile {
  readonly #path: string;
  #file: number | null = null;
  #size = 0;
  #redact: Redact = asItIs;

  constructor(path: string) {
    this.#path = path;
    this.#quietly(() => this.#open());
  }

  hide(redact: Redact): void {
    this.#redact = redact;
  }

  write(line: string): void {
    this.#quietly(() => {
      if (this.#size > rotateAt) this.#beginAnew();
      if (this.#file === null) this.#open();
      const hidden = `${redactedJson(line, this.#redact).trimEnd()}\n`;
      if (this.#file !== null) this.#size += writeSync(this.#file, hidden);
    });
  }

  #beginAnew(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
    renameSync(this.#path, `${this.#path}.1`);
  }

  #open(): void {
    this.#file = openSync(this.#path, 'a', 0o600);
    this.#size = fstatSync(this.#file).size;
  }

  #quietly(work: () => void): void {
    try {
      work();
    } catch {
      // There is nowhere to say so.
    }
  }
}

/** For tests and tools that keep no log. */
export const noLog: Log = { info: () => {}, error: () => {} };
