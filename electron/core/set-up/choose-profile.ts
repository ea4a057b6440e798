// Decides at the start what this till is: live with a valid profile and a password that was given
// for it, in training without a profile, or not set up. Names every problem by field and rule.
import { z } from 'zod';
import { type Profile, profileSchema } from '../../../src-shared/contract/profile.ts';
import type { Problem } from '../../../src-shared/contract/rule.ts';
import { fail, type Result } from '../../../src-shared/result.ts';
import type { CoreOptions } from '../loans.ts';
import type { Log } from '../log.ts';
import { senderOf } from '../services/qr/messages.ts';
import { services } from '../services/services.ts';
import type { Store } from '../store/store.ts';
import { newestRequest, requestOf } from '../store/tables/exchanges.ts';
import { addNotice } from '../store/tables/notices.ts';
import { countOwed } from '../store/tables/owed.ts';
import { readSetting, saveSetting } from '../store/tables/settings.ts';
import { openTransactions, type TransactionRow } from '../store/tables/transactions.ts';
import {
  checkProfile,
  httpProblem,
  type ProfileChecks,
  type UsableProfile,
} from './check-profile.ts';
import {
  addressOf,
  type Credentials,
  credentialsFor,
  destinationOf,
  type KeptPassword,
  type Moved,
  movedNotice,
  readSealed,
} from './credentials.ts';

export type Choice =
  | {
      readonly mode: 'live';
      readonly usable: UsableProfile;
      readonly credentials: Credentials;
      readonly problems: Problem[];
      /** Saves the profile if it is new. Call when its password was sealed, or could not be (why). */
      readonly settle: (notKept: Problem | null) => Exclude<Choice, { mode: 'training' }>;
    }
  | { readonly mode: 'training' }
  | { readonly mode: 'notSetUp'; readonly problems: Problem[] };

/** A profile that could be used, and the password that goes with it, if there is one. */
type Candidate = {
  readonly document: unknown;
  readonly usable: UsableProfile;
  readonly credentials: Result<Credentials, Problem>;
  readonly isToSave: boolean;
};

/** Chooses by the start options and the saved profile. */
export function chooseProfile(store: Store, options: CoreOptions, log: Log): Choice {
  if (options.training) return { mode: 'training' };
  // Whoever starts the till for a test may say so by the profile alone; the window then says it too.
  const checks = { log, allowHttp: true, atMs: null };
  const saved = readSetting(store, 'profile');
  const checked = saved === undefined ? null : checkProfile(saved, checks);
  const home = checked?.ok ? destinationOf(checked.value) : null;
  const kept = options.keptPassword ?? null;
  const isGiven = options.profileDocument !== undefined || options.profileProblem !== undefined;
  const problems: Problem[] = options.profileProblem ? [options.profileProblem] : [];
  let chosen: Candidate | null = null;
  if (checked?.ok) {
    // A password that came with a profile was given for that one, and for no other.
    const credentials = credentialsFor(
      checked.value,
      isGiven ? null : options.password,
      kept,
      home,
    );
    chosen = { document: saved, usable: checked.value, credentials, isToSave: false };
  }
  if (options.profileDocument !== undefined) {
    const given = readGiven(store, options, checks);
    if (!given.ok) problems.push(...given.failure);
    else {
      const credentials = credentialsFor(given.value, options.password, kept, home);
      // The same one is given at every start.
      const isSame = JSON.stringify(saved) === JSON.stringify(options.profileDocument);
      if (!isSame && !credentials.ok && chosen?.credentials.ok) problems.push(credentials.failure);
      else {
        // A password without a destination would take the saved profile's at the next start, and one
        // that cannot be read today may be such a one.
        const isHomeless = isKeptUnread(options) || readSealed(kept)?.destination === null;
        const isToSave = !isSame && (credentials.ok || !isHomeless);
        chosen = { document: options.profileDocument, usable: given.value, credentials, isToSave };
      }
    }
  }
  if (chosen) {
    const testProblem = httpProblem(chosen.usable.profile.interfaces.qr.baseUrl);
    if (testProblem && !options.allowHttp) problems.push(testProblem);
    return withPassword(store, chosen, problems, options);
  }
  if (checked && !checked.ok) problems.push(...checked.failure);
  // A book that owes had a profile, and lost it: nobody would see in training what is owed.
  const isLost = saved === undefined && owedBy(store) > 0;
  return problems.length > 0 || isLost ? { mode: 'notSetUp', problems } : { mode: 'training' };
}

/** There is a password that was kept, and what it is cannot be told now. */
function isKeptUnread({ passwordProblem }: CoreOptions): boolean {
  return passwordProblem?.field === 'password';
}

function readGiven(
  store: Store,
  { profileDocument, keptPassword = null }: CoreOptions,
  checks: ProfileChecks,
): Result<UsableProfile, Problem[]> {
  const given = checkProfile(profileDocument, checks);
  if (!given.ok) return given;
  const stranded = strandedBy(store, given.value.profile, readSealed(keptPassword));
  return stranded.length > 0 ? fail(stranded) : given;
}

function withPassword(
  store: Store,
  { document, usable, credentials, isToSave }: Candidate,
  problems: Problem[],
  { passwordProblem, keptPassword = null }: CoreOptions,
): Choice {
  if (passwordProblem) problems.push(passwordProblem);
  if (credentials.ok) {
    const { moved } = credentials.value;
    const isNews = isToSave || moved !== null;
    const live: Extract<Choice, { mode: 'live' }> = {
      mode: 'live',
      usable,
      credentials: credentials.value,
      problems,
      settle(notKept) {
        if (notKept) problems.push(notKept);
        // What 0.1.0 sealed is still there, and would be taken for the new profile's at the next start.
        if (notKept && isNews && readSealed(keptPassword)?.destination === null) {
          return { mode: 'notSetUp', problems };
        }
        if (isNews) saveProfile(store, document, moved);
        return live;
      },
    };
    return live;
  }
  if (isToSave) saveProfile(store, document, null);
  // Why a kept one cannot be had says more than that there is none.
  if (!passwordProblem || credentials.failure.rule.code !== 'missing') {
    problems.push(credentials.failure);
  }
  return { mode: 'notSetUp', problems };
}

/** Saves a checked document, with the notice that the password goes elsewhere from now on. */
export function saveProfile(store: Store, document: unknown, moved: Moved | null): void {
  store.commit('saveProfile', () => {
    saveSetting(store, 'profile', document);
    if (moved) addNotice(store, movedNotice(moved));
  });
}

// Each by itself: a saved profile that breaks a rule elsewhere still says whom the debt is to.
const { shape } = profileSchema;
const addressIn = z.object({
  interfaces: z.object({ qr: z.object({ baseUrl: shape.interfaces.shape.qr.shape.baseUrl }) }),
});
const institutionIn = z.object({ institution: z.object({ id: shape.institution.shape.id }) });

/**
 * What is owed is owed to the intermediary that was asked: while anything is, or will be once an open
 * payment is settled, a profile may not lead elsewhere. Another one would answer "nothing to reverse",
 * and the customer's money would stay. Where the saved profile cannot be read, the institution by which
 * the newest payment was asked for and the address the kept password is for stand in for it.
 */
export function strandedBy(store: Store, next: Profile, kept: KeptPassword | null): Problem[] {
  const count = owedBy(store);
  if (count === 0) return [];
  const document = readSetting(store, 'profile');
  const baseUrl = addressIn.safeParse(document).data?.interfaces.qr.baseUrl;
  const bound = {
    'interfaces.qr.baseUrl': baseUrl ? addressOf(baseUrl) : kept?.destination?.address,
    'institution.id':
      institutionIn.safeParse(document).data?.institution.id ??
      senderOf(newestRequest(store, 'qr')),
  };
  const other = {
    'interfaces.qr.baseUrl': addressOf(next.interfaces.qr.baseUrl),
    'institution.id': next.institution.id,
  };
  return (['interfaces.qr.baseUrl', 'institution.id'] as const)
    .filter((field) => (bound[field] ?? other[field]) !== other[field])
    .map((field) => ({ field, rule: { code: 'owed', count } }));
}

function owedBy(store: Store): number {
  const read = (row: TransactionRow) => services[row.service]?.read(row);
  const toCome = openTransactions(store, read).filter(({ id }) => requestOf(store, id) !== null);
  // After it: an open transaction that cannot be read is counted among what needs a person.
  const { confirmations, reversals, attention } = countOwed(store);
  return confirmations + reversals + attention + toCome.length;
}
