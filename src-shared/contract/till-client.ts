// What every host gives a window, and nothing more.
import type { CallName, Input, Output, Reply } from './contract.ts';
import type { TillView } from './views/till.ts';

export type TillClient = {
  /** Never rejects: what went wrong is in the reply. */
  call<Name extends CallName>(name: Name, input: Input<Name>): Promise<Reply<Output<Name>>>;
  /**
   * Calls the listener with each new snapshot (the present one at once), and with null when the
   * core cannot be reached for the moment. Returns how to stop listening.
   */
  onChange(listener: (till: TillView | null) => void): () => void;
  /** Gives a person this text as a file, where they want it. Never rejects; `notSaved` when it failed. */
  saveFile(name: string, text: string): Promise<Reply<object>>;
};
