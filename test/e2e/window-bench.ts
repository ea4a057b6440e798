// The window alone, as built, in a real Chromium, with a till that says what the test wants it to say.
// Every component has a switch, by which a test makes it throw (switched-window.ts).
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import type { TillView } from '../../src-shared/contract/views/till.ts';
import type { Answers } from './window-answers.ts';

const origin = 'http://till.test';
const kinds: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** What a page has beyond a real window; names that no program of ours uses. */
type Bench = {
  benchNow: TillView | null;
  benchCalls: [name: string, input: unknown][];
  benchFault: string;
  benchDrawn: Set<string>;
  benchListeners: Set<(till: TillView) => void>;
};

export type WindowBench = {
  /** A fresh window; `before` runs in its page first. */
  open(options?: {
    answers?: Answers;
    clock?: boolean;
    touch?: boolean;
    before?: string;
  }): Promise<BenchWindow>;
  close(): Promise<void>;
};

export type BenchWindow = {
  readonly page: Page;
  /** Tells the window a state of the till, as the till's next revision, and waits until it is drawn. */
  readonly show: (till: TillView) => Promise<void>;
  /** The calls that change something, since the last time this was asked. */
  readonly calls: () => Promise<string[]>;
  /** The same with what they were told. */
  readonly inputs: () => Promise<[name: string, input: unknown][]>;
  /** From now on the components of this file throw; none with an empty name. */
  readonly breakFile: (file: string) => Promise<void>;
  /** The files whose components were drawn since the last time this was asked. */
  readonly drawn: () => Promise<string[]>;
  readonly close: () => Promise<void>;
};

/** The window with the switches, for a whole test file. */
export async function openBench(): Promise<WindowBench> {
  const folder = inject('switchedWindow');
  const browser = await chromium.connect(inject('chromiumEndpoint'));
  return {
    async open({ answers = {}, clock = false, touch = false, before = '' } = {}) {
      const context = await browser.newContext({
        viewport: { width: 1024, height: 768 },
        hasTouch: touch,
      });
      await serve(context, folder);
      const page = await context.newPage();
      if (clock) await page.clock.install({ time: 0 });
      await page.addInitScript(standIn, answers);
      if (before !== '') await page.addInitScript(before);
      await page.goto(`${origin}/`);
      return benchWindow(context, page);
    },
    close: () => browser.close(),
  };
}

function serve(context: BrowserContext, folder: string): Promise<unknown> {
  return context.route(`${origin}/**`, (route) => {
    const path = new URL(route.request().url()).pathname;
    const file = path === '/' ? '/index.html' : path;
    const contentType = kinds[extname(file)] ?? 'application/octet-stream';
    return route.fulfill({ contentType, body: readFileSync(join(folder, file)) });
  });
}

// Runs in the page before its program: the till that Electron's preload brings along otherwise.
function standIn(answers: Answers): void {
  const bench: Bench = Object.assign(globalThis, {
    benchNow: null,
    benchCalls: [],
    benchFault: '',
    benchDrawn: new Set<string>(),
    benchListeners: new Set<(till: TillView) => void>(),
  });
  Object.assign(globalThis, {
    till: {
      call(name: string, input: unknown) {
        if (!name.startsWith('get')) bench.benchCalls.push([name, input]);
        const value = answers[name as keyof Answers] ?? bench.benchNow;
        return Promise.resolve({ ok: true, value });
      },
      onChange(listener: (till: TillView) => void) {
        bench.benchListeners.add(listener);
        if (bench.benchNow) listener(bench.benchNow);
        return () => bench.benchListeners.delete(listener);
      },
    },
  });
}

function benchWindow(context: BrowserContext, page: Page): BenchWindow {
  let revision = 0;
  const set = (name: keyof Bench, value: unknown) =>
    page.evaluate(([key, what]) => Reflect.set(globalThis, key, what), [name, value] as const);
  const inputs = async () => {
    const calls = await page.evaluate(() => (globalThis as unknown as Bench).benchCalls.splice(0));
    return calls.filter(([name]) => name !== 'approvalShown');
  };
  return {
    page,
    async show(till) {
      revision += 1;
      await page.evaluate(
        async (next) => {
          const bench = globalThis as unknown as Bench;
          bench.benchNow = next;
          for (const listener of bench.benchListeners) listener(next);
          // React draws in a message to itself; ours comes after it. No clock of the test moves them.
          await new Promise<void>((drawn) => {
            const { port1, port2 } = new MessageChannel();
            port1.addEventListener('message', () => drawn());
            port1.start();
            port2.postMessage(null);
          });
        },
        { ...till, revision },
      );
    },
    async calls() {
      return (await inputs()).map(([name]) => name);
    },
    inputs,
    breakFile: async (file) => void (await set('benchFault', file)),
    drawn: () =>
      page.evaluate(() => {
        const { benchDrawn } = globalThis as unknown as Bench;
        const files = [...benchDrawn];
        benchDrawn.clear();
        return files;
      }),
    close: () => context.close(),
  };
}
