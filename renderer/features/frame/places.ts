/** Where a window can be. Kept in memory alone: the address carries the key and nothing else. */
export type Place = 'sale' | 'history' | 'queue' | 'reports' | 'settings';

export const places: readonly Place[] = ['sale', 'history', 'queue', 'reports', 'settings'];

const keys: Readonly<Record<string, Place>> = {
  F1: 'sale',
  F2: 'history',
  F3: 'queue',
  F4: 'reports',
  F6: 'settings',
};

/** The place a function key leads to, if any. */
export function placeOfKey(key: string): Place | undefined {
  return keys[key];
}
