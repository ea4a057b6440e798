// The lines of the second record: a checksum, and one row as it was after a commit.
//
//   1c291ca3 {"seq":42,"commit":"approved","of":2,"table":"transactions","row":{…}}
//
// A line that is as it was written holds; whether it is one of ours is asked where it is used.
import { crc32 } from 'node:zlib';
import type { Row } from '../disk.ts';

export type RecordedRow = {
  readonly seq: number;
  readonly commit: string;
  /** How many rows the commit has; 0 in a record that began anew, whose last line has the number. */
  readonly of: number;
  /** Of a record that began anew: the version of the schema its rows are from. */
  readonly version?: number;
  readonly table: string;
  readonly row: Row;
};

/** Beyond this no till has counted its commits. */
const mostCommits = 2 ** 48;

export const newline = 0x0a;

/** A line with where it begins and ends, in bytes; no text when it is not as it was written. */
export type Line = { readonly text: string | null; readonly begin: number; readonly end: number };

export function lineOf(row: RecordedRow): string {
  const text = JSON.stringify(row);
  return `${checksumOf(text)} ${text}\n`;
}

function checksumOf(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}

/** Every line that ends among these bytes, of which the first stands at `offset`. */
export function* linesIn(bytes: Buffer, offset: number): Generator<Line> {
  for (let begin = 0; begin < bytes.length; ) {
    const stop = bytes.indexOf(newline, begin);
    if (stop < 0) return;
    const line = bytes.toString('utf8', begin, stop);
    const text = line.slice(9);
    const isSound = text !== '' && line.slice(0, 9) === `${checksumOf(text)} `;
    yield { text: isSound ? text : null, begin: offset + begin, end: offset + stop + 1 };
    begin = stop + 1;
  }
}

/** What a line says; nothing when it is not as it was written. */
export function rowOf({ text }: Line): RecordedRow | undefined {
  if (text === null) return undefined;
  const row = parsed(text);
  return isLine(row) ? row : undefined;
}

// A checksum says that a line is as it was written, not who wrote it.
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isLine(value: unknown): value is RecordedRow {
  if (!isRecord(value) || !isRecord(value['row'])) return false;
  const isCount = (count: unknown) =>
    Number.isSafeInteger(count) && Number(count) >= 0 && Number(count) < mostCommits;
  return (
    isCount(value['seq']) &&
    isCount(value['of']) &&
    typeof value['commit'] === 'string' &&
    typeof value['table'] === 'string'
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
