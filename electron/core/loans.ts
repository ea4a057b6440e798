// What the core asks of the host that carries it. Everything here happens on the host's main
// thread; the core itself runs in a worker thread and knows no window, keyring or process.
import type { CallName, Reply } from '../../src-shared/contract/contract.ts';
import type { Problem } from '../../src-shared/contract/rule.ts';
import type { TillView } from '../../src-shared/contract/views/till.ts';

/** How to reach the embedded intermediary, once it runs. */
export type TrainingAccess = {
  /** A profile document that points at it, checked like any other profile. */
  readonly profile: unknown;
  readonly password: string;
  /** Base of its control calls (`/act`, `/ledger` and so on); same Basic credentials. */
  readonly controlUrl: string;
};

export type Loans = {
  /** Seals this text, the password with its destination, where this host keeps secrets. Rejects when it cannot. */
  sealPassword(sealed: string): Promise<void>;
  /** Starts the embedded intermediary if it does not run yet. */
  startTraining(): Promise<TrainingAccess>;
  /** Stops the core in an orderly way and starts it anew (a saved profile takes effect so). */
  restart(): void;
  /** Stops the core where it stands, as a power cut would, and starts it again. */
  cutPower(): void;
};

/** What a host tells the core at its start; plain data, so that it can cross to a thread. */
export type CoreOptions = {
  /** Folder of the store, its backups and the log; made when missing. */
  readonly dataFolder: string;
  /** Train even though there is a profile. */
  readonly training: boolean;
  /** The document of `--profile`, already parsed as JSON; undefined when no file was named. */
  readonly profileDocument?: unknown;
  /** Why the file of `--profile` could not be read; then there is no document. */
  readonly profileProblem?: Problem;
  /** The password given at this start, for the profile of this start; null when none was. */
  readonly password: string | null;
  /** The text that was sealed last; null or absent when none is. */
  readonly keptPassword?: string | null;
  /** Whether a live profile may lead to `http://` on this computer: for tests and development. */
  readonly allowHttp?: boolean;
  /** Why a password that was given or kept cannot be had. */
  readonly passwordProblem?: Problem;
  readonly passwordKeptIn: 'keyring' | 'ownerOnlyFile';
  readonly version: string;
};

/** The running core, as start.ts hands it to a host. */
export type Core = {
  /** Any call of the contract; checks name and input, never rejects. */
  dispatch(name: CallName | (string & {}), input: unknown): Promise<Reply<unknown>>;
  /** Calls the listener at once and after every change. Returns how to stop. */
  onChange(listener: (till: TillView) => void): () => void;
  /** Stops sending, closes the store. What is owed stays owed. */
  stop(): Promise<void>;
};
