// How a till becomes live: the profile it is given, the one it saved, the one an admin saves.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../electron/core/store/safe/open.ts';
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import type { Problem } from '../../src-shared/contract/rule.ts';
import { validProfile } from '../support/profile.ts';
import {
  credentials,
  startIntermediary,
  TestTill,
  type TestTillOptions,
  temporaryFolder,
} from '../support/test-till.ts';

let intermediary: TrainingIntermediary;
let till: TestTill | undefined;
let dataFolder: string;

beforeEach(async () => {
  intermediary = await startIntermediary();
  dataFolder = temporaryFolder();
});

afterEach(async () => {
  await till?.stop();
  till = undefined;
  await intermediary.stop();
});

async function start(given: TestTillOptions = {}): Promise<TestTill> {
  await till?.stop();
  till = await TestTill.start({ dataFolder, ...given });
  return till;
}

/** Changes the book of a till that is stopped. */
function change(sql: string): void {
  const store = openStore(join(dataFolder, 'till.sqlite'));
  store.database.exec(sql);
  store.close();
  // Otherwise the second record puts it right.
  rmSync(join(dataFolder, 'till.record'));
}

/** A training access that leads to the intermediary of this test. */
const startTraining = async () => ({
  profile: validProfile(intermediary.baseUrl),
  password: credentials.password,
  controlUrl: intermediary.controlUrl,
});

it('a profile that was valid once is used again without being given', async () => {
  await start({ intermediary });
  const again = await start();
  expect(again.view).toMatchObject({ mode: 'live', shop: { terminalId: 'KST04T02' } });
});

it('a bad profile does not replace the saved one: the till goes on and names the problems', async () => {
  await start({ intermediary });
  const bad = { ...validProfile(intermediary.baseUrl), terminalId: 'X' };
  const again = await start({ options: { profileDocument: bad } });
  expect(again.view).toMatchObject({
    mode: 'live',
    problems: [{ field: 'terminalId', rule: { code: 'length', exactly: 8 } }],
  });
  expect((await start()).view.problems).toEqual([]);
});

it('a bad profile on a new till sells nothing and does not train behind its back', async () => {
  const bad = { ...validProfile(intermediary.baseUrl), currency: 'ZAR' };
  const first = await start({ options: { profileDocument: bad } });
  expect(first.view.mode).toBe('notSetUp');
  expect(first.view.problems).toHaveLength(1);
});

it('a file that could not be read, and a password that is missing, are named', async () => {
  const problem: Problem = { field: '--profile', rule: { code: 'file', fault: 'notJson' } };
  const unread = await start({ options: { profileProblem: problem } });
  expect(unread.view.problems).toEqual([problem]);
  const noPassword = await start({ intermediary, options: { password: null } });
  expect(noPassword.view).toMatchObject({
    mode: 'notSetUp',
    problems: [{ field: 'password', rule: { code: 'missing' } }],
  });
});

it('an admin saves a profile from training: only when valid, sealed apart, and into the live store', async () => {
  const sealed: string[] = [];
  let restarts = 0;
  const loans = {
    startTraining,
    sealPassword: async (password: string) => void sealed.push(password),
    restart: () => void (restarts += 1),
  };
  const trained = await start({ options: { password: null }, loans });
  expect(trained.view.mode).toBe('training');
  const profile = validProfile(intermediary.baseUrl);
  const merchant = { ...profile.merchant, id: 'short' };
  expect(await trained.call('saveProfile', { profile: { ...profile, merchant } })).toEqual({
    saved: false,
    problems: [
      { field: 'merchant.id', rule: { code: 'length', exactly: 15 } },
      { field: 'password', rule: { code: 'missing' } },
    ],
  });
  expect([sealed, restarts]).toEqual([[], 0]);
  expect(await trained.call('saveProfile', { profile, password: 'new one' })).toEqual({
    saved: true,
    problems: [],
  });
  expect([sealed.map((text) => JSON.parse(text).password), restarts]).toEqual([['new one'], 1]);
  const live = await start({ options: { password: 'new one' } });
  expect(live.view.mode).toBe('live');
  expect(JSON.stringify([live.view, await live.call('getSettings', {})])).not.toContain('new one');
});

it('a profile that leads elsewhere has to wait until nothing is owed to the present one', async () => {
  const live = await start({ intermediary });
  intermediary.setFault({ kind: 'silence', operations: ['reversePayment'] });
  await live.call('startPayment', { amountMinor: 100 });
  await intermediary.whenWaiting();
  await live.call('cancelPayment', { paymentId: live.paymentId });
  const elsewhere = validProfile('https://other.example.com/qr/v1');
  const problem = {
    field: 'interfaces.qr.baseUrl',
    rule: { code: 'owed', count: 1 },
  };
  expect(await live.call('saveProfile', { profile: elsewhere })).toEqual({
    saved: false,
    problems: [problem],
  });
  const again = await start({ options: { profileDocument: elsewhere } });
  expect(again.view).toMatchObject({ mode: 'live', problems: [problem] });
  intermediary.setFault(null);
  await again.call('sendNow', {});
  await again.whenNothingOwed();
  const given = { profile: elsewhere, password: 'given again' };
  expect(await again.call('saveProfile', given)).toMatchObject({ saved: true });
});

describe('a book that owes', () => {
  beforeEach(async () => {
    const live = await start({ intermediary });
    intermediary.setFault({ kind: 'status', status: 500, operations: ['reversePayment'] });
    await live.call('startPayment', { amountMinor: 100 });
    await intermediary.whenWaiting();
    await live.call('cancelPayment', { paymentId: live.paymentId });
    await live.stop();
    till = undefined;
  });

  it.each([
    ['terminalId', '$.terminalId'],
    ['merchant', '$.merchant'],
  ])('and whose saved profile lost its %s stays bound to its intermediary', async (_, path) => {
    change(`UPDATE settings SET value = json_remove(value, '${path}') WHERE name = 'profile'`);
    const elsewhere = validProfile('https://other.example.com/qr/v1');
    const other = { ...elsewhere, institution: { id: '62802', name: 'Other' } };
    const held = await start({ options: { profileDocument: other } });
    const rule = { code: 'owed', count: 1 };
    const stranded = [
      { field: 'interfaces.qr.baseUrl', rule },
      { field: 'institution.id', rule },
    ];
    expect(held.view.mode).toBe('notSetUp');
    expect(held.view.problems).toEqual(expect.arrayContaining(stranded));
    const given = { profile: other, password: 'given again' };
    expect(await held.call('saveProfile', given)).toEqual({ saved: false, problems: stranded });
    intermediary.setFault(null);
    const again = await start({ intermediary });
    await again.whenNothingOwed();
  });

  it('and whose saved profile cannot be read is bound by the last payment and the kept password', async () => {
    change(`UPDATE settings SET value = '{"a' WHERE name = 'profile'`);
    const home = validProfile(intermediary.baseUrl);
    const { password } = credentials;
    const rule = { code: 'owed', count: 1 };
    const elsewhere = validProfile('https://other.example.com/qr/v1');
    const ofAnother = { ...home, institution: { id: '62999', name: 'Another Grocer' } };
    const held = await start();
    expect(held.view).toMatchObject({ mode: 'notSetUp', owed: { reversals: 1 } });
    expect(await held.call('saveProfile', { profile: elsewhere, password })).toMatchObject({
      problems: [{ field: 'interfaces.qr.baseUrl', rule }],
    });
    expect(await held.call('saveProfile', { profile: ofAnother, password })).toMatchObject({
      problems: [{ field: 'institution.id', rule }],
    });
    const given = await start({ options: { profileDocument: ofAnother, keptPassword: null } });
    expect(given.view.mode).toBe('notSetUp');
    expect(given.view.problems).toContainEqual({ field: 'institution.id', rule });
    intermediary.setFault(null);
    const again = await start({
      options: { profileDocument: { ...home, terminalId: 'KST04T09' } },
    });
    await again.whenNothingOwed();
    expect(intermediary.ledger()).toMatchObject([{ state: 'released' }]);
  });

  it('and lost its profile altogether does not train', async () => {
    change(`DELETE FROM settings WHERE name = 'profile'`);
    const held = await start({ loans: { startTraining } });
    expect(held.view).toMatchObject({ mode: 'notSetUp', problems: [], owed: { reversals: 1 } });
    const profile = validProfile(intermediary.baseUrl);
    const { password } = credentials;
    expect(await held.call('saveProfile', { profile, password })).toMatchObject({ saved: true });
    intermediary.setFault(null);
    await (await start()).whenNothingOwed();
  });
});

it('the rest of a sale is not taken in the currency of another profile', async () => {
  const live = await start({ intermediary });
  await live.call('startPayment', { amountMinor: 100 });
  await live.call('cancelPayment', { paymentId: live.paymentId });
  const { saleId } = live;
  await live.whenNothingOwed();
  const again = await start({ intermediary, profile: { currency: '840' } });
  const reply = await again.core.dispatch('startPayment', { amountMinor: 100, saleId });
  const rest = { amountMinor: 100, currency: '710' };
  expect(reply).toEqual({ ok: false, failure: { code: 'moreThanRest', rest } });
});

it.each(['awaitingCustomer', 'approved'] as const)(
  'a payment left %s by a stop binds the next start to its intermediary',
  async (state) => {
    const live = await start({ intermediary });
    await live.call('startPayment', { amountMinor: 100 });
    await intermediary.whenWaiting();
    if (state === 'approved') intermediary.act({ name: 'approve' });
    await live.whenPayment(state);
    const elsewhere = validProfile('https://other.example.com/qr/v1');
    const again = await start({ options: { profileDocument: elsewhere } });
    expect(again.view).toMatchObject({
      mode: 'live',
      problems: [{ field: 'interfaces.qr.baseUrl' }],
    });
    if (state === 'approved') await again.call('voidPayment', { paymentId: again.paymentId });
    await again.whenNothingOwed();
    await intermediary.whenReceived('reversePayment', 1);
    expect(intermediary.ledger()).toMatchObject([{ state: 'released' }]);
  },
);

it('no payment starts while a saved profile is on its way in', async () => {
  const sealed = Promise.withResolvers<void>();
  const live = await start({
    intermediary,
    loans: {
      sealPassword: (text) => (text.includes('new one') ? sealed.promise : Promise.resolve()),
    },
  });
  const profile = validProfile(intermediary.baseUrl);
  const saving = live.call('saveProfile', { profile, password: 'new one' });
  expect(await live.refusal('startPayment', { amountMinor: 100 })).toMatch(/starts again/);
  sealed.resolve();
  expect(await saving).toMatchObject({ saved: true });
  expect(await live.refusal('startPayment', { amountMinor: 100 })).toMatch(/starts again/);
});

it.each(['{"a', '[]', '5'])('a saved profile that is %s can be replaced', async (value) => {
  await start({ intermediary });
  await till?.stop();
  change(`UPDATE settings SET value = '${value}' WHERE name = 'profile'`);
  const held = await start();
  const problem = { field: 'document', rule: { code: 'object' } };
  expect(held.view).toMatchObject({ mode: 'notSetUp', problems: [problem] });
  expect(await held.call('getSettings', {})).toMatchObject({ profile: null });
  const profile = validProfile(intermediary.baseUrl);
  const { password } = credentials;
  expect(await held.call('saveProfile', { profile, password })).toMatchObject({ saved: true });
  expect((await start()).view).toMatchObject({ mode: 'live', problems: [] });
});

it('a password that cannot be kept leaves everything as it was, and the till sells on', async () => {
  const sealPassword = () => Promise.reject(new Error('the keyring is locked'));
  const live = await start({ intermediary, loans: { sealPassword } });
  const profile = { ...validProfile(intermediary.baseUrl), terminalId: 'KST04T09' };
  await live.refusal('saveProfile', { profile, password: 'new one' });
  expect(await live.call('getSettings', {})).toMatchObject({ profile: { terminalId: 'KST04T02' } });
  await live.call('startPayment', { amountMinor: 100 });
});

it.each(['https://192.168.1.300/qr/v1', 'https://pay.example.com:99999/qr/v1'])(
  'an address that cannot exist is refused before anything is built on it: %s',
  async (baseUrl) => {
    const till = await start({ options: { profileDocument: validProfile(baseUrl) } });
    expect(till.view).toMatchObject({
      mode: 'notSetUp',
      problems: [{ field: 'interfaces.qr.baseUrl' }],
    });
    expect(await till.call('getQueue', {})).toMatchObject({ total: 0, rows: [] });
  },
);

it('a profile is not saved over a payment that is under way', async () => {
  const live = await start({ intermediary });
  await live.call('startPayment', { amountMinor: 100 });
  const profile = validProfile(intermediary.baseUrl);
  expect(await live.refusal('saveProfile', { profile })).toMatch(/Finish or park it/);
});

it('training has a book of its own, which no live till ever shows', async () => {
  const trained = await start({ loans: { startTraining } });
  await trained.call('startPayment', { amountMinor: 100 });
  await intermediary.whenWaiting();
  await trained.call('actOnPhone', { name: 'approve' });
  await trained.whenPayment('approved');
  const live = await start({ intermediary });
  expect(live.view).toMatchObject({ mode: 'live', payment: null, recent: [] });
  expect(await live.refusal('actOnPhone', { name: 'approve' })).toMatch(/training only/);
  expect(await live.refusal('cutPower', {})).toMatch(/training only/);
});
