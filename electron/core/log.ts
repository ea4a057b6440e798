// The log: one JSON line per event at an edge, built from named fields. Never a body, a header, a
// password or a card number; what support needs of messages stands in the payment's timeline.
import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';

/** Size at which the log of earlier runs is set aside, in bytes; one earlier file is kept. */
const rotateAt = 5 * 1024 * 1024;

export type Log = {
  info(event: string, fields?: Record<string, string | number | boolean | null>): void;
  error(event: string, error: unknown): void;
};

/** Opens `until.log` in the data folder. */
export function openLog(dataFolder: string): Log {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const path = join(dataFolder, 'until.log');
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > rotateAt) {
    renameSync(path, `${path}.1`);
  }
  const destination = pino.destination({ dest: path, sync: true, mode: 0o600 });
  // A log that cannot be written (a full disk) must not stop the till.
  destination.on('error', () => {});
  const lines = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['*.authorization', '*.password', 'authorization', 'password'],
    },
    destination,
  );
  return {
    info: (event, fields = {}) => lines.info({ event, ...fields }),
    error: (event, error) => lines.error({ event, err: error }),
  };
}

/** For tests and tools that keep no log. */
export const noLog: Log = { info: () => {}, error: () => {} };
