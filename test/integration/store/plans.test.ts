// What is asked while the till sells, delivers and shows is answered by an index, however many rows there
// are: a question that reads a whole table is as quick as any in a test, and holds up a shop after a year.
import { expect, it } from 'vitest';
import type { Row } from '../../../electron/core/store/disk.ts';
import { openStore } from '../../../electron/core/store/safe/open.ts';
import { schema } from '../../../electron/core/store/schema.ts';
import type { Store } from '../../../electron/core/store/store.ts';
import {
  adviceStateOf,
  interfaceOf,
  lastDueMs,
  listOpenAdvices,
  lookForUnknownAdvices,
  nextDueMs,
  parkStray,
} from '../../../electron/core/store/tables/advices.ts';
import { closeAdvice, closingsOf } from '../../../electron/core/store/tables/closings.ts';
import {
  exchangesOf,
  lastAttempt,
  newestRequest,
  requestOf,
} from '../../../electron/core/store/tables/exchanges.ts';
import {
  heldNow,
  notPaidBetween,
  pageSales,
  recentSales,
  totalsBetween,
} from '../../../electron/core/store/tables/history.ts';
import { countOwed } from '../../../electron/core/store/tables/owed.ts';
import { postingsOf } from '../../../electron/core/store/tables/postings.ts';
import { saleEventsOf } from '../../../electron/core/store/tables/sale-events.ts';
import {
  countParked,
  findSale,
  openSales,
  parkedSales,
  saleOnCounter,
} from '../../../electron/core/store/tables/sales.ts';
import {
  openTransactions,
  transactionEvents,
} from '../../../electron/core/store/tables/transactions.ts';
import { findCurrency } from '../../../src-shared/domain/money.ts';
import { readSearch } from '../../../src-shared/domain/search.ts';
import { storySteps } from '../../support/store-story.ts';
import { temporaryFolder } from '../../support/test-till.ts';

const tables = new Set(Object.keys({ ...schema.recorded, ...schema.read }));
tables.delete('settings');

/** Everything that is prepared from now on, once. */
function listen({ database }: Store): Set<string> {
  const asked = new Set<string>();
  const prepare = database.prepare.bind(database);
  Object.assign(database, {
    prepare(sql: string) {
      asked.add(sql);
      return prepare(sql);
    },
  });
  return asked;
}

function askAll(store: Store): void {
  const rand = findCurrency('710');
  if (!rand) throw new Error('rand is known');
  const [sale] = recentSales(store, 6);
  const id = sale?.parts[0]?.id ?? '';
  const [owed] = listOpenAdvices(store, 10);
  const adviceId = owed?.advice.id ?? '';
  const day = ['2026-01-01', '2026-12-31'] as const;
  const page = { bounds: null, state: null, paidBy: null, before: undefined, limit: 50 };
  for (const text of ['000001', 'R 184.50', 'Bread', id]) {
    pageSales(store, { ...page, search: readSearch(text, rand) });
  }
  pageSales(store, { ...page, search: null, bounds: day });
  for (const ask of [saleOnCounter, openSales, countParked, countOwed, openTransactions])
    ask(store);
  parkedSales(store, 100);
  findSale(store, sale?.id ?? '');
  postingsOf(store, sale?.id ?? '');
  saleEventsOf(store, sale?.id ?? '');
  transactionEvents(store, id);
  exchangesOf(store, id);
  requestOf(store, id);
  newestRequest(store, 'qr');
  adviceStateOf(store, id);
  closingsOf(store, id);
  lastAttempt(store, adviceId);
  interfaceOf(store, adviceId);
  lastDueMs(store, 'qr');
  nextDueMs(store, 'qr', 0);
  lookForUnknownAdvices(store);
  parkStray(store, ['qr']);
  totalsBetween(store, day, '710');
  notPaidBetween(store, day);
  heldNow(store, '710');
  const closing = { at: day[0], person: 'Store admin', reason: 'Settled by hand' };
  store.commit('closeAdvice', () => closeAdvice(store, adviceId, closing));
}

it('reads no table whole', () => {
  const store = openStore(`${temporaryFolder()}/till.sqlite`);
  const asked = listen(store);
  for (const step of storySteps(store)) step();
  askAll(store);
  expect(asked.size).toBeGreaterThan(60);
  const whole = [...asked].flatMap((sql) => {
    const values = Array.from({ length: sql.split('?').length - 1 }, () => null);
    const plan = store.database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as Row[];
    // By an index of few rows a scan is no more than these.
    const scans = plan
      .map(({ detail }) => String(detail))
      .filter((detail) => tables.has(/^SCAN (\w+)/.exec(detail)?.[1] ?? ''))
      .filter((detail) => !/USING (COVERING )?INDEX/.test(detail));
    // The newest of a table, from its end.
    return scans.length > 0 && !/ORDER BY (\w+\.)?seq DESC/.test(sql) ? [[sql, scans]] : [];
  });
  expect(whole).toEqual([]);
  store.close();
});
