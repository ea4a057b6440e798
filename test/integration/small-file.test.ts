// How a small file is read: never for long, never much, and nothing that somebody else put there.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noLog } from '../../electron/core/log.ts';
import { checkProfile } from '../../electron/core/set-up/check-profile.ts';
import { readSmallText, smallFileLimit } from '../../electron/core/set-up/small-file.ts';
import { makeDataFolder } from '../../electron/hosts/data-folder.ts';
import { readPasswordFile, readProfileFile } from '../../electron/hosts/given-files.ts';
import { secretFile } from '../../electron/hosts/secret-file.ts';
import { type Certificates, makeCertificates } from '../support/certificates.ts';
import { validProfile } from '../support/profile.ts';
import { temporaryFolder } from '../support/test-till.ts';

const isRoot = process.getuid?.() === 0;
let certificates: Certificates;
let folder: string;

beforeAll(async () => {
  certificates = await makeCertificates();
});
beforeEach(() => {
  folder = temporaryFolder();
});

function written(name: string, content: string | Buffer, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, content, { mode });
  chmodSync(path, mode);
  return path;
}

function pipe(): string {
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', ['-m', '600', path]);
  return path;
}

function vast(): string {
  const path = written('vast', '');
  truncateSync(path, 2 * 1024 ** 3);
  return path;
}

function link(): string {
  const path = join(folder, 'link');
  symlinkSync(written('target', 'linked'), path);
  return path;
}

const faultOf = (path: string, kind: 'shown' | 'secret' = 'shown') => {
  const read = readSmallText(path, kind);
  return read.ok ? `read: ${read.value}` : read.failure;
};

describe('a small file', () => {
  it('is a regular one: a pipe, a device, a folder or a socket is not waited for', async () => {
    const socket = join(folder, 'socket');
    const server = createServer().listen(socket);
    const fifo = pipe();
    for (const path of [fifo, '/dev/zero', '/dev/tty', folder, socket]) {
      expect(faultOf(path), path).toBe('notRegular');
      expect(faultOf(path, 'secret'), path).toBe('notRegular');
    }
    server.close();
  });

  it('has at most 64 KiB, whatever it says of itself', () => {
    expect(faultOf(vast())).toBe('tooLarge');
    expect(faultOf(written('just', 'x'.repeat(smallFileLimit)))).toMatch(/^read: x+$/);
    expect(faultOf(written('over', 'x'.repeat(smallFileLimit + 1)))).toBe('tooLarge');
  });

  it.runIf(process.platform === 'linux')('is bounded even where the system tells no size', () => {
    expect(faultOf('/proc/kallsyms')).toBe('tooLarge');
    expect(statSync('/proc/kallsyms').size).toBe(0);
  });

  it('is a link only where no secret is read', () => {
    const path = link();
    expect(faultOf(path)).toBe('read: linked');
    expect(faultOf(path, 'secret')).toBe('isLink');
  });

  it('is secret only when nobody else can read it', () => {
    for (const mode of [0o644, 0o640, 0o604, 0o602, 0o666]) {
      expect(faultOf(written(`mode-${mode}`, 'x', mode), 'secret'), String(mode)).toBe(
        'openToOthers',
      );
    }
    for (const mode of [0o600, 0o400]) {
      expect(faultOf(written(`mode-${mode}`, 'x', mode), 'secret'), String(mode)).toBe('read: x');
    }
    expect(faultOf(written('anybody', 'x', 0o666))).toBe('openToOthers');
    expect(faultOf(written('shown', 'x', 0o644))).toBe('read: x');
  });

  it.runIf(isRoot)('is ours: what another user owns could be changed at any time', () => {
    const path = written('theirs', 'x');
    chownSync(path, 1_234, 1_234);
    expect(faultOf(path)).toBe('notOurs');
    expect(faultOf(path, 'secret')).toBe('notOurs');
  });

  it('is decoded as it was saved, or called no text', () => {
    const text = 'pässword €';
    const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
    for (const [name, bytes] of [
      ['utf-8', Buffer.from(text)],
      ['utf-8 with its mark', Buffer.from(`\uFEFF${text}`)],
      ['utf-16 of Windows', utf16],
      ['utf-16, big end first', Buffer.from(utf16).swap16()],
    ] as const) {
      expect(faultOf(written('text', bytes)), name).toBe(`read: ${text}`);
    }
    for (const [name, bytes] of [
      ['utf-16 without its mark', utf16.subarray(2)],
      ['half a letter', utf16.subarray(0, 7)],
      ['latin-1', Buffer.from('p\xe4ssword', 'latin1')],
      ['a NUL', Buffer.from('pass\0word')],
    ] as const) {
      expect(faultOf(written('text', bytes)), name).toBe('notText');
    }
  });
});

describe('the files of the command line', () => {
  it('a password file that others can read, or that is a pipe, is not taken', () => {
    expect(readPasswordFile(written('open', 'secret', 0o644))).toEqual({
      ok: false,
      failure: 'openToOthers',
    });
    expect(readPasswordFile(pipe())).toEqual({ ok: false, failure: 'notRegular' });
    const path = written('windows', Buffer.from('\uFEFFsecret\r\n', 'utf16le'));
    expect(readPasswordFile(path)).toEqual({ ok: true, value: 'secret' });
  });

  it('a password that was named as the profile is not told', () => {
    const read = readProfileFile(written('password', 'correct horse'));
    expect(read).toEqual({ ok: false, failure: 'notJson' });
  });

  it('a kept password that others can read is not taken', async () => {
    written('password', 'kept', 0o644);
    expect(await secretFile(folder).open()).toEqual({
      ok: false,
      failure: { code: 'file', fault: 'openToOthers' },
    });
  });
});

describe('the certificates of a profile', () => {
  const problemsOf = (
    tls: Record<string, string>,
    atMs: number | null = Date.parse('2026-11-25'),
  ) => {
    const document = { ...validProfile('https://pay.example.com/qr/v1'), tls };
    const checked = checkProfile(document, { log: noLog, allowHttp: false, atMs });
    return checked.ok ? [] : checked.failure;
  };
  const pem = (name: string, text: string) => written(name, text);

  it('whatever keeps a file from being one, the window learns only that it is none', () => {
    const same = [{ field: 'tls.extraCaFile', rule: { code: 'noPem' } }];
    for (const extraCaFile of [
      pipe(),
      vast(),
      '/dev/zero',
      folder,
      join(folder, 'missing'),
      join(folder, 'missing', 'deeper'),
      pem('text', 'hello'),
      pem('broken', certificates.ca.replace('MI', 'XX')),
      pem('key', certificates.server.key),
      '/proc/self/mem',
      '/etc/shadow',
    ]) {
      expect(problemsOf({ extraCaFile }), extraCaFile).toEqual(same);
    }
  });

  it('every certificate of a bundle is read', () => {
    const extraCaFile = pem('bundle', `${certificates.ca}\n${certificates.otherCa}`);
    expect(problemsOf({ extraCaFile })).toEqual([]);
    const broken = `${certificates.ca}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----`;
    expect(problemsOf({ extraCaFile: pem('half', broken) })).toMatchObject([
      { rule: { code: 'noPem' } },
    ]);
  });

  const client = (cert: string, key: string) => ({
    clientCertificateFile: pem('cert.pem', cert),
    clientKeyFile: pem('key.pem', key),
  });

  it('a key with a passphrase is called so, and one of another certificate too', () => {
    const locked =
      '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----';
    expect(problemsOf(client(certificates.client.cert, locked))).toEqual([
      { field: 'tls.clientKeyFile', rule: { code: 'passphrase' } },
    ]);
    expect(problemsOf(client(certificates.client.cert, certificates.server.key))).toEqual([
      { field: 'tls.clientKeyFile', rule: { code: 'notPartner' } },
    ]);
  });

  it('one that has expired or is not valid yet is told when it is saved, not at the start', () => {
    const { expired, notYetValid } = certificates.bad;
    for (const [code, { cert, key }] of Object.entries({ expired, notYetValid })) {
      const tls = client(cert, key);
      expect(problemsOf(tls)).toEqual([{ field: 'tls.clientCertificateFile', rule: { code } }]);
      expect(problemsOf(tls, null)).toEqual([]);
    }
  });
});

describe('the data folder', () => {
  const told: string[] = [];
  const make = (path = folder) => {
    told.length = 0;
    const made = makeDataFolder(path, (sentence) => told.push(sentence));
    return made.ok ? 'made' : made.failure;
  };

  it('is closed to others when they could read it, and so are its files', () => {
    chmodSync(folder, 0o755);
    const book = written('till.sqlite', 'x', 0o644);
    expect(make()).toBe('made');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(book).mode & 0o777).toBe(0o600);
    expect(told).toHaveLength(2);
    expect(make()).toBe('made');
    expect(told).toEqual([]);
  });

  it.each([0o770, 0o702, 0o777])('is refused when others could have written it: %o', (mode) => {
    chmodSync(folder, mode);
    expect(make()).toMatch(/can be written by them\. Run chmod 700/);
    expect(statSync(folder).mode & 0o777).toBe(mode);
  });

  it('is refused with a link in it', () => {
    symlinkSync('/etc/passwd', join(folder, 'till.sqlite'));
    expect(make()).toMatch(/till\.sqlite is a link/);
    expect(readFileSync('/etc/passwd', 'utf8')).not.toBe('');
  });

  it('is left as it is, and refused, when it holds other things and nothing of a till', () => {
    chmodSync(folder, 0o755);
    const theirs = written('hosts', 'x', 0o644);
    mkdirSync(join(folder, 'electron'));
    expect(make()).toMatch(/must be new, empty or a till's; .* holds other things/);
    expect([folder, theirs].map((path) => statSync(path).mode & 0o777)).toEqual([0o755, 0o644]);
    expect(told).toEqual([]);
  });

  it.each(['till.sqlite', 'till.record', 'till.sqlite.damaged-1', 'until.log', 'training.sqlite'])(
    'is a till’s when %s stands in it, whatever else does',
    (name) => {
      written(name, 'x');
      written('profile.json', '{}');
      expect(make()).toBe('made');
    },
  );

  it('counts as empty with what a system, or Electron’s first start, puts there', () => {
    mkdirSync(join(folder, 'lost+found'));
    mkdirSync(join(folder, 'electron'));
    expect(make()).toBe('made');
  });

  it.each(['till.sqlite', 'till.record', 'till.identity', 'until.log', 'training-ledger.jsonl'])(
    'is refused with a folder in the place of %s',
    (name) => {
      mkdirSync(join(folder, name));
      expect(make()).toMatch(/is a folder where a file should be/);
    },
  );

  it.each(['until.log', 'till.record'])('is refused with a pipe in it: %s', (name) => {
    execFileSync('mkfifo', ['-m', '600', join(folder, name)]);
    expect(make()).toMatch(new RegExp(`${name} is a pipe`));
  });

  it.runIf(isRoot)("is refused when it, or a file in it, is somebody else's", () => {
    const theirs = join(folder, 'theirs');
    mkdirSync(theirs, { mode: 0o700 });
    chownSync(theirs, 1_234, 1_234);
    expect(make(theirs)).toMatch(/belongs to another user/);
    const behind = join(folder, 'behind');
    symlinkSync(theirs, behind);
    expect(make(behind)).toMatch(/belongs to another user/);
    const own = join(folder, 'own');
    mkdirSync(own, { mode: 0o700 });
    writeFileSync(join(own, 'until.log'), '');
    writeFileSync(join(own, 'password'), 'x');
    chownSync(join(own, 'password'), 1_234, 1_234);
    expect(make(own)).toMatch(/belongs to another user/);
  });
});
