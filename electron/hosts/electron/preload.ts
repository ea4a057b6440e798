// Runs sandboxed, before the window's program: gives it the till's client and nothing else.
import { contextBridge, ipcRenderer } from 'electron';
import type { Reply } from '../../../src-shared/contract/contract.ts';
import type { TillClient } from '../../../src-shared/contract/till-client.ts';
import type { TillView } from '../../../src-shared/contract/views/till.ts';
import { channels } from './channels.ts';

const listeners = new Set<(till: TillView | null) => void>();

ipcRenderer.on(channels.changed, (_event, till: TillView | null) => {
  for (const listener of listeners) listener(till);
  ipcRenderer.send(channels.seen);
});

const hostGone: Reply<never> = { ok: false, failure: { code: 'hostGone' } };

const client: TillClient = {
  call: (name, input) => ipcRenderer.invoke(channels.call, name, input).catch(() => hostGone),
  saveFile: (name, text) => ipcRenderer.invoke(channels.save, name, text).catch(() => hostGone),
  onChange(listener) {
    listeners.add(listener);
    ipcRenderer.send(channels.listen);
    return () => listeners.delete(listener);
  },
};

contextBridge.exposeInMainWorld('till', client);
