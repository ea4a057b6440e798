// Named JSON documents of this till: the saved profile, what a person has still to read, what the
// book and its second record know each other by, and the last commit in that record.
import type { Store } from '../store.ts';
import type { RecordedTable } from '../table.ts';

export const settingsTable: RecordedTable = {
  since: 1,
  key: 'name',
  text: ['name', 'value'],
  integer: [],
  unrecorded: [],
  // Two are counted with no line of their own: the next start would find them altered.
  partly: true,
  lasting: [],
  twin: ['value'],
  marks: [],
  settling: null,
  kept: () => `name NOT IN ('recordedSeq', 'starts') ORDER BY name <> 'identity'`,
};

const documents = [
  'profile',
  'installation',
  'storeNotices',
  'identity',
  'recordedSeq',
  'billers',
] as const;
export type SettingName = (typeof documents)[number];
/** Everything that stands under a name; `starts` is counted to have something to make durable. */
export const settingNames: readonly string[] = [...documents, 'starts'];

/**
 * The document as it was saved, or undefined; null when it cannot be read, which is not the same: a
 * till with such a profile does not train. Its owner checks it before use.
 */
export function readSetting(store: Pick<Store, 'one'>, name: SettingName): unknown {
  const row = store.one('SELECT value FROM settings WHERE name = ?', name);
  if (!row) return undefined;
  try {
    return JSON.parse(String(row['value'])) as unknown;
  } catch {
    return null;
  }
}

const put = `INSERT INTO settings (name, value) VALUES (?, ?)
  ON CONFLICT (name) DO UPDATE SET value = excluded.value`;

/** Call inside a commit. */
export function saveSetting(store: Store, name: SettingName, document: unknown): void {
  const text = JSON.stringify(document);
  if (name === 'recordedSeq') store.run(put, name, text);
  else store.write('settings', name, put, name, text);
}
