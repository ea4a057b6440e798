// Named JSON documents of this till: the saved profile, and which run wrote last.
import type { Store } from './open.ts';

export type SettingName = 'profile';

/** The document as it was saved, or undefined. Its owner checks it before use. */
export function readSetting(store: Store, name: SettingName): unknown {
  const row = store.one('SELECT value FROM settings WHERE name = ?', name);
  return row ? (JSON.parse(String(row['value'])) as unknown) : undefined;
}

export function saveSetting(store: Store, name: SettingName, document: unknown): void {
  store.run(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    name,
    JSON.stringify(document),
  );
}
