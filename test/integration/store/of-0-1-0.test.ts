// Books that version 0.1.0 wrote (test/stores/0.1.0) open with the code of today: nothing is lost,
// nothing is called damaged that is not, and what is owed goes out with the same bytes.
import { existsSync, readFileSync } from 'node:fs';
import BetterSqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../electron/core/store/disk.ts';
import { openStore } from '../../../electron/core/store/safe/open.ts';
import type { Store } from '../../../electron/core/store/store.ts';
import { openNotices } from '../../../electron/core/store/tables/notices.ts';
import { copyOfBook, type KeptBook } from '../../support/kept-book.ts';

type Ask = (sql: string) => unknown[];

/** All that must come through, asked of the file as 0.1.0 left it or of the store of today. */
function contentOf(ask: Ask) {
  return {
    sales: ask('SELECT number, total_minor, currency, opened_at FROM sales ORDER BY seq'),
    payments: ask('SELECT * FROM payments ORDER BY seq'),
    sums: ask(`SELECT state, count(*) AS count, sum(amount_minor) AS asked,
      sum(approved_minor) AS approved FROM payments GROUP BY state ORDER BY state`),
    advices: ask('SELECT * FROM advices ORDER BY seq'),
    owed: ask(`SELECT id, body FROM advices WHERE state <> 'delivered' ORDER BY id`),
    requests: ask(`SELECT payment_id, operation, request FROM exchanges
      WHERE advice_id IS NULL ORDER BY seq`),
    answers: ask('SELECT payment_id, status, silence, error_type, times, late FROM exchanges'),
    firstAnswers: ask('SELECT advice_id, status, silence, error_type FROM first_answers'),
    events: ask('SELECT * FROM payment_events ORDER BY seq'),
    profile: ask(`SELECT value FROM settings WHERE name IN ('profile', 'installation', 'identity')
      ORDER BY name`),
  };
}

/** Read from the file alone, without a line of the till's code. */
function asWritten(path: string): ReturnType<typeof contentOf> {
  const database = new BetterSqlite(path, { readonly: true });
  try {
    return contentOf((sql) => database.prepare(sql).all());
  } finally {
    database.close();
  }
}

function opened<Value>(path: string, look: (store: Store) => Value): Value {
  const store = openStore(path);
  try {
    return look(store);
  } finally {
    store.close();
  }
}

const now = (store: Store) => contentOf((sql) => store.all(sql));
const unread = (book: KeptBook) => (book === 'full' ? [{ kind: 'moved' }] : []);

it('is a book of every state, kind of advice and way out', () => {
  const { payments, advices, sums } = asWritten(copyOfBook('full'));
  expect(payments).toHaveLength(33);
  expect(sums).toHaveLength(5);
  const kinds = (advices as Row[]).map(({ kind, reason, state, closed_at }) =>
    [kind, reason, closed_at === null ? state : 'closed'].join(' '),
  );
  expect([...new Set(kinds)].sort()).toMatchInlineSnapshot(`
    [
      "confirmation  attention",
      "confirmation  closed",
      "confirmation  delivered",
      "confirmation  owed",
      "reversal CANCELLED owed",
      "reversal RESPONSE_NOT_FINAL owed",
      "reversal TIMEOUT attention",
      "reversal TIMEOUT closed",
      "reversal TIMEOUT delivered",
      "reversal TIMEOUT owed",
    ]
  `);
});

describe.each(['empty', 'full'] as const)('a book of 0.1.0 that is well: %s', (book) => {
  it('opens twice without a notice, and with all that was in it', () => {
    const path = copyOfBook(book);
    const written = asWritten(path);
    for (let start = 0; start < 2; start += 1) {
      opened(path, (store) => {
        expect(openNotices(store)).toMatchObject(unread(book));
        expect(openNotices(store)).toHaveLength(unread(book).length);
        expect(now(store)).toEqual(written);
      });
    }
    expect(existsSync(`${path}.damaged-1`)).toBe(false);
  });
});

it('a damaged book of 0.1.0 is set aside and made good from its record', () => {
  const path = copyOfBook('damaged');
  const damaged = readFileSync(path);
  const whole = asWritten(copyOfBook('full'));
  opened(path, (store) => {
    const { sales, payments, sums, owed } = now(store);
    expect({ sales, payments, sums, owed }).toEqual({
      sales: whole.sales,
      payments: whole.payments,
      sums: whole.sums,
      owed: whole.owed,
    });
    expect(openNotices(store)).toMatchObject([
      { kind: 'moved' },
      { kind: 'damaged', setAside: `${path}.damaged-1`, isWhole: true },
    ]);
  });
  expect(readFileSync(`${path}.damaged-1`).equals(damaged)).toBe(true);
});
