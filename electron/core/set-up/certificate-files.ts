// The certificates and the key that a profile names, read and checked. A window may be open to
// anybody: whatever keeps a file from being read as PEM is one and the same problem there, so that
// nobody learns from it which paths exist. The fault itself is for the log.
import { createHash, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { Profile } from '../../../src-shared/contract/profile.ts';
import type { Problem, Rule } from '../../../src-shared/contract/rule.ts';
import { fail, type Result, succeed } from '../../../src-shared/result.ts';
import type { Log } from '../log.ts';
import { secureContextOf, type TlsMaterial } from '../wire/transport.ts';
import { type FileKind, readSmallText } from './small-file.ts';

type TlsFiles = Profile['tls'];
type Field = keyof TlsFiles;

/** What stands in one file: the text, and the certificates or the key in it. */
type Pem<Parsed> = { readonly pem: string; readonly parsed: Parsed };

/**
 * Reads what the profile names.
 * @param atMs the moment for which the certificates must be valid; null takes any: the clock of a till
 * that just started may be wrong, and a saved profile must outlast that
 */
export function readTlsFiles(
  files: TlsFiles,
  log: Log,
  atMs: number | null,
): Result<TlsMaterial, Problem[]> {
  const authority = readPem(files, 'extraCaFile', 'shown', certificatesIn, log);
  const certificate = readPem(files, 'clientCertificateFile', 'shown', certificatesIn, log);
  const key = readPem(files, 'clientKeyFile', 'secret', keyIn, log);
  const problems = [authority, certificate, key].flatMap((read) => (read.ok ? [] : [read.failure]));
  if (!authority.ok || !certificate.ok || !key.ok) return fail(problems);

  const tls = {
    extraCa: authority.value && pemOf(authority.value.parsed),
    certificate: certificate.value && pemOf(certificate.value.parsed),
    key: key.value?.pem,
  };
  const [leaf] = certificate.value?.parsed ?? [];
  if (leaf && key.value && !leaf.checkPrivateKey(key.value.parsed)) {
    return fail([problemOf('clientKeyFile', { code: 'notPartner' })]);
  }
  if (!canBeUsed(tls)) return fail([problemOf('clientCertificateFile', { code: 'other' })]);
  if (atMs === null) return succeed(tls);
  const untimely = [
    ...untimelyIn('extraCaFile', authority.value?.parsed, atMs),
    ...untimelyIn('clientCertificateFile', leaf && [leaf], atMs),
  ];
  return untimely.length > 0 ? fail(untimely) : succeed(tls);
}

/** The certificates of a PEM text, told apart by what they say and not by how they are written. */
export function digestOf(pem: string): string {
  const digest = createHash('sha256');
  for (const certificate of certificatesIn(pem)) digest.update(certificate.raw);
  return digest.digest('hex');
}

function readPem<Parsed>(
  files: TlsFiles,
  name: Field,
  kind: FileKind,
  parse: (pem: string) => Parsed,
  log: Log,
): Result<Pem<Parsed> | undefined, Problem> {
  const path = files[name];
  if (path === undefined) return succeed(undefined);
  const text = readSmallText(path, kind);
  if (!text.ok) {
    log.info('fileRefused', { field: `tls.${name}`, fault: text.failure });
    return fail(problemOf(name, { code: 'noPem' }));
  }
  const pem = text.value;
  if (kind === 'secret' && /ENCRYPTED/.test(pem)) {
    return fail(problemOf(name, { code: 'passphrase' }));
  }
  try {
    return succeed({ pem, parsed: parse(pem) });
  } catch {
    log.info('fileRefused', { field: `tls.${name}`, fault: 'notPem' });
    return fail(problemOf(name, { code: 'noPem' }));
  }
}

function certificatesIn(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^]+?-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new Error('no certificate in it');
  return blocks.map((block) => new X509Certificate(block));
}

// Written anew from what was read: nothing is trusted that is not among it. OpenSSL would also take
// blocks of other names (`X509 CERTIFICATE`), which the digest knows nothing of.
function pemOf(certificates: readonly X509Certificate[]): string {
  return certificates.map(String).join('');
}

function keyIn(pem: string): KeyObject {
  return createPrivateKey(pem);
}

// A bundle may carry old certificates along: it is of use as long as one of them is.
function untimelyIn(
  name: Field,
  certificates: readonly X509Certificate[] | undefined,
  atMs: number,
): Problem[] {
  if (!certificates || certificates.length === 0) return [];
  const begun = certificates.filter(({ validFromDate }) => validFromDate.getTime() <= atMs);
  if (begun.length === 0) return [problemOf(name, { code: 'notYetValid' })];
  const valid = begun.some(({ validToDate }) => validToDate.getTime() >= atMs);
  return valid ? [] : [problemOf(name, { code: 'expired' })];
}

function canBeUsed(tls: TlsMaterial): boolean {
  if (tls.extraCa === undefined && tls.certificate === undefined) return true;
  try {
    secureContextOf(tls);
    return true;
  } catch {
    return false;
  }
}

function problemOf(name: Field, rule: Rule): Problem {
  return { field: `tls.${name}`, rule };
}
