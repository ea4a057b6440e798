import { describe, expect, it } from 'vitest';
import { resentOf, takenOf } from '../../../renderer/features/queue/resent.ts';
import { adviceRow } from './views.ts';

const refused = {
  at: '2026-03-14T10:21:41.000+02:00',
  status: 400,
  silence: null,
  errorType: null,
  message: null,
};
const row = adviceRow({ state: 'attention', lastAnswer: refused });
const asked = new Map([[row.adviceId, { answeredAt: refused.at, about: 'Confirmation' }]]);
const later = { ...refused, at: '2026-03-14T10:30:00.000+02:00' };

describe('an item that was sent again', () => {
  it('is under way until its answer is in', () => {
    expect(resentOf(asked, row, null)).toBe('underWay');
    expect(resentOf(asked, { ...row, state: 'owed' }, null)).toBe('underWay');
    expect(resentOf(new Map(), row, null)).toBeNull();
  });

  it('says so when the same answer came back', () => {
    expect(resentOf(asked, { ...row, lastAnswer: later }, null)).toBe('cameBack');
  });

  it('waits like any other when it could not be sent, or is tried by itself', () => {
    expect(resentOf(asked, { ...row, state: 'owed' }, 'noConnection')).toBeNull();
    expect(resentOf(asked, { ...row, state: 'owed', lastAnswer: later }, null)).toBeNull();
  });

  it('was taken when it is owed no more, as far as the whole queue is seen', () => {
    const queue = { unreadable: [], rows: [], total: 0, paused: null };
    expect(takenOf(asked, queue)).toEqual([{ adviceId: row.adviceId, about: 'Confirmation' }]);
    expect(takenOf(asked, { ...queue, rows: [row], total: 1 })).toEqual([]);
    expect(takenOf(asked, { ...queue, total: 1 })).toEqual([]);
  });
});
