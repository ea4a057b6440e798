// Exceptions practised in training, on the screen: what is refused stands in the queue for a person, and
// goes out when it is sent again.
import { afterEach, expect, it } from 'vitest';
import { counter } from '../support/counter.ts';
import { type RunningHost, startBrowserHost } from './hosts.ts';

let running: RunningHost | undefined;

afterEach(async () => {
  await running?.kill();
  running = undefined;
});

it('a confirmation is refused as asked for, and is taken when it is sent again', async () => {
  running = await startBrowserHost({ args: ['--training'] });
  const { page } = running;
  const { take, status, connection, type, pressNext } = counter(page);
  await take.waitFor();
  await page.keyboard.press('F3');
  await page.getByRole('button', { name: 'Refuse the next confirmation' }).click();
  await page.getByText('The next confirmation will be refused').waitFor();
  await page.keyboard.press('F1');
  await take.waitFor();
  await type('700');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Scan and approve' }).click();
  await status.getByText(/approved/i).waitFor();
  await pressNext();
  await connection.getByText(/1 item needs a person/i).waitFor();
  await page.keyboard.press('F3');
  await page.getByRole('button', { name: 'Send again' }).click();
  await connection.getByText(/nothing owed/i).waitFor();
  expect(await page.getByText('These need a person').count()).toBe(0);
});
