// A password goes only where it was given for. Whoever leads it elsewhere, in whatever way, has to
// know it; and what did change is told until somebody has read it.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemChance } from '../../electron/core/clock.ts';
import { noLog, openLog } from '../../electron/core/log.ts';
import { checkProfile } from '../../electron/core/set-up/check-profile.ts';
import { readSealed } from '../../electron/core/set-up/credentials.ts';
import { nodeDisk } from '../../electron/core/store/disk.ts';
import { openStore } from '../../electron/core/store/safe/open.ts';
import { saveSetting } from '../../electron/core/store/tables/settings.ts';
import { secretFile } from '../../electron/hosts/secret-file.ts';
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import { type Certificates, makeCertificates } from '../support/certificates.ts';
import { validProfile } from '../support/profile.ts';
import {
  credentials,
  startIntermediary,
  TestTill,
  type TestTillOptions,
  temporaryFolder,
} from '../support/test-till.ts';

type Document = ReturnType<typeof validProfile> & { tls: Record<string, string> };

let certificates: Certificates;
let home: TrainingIntermediary;
let thief: TrainingIntermediary;
let till: TestTill | undefined;
let dataFolder: string;
let profile: Document;

beforeAll(async () => {
  certificates = await makeCertificates();
});

beforeEach(async () => {
  home = await startIntermediary();
  thief = await startIntermediary();
  dataFolder = temporaryFolder();
  const named = (name: string, text: string) => {
    writeFileSync(join(dataFolder, name), text, { mode: 0o600 });
    return join(dataFolder, name);
  };
  profile = {
    ...validProfile(home.baseUrl),
    tls: {
      extraCaFile: named('ca.pem', certificates.ca),
      clientCertificateFile: named('client.pem', certificates.client.cert),
      clientKeyFile: named('client-key.pem', certificates.client.key),
    },
  };
});

afterEach(async () => {
  await till?.stop();
  till = undefined;
  await home.stop();
  await thief.stop();
});

async function start(options: TestTillOptions['options'] = {}): Promise<TestTill> {
  await till?.stop();
  till = await TestTill.start({
    dataFolder,
    options: { password: null, ...options },
    ports: { log: openLog(dataFolder) },
  });
  return till;
}

const startAsGiven = () => start({ profileDocument: profile, password: credentials.password });
const keptText = async () => {
  const kept = await secretFile(dataFolder).open();
  return kept.ok ? kept.value : null;
};
const askedAgain = (...changed: string[]) => ({
  field: 'password',
  rule: { code: 'sentElsewhere', changed },
});
/** As somebody would who has the book, and not the password. */
function changeSaved(document: unknown): void {
  const store = openStore(join(dataFolder, 'till.sqlite'), {
    chance: systemChance,
    disk: nodeDisk,
    onDoubt: () => {},
    onMended: () => {},
  });
  store.commit('saveProfile', () => saveSetting(store, 'profile', document));
  store.close();
}

const otherCertificates = () => {
  const at = (name: string) => join(dataFolder, name);
  writeFileSync(at('strange.pem'), certificates.strangeClient.cert);
  writeFileSync(at('strange-key.pem'), certificates.strangeClient.key, { mode: 0o600 });
  writeFileSync(at('other-ca.pem'), certificates.otherCa);
  return {
    authority: { ...profile.tls, extraCaFile: at('other-ca.pem') },
    certificate: {
      ...profile.tls,
      clientCertificateFile: at('strange.pem'),
      clientKeyFile: at('strange-key.pem'),
    },
  };
};

/** Every way to lead the password elsewhere that a profile has. */
const changes: [string, string[], () => Record<string, unknown>][] = [
  ['the address', ['address'], () => ({ interfaces: { qr: { baseUrl: thief.baseUrl } } })],
  [
    'the path',
    ['address'],
    () => ({ interfaces: { qr: { baseUrl: `${home.origin}/elsewhere` } } }),
  ],
  [
    'the user name',
    ['username'],
    () => ({ interfaces: { qr: { baseUrl: home.baseUrl, username: 'another' } } }),
  ],
  ['the institution', ['username'], () => ({ institution: { id: '99999', name: 'Other' } })],
  ['the sender', ['username'], () => ({ client: { id: '99999', name: 'Other' } })],
  ['the authority', ['authority'], () => ({ tls: otherCertificates().authority })],
  ['no authority', ['authority'], () => ({ tls: { ...profile.tls, extraCaFile: undefined } })],
  ['the client certificate', ['certificate'], () => ({ tls: otherCertificates().certificate })],
];

describe.each(changes)(
  'with %s changed, the password has to be entered again',
  (_, parts, change) => {
    it('in Settings, where nothing is saved without it', async () => {
      const live = await startAsGiven();
      const changed = { ...profile, ...change() };
      expect(await live.call('saveProfile', { profile: changed })).toEqual({
        saved: false,
        problems: [askedAgain(...parts)],
      });
      const { profile: saved } = await live.call('getSettings', {});
      expect(saved).toEqual(profile);
      const given = { profile: changed, password: credentials.password };
      expect(await live.call('saveProfile', given)).toEqual({ saved: true, problems: [] });
      const again = await start();
      expect(again.view).toMatchObject({ mode: 'live', storeNotices: [{ kind: 'sentElsewhere' }] });
      expect(again.view.storeNotices[0]?.sent).toMatchObject({ changed: parts });
    });

    it('with --profile: the till goes on with the one it had, and sends nothing elsewhere', async () => {
      await startAsGiven();
      const changed = { ...profile, ...change() };
      const again = await start({ profileDocument: changed });
      expect(again.view).toMatchObject({ mode: 'live', problems: [askedAgain(...parts)] });
      const { profile: saved } = await again.call('getSettings', {});
      expect(saved).toEqual(profile);
      const given = await start({ profileDocument: changed, password: credentials.password });
      expect(given.view).toMatchObject({ mode: 'live', problems: [] });
      expect(given.view.storeNotices[0]?.sent).toMatchObject({ changed: parts });
    });

    it('in the book: the till sells nothing and sends nothing', async () => {
      await startAsGiven();
      await till?.stop();
      till = undefined;
      changeSaved({ ...profile, ...change() });
      const again = await start();
      expect(again.view).toMatchObject({ mode: 'notSetUp', problems: [askedAgain(...parts)] });
      await again.refusal('startPayment', { amountMinor: 100 });
      expect(thief.requests()).toEqual([]);
    });
  },
);

it('a file of authorities with other content at the same path asks for the password again', async () => {
  await startAsGiven();
  // Written in another way is still the same authority.
  writeFileSync(join(dataFolder, 'ca.pem'), `\uFEFF# the same\r\n${certificates.ca}\n`);
  expect((await start()).view.mode).toBe('live');
  writeFileSync(join(dataFolder, 'ca.pem'), certificates.otherCa);
  const again = await start();
  expect(again.view).toMatchObject({ mode: 'notSetUp', problems: [askedAgain('authority')] });
  expect(await again.call('saveProfile', { profile })).toMatchObject({ saved: false });
  expect(await again.call('getSettings', {})).toMatchObject({ hasPassword: false });
});

it('an authority under another name in the file is none, and asks for nothing', async () => {
  await startAsGiven();
  const named = certificates.otherCa.replaceAll(' CERTIFICATE-', ' X509 CERTIFICATE-');
  writeFileSync(join(dataFolder, 'ca.pem'), `${certificates.ca}\n${named}`);
  expect((await start()).view.mode).toBe('live');
  const tls = { extraCaFile: join(dataFolder, 'ca.pem') };
  const checks = { log: noLog, allowHttp: true, atMs: null };
  const checked = checkProfile({ ...profile, tls }, checks);
  const trusted = checked.ok ? (checked.value.tls.extraCa ?? '') : '';
  expect(trusted.match(/BEGIN/g)).toHaveLength(1);
});

it('the same address written in another way is the same address', async () => {
  const live = await startAsGiven();
  const baseUrl = `${home.baseUrl.replace('/qr/', '/qr/./x/../')}/`;
  const changed = { ...profile, terminalId: 'KST04T09', interfaces: { qr: { baseUrl } } };
  expect(await live.call('saveProfile', { profile: changed })).toMatchObject({ saved: true });
});

it('leaving training with another address asks for the password again', async () => {
  await startAsGiven();
  await till?.stop();
  const loans = {
    startTraining: async () => ({
      profile: validProfile(thief.baseUrl),
      password: credentials.password,
      controlUrl: thief.controlUrl,
    }),
  };
  till = await TestTill.start({
    dataFolder,
    options: { training: true, password: null },
    loans,
  });
  const elsewhere = { ...profile, interfaces: { qr: { baseUrl: thief.baseUrl } } };
  expect(await till.call('saveProfile', { profile: elsewhere })).toEqual({
    saved: false,
    problems: [askedAgain('address')],
  });
  expect(await till.call('saveProfile', { profile })).toMatchObject({ saved: true });
});

it('what is owed is kept, and delivered once the password is there again', async () => {
  const live = await startAsGiven();
  home.setFault({ kind: 'silence', operations: ['reversePayment'] });
  await live.call('startPayment', { amountMinor: 100 });
  await home.whenWaiting();
  await live.call('cancelPayment', { paymentId: live.paymentId });
  writeFileSync(join(dataFolder, 'ca.pem'), certificates.otherCa);
  const held = await start();
  expect(held.view).toMatchObject({ mode: 'notSetUp', owed: { reversals: 1 } });
  home.setFault(null);
  const saved = await held.call('saveProfile', { profile, password: credentials.password });
  expect(saved).toEqual({ saved: true, problems: [] });
  await (await start()).whenNothingOwed();
});

describe('a password that version 0.1.0 sealed', () => {
  beforeEach(async () => {
    await startAsGiven();
    await till?.stop();
    till = undefined;
    await secretFile(dataFolder).seal(credentials.password);
  });

  it('belongs to the profile that was saved, and is sealed with it at the first start', async () => {
    expect((await start()).view.mode).toBe('live');
    expect(readSealed(await keptText())?.destination).toMatchObject({ address: home.baseUrl });
  });

  it('goes nowhere else, not even with a profile given at that first start', async () => {
    const elsewhere = { ...profile, interfaces: { qr: { baseUrl: thief.baseUrl } } };
    for (let times = 0; times < 2; times += 1) {
      const again = await start({ profileDocument: elsewhere });
      expect(again.view).toMatchObject({ mode: 'live', problems: [askedAgain('address')] });
    }
    expect(thief.requests()).toEqual([]);
  });

  it('goes nowhere else after a start at which its keyring was locked', async () => {
    const elsewhere = { ...profile, interfaces: { qr: { baseUrl: thief.baseUrl } } };
    const password = await keptText();
    renameSync(join(dataFolder, 'password'), join(dataFolder, 'password.sealed'));
    const unread = await secretFile(dataFolder).open();
    expect(unread).toEqual({ ok: false, failure: { code: 'locked' } });
    const locked = await start({
      profileDocument: elsewhere,
      keptPassword: null,
      passwordProblem: { field: 'password', rule: { code: 'locked' } },
    });
    expect(locked.view.mode).toBe('notSetUp');
    expect(await locked.call('getSettings', {})).toMatchObject({ profile });
    const again = await start({ profileDocument: elsewhere, keptPassword: password });
    expect(again.view).toMatchObject({ mode: 'live', problems: [askedAgain('address')] });
    expect(thief.requests()).toEqual([]);
  });

  it('goes nowhere else after a start at which another one could not be sealed', async () => {
    const elsewhere = { ...profile, interfaces: { qr: { baseUrl: thief.baseUrl } } };
    await till?.stop();
    till = await TestTill.start({
      dataFolder,
      options: { profileDocument: elsewhere, password: 'for elsewhere' },
      loans: { sealPassword: () => Promise.reject(new Error('no room')) },
    });
    const notKept = { field: 'password', rule: { code: 'notKept' } };
    expect(till.view).toMatchObject({ mode: 'notSetUp', problems: [notKept] });
    const again = await start();
    expect(again.view).toMatchObject({ mode: 'live', problems: [] });
    expect(await again.call('getSettings', {})).toMatchObject({ profile });
    expect(readSealed(await keptText())).toMatchObject({ password: credentials.password });
    expect(readSealed(await keptText())?.destination).toMatchObject({ address: home.baseUrl });
  });

  it('stays without a home when nothing was saved before', async () => {
    dataFolder = temporaryFolder();
    await secretFile(dataFolder).seal(credentials.password);
    for (let times = 0; times < 2; times += 1) {
      const again = await start({ profileDocument: profile });
      expect(again.view).toMatchObject({
        mode: 'notSetUp',
        problems: [{ field: 'password', rule: { code: 'missing' } }],
      });
    }
  });
});

it('a sealed text that cannot be read is no password', () => {
  expect(readSealed('{"until":1,"password":"x"')).toBeNull();
  expect(readSealed('{"until":2,"password":"x","destination":{}}')).toBeNull();
  expect(readSealed('')).toBeNull();
  expect(readSealed('{ a password }')).toEqual({ password: '{ a password }', destination: null });
});

it('a password that came with a profile that was not taken is not sent to the former one', async () => {
  await startAsGiven();
  const again = await start({
    profileDocument: { ...profile, terminalId: 'X' },
    password: 'for somebody else',
  });
  expect(again.view.mode).toBe('live');
  expect(readSealed(await keptText())?.password).toBe(credentials.password);
});

it('the log says what changed from where to where, without the password', async () => {
  await startAsGiven();
  const elsewhere = { ...profile, interfaces: { qr: { baseUrl: thief.baseUrl } } };
  await till?.call('saveProfile', { profile: elsewhere });
  await till?.call('saveProfile', { profile: elsewhere, password: 'another secret' });
  const log = readFileSync(join(dataFolder, 'until.log'), 'utf8');
  const moved = { event: 'passwordMoved', from: home.baseUrl, to: thief.baseUrl };
  const lines = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string });
  expect(lines.find(({ event }) => event === 'passwordMoved')).toMatchObject(moved);
  expect(lines.some(({ event }) => event === 'passwordAskedAgain')).toBe(true);
  for (const secret of [credentials.password, 'another secret']) expect(log).not.toContain(secret);
});

describe('http:// to this computer', () => {
  it('is marked when it was given at a start, and refused in Settings, unless the start was for tests', async () => {
    const live = await start({
      profileDocument: profile,
      password: credentials.password,
      allowHttp: false,
    });
    const problem = { field: 'interfaces.qr.baseUrl', rule: { code: 'httpForTests' } };
    expect(live.view).toMatchObject({ mode: 'live', problems: [problem] });
    expect(await live.call('saveProfile', { profile, password: 'x' })).toEqual({
      saved: false,
      problems: [problem],
    });
  });
});
