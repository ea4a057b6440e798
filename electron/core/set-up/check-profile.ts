// Whether a document can be used as this till's profile: its fields, its address, the files it names.
// Every problem is named by field and rule.
import { type Profile, readProfile } from '../../../src-shared/contract/profile.ts';
import type { Problem } from '../../../src-shared/contract/rule.ts';
import { fail, type Result, succeed } from '../../../src-shared/result.ts';
import type { Log } from '../log.ts';
import type { TlsMaterial } from '../wire/transport.ts';
import { readTlsFiles } from './certificate-files.ts';

/** A profile with the files it names, read and checked. */
export type UsableProfile = { readonly profile: Profile; readonly tls: TlsMaterial };

export type ProfileChecks = {
  readonly log: Log;
  /** Whether `http://` to this computer will do. Settings takes it only where tests said so. */
  readonly allowHttp: boolean;
  /** The moment for which certificates must be valid; null takes any. */
  readonly atMs: number | null;
};

/** Checks a document: its fields, then the files it names. */
export function checkProfile(
  document: unknown,
  { log, allowHttp, atMs }: ProfileChecks,
): Result<UsableProfile, Problem[]> {
  const read = readProfile(document);
  if (!read.ok) return fail(read.failure);
  const profile = read.value;
  const problems = addressProblems(profile.interfaces.qr.baseUrl, allowHttp);
  const tls = readTlsFiles(profile.tls, log, atMs);
  if (!tls.ok || problems.length > 0) return fail([...problems, ...(tls.ok ? [] : tls.failure)]);
  return succeed({ profile, tls: tls.value });
}

function addressProblems(baseUrl: string, allowHttp: boolean): Problem[] {
  if (!URL.canParse(baseUrl)) {
    return [{ field: 'interfaces.qr.baseUrl', rule: { code: 'address' } }];
  }
  const problem = allowHttp ? null : httpProblem(baseUrl);
  return problem ? [problem] : [];
}

/** What is to be said of an address without encryption, which is for training and tests. */
export function httpProblem(baseUrl: string): Problem | null {
  if (new URL(baseUrl).protocol === 'https:') return null;
  return { field: 'interfaces.qr.baseUrl', rule: { code: 'httpForTests' } };
}
