// Where a password may go. It is sealed together with the destination it was given for, and to any
// other it does not exist: whoever changes the address, the user name or the certificates, in
// whatever way, has to know the password. Promises: a password leaves for no destination that it was
// not given for.
import { z } from 'zod';
import type { Profile } from '../../../src-shared/contract/profile.ts';
import {
  type DestinationPart,
  destinationParts,
  type Problem,
} from '../../../src-shared/contract/rule.ts';
import type { StoreNotice } from '../../../src-shared/contract/views/notices.ts';
import { fail, type Result, succeed } from '../../../src-shared/result.ts';
import { digestOf } from './certificate-files.ts';
import type { UsableProfile } from './check-profile.ts';

const destination = z.object({
  address: z.string(),
  username: z.string(),
  /** Digests of the certificates in the files, not of their paths; null where there is none. */
  authority: z.string().nullable(),
  certificate: z.string().nullable(),
});
/** Where and how a password is sent. */
export type Destination = z.infer<typeof destination>;

const sealedForm = z.object({ until: z.literal(1), password: z.string(), destination });
const sealedMark = '{"until":';

/** A password as it was kept; without a destination when version 0.1.0 sealed it. */
export type KeptPassword = { readonly password: string; readonly destination: Destination | null };

/** A password for a profile. */
export type Credentials = {
  readonly password: string;
  /** What has to be sealed now; null when just that is kept already. */
  readonly toSeal: string | null;
  /** The password goes elsewhere than the one that was kept before. */
  readonly moved: Moved | null;
};
export type Moved = { readonly from: Destination; readonly to: Destination };

/** The HTTP Basic user name of a profile. */
export function usernameOf({ interfaces, client, institution }: Profile): string {
  return interfaces.qr.username ?? (client ?? institution).id;
}

/** An address as the network sees it, however it is written: `HTTPS://Pay.example.com:443/qr/`. */
export function addressOf(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return baseUrl;
  const { origin, pathname } = new URL(baseUrl);
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

export function destinationOf({ profile, tls }: UsableProfile): Destination {
  return {
    address: addressOf(profile.interfaces.qr.baseUrl),
    username: usernameOf(profile),
    authority: tls.extraCa === undefined ? null : digestOf(tls.extraCa),
    certificate: tls.certificate === undefined ? null : digestOf(tls.certificate),
  };
}

/** What is different about the second. */
export function changedParts(from: Destination, to: Destination): DestinationPart[] {
  return destinationParts.filter((part) => from[part] !== to[part]);
}

/** For a person to read: nobody may lead the password elsewhere unseen. */
export function movedNotice({ from, to }: Moved): Omit<StoreNotice, 'id'> {
  const shown = ({ address, username }: Destination) => ({ address, username });
  const sent = { changed: changedParts(from, to), from: shown(from), to: shown(to) };
  return { kind: 'sentElsewhere', rows: 0, setAside: null, isWhole: true, sent };
}

/** The text to seal. */
export function sealedTextOf(password: string, destination: Destination): string {
  return JSON.stringify({ until: 1, password, destination });
}

/** What a sealed text holds, or null when it holds nothing of use. */
export function readSealed(text: string | null): KeptPassword | null {
  if (text === null || text === '') return null;
  if (!text.startsWith(sealedMark)) return { password: text, destination: null };
  try {
    return sealedForm.parse(JSON.parse(text));
  } catch {
    // Not to be taken for a password of 0.1.0: that could be sent as it stands.
    return null;
  }
}

/**
 * The password for a profile: the one given for it, else the one kept, if it was given for just this
 * destination. `home` is that of the profile in the store: a password that version 0.1.0 sealed can
 * have been sent nowhere else.
 */
export function credentialsFor(
  usable: UsableProfile,
  given: string | null,
  keptText: string | null,
  home: Destination | null,
): Result<Credentials, Problem> {
  const to = destinationOf(usable);
  const kept = readSealed(keptText);
  const from = kept && (kept.destination ?? home);
  const changed = from ? changedParts(from, to) : [];
  const moved = from && changed.length > 0 ? { from, to } : null;
  if (given === null && (kept === null || from === null)) {
    return fail({ field: 'password', rule: { code: 'missing' } });
  }
  if (given === null && moved) {
    return fail({ field: 'password', rule: { code: 'sentElsewhere', changed } });
  }
  const password = given ?? kept?.password ?? '';
  const sealed = sealedTextOf(password, to);
  return succeed({ password, toSeal: sealed === keptText ? null : sealed, moved });
}
