// The page stays at the till. A Content Security Policy says what a page may load, but no longer where
// it may go, and an address can carry away what the page knows. So whatever leads elsewhere is called
// off; Electron's main process does the same from outside (lock-down.ts).

type Navigating = Event & { readonly destination: { readonly url: string } };

export function stayHere(): void {
  const { navigation } = window as unknown as { navigation?: EventTarget };
  navigation?.addEventListener('navigate', (event) => {
    const { protocol, host } = new URL((event as Navigating).destination.url);
    // A text that is saved as a file has an address of its own kind, which leads nowhere.
    const isHere = protocol === window.location.protocol && host === window.location.host;
    if (!isHere && protocol !== 'blob:') event.preventDefault();
  });
}
