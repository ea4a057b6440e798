import { expect, it } from 'vitest';
import { placeOfKey, places } from '../../../renderer/features/frame/places.ts';

it('gives every place a key, and leaves the browser its reload', () => {
  const keys = ['F1', 'F2', 'F3', 'F4', 'F6'];
  expect(keys.map(placeOfKey)).toEqual([...places]);
  expect(placeOfKey('F5')).toBeUndefined();
  expect(placeOfKey('a')).toBeUndefined();
});
