// What Settings shows and saves: the profile in the live book, and the password that goes with it.
// Promises: nothing is saved unless all of it is valid, and a password that is kept is never taken
// along to another destination.
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Problem } from '../../../src-shared/contract/rule.ts';
import type { SettingsView } from '../../../src-shared/contract/views/settings.ts';
import { fail, type Result, succeed } from '../../../src-shared/result.ts';
import type { Clock } from '../clock.ts';
import type { CoreOptions, Loans } from '../loans.ts';
import type { Log } from '../log.ts';
import { redactorOf } from '../redact.ts';
import type { Store } from '../store/store.ts';
import { readSetting } from '../store/tables/settings.ts';
import { settingsView } from '../views/settings.ts';
import { checkProfile, type ProfileChecks } from './check-profile.ts';
import { type Choice, saveProfile, strandedBy } from './choose-profile.ts';
import {
  changedParts,
  credentialsFor,
  destinationOf,
  type Moved,
  readSealed,
} from './credentials.ts';

export type SetUpParts = {
  /** Works on the live book; in training it is opened for as long as that takes. */
  readonly withLiveStore: <Value>(work: (live: Store) => Value) => Value;
  readonly options: CoreOptions;
  readonly loans: Loans;
  readonly clock: Clock;
  readonly log: Log;
  readonly kept: Kept;
  /** The password that is kept was given for another destination than the saved profile's. */
  readonly isAskedAgain: boolean;
};

/** The text with the password that this run sells with, and why it is not the one that is sealed. */
export type Kept = { readonly text: string | null; readonly problem: Problem | null };

export type Saved = { readonly saved: boolean; readonly problems: Problem[] };

export function keptOf({ keptPassword }: CoreOptions): Kept {
  return { text: keptPassword ?? null, problem: null };
}

/** Seals the password that was chosen, where it is not sealed already. */
export async function keepPassword(
  choice: Exclude<Choice, { mode: 'training' }>,
  options: CoreOptions,
  loans: Loans,
  log: Log,
): Promise<Kept> {
  if (choice.mode !== 'live') return keptOf(options);
  const { moved, password, toSeal } = choice.credentials;
  log.hide?.(redactorOf(choice.usable.profile, password));
  if (moved) noteMoved(log, 'passwordMoved', moved);
  if (toSeal === null) return keptOf(options);
  try {
    await loans.sealPassword(toSeal);
    return { text: toSeal, problem: null };
  } catch (error) {
    log.error('passwordNotKept', error);
    return { text: toSeal, problem: { field: 'password', rule: { code: 'notKept' } } };
  }
}

export class SetUp {
  readonly #parts: SetUpParts;
  #isLeaving = false;

  constructor(parts: SetUpParts) {
    this.#parts = parts;
  }

  /** A profile was saved, or is being saved: this run is about to end. */
  get isLeaving(): boolean {
    return this.#isLeaving;
  }

  view(): SettingsView {
    return settingsView(this.#parts);
  }

  /**
   * Saves a document with its password, or with the one that is kept where it was given for the same
   * destination, and has the host start the core anew with both. Otherwise nothing is changed.
   */
  async save(
    document: unknown,
    password: string | undefined,
    isBusy: () => boolean,
  ): Promise<Result<Saved, Failure>> {
    const { clock, kept, log, loans, withLiveStore } = this.#parts;
    const checked = checkProfile(document, this.#checks(Date.parse(clock.stamp())));
    if (!checked.ok) {
      const isMissing = password === undefined && readSealed(kept.text) === null;
      return refused([...checked.failure, ...(isMissing ? [missingPassword] : [])]);
    }
    if (isBusy()) return fail({ code: 'finishFirst' });
    const stranded = withLiveStore((live) =>
      strandedBy(live, checked.value.profile, readSealed(kept.text)),
    );
    if (stranded.length > 0) return refused(stranded);
    const credentials = credentialsFor(checked.value, password ?? null, kept.text, this.#home());
    if (!credentials.ok) {
      log.info('passwordAskedAgain', { why: JSON.stringify(credentials.failure.rule) });
      return refused([credentials.failure]);
    }
    // From here on no payment may start: the next core would settle it with another profile.
    this.#isLeaving = true;
    const { moved } = credentials.value;
    const toSeal = credentials.value.toSeal ?? (kept.problem ? kept.text : null);
    try {
      // First: a password without its profile fits nothing and is asked for again; the other way
      // round the old one would be taken for the new profile's.
      if (toSeal !== null) await loans.sealPassword(toSeal);
      withLiveStore((live) => saveProfile(live, document, moved));
    } catch (error) {
      this.#isLeaving = false;
      throw error;
    }
    if (moved) noteMoved(log, 'passwordMoved', moved);
    loans.restart();
    return succeed({ saved: true, problems: [] });
  }

  // Where a password that 0.1.0 sealed belongs: to the profile that is saved.
  #home() {
    const saved = this.#parts.withLiveStore((live) => readSetting(live, 'profile'));
    const checked = saved === undefined ? null : checkProfile(saved, this.#checks(null));
    return checked?.ok ? destinationOf(checked.value) : null;
  }

  #checks(atMs: number | null): ProfileChecks {
    const { log, options } = this.#parts;
    return { log, allowHttp: options.allowHttp ?? false, atMs };
  }
}

const missingPassword: Problem = { field: 'password', rule: { code: 'missing' } };

function refused(problems: Problem[]): Result<Saved, Failure> {
  return succeed({ saved: false, problems });
}

/** Who did it is not known: a till has no people yet. */
function noteMoved(log: Log, event: string, { from, to }: Moved): void {
  log.info(event, {
    changed: changedParts(from, to).join(', '),
    from: from.address,
    fromUser: from.username,
    to: to.address,
    toUser: to.username,
  });
}
