// What both hosts do before a window: the data folder, the files that were named, the password,
// and the threads of the core and of the embedded intermediary.
import { accessSync, constants, mkdirSync } from 'node:fs';
import type { FileFault, Problem } from '../../src-shared/contract/rule.ts';
import { fail, type Result, succeed } from '../../src-shared/result.ts';
import { systemClock } from '../core/clock.ts';
import type { CoreOptions } from '../core/host-services.ts';
import { CoreThread } from '../core/thread/core-thread.ts';
import { TrainingThread } from '../training/training-thread.ts';
import type { Flags } from './flags.ts';
import { readPasswordFile, readProfileFile } from './given-files.ts';
import type { SecretKeeper } from './secret-file.ts';
import { words } from './words.ts';
import { workerFiles } from './worker-files.ts';

export type HostParts = {
  readonly flags: Flags;
  readonly secrets: SecretKeeper;
  readonly version: string;
  /** The core cannot start; the sentence says why. The host shows it and ends. */
  readonly onRefused: (sentence: string) => void;
};

/** A till without a window yet. */
export type StartedTill = {
  readonly core: CoreThread;
  /** Stops the core in an orderly way, then the embedded intermediary. */
  stop(): Promise<void>;
};

/** Makes the data folder, or says in a sentence why it cannot be used. Call before anything else. */
export function makeDataFolder(folder: string): Result<null> {
  // Whatever this process writes is its owner's alone: the book, its backups, the log.
  process.umask(0o077);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return succeed(null);
  } catch (error) {
    return fail(words.folderRefused(folder, errorCode(error)));
  }
}

/** Starts the threads. Resolves when the core is ready, was refused, or died for the first time. */
export async function startTill({
  flags,
  secrets,
  version,
  onRefused,
}: HostParts): Promise<StartedTill> {
  const given = await takeGivenFiles(flags, secrets);
  const training = new TrainingThread({
    workerUrl: workerFiles.training,
    dataFolder: flags.dataFolder,
  });
  const core = new CoreThread({
    workerUrl: workerFiles.core,
    async options(profileSaved) {
      const kept = await secrets.open();
      return {
        ...(profileSaved ? {} : given),
        dataFolder: flags.dataFolder,
        // Saving a profile is how a till leaves training, however it was started.
        training: flags.training && !profileSaved,
        password: kept.ok ? kept.value : null,
        ...(kept.ok ? {} : { passwordProblem: { field: 'password', rule: kept.failure } }),
        passwordKeptIn: secrets.keptIn,
        version,
      };
    },
    services: {
      sealPassword: (password) => secrets.seal(password),
      startTraining: () => training.start(),
    },
    clock: systemClock,
    onRefused,
    onDeath: (cause) => complain(words.stopped(cause)),
  });
  await core.start();
  return {
    core,
    async stop() {
      await core.stop();
      await training.stop();
    },
  };
}

type GivenFiles = Pick<CoreOptions, 'profileDocument' | 'profileProblem' | 'passwordProblem'>;

// What was given is read once, at the host's start; the password goes straight to where passwords
// are kept, as if it had been typed.
async function takeGivenFiles(flags: Flags, secrets: SecretKeeper): Promise<GivenFiles> {
  const given: { -readonly [Key in keyof GivenFiles]: GivenFiles[Key] } = {};
  if (flags.profileFile !== null) {
    const profile = await readProfileFile(flags.profileFile);
    if (profile.ok) given.profileDocument = profile.value;
    else {
      given.profileProblem = fileProblem('--profile', profile.failure);
      complain(words.fileRefused('--profile', flags.profileFile, profile.failure));
    }
  }
  if (flags.passwordFile !== null) {
    const password = await readPasswordFile(flags.passwordFile);
    if (!password.ok) {
      given.passwordProblem = fileProblem('--password-file', password.failure);
      complain(words.fileRefused('--password-file', flags.passwordFile, password.failure));
    } else
      await secrets.seal(password.value).catch(() => {
        given.passwordProblem = { field: 'password', rule: { code: 'notKept' } };
        complain(words.passwordNotKept);
      });
  }
  return given;
}

function fileProblem(field: string, fault: FileFault): Problem {
  return { field, rule: { code: 'file', fault } };
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function complain(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
