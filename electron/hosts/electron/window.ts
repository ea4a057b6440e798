// The till's window.
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, screen } from 'electron';
import { systemClock } from '../../core/clock.ts';
import { windowUrl } from './scheme.ts';

/** A page that crashed is loaded again after this long; the core noticed nothing. */
const reloadAfterMs = 500;

const widest = { width: 1280, height: 800 };
const narrowest = { width: 800, height: 600 };

export function openWindow(): BrowserWindow {
  // A window larger than the screen has its status bar outside of it.
  const { width, height } = screen.getPrimaryDisplay().workAreaSize;
  const window = new BrowserWindow({
    title: 'Until',
    width: Math.min(widest.width, width),
    height: Math.min(widest.height, height),
    minWidth: Math.min(narrowest.width, width),
    minHeight: Math.min(narrowest.height, height),
    show: false,
    webPreferences: {
      preload: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.webContents.on('render-process-gone', () => {
    systemClock.after(reloadAfterMs, () => {
      if (!window.isDestroyed()) void window.loadURL(windowUrl);
    });
  });
  void window.loadURL(windowUrl);
  return window;
}

/** Brings the window to the front. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
