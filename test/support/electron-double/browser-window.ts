// `BrowserWindow`: one page of the Chromium that the test started, with a sandboxed preload.
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { chromium, type Frame, type Page } from 'playwright-core';
import { app, Preventable } from './app.ts';
import { ipcMain, type Sender } from './ipc-main.ts';
import { bindingName, deliver, preloadScript } from './preload-world.ts';
import { inside, isDownloadAllowed, isGranted, outside, serve } from './session.ts';

type Options = {
  readonly title?: string;
  readonly width: number;
  readonly height: number;
  readonly webPreferences: {
    readonly preload: string;
    readonly sandbox: boolean;
    readonly contextIsolation: boolean;
    readonly nodeIntegration: boolean;
  };
};

type WindowOpenHandler = (details: { readonly url: string }) => { readonly action: string };

class WebContents extends EventEmitter {
  readonly #page: Promise<Page>;
  #url = '';
  #windowOpenHandler: WindowOpenHandler = () => ({ action: 'allow' });

  /** The one object that stands for the page's own frame. */
  readonly mainFrame: { readonly url: string };

  constructor(page: Promise<Page>) {
    super();
    this.#page = page;
    const url = () => this.#url;
    this.mainFrame = {
      get url() {
        return url();
      },
    };
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler;
  }

  /** Lost when the page is on its way elsewhere, as in Electron. */
  send(channel: string, ...args: unknown[]): void {
    const message = structuredClone({ channel, args });
    void this.#page.then((page) => page.evaluate(deliver, message)).catch(() => {});
  }

  wentTo(url: string): void {
    this.#url = url;
  }

  mayOpen(url: string): boolean {
    return this.#windowOpenHandler({ url }).action === 'allow';
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  readonly #page: Promise<Page>;
  readonly #size: { readonly width: number; readonly height: number };
  #destroyed = false;

  constructor({ webPreferences, width, height }: Options) {
    super();
    this.#size = { width, height };
    process.stdout.write(`[window] ${width}x${height}\n`);
    const { sandbox, contextIsolation, nodeIntegration, preload } = webPreferences;
    if (!sandbox || !contextIsolation || nodeIntegration) {
      throw new Error('the double has sandboxed windows only');
    }
    this.#page = this.#open(readFileSync(preload, 'utf8'));
    this.webContents = new WebContents(this.#page);
    app.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    this.webContents.wentTo(url);
    const page = await this.#page;
    await page.goto(outside(url));
    this.emit('ready-to-show');
    process.send?.('window-loaded');
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }
  isMinimized(): boolean {
    return false;
  }
  restore(): void {}
  show(): void {}
  focus(): void {
    void this.#page.then((page) => page.bringToFront());
    process.send?.('focused');
  }

  async #open(preload: string): Promise<Page> {
    const endpoint = process.env['DOUBLE_CHROMIUM'];
    if (!endpoint) throw new Error('DOUBLE_CHROMIUM must say where Chromium listens');
    const browser = await chromium.connectOverCDP(endpoint);
    const [context] = browser.contexts();
    if (!context) throw new Error('Chromium has no context');
    await context.clearPermissions();
    const asked = ['geolocation', 'notifications', 'clipboard-read'].filter(isGranted);
    if (asked.length > 0) await context.grantPermissions(asked);

    const page = await context.newPage();
    await page.setViewportSize(this.#size);
    await serve(page, (url) => this.#mayNavigate(url));
    await page.exposeBinding(bindingName, ({ frame }, kind, channel, args) =>
      this.#receive(page, frame, kind, channel, args),
    );
    await page.addInitScript({ content: preloadScript(preload) });
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.webContents.wentTo(inside(frame.url()));
    });
    page.on('popup', (popup) => {
      if (!this.webContents.mayOpen(popup.url())) void popup.close();
    });
    page.on('download', (download) => {
      if (!isDownloadAllowed(inside(download.url()))) void download.cancel();
    });
    page.on('crash', () => this.webContents.emit('render-process-gone', {}, { reason: 'crashed' }));
    page.on('close', () => {
      this.#destroyed = true;
      this.emit('closed');
      app.emit('window-all-closed');
    });
    return page;
  }

  // A load by the app, and a reload, stay where the window is; all else the page wanted itself.
  #mayNavigate(url: string): boolean {
    if (url === this.webContents.mainFrame.url) return true;
    const event = new Preventable();
    this.webContents.emit('will-navigate', event, url);
    return !event.defaultPrevented;
  }

  async #receive(page: Page, frame: Frame, kind: string, channel: string, args: unknown[]) {
    const senderFrame =
      frame === page.mainFrame() ? this.webContents.mainFrame : { url: inside(frame.url()) };
    const event: Sender = { sender: this.webContents, senderFrame };
    if (kind === 'send') {
      ipcMain.emit(channel, event, ...args);
      return { value: undefined };
    }
    try {
      return { value: await ipcMain.invoked(channel, event, args) };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }
}
