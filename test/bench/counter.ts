// What the cashier waits for, in a real window of a real till in training: from Enter to the painted code,
// and from each key to the paint that answers it, on a sale of 50 lines and where it is paid.
//
//   npm run bench:counter
import { chromium, type Page } from 'playwright-core';
import { chromiumFlags, findChromium } from '../support/chromium.ts';
import { startBrowserTill } from '../support/host-process.ts';

const payments = 40;
const keys = 200;
const linesOnTheSale = 50;

const till = await startBrowserTill({ args: ['--training'] });
const found = await findChromium();
const browser = await chromium.launch({
  executablePath: found.program,
  args: chromiumFlags,
  env: { ...process.env, ...found.env },
});

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first();

try {
  const context = await browser.newContext({ viewport: { width: 1024, height: 768 } });
  const page = await context.newPage();
  await page.addInitScript(watchPaints);
  await page.goto(till.address);
  await page.getByRole('textbox', { name: 'Amount' }).waitFor();

  print('Enter to the painted code', await timesToCode(page));
  await fillSale(page);
  print(`a key on a sale of ${linesOnTheSale} lines`, await timesOfKeys(page));
  // What is typed would be a line.
  await page.keyboard.press('Escape');
  await button(page, /^Pay/).click();
  await page.getByText('Left to pay').waitFor();
  print('a key on the tender screen', await timesOfKeys(page));
} finally {
  await browser.close();
  await till.stop();
}
process.exit(0);

async function timesToCode(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let payment = 0; payment < payments; payment += 1) {
    await page.getByRole('textbox', { name: 'Amount' }).waitFor();
    await typeSlowly(page, '2500');
    await page.keyboard.press('Enter');
    await page.getByRole('img', { name: 'QR code' }).waitFor();
    times.push(await page.evaluate(() => Reflect.get(window, 'benchCode') as number));
    await button(page, 'Scan and approve').click();
    await button(page, 'Next sale').click();
  }
  return times;
}

async function fillSale(page: Page): Promise<void> {
  for (let line = 0; line < linesOnTheSale; line += 1) {
    await typeSlowly(page, '1899');
    await page.keyboard.press('+');
    await page.waitForFunction(
      (count) => document.querySelectorAll('main li').length >= Math.min(count, 5),
      line + 1,
    );
  }
}

async function timesOfKeys(page: Page): Promise<number[]> {
  await page.evaluate(() => (Reflect.get(window, 'benchKeys') as number[]).splice(0));
  for (let key = 0; key < keys; key += 1) {
    await page.keyboard.press(key % 5 === 4 ? 'Backspace' : String(key % 10));
    await page.waitForTimeout(130);
  }
  return page.evaluate(() => [...(Reflect.get(window, 'benchKeys') as number[])]);
}

// As a hand types: faster keys are taken for a scanner's.
async function typeSlowly(page: Page, text: string): Promise<void> {
  await page.waitForTimeout(400);
  await page.keyboard.type(text, { delay: 130 });
}

// Runs in the page: notes how long after each key the frame stands that answers it, and after Enter the
// frame with the code.
function watchPaints(): void {
  const times: number[] = [];
  let enteredAt = 0;
  Object.assign(window, { benchKeys: times, benchCode: 0 });
  const afterPaint = (then: () => void) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.addEventListener('message', then);
      channel.port1.start();
      channel.port2.postMessage(null);
    });
  addEventListener(
    'keydown',
    ({ key, timeStamp }) => {
      if (key === 'Enter') enteredAt = timeStamp;
      afterPaint(() => times.push(performance.now() - timeStamp));
    },
    true,
  );
  new MutationObserver(() => {
    if (enteredAt === 0 || !document.querySelector('[role="img"][aria-label="QR code"]')) return;
    const since = enteredAt;
    enteredAt = 0;
    afterPaint(() => Object.assign(window, { benchCode: performance.now() - since }));
  }).observe(document, { subtree: true, childList: true, attributes: true });
}

function print(what: string, times: readonly number[]): void {
  const sorted = [...times].sort((left, right) => left - right);
  const at = (share: number) =>
    `${(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0)} ms`;
  process.stdout.write(
    `${what}: median ${at(0.5)}, p95 ${at(0.95)}, p98 ${at(0.98)} (${sorted.length})\n`,
  );
}
