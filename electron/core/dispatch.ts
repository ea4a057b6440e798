// The one place where calls from a window come in: checks name and input against the contract, runs
// the call, checks what goes out, and turns everything that went wrong into a failure with a
// sentence. Nothing is thrown to a host.

import type { z } from 'zod';
import {
  type CallName,
  contract,
  type Failure,
  type Input,
  type Output,
  type Reply,
} from '../../src-shared/contract/contract.ts';
import { problemSentence, problemsOf } from '../../src-shared/contract/profile.ts';
import { fail, type Result, succeed } from '../../src-shared/result.ts';
import type { Log } from './log.ts';
import { isFull, storageCode } from './store/disk-trouble.ts';

type Answer<Value> = Result<Value, Failure>;

/** What runs behind each call; input has been checked. */
export type Calls = {
  readonly [Name in CallName]: (
    input: z.output<(typeof contract)[Name]['input']>,
  ) => Answer<Output<Name>> | Promise<Answer<Output<Name>>>;
};

/** Runs one call. Never rejects. */
export async function dispatch(
  calls: Calls,
  log: Log,
  name: string,
  input: unknown,
): Promise<Reply<unknown>> {
  if (!isCallName(name)) {
    return fail({ code: 'badInput', message: `There is no call named ${name.slice(0, 40)}.` });
  }
  const parsed = contract[name].input.safeParse(input, { reportInput: true });
  if (!parsed.success) {
    const message = problemsOf(parsed.error).map(problemSentence).join(' ');
    return fail({ code: 'badInput', message });
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
  const code = storageCode(error);
  if (isFull(error)) {
    return { code: 'storage', message: 'The disk of this till is full. Call the store admin.' };
  }
  if (code !== '') {
    return {
      code: 'storage',
      message: `The till cannot write to its disk (${code}). Call the store admin.`,
    };
  }
  return {
    code: 'broken',
    message:
      'Something in the till went wrong and was written to its log. Look at what the screen says now.',
  };
}
