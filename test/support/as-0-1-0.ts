// Writes a book of today as 0.1.0 would have kept it: its tables, its second record, the same ids and
// bytes. Of sales that are one line paid by QR, which is all that 0.1.0 had.
import { rmSync } from 'node:fs';
import { type Database, nodeDisk, type Row } from '../../electron/core/store/disk.ts';
import { migrations, runSteps } from '../../electron/core/store/migrate.ts';
import { Journal } from '../../electron/core/store/safe/journal.ts';

const copied = `
  INSERT INTO sales SELECT place, number, total_minor, currency, opened_at FROM today.sales
    WHERE number IS NOT NULL;
  INSERT INTO payments
    SELECT seq, id, sale_number, attempt,
      CASE phase WHEN 'asking' THEN iif(step = 'code', 'requestingCode', 'awaitingCustomer')
        WHEN 'approved' THEN 'approved' WHEN 'completed' THEN 'paid' ELSE 'notPaid' END,
      amount_minor, currency, lookup_id, reference, issued, approval, approved_minor, partner, reason,
      started_at, approved_at, shown_at, decided_at,
      (SELECT left_at FROM today.sales WHERE id = sale_id)
    FROM today.transactions;
  INSERT INTO advices (seq, id, payment_id, interface, operation, kind, reason, body, state, owed_at,
      owed_in_run, attempts, sends, due_ms, settled_at, closed_at, closings)
    SELECT seq, id, transaction_id, interface, operation, kind, reason, body, state, owed_at,
      owed_in_run, attempts, sends, due_ms, settled_at, closed_at, closings FROM today.advices;
  INSERT INTO exchanges (seq, payment_id, advice_id, operation, request, sent_at, answered_at, status,
      silence, error_type, message, response, times, late)
    SELECT seq, transaction_id, advice_id, operation, request, sent_at, answered_at, status, silence,
      error_type, message, response, times, late FROM today.exchanges;
  INSERT INTO first_answers SELECT * FROM today.first_answers;
  INSERT INTO payment_events (seq, payment_id, at, state, reason, owes)
    SELECT seq, transaction_id, at,
      CASE phase WHEN 'asking' THEN iif(step = 'code', 'requestingCode', 'awaitingCustomer')
        WHEN 'approved' THEN 'approved' WHEN 'completed' THEN 'paid' ELSE 'notPaid' END,
      reason, owes FROM today.transaction_events;
  INSERT INTO settings SELECT * FROM today.settings;
`;

const recorded = ['settings', 'sales', 'payments', 'exchanges', 'advices'] as const;

/** @param path of the database of a till that has stopped; it and its record are replaced */
export function writeAs010(path: string, number = 4): void {
  const old = `${path}.as-0-1-0`;
  const database = nodeDisk.openDatabase(old);
  runSteps(
    database,
    migrations.filter((step) => step.number <= number),
  );
  database.pragma('foreign_keys = OFF', { simple: true });
  database.prepare('ATTACH DATABASE ? AS today').run(path);
  database.exec(copied);
  database.exec('DETACH DATABASE today');
  const seq = seqIn(database);
  const rows = recorded.flatMap((table) => rowsOf(database, table));
  database.close();
  nodeDisk.rename(old, path);
  for (const ending of ['-wal', '-shm']) rmSync(`${old}${ending}`, { force: true });
  for (const ending of ['-wal', '-shm']) rmSync(`${path}${ending}`, { force: true });
  const journal = Journal.open(nodeDisk, path.replace(/\.sqlite$/, '.record'));
  journal.rewrite(seq, number, rows);
  journal.close();
}

function seqIn(database: Database): number {
  const row = database.prepare(`SELECT value FROM settings WHERE name = 'recordedSeq'`).get();
  return Number((row as Row | undefined)?.['value'] ?? 1);
}

function rowsOf(database: Database, table: (typeof recorded)[number]) {
  const only =
    table === 'exchanges'
      ? `WHERE operation = 'pay' AND advice_id IS NULL AND late = 0`
      : table === 'settings'
        ? `WHERE name NOT IN ('recordedSeq', 'starts') ORDER BY name <> 'identity'`
        : '';
  const rows = database.prepare(`SELECT * FROM ${table} ${only}`).all() as Row[];
  return rows.map((row) => ({ table, row }));
}
