// `app`: the life of the process. The test plays the system through a message: `second-instance`.
import { EventEmitter } from 'node:events';
import packageFile from '../../../package.json' with { type: 'json' };

/** An event whose listener may call off what comes next. */
export class Preventable {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

class App extends EventEmitter {
  readonly isPackaged = process.env['DOUBLE_PACKAGED'] === '1';
  readonly #paths = new Map<string, string>();
  #ready = false;

  constructor() {
    super();
    // The main module has run once the event loop turns.
    setImmediate(() => {
      this.#ready = true;
      this.emit('ready');
    });
    process.on('SIGTERM', () => this.quit());
    process.on('SIGINT', () => this.quit());
  }

  isReady(): boolean {
    return this.#ready;
  }

  whenReady(): Promise<void> {
    return this.#ready ? Promise.resolve() : new Promise((resolve) => this.once('ready', resolve));
  }

  setPath(name: string, path: string): void {
    this.onlyBeforeReady('app.setPath');
    this.#paths.set(name, path);
  }

  getPath(name: string): string {
    const path = this.#paths.get(name);
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  }

  getVersion(): string {
    return packageFile.version;
  }

  enableSandbox(): void {
    this.onlyBeforeReady('app.enableSandbox');
  }

  requestSingleInstanceLock(): boolean {
    return process.env['DOUBLE_SECOND_INSTANCE'] !== '1';
  }

  quit(): void {
    const event = new Preventable();
    this.emit('before-quit', event);
    if (!event.defaultPrevented) this.exit(0);
  }

  /** Ends at once. The Chromium of the windows ends with the process that started it: the test. */
  exit(code = 0): void {
    process.exit(code);
  }

  onlyBeforeReady(what: string): void {
    if (this.#ready) throw new Error(`${what} must be called before the app is ready`);
  }

  onlyWhenReady(what: string): void {
    if (!this.#ready) throw new Error(`${what} cannot be used before the app is ready`);
  }
}

export const app = new App();
