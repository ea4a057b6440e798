import { beforeEach, expect, it } from 'vitest';
import { CallGate } from '../../../electron/hosts/call-gate.ts';
import { TestClock } from '../../support/test-clock.ts';

let clock: TestClock;
let gate: CallGate;

beforeEach(() => {
  clock = new TestClock();
  gate = new CallGate(clock);
});

function cyclic(): object {
  const self: Record<string, unknown> = {};
  self['self'] = self;
  return self;
}

it.each([
  ['a name without end', 'x'.repeat(41), {}],
  ['a name that is none', { toString: null }, {}],
  ['a text without end', 'getHistory', { search: 'x'.repeat(100_000) }],
  ['a list without end', 'getHistory', { search: Array.from({ length: 100_000 }, () => 0) }],
  ['a list with holes', 'getHistory', { list: Object.assign([], { length: 2 ** 32 - 1 }) }],
  ['names without end', 'getHistory', { ['x'.repeat(100_000)]: 1 }],
  ['itself', 'getHistory', cyclic()],
  ['bytes', 'getHistory', { bytes: new Uint8Array(1_000_000) }],
  ['what JSON cannot say', 'getHistory', new Map([[1, 2]])],
])('passes on nothing that has %s', (_what, name, input) => {
  expect(gate.refusalOf(name, input)).toMatchObject({ code: 'tooLarge' });
});

it('passes on what a window asks for', () => {
  for (const input of [{}, null, undefined, { profile: { tls: {}, list: [1, 'two'] } }]) {
    expect(gate.refusalOf('saveProfile', input)).toBeNull();
  }
});

it('passes on a burst, and then so many a second', () => {
  const passed = () => {
    let count = 0;
    while (gate.refusalOf('getTill', {}) === null) count += 1;
    return count;
  };
  expect(passed()).toBe(100);
  expect(gate.refusalOf('getTill', {})).toMatchObject({ code: 'tooOften' });
  clock.advance(1_000);
  expect(passed()).toBe(50);
  clock.advance(3_600_000);
  expect(passed()).toBe(100);
});
