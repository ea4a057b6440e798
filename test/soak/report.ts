// What a soak prints: a row for each sample, and at the end the verdict.
import { performance } from 'node:perf_hooks';
import type { Sample } from './measure.ts';
import { type Point, slopeOf } from './trend.ts';

/** Growth that is tolerated, in MB per 10,000 payments. */
const growthLimit = 5;
/** Fewer payments after the warm-up than this do not tell growth from noise. */
const fewestPayments = 1_000;
/** Growth that no noise explains, in MB, however short the run. */
const leapLimit = 10;
/** Handles that may be more at rest than at the start: a connection or two of the window's. */
const handlesLimit = 4;
/** SQLite keeps pages of the book in memory, up to 16 MB; until then the resident set grows with it. */
const fullCacheBytes = 17e6;
/** The first part of the samples is warm-up: compilers, caches, the connection to the window. */
const warmUpShare = 1 / 3;

export type Row = { readonly sample: Sample; readonly payments: number };

export type Books = { readonly equal: boolean; readonly sentences: readonly string[] };

export type Ending = {
  readonly rows: readonly Row[];
  /** At rest, before the first trouble and after the last. */
  readonly handles: readonly [before: number, after: number];
  readonly books: Books;
  /** Whatever else went wrong, as sentences. */
  readonly failures: readonly string[];
};

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
const columns = [7, 9, 7, 9, 8, 7, 8, 11, 11, 7, 6, 6, 6, 6] as const;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function printCells(cells: readonly string[]): void {
  print(cells.map((cell, column) => cell.padStart(columns[column] ?? 0)).join(' '));
}

/** The heads of the columns, and what they mean. */
export function printHead(): void {
  print('held: heap after a collection and external memory of the host, all threads; sizes in MB.');
  print('main, core: delay of the event loops since the row before, p99/max, in ms.');
  printCells(
    'time payments tapped held rss window handles main core book wal log owed weather'.split(' '),
  );
}

/** @param startedMs when the soak began, on this process's monotonic clock */
export function printRow(
  startedMs: number,
  { sample, payments }: Row,
  others: { tapped: number; owed: number; weather: string },
): void {
  const { held, rss, windowHeap, handles, main, core, disk } = sample;
  const seconds = Math.round((performance.now() - startedMs) / 1_000);
  const minutes = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const delay = ({ p99Ms, maxMs }: Sample['main']) => `${p99Ms.toFixed(0)}/${maxMs.toFixed(0)}`;
  printCells([
    minutes,
    String(payments),
    String(others.tapped),
    (held / 1e6).toFixed(2),
    megabytes(rss),
    (windowHeap / 1e6).toFixed(2),
    String(handles),
    delay(main),
    delay(core),
    megabytes(disk.book),
    megabytes(disk.wal),
    megabytes(disk.log),
    String(others.owed),
    others.weather,
  ]);
}

/** Prints the trends and the last line. True when everything holds. */
export function printVerdict({ rows, handles, books, failures }: Ending): boolean {
  const measured = rows.slice(Math.floor(rows.length * warmUpShare));
  const held = changeOf(measured, ({ held }) => held);
  const window = changeOf(measured, ({ windowHeap }) => windowHeap);
  const cached = measured.filter(({ sample }) => sample.disk.book > fullCacheBytes);
  const line = (name: string, change: Change) => print(`  ${name.padEnd(30)} ${wordsOf(change)}`);
  const trend = (name: string, of: Size) => line(name, changeOf(measured, of));

  print(`\nAfter the warm-up, the first third of the run:`);
  line(`held by the host (limit ${growthLimit})`, held);
  trend('  of this by its core', ({ coreHeld }) => coreHeld);
  line(`heap of the window (limit ${growthLimit})`, window);
  trend('resident set of the host', ({ rss }) => rss);
  line(
    '  with a full page cache',
    changeOf(cached, ({ rss }) => rss),
  );
  trend('till.sqlite', ({ disk }) => disk.book);
  trend('its write-ahead log', ({ disk }) => disk.wal);
  trend('until.log', ({ disk }) => disk.log);
  trend('other files of the till', ({ otherFiles }) => otherFiles);

  const problems = [...failures, ...books.sentences];
  if (hasGrown(held)) problems.push(`The host holds more and more: ${wordsOf(held)}.`);
  if (hasGrown(window)) problems.push(`The window holds more and more: ${wordsOf(window)}.`);
  const [before, after] = handles;
  if (after > before + handlesLimit) {
    problems.push(`At rest ${after} handles are open; there were ${before} at the start.`);
  }
  for (const problem of problems) print(`PROBLEM ${problem}`);

  const worst = (of: Size) => Math.max(0, ...rows.map(({ sample }) => of(sample))).toFixed(0);
  const mainWorst = worst(({ main }) => main.maxMs);
  const coreWorst = worst(({ core }) => core.maxMs);
  const last = [
    `growth ${wordsOf(held)}`,
    `of the window ${wordsOf(window)}`,
    `handles ${after > before ? '+' : ''}${after - before}`,
    `worst event-loop delay ${mainWorst} ms, of the core ${coreWorst} ms`,
    `books equal: ${books.equal ? 'yes' : 'no'}`,
  ];
  print(`\n${last.join('; ')}`);
  return problems.length === 0 && books.equal;
}

type Size = (sample: Sample) => number;

/** In MB per 10,000 payments, or null when there were too few to tell; and in MB from end to end. */
type Change = { readonly slope: number | null; readonly leap: number; readonly payments: number };

function changeOf(rows: readonly Row[], of: Size): Change {
  const points = rows.map(({ sample, payments }): Point => ({ x: payments, y: of(sample) / 1e6 }));
  const [first, last] = [points[0], points.at(-1)];
  const payments = first && last ? last.x - first.x : 0;
  const leap = first && last ? last.y - first.y : 0;
  const slope = payments < fewestPayments ? null : slopeOf(points) * 10_000;
  return { slope, leap, payments };
}

function hasGrown({ slope, leap }: Change): boolean {
  return slope === null ? leap > leapLimit : !(slope <= growthLimit);
}

function wordsOf({ slope, leap, payments }: Change): string {
  return slope === null
    ? `${leap.toFixed(1)} MB in ${payments} payments, too few to tell`
    : `${slope.toFixed(1)} MB per 10,000 payments`;
}
