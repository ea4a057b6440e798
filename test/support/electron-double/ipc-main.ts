// `ipcMain`: takes what pages send. Every argument and every answer is cloned, as it is between
// processes, so that what cannot be cloned fails here as it does there.
import { EventEmitter } from 'node:events';

export type Sender = { readonly sender: unknown; readonly senderFrame: { readonly url: string } };
type Handler = (event: Sender, ...args: unknown[]) => unknown;

class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  /** What the page gets for an `invoke`. */
  async invoked(channel: string, event: Sender, args: unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return structuredClone(await handler(event, ...args));
  }
}

export const ipcMain = new IpcMain();
