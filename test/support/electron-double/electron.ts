// A double of the `electron` module for plain Node, with as much of it as the till's main process
// uses. Windows are pages of a real Chromium. It keeps Electron's rules where the till depends on
// them: what must happen before `ready`, sandboxed preloads, structured clone, frames and senders.
export { app } from './app.ts';
export { BrowserWindow } from './browser-window.ts';
export { ipcMain } from './ipc-main.ts';
export { protocol, session } from './session.ts';
export { dialog, Menu, safeStorage, screen } from './small-parts.ts';
