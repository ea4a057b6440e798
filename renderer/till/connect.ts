// The only file that knows which host carries the window. Electron's preload brings a till along;
// in a browser the till is reached over loopback with the key that the page's address opens.
import type { Reply } from '../../src-shared/contract/contract.ts';
import type { TillClient } from '../../src-shared/contract/till-client.ts';
import type { TillView } from '../../src-shared/contract/views/till.ts';
import { download } from './download.ts';
import { takeKey } from './key.ts';
import { lineCutter } from './lines.ts';
import { stayHere } from './stay-here.ts';
import { type Caller, withTimeLimits } from './time-limits.ts';

declare global {
  interface Window {
    readonly till?: TillClient;
  }
}

const retryMsMin = 250;
const retryMsMax = 2_000;
/** The host sends a sign of life every 15 s; after two that did not come, the connection is dead. */
const longestSilenceMs = 35_000;
/** A shorter break than this is nobody's concern. */
const toleratedBreakMs = 1_000;

export type Standing = {
  /** This page may not speak to the till (any more). */
  readonly onKeyRefused: () => void;
  /** Another window has taken this one's place. Listening again takes it back. */
  readonly onElsewhere: () => void;
};

/** Finds the till. */
export function connect(standing: Standing): TillClient {
  stayHere();
  const { till } = window;
  if (!till) return browserClient(standing);
  return { ...till, call: withTimeLimits((name, input) => till.call(name, input)) };
}

function browserClient(standing: Standing): TillClient {
  const key = takeKey();
  // A till that was started again brings a new code in the address of the same page.
  window.addEventListener('hashchange', () => window.location.reload());
  const lostHost = { ok: false, failure: { code: 'hostGone' } } as const;

  const call: Caller = async (name, input, signal) => {
    try {
      const answer = await fetch(`/call/${name}`, {
        method: 'POST',
        headers: { ...headersOf(await key), 'content-type': 'application/json' },
        body: JSON.stringify(input),
        signal,
      });
      if (answer.status === 401) standing.onKeyRefused();
      // Both ends derive from one contract, and the host has checked its own output against it.
      return answer.ok ? ((await answer.json()) as Reply<never>) : lostHost;
    } catch {
      return lostHost;
    }
  };

  return {
    call: withTimeLimits(call),
    onChange(listener) {
      const stop = new AbortController();
      void key.then((key) => follow(headersOf(key), listener, standing, stop.signal));
      return () => stop.abort();
    },
    saveFile(name, text) {
      download(name, text);
      return Promise.resolve({ ok: true, value: {} });
    },
  };
}

function headersOf(key: string | null): Record<string, string> {
  return { authorization: `Bearer ${key ?? ''}` };
}

/** Follows the live snapshot, over as many connections as it takes, until `stop`. */
async function follow(
  headers: Record<string, string>,
  listener: (till: TillView | null) => void,
  { onKeyRefused, onElsewhere }: Standing,
  stop: AbortSignal,
): Promise<void> {
  const place = { ...headers, 'till-kind': 'counter', 'till-window': crypto.randomUUID() };
  let isSeated = false;
  let retryMs = retryMsMin;
  let breakTimer: number | undefined;
  const tell = (till: TillView | null) => {
    window.clearTimeout(breakTimer);
    breakTimer = undefined;
    retryMs = retryMsMin;
    isSeated = true;
    if (!stop.aborted) listener(till);
  };
  while (!stop.aborted) {
    // Who merely lost the line must not take the place of a window that was opened since.
    const end = await readSnapshots(
      { ...place, 'till-takes': isSeated ? 'no' : 'yes' },
      tell,
      stop,
    );
    if (stop.aborted) break;
    if (end === 'keyRefused') return onKeyRefused();
    if (end === 'elsewhere') return onElsewhere();
    breakTimer ??= window.setTimeout(() => {
      if (!stop.aborted) listener(null);
    }, toleratedBreakMs);
    await new Promise((resume) => window.setTimeout(resume, retryMs));
    retryMs = Math.min(retryMs * 2, retryMsMax);
  }
  window.clearTimeout(breakTimer);
}

/** Reads one connection to its end; says how it ended. */
async function readSnapshots(
  headers: Record<string, string>,
  tell: (till: TillView | null) => void,
  stop: AbortSignal,
): Promise<'broken' | 'keyRefused' | 'elsewhere'> {
  const silence = new AbortController();
  let silenceTimer: number | undefined;
  const heard = () => {
    window.clearTimeout(silenceTimer);
    silenceTimer = window.setTimeout(() => silence.abort(), longestSilenceMs);
  };
  try {
    heard();
    const signal = AbortSignal.any([stop, silence.signal]);
    const answer = await fetch('/changes', { headers, signal, cache: 'no-store' });
    if (answer.status === 401) return 'keyRefused';
    if (answer.status === 409) return 'elsewhere';
    if (!answer.ok || !answer.body) return 'broken';
    const cut = lineCutter();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return 'broken';
      heard();
      for (const line of cut(value)) {
        // As with calls, the host has checked what it sends.
        const next = JSON.parse(line) as TillView | 'elsewhere' | null;
        if (next === 'elsewhere') return next;
        tell(next);
      }
    }
  } catch {
    return 'broken';
  } finally {
    window.clearTimeout(silenceTimer);
  }
}
