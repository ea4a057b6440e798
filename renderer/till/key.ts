// The key to the till in a browser. The address brings a code that works once; the page changes it for
// the key at once, so that nobody who finds the address later gets in. The key is kept for this port's
// pages of this browser, so that a reload and a page opened again find it; it dies with the till's run.
// Not a cookie: those go to every port of this computer.
const keyName = 'until-key';
const retryMs = 500;

/** The key, or null when this page may not speak to the till. Waits for a till that is not there yet. */
export async function takeKey(): Promise<string | null> {
  const code = window.location.hash.slice(1);
  if (code === '') return keptKey();
  history.replaceState(null, '', window.location.pathname);
  for (;;) {
    const key = await exchange(code);
    if (key === undefined) await new Promise((resume) => window.setTimeout(resume, retryMs));
    // A code that was used before may have been used by this browser.
    else return key === null ? keptKey() : keep(key);
  }
}

/** The key; null for a code that opens nothing any more; undefined when nobody answered. */
async function exchange(code: string): Promise<string | null | undefined> {
  try {
    const answer = await fetch('/enter', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    if (!answer.ok) return null;
    return ((await answer.json()) as { key: string }).key;
  } catch {
    return undefined;
  }
}

function keep(key: string): string {
  try {
    localStorage.setItem(keyName, key);
  } catch {
    // It serves until this page is loaded again.
  }
  return key;
}

function keptKey(): string | null {
  try {
    return localStorage.getItem(keyName);
  } catch {
    return null;
  }
}
