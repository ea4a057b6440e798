// What was wrong with the store and has been made good, or needs a word from a person: kept in the
// store until somebody has read it.
import { z } from 'zod';
import { type StoreNotice, storeNotice } from '../../../../src-shared/contract/views/notices.ts';
import type { Database, Row } from '../disk.ts';
import type { Store } from '../store.ts';
import { readSetting, saveSetting } from './settings.ts';

/** Most notices that are kept; whoever has not read these does not read the next. */
const keptNotices = 10;

/** What was wrong with the store and has been made good. */
export type Mended = Pick<StoreNotice, 'kind' | 'rows' | 'setAside' | 'isWhole'>;

/** What a person has to read. */
type Notice = Omit<StoreNotice, 'id'>;

/** The notices that nobody has closed, oldest first. */
export function openNotices(store: Pick<Store, 'one'>): StoreNotice[] {
  return z.array(storeNotice).catch([]).parse(readSetting(store, 'storeNotices'));
}

/** Somebody has read it. Call inside a commit. */
export function closeNotice(store: Store, id: number): void {
  const notices = openNotices(store);
  const left = notices.filter((notice) => notice.id !== id);
  if (left.length < notices.length) saveSetting(store, 'storeNotices', left);
}

/** Notes it within the commit that mends; for a store that is only being opened. */
export function noteMended(database: Database, mended: Mended): void {
  const one = (sql: string, ...values: (string | number | null)[]) =>
    database.prepare(sql).get(...values) as Row | undefined;
  const notices = withNotice(openNotices({ one }), mended);
  database
    .prepare(`INSERT OR REPLACE INTO settings (name, value) VALUES ('storeNotices', ?)`)
    .run(JSON.stringify(notices));
}

/** Adds a notice. Call inside a commit. */
export function addNotice(store: Store, notice: Notice): void {
  saveSetting(store, 'storeNotices', withNotice(openNotices(store), notice));
}

function withNotice(notices: StoreNotice[], notice: Notice): StoreNotice[] {
  // The mending of this file was broken off by a power cut, and came to its end now.
  if (notice.setAside && notices.some(({ setAside }) => setAside === notice.setAside)) {
    return notices;
  }
  const id = Math.max(0, ...notices.map((each) => each.id)) + 1;
  return [...notices, { id, ...notice }].slice(-keptNotices);
}
