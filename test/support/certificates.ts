// Certificates made for one test run: a private CA, a server's and a client's under it, and a second
// CA that nobody here trusts. All PEM.
import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

export type KeyAndCertificate = { readonly key: string; readonly cert: string };

export type Certificates = {
  /** The CA that issued `server` and `client`. */
  readonly ca: string;
  /** For 127.0.0.1 and localhost. */
  readonly server: KeyAndCertificate;
  readonly client: KeyAndCertificate;
  /** The CA that issued `strangeClient` and nothing else. */
  readonly otherCa: string;
  /** A client certificate that a server trusting `ca` must refuse. */
  readonly strangeClient: KeyAndCertificate;
  /** Server certificates under `ca` that a till must refuse all the same. */
  readonly bad: {
    readonly expired: KeyAndCertificate;
    readonly notYetValid: KeyAndCertificate;
    readonly otherName: KeyAndCertificate;
    /** A client's: not made for servers. */
    readonly otherUse: KeyAndCertificate;
  };
  /** Says that it is 127.0.0.1, and nobody else says so. */
  readonly selfSigned: KeyAndCertificate;
  /** Another good one under `ca`, as after a renewal. */
  readonly renewed: KeyAndCertificate;
};

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export async function makeCertificates(): Promise<Certificates> {
  const authority = await makeAuthority('Until test CA');
  const other = await makeAuthority('Another test CA');
  const server = (change?: Change) =>
    authority.issue('127.0.0.1', ExtendedKeyUsage.serverAuth, change);
  return {
    ca: authority.pem,
    otherCa: other.pem,
    server: await server(),
    client: await authority.issue('till', ExtendedKeyUsage.clientAuth),
    strangeClient: await other.issue('till', ExtendedKeyUsage.clientAuth),
    bad: {
      expired: await server({ years: [2020, 2021] }),
      notYetValid: await server({ years: [2090, 2096] }),
      otherName: await server({ names: [{ type: 'dns', value: 'pay.example.com' }] }),
      otherUse: await authority.issue('127.0.0.1', ExtendedKeyUsage.clientAuth),
    },
    selfSigned: await makeSelfSigned(),
    renewed: await server(),
  };
}

type Change = {
  readonly years?: readonly [from: number, to: number];
  readonly names?: { type: 'ip' | 'dns'; value: string }[];
};

const ownNames: Change['names'] = [
  { type: 'ip', value: '127.0.0.1' },
  { type: 'dns', value: 'localhost' },
];

async function makeSelfSigned(): Promise<KeyAndCertificate> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=127.0.0.1',
    ...validity(),
    signingAlgorithm: algorithm,
    keys,
    extensions: [new SubjectAlternativeNameExtension(ownNames)],
  });
  return { key: await keyPem(keys.privateKey), cert: certificate.toString('pem') };
}

async function makeAuthority(name: string) {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const authority = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    ...validity(),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });

  const issue = async (
    subject: string,
    usage: ExtendedKeyUsage,
    { years, names = ownNames }: Change = {},
  ): Promise<KeyAndCertificate> => {
    const own = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const certificate = await X509CertificateGenerator.create({
      subject: `CN=${subject}`,
      issuer: authority.subject,
      ...validity(years),
      signingAlgorithm: algorithm,
      publicKey: own.publicKey,
      signingKey: keys.privateKey,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([usage]),
        new SubjectAlternativeNameExtension(names),
      ],
    });
    return { key: await keyPem(own.privateKey), cert: certificate.toString('pem') };
  };
  return { pem: authority.toString('pem'), issue };
}

// A fixed span, so that no clock is asked.
function validity([from, to]: readonly [number, number] = [2026, 2096]) {
  return { notBefore: new Date(Date.UTC(from, 0, 1)), notAfter: new Date(Date.UTC(to, 0, 1)) };
}

async function keyPem(key: CryptoKey): Promise<string> {
  const bytes = Buffer.from(await crypto.subtle.exportKey('pkcs8', key)).toString('base64');
  const lines = bytes.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n');
}
