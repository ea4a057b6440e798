// The main thread's end of the core: a core that dies comes back, one that is refused does not, and
// nobody who asked something is left waiting.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../electron/core/clock.ts';
import type { CoreOptions } from '../../electron/core/loans.ts';
import { CoreThread } from '../../electron/core/thread/core-thread.ts';
import { workerFiles } from '../../electron/hosts/worker-files.ts';
import { TrainingThread } from '../../electron/training/training-thread.ts';
import { readProfile } from '../../src-shared/contract/profile.ts';
import type { TillView } from '../../src-shared/contract/views/till.ts';
import { TestClock } from '../support/test-clock.ts';
import { temporaryFolder } from '../support/test-till.ts';

const frailCore = new URL('../support/frail-core.ts', import.meta.url);
const running: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((thread) => thread.stop()));
});

type Given = {
  workerUrl?: URL;
  dataFolder?: string;
  clock?: Clock;
  sealPassword?: (password: string) => Promise<void>;
};

function threadOf({
  workerUrl = workerFiles.core,
  dataFolder = temporaryFolder(),
  ...given
}: Given) {
  const refusals: string[] = [];
  const deaths: string[] = [];
  const profileSaved: boolean[] = [];
  const training = new TrainingThread({ workerUrl: workerFiles.training, dataFolder });
  const core = new CoreThread({
    workerUrl,
    options(saved): Promise<CoreOptions> {
      profileSaved.push(saved);
      return Promise.resolve({
        dataFolder,
        training: true,
        password: null,
        passwordKeptIn: 'ownerOnlyFile',
        version: '0.0.0',
      });
    },
    loans: {
      sealPassword: given.sealPassword ?? (() => Promise.resolve()),
      startTraining: () => training.start(),
    },
    clock: given.clock ?? systemClock,
    onRefused: (sentence) => refusals.push(sentence),
    onDeath: (cause) => deaths.push(cause),
  });
  running.push(core, training);
  return { core, training, dataFolder, refusals, deaths, profileSaved };
}

/** Resolves with the first snapshot (or null), from now on, that fits. */
function when(
  core: CoreThread,
  fits: (till: TillView | null) => boolean,
): Promise<TillView | null> {
  const { promise, resolve } = Promise.withResolvers<TillView | null>();
  const stop = core.onChange((till) => {
    if (fits(till)) resolve(till);
  });
  return promise.finally(stop);
}

const isThere = (till: TillView | null) => till !== null;

describe('the core in its thread', () => {
  it('answers calls and shows the present snapshot to whoever starts to listen', async () => {
    const { core } = threadOf({});
    await core.start();
    expect(await core.call('getTill', {})).toMatchObject({ ok: true, value: { mode: 'training' } });
    const first = await when(core, isThere);
    const second = await when(core, isThere);
    expect(second?.runId).toBe(first?.runId);
  });

  it('comes back from a power cut with the embedded intermediary it had', async () => {
    const { core, training, deaths } = threadOf({});
    await core.start();
    const before = await when(core, isThere);
    const { controlUrl } = await training.start();
    await core.call('cutPower', {});
    const after = await when(core, (till) => till !== null && till.runId !== before?.runId);
    expect(after).not.toBeNull();
    expect((await training.start()).controlUrl).toBe(controlUrl);
    expect(deaths).toEqual([]);
  });

  it('says in a sentence that another till has the data folder, and is not started again', async () => {
    const dataFolder = temporaryFolder();
    const holder = fork(fileURLToPath(new URL('../support/hold-store.ts', import.meta.url)), [
      join(dataFolder, 'training.sqlite'),
    ]);
    await once(holder, 'message');
    const { core, refusals, deaths } = threadOf({ dataFolder });
    await core.start();
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).toMatch(/^[A-Z].*\.$/);
    expect(deaths).toEqual([]);
    expect(await core.call('getTill', {})).toMatchObject({ failure: { code: 'hostGone' } });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
  });

  it('says in a sentence that the store is from a newer till', async () => {
    const { core, dataFolder } = threadOf({});
    await core.start();
    await core.stop();
    const database = new BetterSqlite(join(dataFolder, 'training.sqlite'));
    database.pragma('user_version = 4711');
    database.pragma('application_id = 0');
    database.close();
    const again = threadOf({ dataFolder });
    await again.core.start();
    expect(again.refusals).toEqual([expect.stringMatching(/newer version of Until .*\.$/)]);
  });
});

it('gives the core none of the variables that this process was started with', async () => {
  const { core } = threadOf({ workerUrl: frailCore });
  await core.start();
  expect(process.env['PATH']).not.toBe('');
  expect(await core.call('environment', {})).toEqual({ ok: true, value: {} });
});

describe('a core that dies', () => {
  it('leaves nobody waiting, tells listeners, and comes back', async () => {
    const { core, deaths } = threadOf({ workerUrl: frailCore });
    await core.start();
    const seen: (TillView | null)[] = [];
    core.onChange((till) => seen.push(till));
    const waiting = core.call('wait', {});
    const dying = core.call('die', {});
    expect(await Promise.all([waiting, dying])).toEqual([hostGone, hostGone]);
    expect(seen).toContain(null);
    expect(deaths).toEqual(['told to die']);
    // No core for the moment, and no hanging either.
    expect(await core.call('getTill', {})).toEqual(hostGone);
    await comesBack(core);
  });

  it('is started again after 0.2 s, then 0.4 s, up to 5 s', async () => {
    const clock = new TestClock();
    const delaysMs: number[] = [];
    const noting: Clock = {
      stamp: () => clock.stamp(),
      monotonicMs: () => clock.monotonicMs(),
      after(delayMs, action) {
        delaysMs.push(delayMs);
        return clock.after(delayMs, action);
      },
      watch: (listener) => clock.watch(listener),
    };
    const { core, deaths } = threadOf({ workerUrl: frailCore, dataFolder: 'dies', clock: noting });
    await core.start();
    while (deaths.length < 7) {
      const known = deaths.length;
      clock.advance(delaysMs.at(-1) ?? 0);
      await untilTrue(() => deaths.length > known);
    }
    expect(delaysMs).toEqual([200, 400, 800, 1600, 3200, 5000, 5000]);
  });

  it('counts from the start again once it was well for a while', async () => {
    const clock = new TestClock();
    const { core, deaths } = threadOf({ workerUrl: frailCore, clock });
    await core.start();
    for (let round = 0; round < 3; round += 1) {
      clock.advance(10_000);
      await core.call('die', {});
      expect(deaths).toHaveLength(round + 1);
      clock.advance(200);
      await comesBack(core);
    }
  });

  it('that was refused stays away', async () => {
    const clock = new TestClock();
    const { core, refusals } = threadOf({ workerUrl: frailCore, dataFolder: 'refused', clock });
    await core.start();
    clock.advance(60_000);
    expect(await core.call('getTill', {})).toEqual(hostGone);
    expect(refusals).toEqual(['The data folder is in use.']);
  });

  it('when it hangs in its stop, is ended after ten seconds', async () => {
    const clock = new TestClock();
    const { core } = threadOf({ workerUrl: frailCore, dataFolder: 'hangs', clock });
    await core.start();
    const stopped = core.stop();
    clock.advance(10_000);
    await stopped;
  });
});

describe('a core that hangs', () => {
  it('is ended after fifteen seconds of silence, leaves nobody waiting, and comes back', async () => {
    const clock = new TestClock();
    const { core, deaths } = threadOf({ workerUrl: frailCore, clock });
    await core.start();
    const seen: (TillView | null)[] = [];
    core.onChange((till) => seen.push(till));
    const waiting = core.call('wait', {});
    const spinning = core.call('spin', {});
    for (let seconds = 0; seconds < 12; seconds += 3) clock.advance(3_000);
    expect(seen).not.toContain(null);
    clock.advance(3_000);
    expect(await Promise.all([waiting, spinning])).toEqual([hostGone, hostGone]);
    expect(seen).toContain(null);
    await untilTrue(() => deaths.length > 0);
    expect(deaths).toEqual(['it gave no answer for 15 s']);
    clock.advance(200);
    await comesBack(core);
  });

  it('is not taken for one that is slow, nor for one that slept with its computer', async () => {
    const clock = new TestClock();
    const { core, deaths } = threadOf({ workerUrl: frailCore, clock });
    await core.start();
    for (let round = 0; round < 20; round += 1) {
      clock.advance(3_000);
      // Answered in the order they were asked, so the question of this round as well.
      if (round % 4 === 3) await core.call('getTill', {});
    }
    for (let night = 0; night < 3; night += 1) {
      clock.suspend(8 * 3_600_000);
      clock.advance(3_000);
    }
    await core.call('getTill', {});
    expect(deaths).toEqual([]);
  });
});

describe('what only the main thread can do', () => {
  it('is done for the core, and its failure told', async () => {
    const sealed: string[] = [];
    const { core } = threadOf({
      workerUrl: frailCore,
      async sealPassword(password) {
        if (password === 'no') throw new Error('the keyring is locked');
        sealed.push(password);
      },
    });
    await core.start();
    expect(await core.call('seal', 'secret')).toMatchObject({ value: { type: 'served' } });
    expect(sealed).toEqual(['secret']);
  });

  it('fails in words', async () => {
    const { core } = threadOf({
      workerUrl: frailCore,
      sealPassword: () => Promise.reject(new Error('the keyring is locked')),
    });
    await core.start();
    const reply = await core.call('seal', 'secret');
    expect(reply).toMatchObject({ value: { type: 'notServed', message: 'the keyring is locked' } });
  });
});

describe('the embedded intermediary', () => {
  it('describes a shop whose profile is valid', async () => {
    const { training } = threadOf({});
    const { profile, password } = await training.start();
    expect(readProfile(profile)).toMatchObject({ ok: true });
    expect(Buffer.from(password, 'base64url').length).toBeGreaterThanOrEqual(16);
  });
});

const hostGone = { ok: false, failure: { code: 'hostGone' } };

/** Asks until there is a core; each question is answered at once, with or without one. */
async function comesBack(core: CoreThread): Promise<void> {
  while (!(await core.call('getTill', {})).ok) await turn();
}

async function untilTrue(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await turn();
}

/** Lets other threads' messages in. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
