// Decides at the start what this till is: live with a valid profile, in training without one, or
// not set up when it was given one it cannot use. Names every problem by field and rule.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Profile, readProfile } from '../../src-shared/contract/profile.ts';
import type { Problem } from '../../src-shared/contract/rule.ts';
import { fail, type Result, succeed } from '../../src-shared/result.ts';
import type { CoreOptions } from './host-services.ts';
import { secureContextOf, type TlsMaterial } from './intermediary/transport.ts';
import { countOwed } from './store/advices.ts';
import { openPayments } from './store/payments.ts';
import { readSetting, saveSetting } from './store/settings.ts';
import type { Store } from './store/store.ts';

/** A profile with the files it names, read and checked. */
export type UsableProfile = { readonly profile: Profile; readonly tls: TlsMaterial };

export type Choice =
  | { readonly mode: 'live'; readonly usable: UsableProfile; readonly problems: Problem[] }
  | { readonly mode: 'training' }
  | { readonly mode: 'notSetUp'; readonly problems: Problem[] };

/** Chooses by the start options and the saved profile; saves a valid profile that was given. */
export function chooseProfile(store: Store, options: CoreOptions): Choice {
  if (options.training) return { mode: 'training' };
  const saved = readSetting(store, 'profile');
  const problems: Problem[] = [];
  let usable = saved === undefined ? null : checkProfile(saved);
  if (options.profileProblem !== undefined) {
    problems.push(options.profileProblem);
  } else if (options.profileDocument !== undefined) {
    const given = checkProfile(options.profileDocument);
    const stranded = given.ok ? strandedBy(store, given.value.profile) : [];
    if (given.ok && stranded.length === 0) {
      usable = given;
      // The same one is given at every start.
      if (JSON.stringify(saved) !== JSON.stringify(options.profileDocument)) {
        store.transact('saveProfile', () => saveSetting(store, 'profile', options.profileDocument));
      }
    } else {
      problems.push(...(given.ok ? stranded : given.failure));
    }
  }
  if (usable === null) {
    return problems.length > 0 ? { mode: 'notSetUp', problems } : { mode: 'training' };
  }
  if (!usable.ok) return { mode: 'notSetUp', problems: [...problems, ...usable.failure] };
  const { password, passwordProblem } = options;
  if (passwordProblem !== undefined) problems.push(passwordProblem);
  if (password === null) {
    if (passwordProblem === undefined)
      problems.push({ field: 'password', rule: { code: 'missing' } });
    return { mode: 'notSetUp', problems };
  }
  return { mode: 'live', usable: usable.value, problems };
}

/**
 * What is owed is owed to the intermediary that was asked: while anything is, or will be once an open
 * payment is settled, a profile may not lead elsewhere. Another one would answer "nothing to reverse", and the customer's money would stay.
 */
export function strandedBy(store: Store, next: Profile): Problem[] {
  const saved = readProfile(readSetting(store, 'profile'));
  const toCome = openPayments(store).filter(({ payment }) => payment.state !== 'requestingCode');
  // After it: an open payment that cannot be read is counted among what needs a person.
  const { confirmations, reversals, attention } = countOwed(store);
  const owed = confirmations + reversals + attention + toCome.length;
  if (!saved.ok || owed === 0) return [];
  const rule = { code: 'owed', count: owed } as const;
  const isSame = (read: (profile: Profile) => string) => read(saved.value) === read(next);
  return [
    ...(isSame(({ interfaces }) => interfaces.qr.baseUrl)
      ? []
      : [{ field: 'interfaces.qr.baseUrl', rule }]),
    ...(isSame(({ institution }) => institution.id) ? [] : [{ field: 'institution.id', rule }]),
  ];
}

/** Checks a document: its fields, then the files it names. */
export function checkProfile(document: unknown): Result<UsableProfile, Problem[]> {
  const read = readProfile(document);
  if (!read.ok) return fail(read.failure);
  const { tls: files } = read.value;
  const extraCa = readPem('tls.extraCaFile', files.extraCaFile, readCertificate);
  const certificate = readPem(
    'tls.clientCertificateFile',
    files.clientCertificateFile,
    readCertificate,
  );
  const key = readPem('tls.clientKeyFile', files.clientKeyFile, createPrivateKey);
  const problems = [extraCa, certificate, key].flatMap((file) => (file.ok ? [] : [file.failure]));
  if (!URL.canParse(read.value.interfaces.qr.baseUrl)) {
    problems.push({
      field: 'interfaces.qr.baseUrl',
      rule: { code: 'address' },
    });
  }
  if (!extraCa.ok || !certificate.ok || !key.ok || problems.length > 0) return fail(problems);
  const tls = { extraCa: extraCa.value, certificate: certificate.value, key: key.value };
  return fitTogether(tls)
    ? succeed({ profile: read.value, tls })
    : fail([{ field: 'tls.clientKeyFile', rule: { code: 'notPartner' } }]);
}

function fitTogether(tls: TlsMaterial): boolean {
  if (tls.extraCa === undefined && tls.certificate === undefined) return true;
  try {
    secureContextOf(tls);
    return true;
  } catch {
    return false;
  }
}

function readPem(
  field: string,
  path: string | undefined,
  parse: (pem: string) => unknown,
): Result<string | undefined, Problem> {
  if (path === undefined) return succeed(undefined);
  let pem: string;
  try {
    pem = readFileSync(path, 'utf8');
  } catch {
    return fail({ field, rule: { code: 'file', fault: 'unusable' } });
  }
  try {
    parse(pem);
    return succeed(pem);
  } catch {
    return fail({ field, rule: { code: 'notPem' } });
  }
}

function readCertificate(pem: string): X509Certificate {
  return new X509Certificate(pem);
}
