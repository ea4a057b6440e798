// The one place where calls from a window come in: checks name, role and input against the
// contract, runs the call, checks what goes out, and turns everything that went wrong into a failure
// with a code. Nothing is thrown to a host.
import type { z } from 'zod';
import {
  type CallName,
  contract,
  type Input,
  type Reply,
  type Subject,
} from '../../../src-shared/contract/contract.ts';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { isAtLeast, type Role } from '../../../src-shared/contract/role.ts';
import { problemsOf } from '../../../src-shared/contract/rule.ts';
import { fail, type Result, succeed } from '../../../src-shared/result.ts';
import type { Log } from '../log.ts';
import { isFull, storageCode } from '../store/safe/disk-trouble.ts';

/** Who calls; the core's word, never a window's. */
export type Caller = { readonly role: Role };

type Answer<Value> = Result<Value, Failure>;

/** What runs behind each call; input has been checked. */
export type Calls<Of extends Subject> = {
  readonly [Name in keyof Of]: (
    input: z.output<Of[Name]['input']>,
  ) => Answer<z.output<Of[Name]['output']>> | Promise<Answer<z.output<Of[Name]['output']>>>;
};

/** Runs one call. Never rejects. */
export async function dispatch(
  calls: Calls<typeof contract>,
  log: Log,
  caller: Caller,
  name: string,
  input: unknown,
): Promise<Reply<unknown>> {
  if (!isCallName(name)) return fail<Failure>({ code: 'unknownCall' });
  const { role } = contract[name];
  if (!isAtLeast(caller.role, role)) return fail<Failure>({ code: 'notAllowed', role });
  const parsed = contract[name].input.safeParse(input, { reportInput: true });
  if (!parsed.success) {
    return fail<Failure>({ code: 'badInput', problems: problemsOf(parsed.error) });
  }
  try {
    // One entry of the contract types input and handler alike; a union of names hides that.
    const call = calls[name] as (input: Input<CallName>) => Promise<Answer<unknown>>;
    const answer = await call(parsed.data);
    return answer.ok ? succeed(contract[name].output.parse(answer.value)) : answer;
  } catch (error) {
    log.error(`call ${name}`, error);
    return fail(failureOf(error));
  }
}

function isCallName(name: string): name is CallName {
  return Object.hasOwn(contract, name);
}

function failureOf(error: unknown): Failure {
  if (isFull(error)) return { code: 'diskFull' };
  return { code: storageCode(error) === '' ? 'broken' : 'diskTrouble' };
}
