// The reckoning at the end of a story: every till's book against the far end's ledger, what was handed
// over and what lies in the drawer, and the second record against the book, column by column.
import type { Row } from '../../electron/core/store/disk.ts';
import { countAnew } from '../../electron/core/store/migrations/0005-owed-counts.ts';
import { Journal } from '../../electron/core/store/safe/journal.ts';
import { type RecordedName, recordedTables } from '../../electron/core/store/schema.ts';
import { columnsOf } from '../../electron/core/store/table.ts';
import type { Checks } from './checks.ts';
import { type Assumptions, type Entry, short } from './far-end.ts';
import type { IntermediaryModel } from './intermediary.ts';
import { folder, type Machine } from './machine.ts';
import { checkSales, type SaleRows } from './sales.ts';
import { diskOf } from './sim-disk.ts';
import { openVirtualDatabase } from './virtual-database.ts';
import type { World } from './world.ts';

/** How often each assumption that was switched off let something through, by invariant. */
export type LetThrough = Record<string, number>;

export type Breach = (invariant: string, what: string) => void;

type Book = {
  readonly machine: Machine;
  readonly transactions: Map<string, Row>;
  readonly advices: Map<string, Row>;
  readonly sales: SaleRows;
};

const nextPhases: Readonly<Record<string, readonly string[]>> = {
  '': ['asking code', 'asking'],
  asking: ['approved', 'refused', 'undone'],
  'asking code': ['asking customer', 'refused', 'undone'],
  'asking customer': ['approved', 'refused', 'undone'],
  // Shown for the first time, an approval is written again.
  approved: ['approved', 'completed', 'undone'],
  completed: [],
  refused: [],
  undone: [],
};

/**
 * Reads the book of a till that has stopped, and compares its second record with it. `mayMend`: the
 * store may have been made good from the record, which knows no timelines.
 */
export function readBook(world: World, machine: Machine, mayMend: boolean): Book {
  const process = { disk: machine.disk, isDead: false, databases: [] as { bury(): void }[] };
  const database = openVirtualDatabase(process, `${folder}/till.sqlite`);
  database.pragma('locking_mode = EXCLUSIVE', { simple: true });
  const all = (sql: string) => database.prepare(sql).all() as Row[];
  const tables = Object.keys(recordedTables) as RecordedName[];
  const rowsOf = Object.fromEntries(
    tables.map((name) => [name, all(`SELECT * FROM ${name} ORDER BY rowid`)]),
  ) as Record<RecordedName, Row[]>;
  if (database.pragma('integrity_check', { simple: true }) !== 'ok') {
    world.violate('S9', `${machine.name}: the database is damaged`);
  }
  if (!mayMend) checkHistory(world, all('SELECT * FROM transaction_events ORDER BY seq'));
  const [counted] = all(countAnew);
  const [kept] = all('SELECT confirmations, reversals, exceptions, others, open FROM owed_counts');
  if (JSON.stringify(kept) !== JSON.stringify(counted)) {
    const told = `${JSON.stringify(kept)} are counted, and ${JSON.stringify(counted)} there`;
    world.violate('S10', `${machine.name}: of what is owed ${told}`);
  }
  const journal = Journal.open(diskOf(process), `${folder}/till.record`);
  const recorded = new Map<string, Row>();
  for (const { table, row } of journal.read(-1).rows) {
    const name = `${table} ${String(row[recordedTables[table as RecordedName].key])}`;
    recorded.set(name, { ...recorded.get(name), ...row });
  }
  for (const name of tables) compareRecord(world, machine, name, rowsOf[name], recorded);
  for (const opened of process.databases) opened.bury();
  return {
    machine,
    transactions: new Map(rowsOf.transactions.map((row) => [String(row['id']), row])),
    advices: new Map(rowsOf.advices.map((row) => [String(row['transaction_id']), row])),
    sales: rowsOf,
  };
}

// A record that began anew has dropped what was settled long ago; of all it has, every column is right.
function compareRecord(
  world: World,
  machine: Machine,
  name: RecordedName,
  rows: readonly Row[],
  recorded: ReadonlyMap<string, Row>,
): void {
  const table = recordedTables[name];
  const columns = columnsOf(table).filter((column) => !table.unrecorded.includes(column));
  const where = `${machine.name}: ${name}`;
  for (const row of rows) {
    const key = String(row[table.key]);
    const line = recorded.get(`${name} ${key}`);
    const isPartly = 'partly' in table;
    const mayLack = name === 'advices' && row['state'] === 'delivered';
    if (!line) {
      if (!isPartly && !mayLack) world.violate('S10', `${where} ${short(key)} is not recorded`);
      continue;
    }
    if (isPartly && name === 'settings' && key === 'recordedSeq') continue;
    const other = columns.find((column) => column in line && line[column] !== row[column]);
    if (other === undefined) continue;
    world.violate(
      'S10',
      `${where} ${short(key)}: the record has ${other} ${String(line[other])}, the book ${String(row[other])}`,
    );
  }
}

function checkHistory(world: World, events: readonly Row[]): void {
  const last = new Map<string, string>();
  for (const event of events) {
    const id = String(event['transaction_id']);
    const step = typeof event['step'] === 'string' ? ` ${event['step']}` : '';
    const now = `${String(event['phase'])}${step}`;
    if (!nextPhases[last.get(id) ?? '']?.includes(now)) {
      world.violate('S4', `${short(id)}: ${last.get(id) ?? 'nothing'} then ${now}`);
    }
    last.set(id, now);
  }
}

/** Every payment and every sale on both sides, M1 to M9. */
export function compareBooks(
  world: World,
  books: readonly Book[],
  far: IntermediaryModel,
  checks: Checks,
  assume: Assumptions,
  letThrough: LetThrough,
): void {
  const breach: Breach = (invariant, what) => {
    const off = Object.entries(assume).filter(([, holds]) => !holds);
    if (off.length === 0) return world.violate(invariant, what);
    const name = off.map(([assumption]) => assumption).join('+');
    letThrough[`${invariant} without ${name}`] =
      (letThrough[`${invariant} without ${name}`] ?? 0) + 1;
  };
  for (const entry of [...far.ledger.values(), ...far.bills.ledger.values()]) {
    const book = books.find(({ transactions }) => transactions.has(entry.paymentId));
    if (!book) breach('M3', `${short(entry.paymentId)} is in no till's book`);
    else checkEntry(breach, entry, book);
  }
  for (const book of books) {
    checkBook(breach, book, far);
    const settled = (id: string) => far.entryOf(id)?.settledMinor ?? 0;
    checkSales(breach, book.sales, checks, book.machine, settled);
  }
  for (const [saleId, { machine }] of checks.handedOver) {
    const book = books.find((each) => each.machine === machine);
    const sale = book?.sales.sales.find(({ id }) => id === saleId);
    if (sale?.['state'] !== 'completed')
      breach('M4', `goods of sale ${short(saleId)} were handed over, which is not completed`);
  }
}

function checkEntry(breach: Breach, entry: Entry, { transactions, advices }: Book): void {
  const { paymentId: id, reservedMinor, settledMinor, releasedMinor } = entry;
  const phase = transactions.get(id)?.['phase'];
  const approved = transactions.get(id)?.['approved_minor'];
  const advice = advices.get(id);
  const stillReserved = reservedMinor - settledMinor - releasedMinor;
  if (stillReserved < 0) breach('M1', `${short(id)}: more went out than was reserved`);
  if (stillReserved > 0)
    breach(
      'M3',
      `${short(id)}: ${stillReserved} is still reserved (${String(phase)}, advice ${String(advice?.['state'])})`,
    );
  if (settledMinor > 0 && phase !== 'completed')
    breach('M7', `${short(id)} was charged and is ${String(phase)}`);
  if (phase === 'completed' && approved !== settledMinor)
    breach('M6', `${short(id)}: paid ${String(approved)}, taken ${settledMinor}`);
}

function checkBook(
  breach: Breach,
  { transactions, advices, machine }: Book,
  far: IntermediaryModel,
): void {
  for (const [id, row] of transactions) {
    const phase = String(row['phase']);
    if (!['completed', 'refused', 'undone'].includes(phase))
      breach('L1', `${machine.name}: ${short(id)} stays ${phase}`);
    const advice = advices.get(id);
    if (phase === 'completed' && advice?.['kind'] !== 'confirmation')
      breach('M4', `${short(id)} is completed and owes no confirmation`);
    if (phase === 'undone' && advice?.['kind'] !== 'reversal')
      breach('M5', `${short(id)} is undone and owes no reversal`);
    if (phase === 'undone' && isRefusedRefund(row))
      breach('B5', `${short(id)} is a refund that was declined, and was advised of`);
    if (phase === 'refused' && advice?.['kind'] !== undefined)
      breach('M5', `${short(id)} is refused and was advised of`);
    if (phase === 'completed' && !far.entryOf(id))
      breach('M4', `${short(id)} is completed and unknown to the far end`);
    if (advice && advice['state'] === 'owed')
      breach('L1', `${machine.name}: the advice of ${short(id)} is still owed`);
  }
}

// After a declined refund nothing is sent (C21), unless an earlier copy of it may be held.
function isRefusedRefund({ service, issued, reason }: Row): boolean {
  if (service !== 'bills' || !String(issued).includes('"kind":"refund"')) return false;
  const { code, errorType } = JSON.parse(String(reason)) as { code: string; errorType?: string };
  return code === 'declined' && errorType !== null && errorType !== 'DUPLICATE_RECORD';
}
