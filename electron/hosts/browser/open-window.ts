// Opens the till's own window and keeps an eye on it: a browser that ends before its window has come
// to the till did not open one (as root Chrome refuses to run, a broken one crashes), so the next is
// tried, and when there is none left the terminal says so, with the address.
import type { ChildProcess } from 'node:child_process';
import { basename } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import { openBrowser } from './open-browser.ts';

/** A browser that ends sooner than this handed over to a window that was open already. */
const handedOverWithinMs = 10_000;
/** How long a window to which a browser handed over may take to come to the till. */
const comesWithinMs = 10_000;

export type WindowToOpen = {
  /** The browsers to try, in this order. */
  readonly programs: readonly string[];
  /** The address on the terminal. */
  readonly address: () => string;
  /** An address that opens once; `onUsed` is told when it did. */
  readonly newAddress: (onUsed: () => void) => string;
  readonly dataFolder: string;
  readonly clock: Clock;
  /** A sentence for whoever started the till. */
  readonly say: (sentence: string) => void;
  /** The window was open, and has been closed. */
  readonly onClosed: () => void;
};

/** Tries the browsers in turn. */
export function openWindow({ programs, ...window }: WindowToOpen): void {
  const [program, ...others] = programs;
  const byHand = () => `open ${window.address()} in a browser`;
  if (program === undefined) {
    window.say(`No browser that can show the till was found; ${byHand()}.`);
    return;
  }
  void tryBrowser(program, window).then((failure) => {
    if (failure === null) return;
    const next = others.length > 0 ? 'the next browser is tried' : `${byHand()} yourself`;
    window.say(`${basename(program)} opened no window (${failure}); ${next}.`);
    if (others.length > 0) openWindow({ programs: others, ...window });
  });
}

/** Resolves once it is known: null when a window came, else why none did. */
async function tryBrowser(
  program: string,
  { newAddress, dataFolder, clock, onClosed }: Omit<WindowToOpen, 'programs'>,
): Promise<string | null> {
  const outcome = Promise.withResolvers<string | null>();
  const openedAtMs = clock.monotonicMs();
  const address = newAddress(() => outcome.resolve(null));
  let browser: ChildProcess;
  try {
    browser = await openBrowser(program, address, dataFolder);
  } catch (error) {
    return messageOf(error);
  }
  const close = () => browser.kill();
  process.once('exit', close);
  browser.once('error', (error) => {
    process.off('exit', close);
    outcome.resolve(messageOf(error));
  });
  browser.once('exit', (code, signal) => {
    process.off('exit', close);
    const how = howItEnded(code, signal);
    if (clock.monotonicMs() - openedAtMs > handedOverWithinMs) {
      // By then it had a window, or somebody closed it before it showed anything.
      outcome.resolve(null);
      onClosed();
    } else if (code === 0) clock.after(comesWithinMs, () => outcome.resolve(how));
    else outcome.resolve(how);
  });
  return outcome.promise;
}

function howItEnded(code: number | null, signal: string | null): string {
  const how = code === null ? `it was ended by ${signal}` : `it ended at once with ${code}`;
  return process.getuid?.() === 0 && code !== 0
    ? `${how}; browsers refuse to run as root, so start the till as another user`
    : how;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
