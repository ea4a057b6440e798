// The only file that knows which host carries the window. Electron's preload brings a till along;
// in a browser the till is reached over loopback with the key from the page's address.
import type { CallName, Input, Output, Reply } from '../../src-shared/contract/contract.ts';
import type { TillClient } from '../../src-shared/contract/till-client.ts';
import type { TillView } from '../../src-shared/contract/views.ts';
import { lineCutter } from './lines.ts';

declare global {
  interface Window {
    readonly till?: TillClient;
  }
}

const keyName = 'until-token';
const retryMsMin = 250;
const retryMsMax = 2_000;
/** A shorter break than this is nobody's concern. */
const toleratedBreakMs = 1_000;

/** Finds the till. Calls `onKeyRefused` when this page may no longer speak to it. */
export function connect(onKeyRefused: () => void): TillClient {
  return window.till ?? browserClient(takeKey(), onKeyRefused);
}

// The key leaves the address bar at once, and survives a reload in this tab only.
function takeKey(): string {
  const fromAddress = window.location.hash.slice(1);
  if (fromAddress !== '') {
    sessionStorage.setItem(keyName, fromAddress);
    history.replaceState(null, '', window.location.pathname);
  }
  // A till that was started again brings a new key in the address of the same page.
  window.addEventListener('hashchange', () => window.location.reload());
  return sessionStorage.getItem(keyName) ?? '';
}

function browserClient(key: string, onKeyRefused: () => void): TillClient {
  const headers = { authorization: `Bearer ${key}` };
  const lostHost = { ok: false, failure: { code: 'hostGone' } } as const;

  async function call<Name extends CallName>(
    name: Name,
    input: Input<Name>,
  ): Promise<Reply<Output<Name>>> {
    try {
      const answer = await fetch(`/call/${name}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      if (answer.status === 401) onKeyRefused();
      // Both ends derive from one contract, and the host has checked its own output against it.
      return answer.ok ? ((await answer.json()) as Reply<Output<Name>>) : lostHost;
    } catch {
      return lostHost;
    }
  }

  function onChange(listener: (till: TillView | null) => void): () => void {
    const stop = new AbortController();
    void follow(headers, listener, onKeyRefused, stop.signal);
    return () => stop.abort();
  }

  return { call, onChange };
}

/** Follows the live snapshot, over as many connections as it takes, until `stop`. */
async function follow(
  headers: Record<string, string>,
  listener: (till: TillView | null) => void,
  onKeyRefused: () => void,
  stop: AbortSignal,
): Promise<void> {
  let retryMs = retryMsMin;
  let breakTimer: number | undefined;
  const tell = (till: TillView) => {
    window.clearTimeout(breakTimer);
    breakTimer = undefined;
    retryMs = retryMsMin;
    if (!stop.aborted) listener(till);
  };
  while (!stop.aborted) {
    const refused = await readSnapshots(headers, tell, stop);
    if (refused) return onKeyRefused();
    breakTimer ??= window.setTimeout(() => {
      if (!stop.aborted) listener(null);
    }, toleratedBreakMs);
    await new Promise((resume) => window.setTimeout(resume, retryMs));
    retryMs = Math.min(retryMs * 2, retryMsMax);
  }
  window.clearTimeout(breakTimer);
}

/** Reads one connection to its end; true when our key was refused. */
async function readSnapshots(
  headers: Record<string, string>,
  tell: (till: TillView) => void,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const answer = await fetch('/changes', { headers, signal, cache: 'no-store' });
    if (answer.status === 401) return true;
    if (!answer.ok || !answer.body) return false;
    const cut = lineCutter();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return false;
      // As with calls, the host has checked what it sends.
      for (const line of cut(value)) tell(JSON.parse(line) as TillView);
    }
  } catch {
    return false;
  }
}
