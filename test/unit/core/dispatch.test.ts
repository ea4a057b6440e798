import { describe, expect, it } from 'vitest';
import { type Calls, dispatch } from '../../../electron/core/calls/dispatch.ts';
import { noLog } from '../../../electron/core/log.ts';
import { type CallName, contract } from '../../../src-shared/contract/contract.ts';
import type { Role } from '../../../src-shared/contract/role.ts';
import { fail } from '../../../src-shared/result.ts';

/** Calls with this role, and says what was answered and which calls ran. */
async function callAs(role: Role, name: string, input: unknown) {
  const ran: string[] = [];
  const calls = Object.fromEntries(
    Object.keys(contract).map((each) => [
      each,
      () => {
        ran.push(each);
        return fail({ code: 'itemGone' });
      },
    ]),
  ) as unknown as Calls<typeof contract>;
  const reply = await dispatch(calls, noLog, { role }, name, input);
  return { failure: reply.ok ? null : reply.failure, ran };
}

const adviceId = '0b9a7a2e-6a0f-4c55-9b39-3f6d8e1c2a10';
const closing = { adviceId, person: 'Thandi', reason: 'Paid back in cash' };

describe('what a caller may not do', () => {
  it.each([
    ['cashier', 'closeAdvice', closing, 'supervisor'],
    ['cashier', 'saveProfile', { profile: {} }, 'admin'],
    ['supervisor', 'saveProfile', { profile: {} }, 'admin'],
  ] as const)('is refused, and does not run: %s, %s', async (role, name, input, least) => {
    expect(await callAs(role, name, input)).toEqual({
      failure: { code: 'notAllowed', role: least },
      ran: [],
    });
  });

  it('is refused before the input is read', async () => {
    const { failure } = await callAs('cashier', 'closeAdvice', 'nothing that fits');
    expect(failure).toEqual({ code: 'notAllowed', role: 'supervisor' });
    const allowed = await callAs('supervisor', 'closeAdvice', 'nothing that fits');
    expect(allowed.failure).toMatchObject({ code: 'badInput' });
  });

  it('cannot be asked for by a role in the input', async () => {
    const { failure } = await callAs('cashier', 'closeAdvice', { ...closing, role: 'admin' });
    expect(failure).toEqual({ code: 'notAllowed', role: 'supervisor' });
  });
});

it.each([
  ['cashier', 'sendNow', {}],
  ['supervisor', 'closeAdvice', closing],
  ['admin', 'closeAdvice', closing],
  ['admin', 'saveProfile', { profile: {} }],
] as const)('runs what a caller may do: %s, %s', async (role, name, input) => {
  expect((await callAs(role, name, input)).ran).toEqual([name]);
});

it('an admin may do everything', async () => {
  for (const name of Object.keys(contract) as CallName[]) {
    expect((await callAs('admin', name, null)).failure).toMatchObject({ code: 'badInput' });
  }
});

it('a cashier may do all that a sale takes', async () => {
  const sale = ['getTill', 'startPayment', 'cancelPayment', 'approvalShown', 'nextSale'];
  for (const name of [...sale, 'voidPayment']) {
    expect((await callAs('cashier', name, null)).failure).toMatchObject({ code: 'badInput' });
  }
});

it('a call that is not in the contract is nobody’s', async () => {
  const unknown = { failure: { code: 'unknownCall' }, ran: [] };
  expect(await callAs('admin', 'toString', {})).toEqual(unknown);
});
