// What a person does and sees at the counter, in a real page: taps, types, reads the code from the
// picture of the screen, and pays with a wallet of their own.
import jsQRModule from 'jsqr';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';

// A CommonJS package whose types say more than its shape: what is imported is the function itself.
const jsQR = jsQRModule as unknown as typeof jsQRModule.default;

/** The text of the QR code in a picture of the whole window, or null when there is none. */
export async function readCode(page: Page): Promise<string | null> {
  const png = PNG.sync.read(await page.screenshot());
  return jsQR(new Uint8ClampedArray(png.data), png.width, png.height)?.data ?? null;
}

/** Between two keys of a practised hand; keys that follow each other faster are taken for a scanner's. */
const handMs = 130;

export const counter = (page: Page) => ({
  amount: page.getByRole('textbox', { name: 'Amount' }),
  take: page.getByRole('button', { name: 'Take QR payment' }),
  cancel: page.getByRole('button', { name: 'Cancel payment' }),
  nextSale: page.getByRole('button', { name: 'Next sale' }),
  void: page.getByRole('button', { name: 'Void' }),
  code: page.getByRole('img', { name: 'QR code' }),
  status: page.getByRole('status', { name: 'Payment status' }),
  connection: page.getByRole('status', { name: 'Connection' }),
  /** Taps the keys of the keypad on the screen. */
  tap: async (keys: string) => {
    for (const key of keys) await page.getByRole('button', { name: key, exact: true }).click();
  },
  /** Types as a hand does. */
  type: (keys: string) => page.keyboard.type(keys, { delay: handMs }),
  /** Presses Enter for the next step, once it stands there and takes it. */
  pressNext: async () => {
    await page.locator('button:focus:not([aria-disabled])').waitFor();
    await page.keyboard.press('Enter');
  },
});

/**
 * From now on notes, at every change of the page, whether a code stands beside a result. Returns
 * how to ask for what was seen.
 */
export async function watchForCodeBesideResult(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seenTogether: seen });
    const look = () => {
      const code = document.querySelector('[role="img"][aria-label="QR code"]');
      const status = document.querySelector('[role="status"][aria-label="Payment status"]');
      const text = status?.textContent ?? '';
      if (code && /approved|not paid/i.test(text)) seen.push(text);
    };
    new MutationObserver(look).observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
      attributes: true,
    });
  });
  return () => page.evaluate(() => Reflect.get(window, 'seenTogether') as string[]);
}
