// The cashier's journeys, in a real Chromium, on both hosts, against the training intermediary with
// a profile like a live one. The customer's wallet scans the picture and acts through notifyScan.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { qrCodeText } from '../../electron/training/answers.ts';
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import { Wallet } from '../demo/wallet.ts';
import { counter, readCode, watchForCodeBesideResult } from '../support/counter.ts';
import { validProfile } from '../support/profile.ts';
import { credentials, startIntermediary, temporaryFolder } from '../support/test-till.ts';
import { hosts, type RunningHost } from './hosts.ts';

let intermediary: TrainingIntermediary;
let wallet: Wallet;
let running: RunningHost | undefined;

beforeEach(async () => {
  intermediary = await startIntermediary();
  wallet = new Wallet(intermediary.baseUrl, credentials);
});

afterEach(async () => {
  await running?.kill();
  running = undefined;
  await wallet.close();
  await intermediary.stop();
});

/** The files a store admin hands to the till, and where it keeps its data. */
function setUp(): string[] {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'profile.json'), JSON.stringify(validProfile(intermediary.baseUrl)));
  writeFileSync(join(folder, 'password'), `${credentials.password}\n`, { mode: 0o600 });
  const file = (flag: string, name: string) => [flag, join(folder, name)];
  return [
    ...file('--profile', 'profile.json'),
    ...file('--password-file', 'password'),
    ...file('--data-dir', 'data'),
  ];
}

/** Reads the code from the screen and checks it to the byte; gives its tranId. */
async function scanFromScreen(page: RunningHost['page']): Promise<string> {
  await counter(page).code.waitFor();
  await intermediary.whenWaiting();
  const tranId = intermediary.waiting()[0] ?? '';
  expect(await readCode(page)).toBe(qrCodeText(tranId));
  return tranId;
}

describe.each(hosts)('$name', ({ start }) => {
  it('a payment by mouse: code, approval, confirmation', async () => {
    running = await start({ args: setUp() });
    const { page } = running;
    const { take, tap, code, status, connection, nextSale } = counter(page);
    await take.waitFor();
    await tap('18450');
    await take.click();
    const tranId = await scanFromScreen(page);
    const together = await watchForCodeBesideResult(page);
    await wallet.scan(tranId);
    await nextSale.waitFor();
    expect(await status.textContent()).toMatch(/approved/i);
    expect(await code.count()).toBe(0);
    expect(await together()).toEqual([]);
    await nextSale.click();
    await take.waitFor();
    await intermediary.whenReceived('confirmPayment', 1);
    await connection.getByText(/nothing owed/i).waitFor();
    expect(intermediary.ledger()).toMatchObject([{ state: 'settled', amountMinor: 18_450 }]);
  });

  it('a payment by keyboard alone', async () => {
    running = await start({ args: setUp() });
    const { page } = running;
    const { take, code, status, nextSale, type, pressNext } = counter(page);
    await take.waitFor();
    await type('2349');
    await page.keyboard.press('Enter');
    await wallet.scan(await scanFromScreen(page));
    await status.getByText(/approved/i).waitFor();
    await pressNext();
    await take.waitFor();
    await intermediary.whenReceived('confirmPayment', 1);
    expect(intermediary.ledger()).toMatchObject([{ amountMinor: 2_349 }]);

    await type('500');
    await page.keyboard.press('Enter');
    await code.waitFor();
    await page.getByRole('button', { name: 'Cancel payment', disabled: false }).waitFor();
    await page.keyboard.press('Escape');
    // The question waits a moment, so that a double press does not answer it.
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: 'Cancel payment', disabled: false })
      .waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await status.getByText(/not paid/i).waitFor();
    expect(await code.count()).toBe(0);
    expect(await nextSale.count()).toBe(1);
    await intermediary.whenReceived('reversePayment', 1);
  });

  it('a decline says so, and a new try shows a new code', async () => {
    running = await start({ args: setUp() });
    const { page } = running;
    const { amount, take, status } = counter(page);
    await amount.fill('R 1 234,50');
    await take.click();
    const first = await scanFromScreen(page);
    intermediary.act({ name: 'decline', errorType: 'INSUFFICIENT_FUNDS' });
    await status.getByText(/not paid/i).waitFor();
    await page.getByRole('button', { name: /try again/i }).click();
    const second = await scanFromScreen(page);
    expect(second).not.toBe(first);
    await wallet.scan(second);
    await status.getByText(/approved/i).waitFor();
    expect(
      intermediary.ledger().map(({ requestedMinor, state }) => [requestedMinor, state]),
    ).toEqual([
      [123_450, 'declined'],
      [123_450, 'reserved'],
    ]);
  });

  it('Void gives the money back', async () => {
    running = await start({ args: setUp() });
    const { page } = running;
    const { take, tap, status } = counter(page);
    await tap('900');
    await take.click();
    await wallet.scan(await scanFromScreen(page));
    await status.getByText(/approved/i).waitFor();
    await counter(page).void.first().click();
    await counter(page).void.last().click();
    await status.getByText(/not paid/i).waitFor();
    await intermediary.whenReceived('reversePayment', 1);
    expect(intermediary.ledger()).toMatchObject([{ state: 'released' }]);
  });

  it('a power cut while the customer pays: not paid, and the money goes back', async () => {
    const args = setUp();
    running = await start({ args });
    const { take, tap } = counter(running.page);
    await tap('9900');
    await take.click();
    const tranId = await scanFromScreen(running.page);
    await running.kill();
    await wallet.scan(tranId);
    expect(intermediary.ledger()).toMatchObject([{ state: 'reserved' }]);
    running = await start({ args });
    const again = counter(running.page);
    await again.status.getByText(/not paid/i).waitFor();
    expect(await again.code.count()).toBe(0);
    await intermediary.whenReceived('reversePayment', 1);
    await again.nextSale.click();
    await again.connection.getByText(/nothing owed/i).waitFor();
    expect(intermediary.ledger()).toMatchObject([{ state: 'released' }]);
  });

  it('a refused confirmation stands among the exceptions until it is sent again', async () => {
    running = await start({ args: setUp() });
    const { page } = running;
    const { take, tap, nextSale, connection } = counter(page);
    intermediary.setFault({
      kind: 'status',
      status: 400,
      errorType: 'FORMAT_ERROR',
      operations: ['confirmPayment'],
    });
    await tap('700');
    await take.click();
    await wallet.scan(await scanFromScreen(page));
    await nextSale.click();
    await connection.getByText(/needs? a person/i).waitFor();
    intermediary.setFault(null);
    await page.getByRole('link', { name: 'Queue' }).click();
    await page.getByRole('button', { name: 'Send again' }).click();
    await connection.getByText(/nothing owed/i).waitFor();
    expect(intermediary.ledger()).toMatchObject([{ state: 'settled' }]);
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByText('000001').first().waitFor();
  });
});

describe('set-up', () => {
  const [{ start }] = hosts as [(typeof hosts)[0]];

  it('a bad profile is named by field and rule on the screen, and the till stays up', async () => {
    const folder = temporaryFolder();
    const spoiled = { ...validProfile(intermediary.baseUrl), terminalId: 'KST' };
    writeFileSync(join(folder, 'profile.json'), JSON.stringify(spoiled));
    running = await start({ args: ['--profile', join(folder, 'profile.json')] });
    await running.page
      .getByText(/must be exactly 8 characters/)
      .first()
      .waitFor();
    expect(await counter(running.page).take.count()).toBe(0);
  });

  it('without a profile it trains: the phone on the screen pays', async () => {
    running = await start();
    const { page } = running;
    const { take, tap, status, nextSale } = counter(page);
    await page.getByText('TRAINING').first().waitFor();
    await tap('18450');
    await take.click();
    await page.getByRole('button', { name: 'Scan and approve' }).click();
    await status.getByText(/approved/i).waitFor();
    await nextSale.click();
    await take.waitFor();
  });
});
