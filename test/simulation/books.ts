// The reckoning at the end of a story: every till's book against the far end's ledger, and the second
// record against the book.
import type { Row } from '../../electron/core/store/disk.ts';
import { Journal } from '../../electron/core/store/safe/journal.ts';
import type { Checks } from './checks.ts';
import { type Assumptions, type Entry, type IntermediaryModel, short } from './intermediary.ts';
import { folder, type Machine } from './machine.ts';
import { diskOf } from './sim-disk.ts';
import { openVirtualDatabase } from './virtual-database.ts';
import type { World } from './world.ts';

/** How often each assumption that was switched off let something through, by invariant. */
export type LetThrough = Record<string, number>;

type Book = {
  readonly machine: Machine;
  readonly payments: Map<string, Row>;
  readonly advices: Map<string, Row>;
};

const nextStates: Readonly<Record<string, readonly string[]>> = {
  '': ['requestingCode'],
  requestingCode: ['awaitingCustomer', 'notPaid'],
  awaitingCustomer: ['approved', 'notPaid'],
  // Shown for the first time, an approval is written again.
  approved: ['approved', 'paid', 'notPaid'],
  paid: [],
  notPaid: [],
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
  const payments = new Map(all('SELECT * FROM payments').map((row) => [String(row['id']), row]));
  const advices = new Map(
    all('SELECT * FROM advices').map((row) => [String(row['payment_id']), row]),
  );
  if (database.pragma('integrity_check', { simple: true }) !== 'ok') {
    world.violate('S9', `${machine.name}: the database is damaged`);
  }
  if (!mayMend) checkHistory(world, all('SELECT * FROM payment_events ORDER BY seq'));
  const recorded = new Map<string, Row>();
  const journal = Journal.open(diskOf(process), `${folder}/till.record`);
  for (const { table, row } of journal.read(-1).rows) {
    recorded.set(`${table} ${String(row['id'])}`, row);
  }
  for (const [table, rows] of [
    ['payments', payments],
    ['advices', advices],
  ] as const) {
    for (const row of rows.values()) {
      const id = String(row['id']);
      const state = recorded.get(`${table} ${id}`)?.['state'];
      if (
        state !== row['state'] &&
        !(table === 'advices' && row['state'] === 'delivered' && !state)
      ) {
        world.violate(
          'S10',
          `${machine.name}: the record has ${short(id)} as ${String(state)}, the book as ${String(row['state'])}`,
        );
      }
    }
  }
  for (const opened of process.databases) opened.bury();
  return { machine, payments, advices };
}

function checkHistory(world: World, events: readonly Row[]): void {
  const last = new Map<string, string>();
  for (const event of events) {
    const id = String(event['payment_id']);
    const state = String(event['state']);
    if (!nextStates[last.get(id) ?? '']?.includes(state)) {
      world.violate('S4', `${short(id)}: ${last.get(id) ?? 'nothing'} then ${state}`);
    }
    last.set(id, state);
  }
}

/** Every payment on both sides, M1 to M8. */
export function compareBooks(
  world: World,
  books: readonly Book[],
  far: IntermediaryModel,
  checks: Checks,
  assume: Assumptions,
  letThrough: LetThrough,
): void {
  const breach = (invariant: string, what: string) => {
    const off = Object.entries(assume).filter(([, holds]) => !holds);
    if (off.length === 0) return world.violate(invariant, what);
    const name = off.map(([assumption]) => assumption).join('+');
    letThrough[`${invariant} without ${name}`] =
      (letThrough[`${invariant} without ${name}`] ?? 0) + 1;
  };
  const bookOf = (id: string) => books.find(({ payments }) => payments.has(id));
  for (const entry of far.ledger.values()) {
    const book = bookOf(entry.paymentId);
    if (!book) breach('M3', `${short(entry.paymentId)} is in no till's book`);
    else checkEntry(breach, entry, book);
  }
  for (const [id, { amountMinor }] of checks.handedOver) {
    const row = bookOf(id)?.payments.get(id);
    const settled = far.ledger.get(id)?.settledMinor ?? 0;
    if (row?.['state'] !== 'paid')
      breach('M4', `goods were handed over for ${short(id)}, which is not paid`);
    else if (settled !== amountMinor) {
      breach(
        'M4',
        `goods for ${amountMinor} were handed over, ${settled} was taken (${short(id)})`,
      );
    }
  }
  for (const book of books) checkBook(breach, book, far);
}

function checkEntry(
  breach: (invariant: string, what: string) => void,
  entry: Entry,
  { payments, advices }: Book,
): void {
  const { paymentId: id, reservedMinor, settledMinor, releasedMinor } = entry;
  const state = payments.get(id)?.['state'];
  const advice = advices.get(id);
  const stillReserved = reservedMinor - settledMinor - releasedMinor;
  if (stillReserved < 0) breach('M1', `${short(id)}: more went out than was reserved`);
  if (stillReserved > 0)
    breach(
      'M3',
      `${short(id)}: ${stillReserved} is still reserved (${String(state)}, advice ${String(advice?.['state'])})`,
    );
  if (settledMinor > 0 && state !== 'paid')
    breach('M7', `${short(id)} was charged and is ${String(state)}`);
  if (state === 'paid' && payments.get(id)?.['approved_minor'] !== settledMinor) {
    breach(
      'M6',
      `${short(id)}: paid ${String(payments.get(id)?.['approved_minor'])}, taken ${settledMinor}`,
    );
  }
}

function checkBook(
  breach: (invariant: string, what: string) => void,
  { payments, advices, machine }: Book,
  far: IntermediaryModel,
): void {
  const taken = new Map<string, number>();
  for (const [id, row] of payments) {
    const state = String(row['state']);
    if (state !== 'paid' && state !== 'notPaid')
      breach('L1', `${machine.name}: ${short(id)} stays ${state}`);
    const advice = advices.get(id);
    if (state === 'paid' && advice?.['kind'] !== 'confirmation')
      breach('M4', `${short(id)} is paid and owes no confirmation`);
    if (state === 'notPaid' && advice?.['kind'] === 'confirmation')
      breach('M5', `${short(id)} is not paid and was confirmed`);
    if (state === 'paid') {
      const sale = String(row['sale_number']);
      taken.set(sale, (taken.get(sale) ?? 0) + Number(row['approved_minor']));
      if (!far.ledger.has(id)) breach('M4', `${short(id)} is paid and unknown to the far end`);
    }
    if (advice && advice['state'] === 'owed')
      breach('L1', `${machine.name}: the advice of ${short(id)} is still owed`);
  }
  for (const [sale, sum] of taken) {
    const paid = [...payments.values()].filter((row) => row['sale_number'] === sale);
    const total = Math.max(...paid.map((row) => Number(row['amount_minor'])));
    if (sum > total) breach('M2', `sale ${sale} took ${sum} of ${total}`);
  }
}
