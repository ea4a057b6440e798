// A bill from the button to the slip and back again, in a real browser on a real till in training: by keys,
// with what the embedded intermediary says.
import { afterEach, expect, it } from 'vitest';
import { type RunningHost, startBrowserHost } from './hosts.ts';

let running: RunningHost | undefined;

afterEach(async () => {
  await running?.kill();
  running = undefined;
});

it('is found, approved, paid by QR, confirmed, and given back from its page', async () => {
  running = await startBrowserHost({ args: ['--training'] });
  const { page } = running;
  const button = (name: string | RegExp) => page.getByRole('button', { name }).first();
  /** Presses what stands there now, until something else does: a press while a screen changes is dropped. */
  const until = async (shown: { isVisible(): Promise<boolean> }, go: () => Promise<void>) => {
    await expect
      .poll(
        async () => {
          if (!(await shown.isVisible())) await go().catch(() => {});
          return shown.isVisible();
        },
        { timeout: 20_000, interval: 500 },
      )
      .toBe(true);
  };
  const enter = () => page.keyboard.press('Enter');
  await button('Pay a bill').waitFor();
  await until(button(/Karoo Municipality/), () => button('Pay a bill').click({ timeout: 500 }));
  await until(button('Ask what is due'), () =>
    button(/Karoo Municipality/).click({ timeout: 500 }),
  );
  await page.keyboard.type('8814400276153', { delay: 140 });
  await until(button(/Add to the sale/), enter);
  await page.getByText('T. Cus…').waitFor();
  // Onto the sale, Pay, the biller agrees, and the code: each by Enter.
  await until(button('Scan and approve'), enter);
  expect(await page.getByText(/try 2/).count()).toBe(0);
  await button('Scan and approve').click();
  await page.getByText('Give the customer the slip.').first().waitFor();
  await page.getByText(/^KBC/).first().waitFor();
  await until(button('Pay a bill'), enter);
  await page
    .getByText(/nothing owed/i)
    .first()
    .waitFor();

  await until(button(/000001/), () => page.keyboard.press('F2'));
  await until(button('Refund this bill'), () => button(/000001/).click({ timeout: 500 }));
  await until(button('Ask the biller'), () => button('Refund this bill').click({ timeout: 500 }));
  await page.getByRole('radio', { name: 'Paid twice' }).check();
  await until(button('Give the money back'), () =>
    button('Ask the biller').click({ timeout: 500 }),
  );
  await until(page.getByRole('heading', { name: 'Hand out' }), enter);
  await until(button('Pay a bill'), enter);
  await page
    .getByText(/nothing owed/i)
    .first()
    .waitFor();
  expect(await page.getByText('needs a person').count()).toBe(0);
}, 120_000);
