import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { withTimeLimits } from '../../../renderer/till/time-limits.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('gives a call that hangs a failure, and lets go of its connection', async () => {
  let signal: AbortSignal | undefined;
  const call = withTimeLimits((_name, _input, given) => {
    signal = given;
    return new Promise(() => {});
  });
  const replies: unknown[] = [];
  void call('getTill', {}).then((reply) => replies.push(reply));
  await vi.advanceTimersByTimeAsync(9_999);
  expect([replies.length, signal?.aborted]).toEqual([0, false]);
  await vi.advanceTimersByTimeAsync(1);
  expect(replies).toMatchObject([{ ok: false, failure: { code: 'noReply' } }]);
  expect(signal?.aborted).toBe(true);
});

it('waits longer for what changes something, and leaves no timer behind an answer', async () => {
  const answer = Promise.withResolvers<{ ok: true; value: never }>();
  const call = withTimeLimits(() => answer.promise);
  const reply = call('startPayment', { amountMinor: 100 });
  await vi.advanceTimersByTimeAsync(19_000);
  answer.resolve({ ok: true, value: undefined as never });
  expect(await reply).toMatchObject({ ok: true });
  expect(vi.getTimerCount()).toBe(0);
});
