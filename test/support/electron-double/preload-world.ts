// Runs a preload in the page as Electron runs a sandboxed one: as CommonJS, before the page's own
// scripts, with only the modules that are allowed there. What it exposes crosses a bridge: values
// are copied and frozen, functions are wrapped, and nothing else of the preload can be reached.

export const bindingName = '__electronDouble';
const deliverName = '__electronDoubleDeliver';

/** Runs in the page: hands a message of the main process to the preload. */
export function deliver(message: { channel: string; args: unknown[] }): void {
  const page = globalThis as unknown as Record<symbol, ((message: unknown) => void) | undefined>;
  page[Symbol.for('__electronDoubleDeliver')]?.(message);
}

/** The script to run in each new document. */
export function preloadScript(preload: string): string {
  return `(${world.toString()})(${JSON.stringify(bindingName)}, ${JSON.stringify(deliverName)},
    (exports, require, module) => { ${preload}\n });`;
}

type Binding = (
  kind: string,
  channel: string,
  args: unknown[],
) => Promise<{ value?: unknown; error?: string }>;
type Listener = (event: object, ...args: unknown[]) => void;
type Preload = (exports: object, require: (name: string) => unknown, module: object) => void;

// Everything below runs in the page, so it uses nothing of this module.
function world(bindingName: string, deliverName: string, preload: Preload): void {
  // Only the window's own frame gets a preload, and only on a page of the app.
  if (window !== window.top || !location.hostname.endsWith('.localhost')) return;
  const page = window as unknown as Record<string, unknown>;
  const binding = page[bindingName] as Binding;
  // What the page finds must be what it would find in Electron.
  delete page[bindingName];

  const listeners = new Map<string, Set<Listener>>();
  Object.defineProperty(window, Symbol.for(deliverName), {
    value: ({ channel, args }: { channel: string; args: unknown[] }) => {
      for (const listener of listeners.get(channel) ?? []) listener({}, ...args);
    },
  });

  const ipcRenderer = {
    async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const { value, error } = await binding('invoke', channel, structuredClone(args));
      if (error !== undefined) {
        throw new Error(`Error invoking remote method '${channel}': ${error}`);
      }
      return value;
    },
    send(channel: string, ...args: unknown[]): void {
      void binding('send', channel, structuredClone(args));
    },
    on(channel: string, listener: Listener): void {
      const known = listeners.get(channel) ?? new Set();
      listeners.set(channel, known.add(listener));
    },
    removeListener(channel: string, listener: Listener): void {
      listeners.get(channel)?.delete(listener);
    },
  };

  function cross(value: unknown): unknown {
    if (typeof value === 'function') {
      return (...args: unknown[]) => cross(value(...args.map(cross)));
    }
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Promise) return value.then(cross, (error) => Promise.reject(cross(error)));
    if (value instanceof Error) return new Error(value.message);
    if (Array.isArray(value)) return Object.freeze(value.map(cross));
    const entries = Object.entries(value).map(([name, member]) => [name, cross(member)]);
    return Object.freeze(Object.fromEntries(entries));
  }

  const contextBridge = {
    exposeInMainWorld(name: string, api: unknown): void {
      if (name in window)
        throw new Error(`Cannot bind an API on top of an existing property: ${name}`);
      Object.defineProperty(window, name, { value: cross(api), enumerable: true });
    },
  };

  const modules: Record<string, unknown> = {
    electron: { contextBridge, ipcRenderer },
    timers: { setTimeout, clearTimeout, setInterval, clearInterval },
    url: { URL, URLSearchParams },
  };
  const require = (name: string): unknown => {
    const found = modules[name.replace(/^node:/, '')];
    if (found === undefined) throw new Error(`module not found: ${name}`);
    return found;
  };
  const module = { exports: {} };
  preload(module.exports, require, module);
}
