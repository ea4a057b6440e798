// Whatever the window's size: each button that decides about money is on the screen, large enough for a
// finger, and alone under it. Chromium itself says what a tap at a point would hit.
import type { Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { catalogue as en } from '../../renderer/texts/en/en.ts';
import { type StartedProcess, startBrowserTill } from '../support/host-process.ts';
import { type DrawnWindow, drawnWindow } from './drawn-window.ts';
import { circumstances, type Screen, screens, windows } from './screens.ts';

const leastPx = 44;

let host: StartedProcess & { address: string };
let window: DrawnWindow;
let close: () => Promise<void>;

beforeAll(async () => {
  host = await startBrowserTill();
  const browser = await chromium.connect(inject('chromiumEndpoint'));
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  window = await drawnWindow(await context.newPage(), host.address);
  close = () => browser.close();
});

afterAll(async () => {
  await close();
  await host.kill();
});

const pressed = (page: Page, name: string) =>
  page
    .getByRole('button', { name, exact: true })
    .or(page.getByRole('link', { name, exact: true }))
    .first()
    .click();

/** What is wrong with the buttons in sight, as sentences. */
function look(page: Page, letters: number, { mustShow, isList }: Screen): Promise<string[]> {
  return page.evaluate(
    ({ names, least, mayScroll, fontSize }) => {
      document.documentElement.style.fontSize = fontSize;
      const wrong: string[] = [];
      const spaced = (text: string) => text.replace(/\s+/g, ' ').trim();
      const nameOf = (button: Element) => {
        const heard = button.cloneNode(true) as Element;
        for (const unheard of heard.querySelectorAll('[aria-hidden="true"]')) unheard.remove();
        return spaced(button.getAttribute('aria-label') ?? heard.textContent ?? '');
      };
      const scope = document.querySelector('dialog[open]') ?? document;
      const buttons = [...scope.querySelectorAll('button')].filter((button) =>
        button.checkVisibility({ visibilityProperty: true }),
      );
      for (const name of names) {
        const sought = buttons.filter((button) => nameOf(button) === name);
        if (sought.length === 0) wrong.push(`${name} is not there`);
        const [button] = sought;
        if (!button) continue;
        if (mayScroll) button.scrollIntoView({ block: 'nearest' });
        const { left, top, right, bottom, width, height } = button.getBoundingClientRect();
        if (width < least || height < least) {
          wrong.push(`${name} is ${Math.round(width)} × ${Math.round(height)}`);
        }
        const inset = 6;
        const points = [
          [(left + right) / 2, (top + bottom) / 2],
          [left + inset, top + inset],
          [right - inset, top + inset],
          [left + inset, bottom - inset],
          [right - inset, bottom - inset],
        ] as const;
        for (const [x, y] of points) {
          const hit = document.elementFromPoint(x, y);
          if (hit && button.contains(hit)) continue;
          const what = hit ? nameOf(hit.closest('button') ?? hit).slice(0, 40) : 'the edge';
          wrong.push(
            `${name} is under ${what || hit?.tagName} at ${Math.round(x)},${Math.round(y)}`,
          );
          break;
        }
        if (button.scrollWidth > button.clientWidth + 1) wrong.push(`${name} is cut`);
      }
      // No words beyond an edge either, except in what scrolls.
      const width = document.documentElement.clientWidth;
      for (const element of document.querySelectorAll('h1, p, button, output, dt, dd, li')) {
        if (!element.checkVisibility({ visibilityProperty: true })) continue;
        const { left, right } = element.getBoundingClientRect();
        if (element.closest('.unseen') || right - left < 2) continue;
        if (right > width + 1 || left < -1)
          wrong.push(`${nameOf(element).slice(0, 40)} leaves the window`);
      }
      return wrong;
    },
    {
      names: mustShow.map((name) => name.replace(/\s+/g, ' ')),
      least: leastPx,
      mayScroll: isList === true,
      fontSize: `${letters}%`,
    },
  );
}

const shownIn = (mode: string) => (screen: Screen) => !screen.onlyIn || screen.onlyIn === mode;

describe.each(circumstances)('$name', ({ till, hasFailure }) => {
  it.each(screens.filter(shownIn(till.mode)))('$name', async (screen) => {
    const { page } = window;
    await page.setViewportSize({ width: 1366, height: 768 });
    const getReport = { failure: { code: 'broken' } } as const;
    await window.open({ ...till, ...screen.till }, { ...screen.answers, getReport });
    if (hasFailure) {
      await pressed(page, 'Reports');
      await page.getByRole('alert').getByText(en.failures.broken).waitFor();
      await pressed(page, 'Sale');
    }
    for (const name of screen.presses ?? []) await pressed(page, name);
    const wrong: string[] = [];
    for (const { width, height, letters, what } of windows) {
      await page.setViewportSize({ width, height });
      const found = await look(page, letters, screen);
      wrong.push(...found.map((each) => `${width}×${height} (${what}): ${each}`));
    }
    expect(wrong).toEqual([]);
  });
});
