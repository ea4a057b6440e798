// Carries calls and snapshots between our own window and the core. A message from anything else
// (another frame, another page, a window we did not open) is dropped.
import { type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { TillView } from '../../../src-shared/contract/views/till.ts';
import { systemClock } from '../../core/clock.ts';
import type { CoreThread } from '../../core/thread/core-thread.ts';
import { CallGate } from '../call-gate.ts';
import { NewestOnly } from '../newest-only.ts';
import { channels } from './channels.ts';
import { notSaved, saveFile } from './save-file.ts';
import { windowUrl } from './scheme.ts';

export function carry(window: BrowserWindow, core: Pick<CoreThread, 'call' | 'onChange'>): void {
  let reader: NewestOnly<TillView | null> | null = null;
  let stopListening = () => {};
  const gate = new CallGate(systemClock);

  const isOurs = (event: IpcMainEvent | IpcMainInvokeEvent) =>
    !window.isDestroyed() &&
    event.senderFrame === window.webContents.mainFrame &&
    event.senderFrame.url.startsWith(windowUrl);

  ipcMain.handle(channels.call, (event, name: unknown, input: unknown) => {
    if (!isOurs(event)) throw new Error('dropped: not from our window');
    const failure = gate.refusalOf(name, input);
    return failure ? { ok: false, failure } : core.call(String(name), input);
  });

  // One dialog at a time, whatever the page asks for.
  let isSaving = false;
  ipcMain.handle(channels.save, async (event, name: unknown, text: unknown) => {
    if (!isOurs(event)) throw new Error('dropped: not from our window');
    if (isSaving) return notSaved;
    isSaving = true;
    return saveFile(window, name, text).finally(() => {
      isSaving = false;
    });
  });

  // A page that was loaded again listens again: it starts with the present snapshot.
  ipcMain.on(channels.listen, (event) => {
    if (!isOurs(event) || !gate.mayCome()) return;
    stopListening();
    const fresh = new NewestOnly<TillView | null>((till) => {
      window.webContents.send(channels.changed, till);
      return 'busy';
    });
    reader = fresh;
    stopListening = core.onChange((till) => fresh.offer(till));
  });

  ipcMain.on(channels.seen, (event) => {
    if (isOurs(event)) reader?.readerIsFree();
  });

  window.once('closed', () => stopListening());
}
