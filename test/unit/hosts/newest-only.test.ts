import { expect, it } from 'vitest';
import { NewestOnly } from '../../../electron/hosts/newest-only.ts';

function reader(answer: 'canTakeMore' | 'busy') {
  const passed: number[] = [];
  const newest = new NewestOnly<number>((value) => {
    passed.push(value);
    return answer;
  });
  return { newest, passed };
}

it('passes everything to a reader that keeps up', () => {
  const { newest, passed } = reader('canTakeMore');
  for (const value of [1, 2, 3]) newest.offer(value);
  expect(passed).toEqual([1, 2, 3]);
});

it('keeps only the newest for a reader that is busy, and always ends with it', () => {
  const { newest, passed } = reader('busy');
  for (const value of [1, 2, 3, 4]) newest.offer(value);
  expect(passed).toEqual([1]);
  newest.readerIsFree();
  expect(passed).toEqual([1, 4]);
  newest.readerIsFree();
  newest.offer(5);
  expect(passed).toEqual([1, 4, 5]);
});
