// No call waits for ever: a button whose call hangs would look as if it had never been pressed.
import type { CallName, Input, Output, Reply } from '../../src-shared/contract/contract.ts';
import type { TillClient } from '../../src-shared/contract/till-client.ts';

const lookMs = 10_000;
/** What changes something may have to wait for a slow disk, or a keyring that asks a person. */
const deedMs = 20_000;
/** These may ask somebody far away, who has as long as the profile says: 300 s, and 30 to connect. */
const farMs = 335_000;
const farCalls = new Set<CallName>(['getBillers', 'lookUpBill']);

/** Makes one call; gives up when the signal says so. */
export type Caller = <Name extends CallName>(
  name: Name,
  input: Input<Name>,
  signal: AbortSignal,
) => Promise<Reply<Output<Name>>>;

/** The same calls with a limit. What a deed did all the same, the next snapshot shows. */
export function withTimeLimits(caller: Caller): TillClient['call'] {
  return async (name, input) => {
    const giveUp = new AbortController();
    const late = Promise.withResolvers<typeof noReply>();
    const timer = setTimeout(() => {
      late.resolve(noReply);
      giveUp.abort();
    }, limitOf(name));
    try {
      return await Promise.race([caller(name, input, giveUp.signal), late.promise]);
    } finally {
      clearTimeout(timer);
    }
  };
}

function limitOf(name: CallName): number {
  if (farCalls.has(name)) return farMs;
  return name.startsWith('get') ? lookMs : deedMs;
}

const noReply = { ok: false, failure: { code: 'noReply' } } as const;
