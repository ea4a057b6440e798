// What was refused for good, settled by a person: with the mouse, and with the keyboard alone.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import { counter } from '../support/counter.ts';
import { validProfile } from '../support/profile.ts';
import { credentials, startIntermediary, temporaryFolder } from '../support/test-till.ts';
import { hosts, type RunningHost } from './hosts.ts';

const person = 'Store admin';
const reason = 'Settled by phone, reference 4711';

let intermediary: TrainingIntermediary;
let running: RunningHost | undefined;

beforeEach(async () => {
  intermediary = await startIntermediary();
});

afterEach(async () => {
  await running?.kill();
  running = undefined;
  await intermediary.stop();
});

/** A till with one confirmation that was refused for good. */
async function withException(start: (typeof hosts)[0]['start']): Promise<Page> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'profile.json'), JSON.stringify(validProfile(intermediary.baseUrl)));
  writeFileSync(join(folder, 'password'), credentials.password, { mode: 0o600 });
  running = await start({
    args: ['--profile', join(folder, 'profile.json'), '--password-file', join(folder, 'password')],
  });
  const { page } = running;
  const { take, status, connection, type, pressNext } = counter(page);
  intermediary.setFault({
    kind: 'status',
    status: 400,
    errorType: 'FORMAT_ERROR',
    operations: ['confirmPayment'],
  });
  await take.waitFor();
  await type('700');
  await page.keyboard.press('Enter');
  await intermediary.whenWaiting();
  intermediary.act({ name: 'approve' });
  await status.getByText(/approved/i).waitFor();
  await pressNext();
  await connection.getByText(/1 item needs a person/i).waitFor();
  return page;
}

const parts = (page: Page) => ({
  ask: page.getByRole('button', { name: 'Close with reason' }),
  dialog: page.getByRole('dialog', { name: 'Close this item?' }),
  name: page.getByRole('textbox', { name: 'Your name' }),
  why: page.getByRole('textbox', { name: 'Reason' }),
  close: page.getByRole('button', { name: 'Close for good' }),
});

/** The text of what has the focus: a button's words, or a field's label. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const label = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
    return (label ? element.labels?.[0] : element)?.textContent ?? '';
  });

async function tabTo(page: Page, words: string): Promise<void> {
  for (let step = 0; step < 40 && (await focused(page)) !== words; step += 1) {
    await page.keyboard.press('Tab');
  }
  expect(await focused(page)).toBe(words);
}

async function rulesBrokenIn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

async function expectClosed(page: Page): Promise<void> {
  await page.getByText(/^Closed: Confirmation · Sale 000001/).waitFor();
  await counter(page).connection.getByText('Connected. Nothing owed.').waitFor();
  expect(await parts(page).ask.count()).toBe(0);
}

describe.each(hosts)('$name', ({ start }) => {
  it('with the mouse: asked for name and reason, told what is missing, closed, and told in History', async () => {
    const page = await withException(start);
    const { ask, dialog, name, why, close } = parts(page);
    await page.getByRole('link', { name: 'Queue' }).click();
    await page.getByText('Refused (400): “The message is malformed”').first().waitFor();
    await ask.click();
    await dialog.getByText(/The till will never send this again/).waitFor();

    await close.click();
    await dialog.getByText('Your name is missing.').waitFor();
    await why.fill('too short');
    await dialog.getByText('Reason must be at least 10 characters.').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      // A colour on its way to another is not measured.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await rulesBrokenIn(page)).toEqual([]);
    }
    await name.fill(person);
    await why.fill(reason);
    await close.click();
    await expectClosed(page);

    intermediary.setFault(null);
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByRole('button', { name: /000001.*Closed by a person/ }).click();
    await page.getByText(`Confirmation closed by ${person}: “${reason}”`).waitFor();
    await page.getByText(`${person}: “${reason}”`, { exact: true }).waitFor();
    expect(await rulesBrokenIn(page)).toEqual([]);
    const sent = intermediary.requests().map(({ operation }) => operation);
    expect(sent.filter((operation) => operation === 'confirmPayment')).toHaveLength(1);
  });

  it('with the keyboard alone: Escape keeps it and its words, Tab stays inside, Enter closes', async () => {
    const page = await withException(start);
    const { ask, dialog, name } = parts(page);
    const { keyboard } = page;
    const { type, pressNext } = counter(page);
    await keyboard.press('F3');
    await ask.waitFor();
    await tabTo(page, 'Close with reason');
    await pressNext();
    await dialog.waitFor();
    expect(await focused(page)).toBe('Your name');
    await type(person);
    await keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Close with reason');

    await pressNext();
    await dialog.waitFor();
    expect(await name.inputValue()).toBe(person);
    const round = ['Reason', 'Keep it open', 'Close for good', 'Your name', 'Reason'];
    for (const words of round) {
      await keyboard.press('Tab');
      expect(await focused(page)).toBe(words);
    }
    // Not yet: the reason is missing, and that is where one goes on.
    await keyboard.press('Shift+Tab');
    await dialog.getByRole('button', { name: 'Close for good', disabled: false }).waitFor();
    await keyboard.press('Enter');
    await dialog.getByText('Reason is missing.').waitFor();
    expect(await focused(page)).toBe('Reason');
    await type(reason);
    await keyboard.press('Enter');
    await expectClosed(page);
    expect(await focused(page)).toBe('Queue');
  });
});
