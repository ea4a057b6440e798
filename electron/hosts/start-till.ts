// What both hosts do before a window: the files that were named, the password, and the threads of the core and of the embedded intermediary.
import type { FileFault, Problem } from '../../src-shared/contract/rule.ts';
import { systemClock } from '../core/clock.ts';
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

/** Starts the threads. Resolves when the core is ready, was refused, or died for the first time. */
export async function startTill({
  flags,
  secrets,
  version,
  onRefused,
}: HostParts): Promise<StartedTill> {
  const given = takeGivenFiles(flags);
  const training = new TrainingThread({
    workerUrl: workerFiles.training,
    dataFolder: flags.dataFolder,
  });
  const core = new CoreThread({
    workerUrl: workerFiles.core,
    async options(profileSaved) {
      const kept = await secrets.open();
      return {
        password: null,
        ...(profileSaved ? {} : given),
        keptPassword: kept.ok ? kept.value : null,
        // A password that is given replaces whatever cannot be read.
        ...(kept.ok || given.password !== undefined
          ? {}
          : { passwordProblem: { field: 'password', rule: kept.failure } }),
        dataFolder: flags.dataFolder,
        allowHttp: flags.allowHttp,
        // Saving a profile is how a till leaves training, however it was started.
        training: flags.training && !profileSaved,
        passwordKeptIn: secrets.keptIn,
        version,
      };
    },
    loans: {
      sealPassword: (sealed) => secrets.seal(sealed),
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

type GivenFiles = {
  profileDocument?: unknown;
  profileProblem?: Problem;
  password?: string;
  passwordProblem?: Problem;
};

// What was given is read once, at the host's start. The core decides what it is good for.
function takeGivenFiles({ profileFile, passwordFile }: Flags): GivenFiles {
  const given: GivenFiles = {};
  if (profileFile !== null) {
    const profile = readProfileFile(profileFile);
    if (profile.ok) given.profileDocument = profile.value;
    else {
      given.profileProblem = fileProblem('--profile', profile.failure);
      complain(words.fileRefused('--profile', profileFile, profile.failure));
    }
  }
  if (passwordFile !== null) {
    const password = readPasswordFile(passwordFile);
    if (password.ok) given.password = password.value;
    else {
      given.passwordProblem = fileProblem('--password-file', password.failure);
      complain(words.fileRefused('--password-file', passwordFile, password.failure));
    }
  }
  return given;
}

function fileProblem(field: string, fault: FileFault): Problem {
  return { field, rule: { code: 'file', fault } };
}

/** Says it on the terminal. */
export function complain(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
