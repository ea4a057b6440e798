// What no page may do in this app, whoever wrote it: leave, open windows, embed, ask for devices,
// or reach the network. The till's own page needs none of it.
import { app, session } from 'electron';
import { windowUrl } from './scheme.ts';

/** For every page, before the first is made. */
export function lockDownPages(): void {
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: { preventDefault(): void }) => event.preventDefault();
    contents.on('will-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-attach-webview', stay);
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** For the session that all pages share, once the app is ready. */
export function lockDownSession(): void {
  const shared = session.defaultSession;
  shared.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  shared.setPermissionCheckHandler(() => false);
  shared.setDevicePermissionHandler(() => false);
  shared.webRequest.onBeforeRequest(({ url }, answer) => {
    const isOurs = url.startsWith(windowUrl) || (!app.isPackaged && url.startsWith('devtools:'));
    answer({ cancel: !isOurs });
  });
  // What is saved goes through a dialog of the main process (save-file.ts).
  shared.on('will-download', (event) => event.preventDefault());
}
