// What a statement does to a table is read from its text: however that is written, a change of what
// money rests on is never taken for one that the second record need not have.
import { expect, it } from 'vitest';
import { recordedTables } from '../../../electron/core/store/schema.ts';
import { changeOf, isQuestion } from '../../../electron/core/store/table.ts';

it.each([
  'UPDATE Transactions SET phase = ?',
  'update\n  transactions set phase = ? where id = ?',
  'DELETE FROM transactions',
  'INSERT OR REPLACE INTO transactions SELECT * FROM others',
  `UPDATE advices SET due_ms = 1, "state" = 'delivered'`,
  'UPDATE advices SET (due_ms, state) = (?, ?)',
  'UPDATE advices SET due_ms = (SELECT max(seq) FROM sales WHERE place > 1), state = ?',
])('is seen by the record: %s', (sql) => {
  expect(changeOf(sql, recordedTables)).toMatchObject({ isRecorded: true });
  expect(isQuestion(sql)).toBe(false);
});

it.each([
  'WITH late AS (SELECT 1) UPDATE transactions SET phase = ?',
  '-- why\nUPDATE transactions SET phase = ?',
  '/* why */ UPDATE transactions SET phase = ?',
  'REPLACE INTO transactions (id) VALUES (?)',
  'UPDATE main.transactions SET phase = ?',
  'UPDATE "transactions" SET phase = ?',
  'DROP TABLE sales',
])('is no change that can be read, and no question: %s', (sql) => {
  expect(changeOf(sql, recordedTables)).toBeNull();
  expect(isQuestion(sql)).toBe(false);
});

it('lets pass what nothing rests on', () => {
  for (const sql of [
    'UPDATE advices SET due_ms = ?, attempts = attempts + 1 WHERE seq = ?',
    'INSERT INTO sale_events (sale_id) VALUES (?)',
  ]) {
    expect(changeOf(sql, recordedTables)).toMatchObject({ isRecorded: false });
  }
});
