import { describe, expect, it } from 'vitest';
import { hold, nothingHeld } from '../../../renderer/till/snapshot.ts';
import { awaiting, till } from './views.ts';

const held = hold(nothingHeld, till({ revision: 5, payment: awaiting }), 1_000);

describe('the snapshot a window holds', () => {
  it('is the newest of one run', () => {
    expect(hold(held, till({ revision: 6 }), 2_000).till?.revision).toBe(6);
  });

  it('ignores a lower or an equal revision of the same run, with its countdown', () => {
    expect(hold(held, till({ revision: 4 }), 2_000)).toBe(held);
    expect(hold(held, till({ revision: 5 }), 2_000)).toBe(held);
  });

  it('takes the first revision of a new run', () => {
    const next = hold(held, till({ revision: 1, runId: 'second run' }), 2_000);
    expect(next.till?.runId).toBe('second run');
    expect(next.receivedAtMs).toBe(2_000);
  });

  it('loses the code the moment the till cannot be reached', () => {
    const lost = hold(held, null, 2_000);
    expect(lost.reachable).toBe(false);
    expect(lost.till?.payment).toEqual({ ...awaiting, qrCode: null });
  });

  it('takes the same revision again after a silence, but never an older one', () => {
    const lost = hold(held, null, 2_000);
    expect(hold(lost, till({ revision: 4 }), 3_000).reachable).toBe(false);
    const back = hold(lost, till({ revision: 5, payment: awaiting }), 3_000);
    expect(back).toMatchObject({ reachable: true, receivedAtMs: 3_000 });
    expect(back.till?.payment).toEqual(awaiting);
  });

  it('is nothing before the first one', () => {
    expect(hold(nothingHeld, null, 0)).toEqual(nothingHeld);
  });
});
