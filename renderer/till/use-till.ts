// The till as React sees it: the present snapshot, and calls whose failure is shown to the cashier.
import { createContext, useCallback, useContext, useEffect, useReducer, useState } from 'react';
import type { CallName, Input, Output } from '../../src-shared/contract/contract.ts';
import type { Failure } from '../../src-shared/contract/failure.ts';
import type { TillClient } from '../../src-shared/contract/till-client.ts';
import type { TillView } from '../../src-shared/contract/views/till.ts';
import { type Held, hold, nothingHeld } from './snapshot.ts';

/** Makes a call; gives its value, or undefined after showing why it failed. */
export type Ask = <Name extends CallName>(
  name: Name,
  input: Input<Name>,
) => Promise<Output<Name> | undefined>;

/** Saves a text as a file; shows why when that fails. */
export type SaveFile = (name: string, text: string) => Promise<void>;

export type TillHandle = Held & {
  readonly ask: Ask;
  readonly saveFile: SaveFile;
  /** Why the last call failed; null when it did not. */
  readonly failure: Failure | null;
  readonly dismissFailure: () => void;
};

/** Whether a call only looks and changes nothing. */
const isLook = (name: CallName) => name.startsWith('get');

type Snapshot = { readonly till: TillView | null; readonly atMs: number };

/** Listens to the till for as long as the window lives. */
export function useTill(client: TillClient): TillHandle {
  const [held, take] = useReducer(
    (held: Held, { till, atMs }: Snapshot) => hold(held, till, atMs),
    nothingHeld,
  );
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => client.onChange((till) => take({ till, atMs: performance.now() })), [client]);
  const ask: Ask = useCallback(
    async (name, input) => {
      const reply = await client.call(name, input);
      if (reply.ok) {
        // A screen that refreshes itself must not wipe away why the cashier's own step failed.
        if (!isLook(name)) setFailure(null);
        return reply.value;
      }
      // An unreachable till has a screen of its own.
      if (!(isLook(name) && reply.failure.code === 'hostGone')) setFailure(reply.failure);
      return undefined;
    },
    [client],
  );
  const saveFile: SaveFile = useCallback(
    async (name, text) => {
      const reply = await client.saveFile(name, text);
      setFailure(reply.ok ? null : reply.failure);
    },
    [client],
  );
  const dismissFailure = useCallback(() => setFailure(null), []);
  return { ...held, ask, saveFile, failure, dismissFailure };
}

/** What every screen below the frame may rely on: there is a snapshot. */
export type Present = {
  readonly till: TillView;
  readonly receivedAtMs: number;
  readonly ask: Ask;
  readonly saveFile: SaveFile;
};

export const PresentTill = createContext<Present | null>(null);

export function usePresent(): Present {
  const present = useContext(PresentTill);
  if (!present) throw new Error('There is no till above this screen.');
  return present;
}
