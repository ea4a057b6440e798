// The browser host's windows: how one gets in, that there is one at a time, and that a page of the till
// cannot be led away.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { counter } from '../support/counter.ts';
import { temporaryFolder } from '../support/test-till.ts';
import { type RunningHost, startBrowserHost } from './hosts.ts';

const elsewhere = 'This till is open in another window.';

let till: RunningHost & { readonly address: string };
let context: BrowserContext;

beforeEach(async () => {
  till = await startBrowserHost();
  context = till.page.context();
});
afterEach(() => till.kill());

const sale = (page: Page) => page.getByRole('link', { name: 'Sale' });

async function open(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(till.address);
  return page;
}

describe('many windows', () => {
  it('follow the till one at a time: the newest works, and the others say so', async () => {
    const older = [till.page];
    while (older.length < 7) older.push(await open());
    const newest = await open();
    const { take, tap, cancel, code, status } = counter(newest);
    await take.waitFor();
    for (const page of older) await page.getByText(elsewhere).waitFor();

    await tap('18450');
    await take.click();
    await code.waitFor();
    await cancel.click();
    const pressed = performance.now();
    await newest.getByRole('button', { name: 'Cancel payment' }).last().click();
    await expect.poll(() => status.textContent(), { interval: 20 }).toMatch(/not paid/i);
    expect(performance.now() - pressed).toBeLessThan(1_000);
  });

  it('can take the place back, and keep it through a broken line', async () => {
    const newer = await open();
    await sale(newer).waitFor();
    const { page } = till;
    await page.getByRole('button', { name: 'Use it here' }).click();
    await sale(page).waitFor();
    await newer.getByText(elsewhere).waitFor();
    await page.reload();
    await sale(page).waitFor();
    expect(await newer.getByText(elsewhere).isVisible()).toBe(true);
  });
});

describe('a window', () => {
  it('asks anew when the till has given no sign of life for long', async () => {
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(till.address);
    await sale(page).waitFor();
    const anew = page.waitForRequest('**/changes');
    await page.clock.fastForward(40_000);
    await anew;
    await sale(page).waitFor();
  });
});

describe('an address', () => {
  it('opens the till again where it was opened, whatever was closed meanwhile', async () => {
    await sale(till.page).waitFor();
    await till.page.reload();
    await sale(till.page).waitFor();
    await till.page.close();
    await sale(await open()).waitFor();
  });

  it('opens nothing for whoever finds it later, and says so; the terminal has a new one', async () => {
    await sale(till.page).waitFor();
    const stranger = await context.browser()?.newContext();
    const page = await stranger?.newPage();
    if (!page) throw new Error('no second browser');
    await page.goto(till.address);
    await page.getByText('This address does not open the till any more.').waitFor();
    await page.getByText(/A payment that was running is safe/).waitFor();
    await page
      .getByText(/use the one that opened when the till was started; it says how/)
      .waitFor();
    // What stands in the browser's history has no code in it either.
    expect(new URL(page.url()).hash).toBe('');

    await expect.poll(() => till.printed.length).toBe(2);
    await page.goto((till.printed.at(-1) ?? '').slice('Until is at '.length));
    await sale(page).waitFor();
  });
});

describe('the page', () => {
  it('cannot be led away', async () => {
    await sale(till.page).waitFor();
    const before = till.page.url();
    for (const escape of [
      "location.href = 'https://till.example/?secret'",
      "location.replace('http://127.0.0.1:1/')",
      "window.open('https://till.example/', '_self')",
      "document.body.append(Object.assign(document.createElement('a'), { href: 'https://till.example/', id: 'out' })); document.getElementById('out').click()",
      "document.head.append(Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: '0;url=https://till.example/' }))",
      "document.body.append(Object.assign(document.createElement('form'), { action: 'https://till.example/', id: 'form' })); document.getElementById('form').submit()",
      "location.href = 'data:text/html,gone'",
    ]) {
      await till.page.evaluate(`void (() => { ${escape} })()`).catch(() => {});
      // Two turns of the page, and an answer of its own host: time enough to be gone.
      await till.page.evaluate("fetch('/').then((answer) => answer.text())");
      expect(till.page.url(), escape).toBe(before);
    }
    expect(await sale(till.page).isVisible()).toBe(true);
  });

  it('makes no script and no markup from text', async () => {
    const { page } = till;
    await sale(page).waitFor();
    for (const sink of [
      "document.body.innerHTML = '<b>x</b>'",
      "document.createElement('script').text = 'window.ran = 1'",
      "document.createElement('div').insertAdjacentHTML('beforeend', '<b>x</b>')",
      "trustedTypes.createPolicy('mine', {})",
    ]) {
      await expect(page.evaluate(`{ ${sink} }`), sink).rejects.toThrow(/TypeError/);
    }
  });

  it('saves what it exports', async () => {
    const { page } = till;
    const { take, tap, cancel, code } = counter(page);
    await take.waitFor();
    await tap('18450');
    await take.click();
    await code.waitFor();
    await cancel.click();
    await page.getByRole('button', { name: 'Cancel payment' }).last().click();
    // A press while the screen changes decides nothing.
    const history = page.getByRole('heading', { name: 'History' });
    await expect
      .poll(async () => {
        await page.getByRole('link', { name: 'History' }).click();
        return history.isVisible();
      })
      .toBe(true);
    await page.getByRole('button', { name: /000001/ }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('sale-000001.json');
    const file = join(temporaryFolder(), 'saved.json');
    await download.saveAs(file);
    const saved = JSON.parse(readFileSync(file, 'utf8')) as object;
    expect(saved).toHaveProperty('payments');
  });
});
