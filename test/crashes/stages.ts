// What stands ready before a scene is played: the fault of the line that belongs to it, and what an
// earlier run of the till left in its data folder.
import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, nodeDisk } from '../../electron/core/store/disk.ts';
import { openStore } from '../../electron/core/store/safe/open.ts';
import { addLine } from '../../electron/core/store/tables/sale-lines.ts';
import { addSale, noteTotal, numberSale } from '../../electron/core/store/tables/sales.ts';
import { addTender } from '../../electron/core/store/tables/tenders.ts';
import type { Fault } from '../../electron/training/faults.ts';
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import { writeAs010 } from '../support/as-0-1-0.ts';
import { TestTill } from '../support/test-till.ts';
import type { SceneName } from './scenes.ts';

export type Stage = {
  readonly fault?: Fault;
  /** The data folder is empty; otherwise it is that of a till that has been set up. */
  readonly isNew?: true;
  /** An earlier run left a confirmation owed, and this happened to its data since. */
  readonly since?: (dataFolder: string) => void;
  /** The profile is given at the start, with this many blanks that belong to no one. */
  readonly blanks?: number;
};

const refused: Fault = {
  kind: 'status',
  operations: ['confirmPayment'],
  status: 400,
  errorType: 'FORMAT_ERROR',
};

export const stages: Partial<Record<SceneName, Stage>> = {
  firstStart: { isNew: true },
  noCode: {
    fault: {
      kind: 'status',
      operations: ['createQrCode'],
      status: 400,
      errorType: 'FORMAT_ERROR',
    },
  },
  cancelledEarly: { fault: { kind: 'silence', operations: ['createQrCode'] } },
  repeated: {
    fault: {
      kind: 'status',
      operations: ['confirmPayment'],
      status: 500,
      processed: true,
      times: 2,
    },
  },
  sentAgain: { fault: { ...refused, times: 1 } },
  closed: { fault: refused },
  unknownInterface: {
    // Noted in the second record too, or the next start would put it right.
    since(dataFolder) {
      const store = openStore(join(dataFolder, 'till.sqlite'));
      store.commit('another program', () => {
        for (const { id } of store.all('SELECT id FROM advices')) {
          const sql = `UPDATE advices SET interface = 'airtime' WHERE id = ?`;
          store.write('advices', String(id), sql, String(id));
        }
      });
      store.close();
    },
  },
  /** Three sales stand open, as in a book that was mended: one with cash, one with lines, one empty. */
  leftOpen: {
    since(dataFolder) {
      const store = openStore(join(dataFolder, 'till.sqlite'));
      const at = '2026-03-14T10:21:07.412+02:00';
      store.commit('another program', () => {
        for (const sale of ['cash', 'lines', 'empty']) {
          const id = randomUUID();
          addSale(store, id, '710', at);
          if (sale === 'empty') continue;
          const line = { id: randomUUID(), name: null, unitMinor: 2_500, quantity: 1 };
          addLine(store, id, line, at);
          noteTotal(store, id);
          if (sale === 'lines') continue;
          numberSale(store, id);
          const tender = {
            id: randomUUID(),
            kind: 'cash',
            amountMinor: 1_000,
            reference: null,
          } as const;
          addTender(store, id, tender, at);
        }
      });
      store.close();
    },
  },
  /** What is kept of how much is owed was damaged. */
  wrongCounts: {
    since: inDatabase((database) => database.exec('UPDATE owed_counts SET reversals = 7')),
  },
  olderSchema: {
    since: (dataFolder) => writeAs010(join(dataFolder, 'till.sqlite')),
  },
  lostDatabase: { since: (dataFolder) => rmSync(join(dataFolder, 'till.sqlite')) },
  damagedDatabase: { since: spoilAdvices },
  lostRecord: { since: (dataFolder) => rmSync(join(dataFolder, 'till.record')) },
  /** The disk said something doubtful: the whole file is checked, and written back. */
  suspected: { since: (dataFolder) => writeFileSync(join(dataFolder, 'till.suspect'), '') },
  grownRecord: { blanks: 17_000_000 },
};

/** Leaves a paid payment behind whose confirmation is owed, as a till that was stopped in time. */
export async function leaveOwed(
  dataFolder: string,
  intermediary: TrainingIntermediary,
): Promise<void> {
  intermediary.setFault({ kind: 'silence', operations: ['confirmPayment'] });
  const till = await TestTill.start({ dataFolder });
  await till.call('startPayment', { amountMinor: 400_401 });
  await till.whenPayment('approved');
  await till.call('nextSale', { saleId: till.saleId });
  await intermediary.whenReceived('confirmPayment', 1);
  await till.stop();
  intermediary.setFault(null);
}

function inDatabase(work: (database: Database) => void): (dataFolder: string) => void {
  return (dataFolder) => {
    const database = nodeDisk.openDatabase(join(dataFolder, 'till.sqlite'));
    work(database);
    database.close();
  };
}

// The page that holds the rows of `advices` is overwritten: the owed confirmation is only in the
// second record from here on.
function spoilAdvices(dataFolder: string): void {
  const path = join(dataFolder, 'till.sqlite');
  let page = 0;
  let size = 0;
  inDatabase((database) => {
    const root = database
      .prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'advices'`)
      .get();
    page = (root as { rootpage: number }).rootpage;
    size = Number(database.pragma('page_size', { simple: true }));
  })(dataFolder);
  const bytes = readFileSync(path);
  bytes.fill(0xa5, (page - 1) * size, page * size);
  writeFileSync(path, bytes);
}
