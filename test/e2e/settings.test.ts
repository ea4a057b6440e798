// What an admin meets in Settings, and what a cashier is told afterwards, in both hosts.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import { validProfile } from '../support/profile.ts';
import { credentials, startIntermediary, temporaryFolder } from '../support/test-till.ts';
import { hosts, type RunningHost } from './hosts.ts';

let home: TrainingIntermediary;
let thief: TrainingIntermediary;
let running: RunningHost | undefined;

beforeEach(async () => {
  home = await startIntermediary();
  thief = await startIntermediary();
});

afterEach(async () => {
  await running?.kill();
  running = undefined;
  await home.stop();
  await thief.stop();
});

function setUp(): string[] {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'profile.json'), JSON.stringify(validProfile(home.baseUrl)));
  writeFileSync(join(folder, 'password'), credentials.password, { mode: 0o600 });
  const named = (flag: string, name: string) => [flag, join(folder, name)];
  return [...named('--profile', 'profile.json'), ...named('--password-file', 'password')];
}

describe.each(hosts)('$name', ({ start }) => {
  it('another address does not get the password that is kept; with it, the till says so', async () => {
    running = await start({ args: setUp() });
    const { page } = running;
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByLabel('Address').fill(thief.baseUrl);
    await page.getByRole('button', { name: 'Save' }).click();
    const summary = page.getByRole('alert');
    await summary
      .getByText('Password must be entered again, because the address changed.')
      .waitFor();
    expect(thief.requests()).toEqual([]);

    await page.getByLabel('Password').fill(` ${credentials.password}`);
    await page.getByText('It begins or ends with a blank, and is sent with it.').waitFor();
    await page.getByLabel('Password').fill(credentials.password);
    await page.getByRole('button', { name: 'Save' }).click();
    const notice = page.getByRole('alert').filter({ hasText: 'password go elsewhere' });
    await notice.getByText(`Now: ${thief.baseUrl}, user 62801.`).waitFor();
    await notice.getByRole('button', { name: 'Close message' }).click();
    await notice.waitFor({ state: 'detached' });
  });
});
