// SQLite itself, the same version as the driver's, compiled to WebAssembly, over a virtual disk: what
// SQLite calls a VFS. Every byte it reads, writes and syncs goes through `VirtualDisk`; time and chance
// come from the simulation. One engine serves all databases of a thread.
import sqlite3InitModule, { type Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import type { SqliteExports } from './sqlite-exports.ts';
import { DiskError, type VirtualDisk } from './virtual-disk.ts';
import type { VirtualFile } from './virtual-file.ts';

const ok = 0;
const busy = 5;
const ioError = 10;
const ioErrorShortRead = 522;
const ioErrorWrite = 778;
const ioErrorSync = 1034;
const ioErrorDelete = 2570;
const full = 13;
const cantOpen = 14;
const notFound = 12;
const readOnly = 8;
const openReadOnly = 1;
const openDeleteOnClose = 8;
const powersafeOverwrite = 0x1000;
const unlocked = 0;
const shared = 1;
const exclusive = 4;

/** The name by which SQLite knows the virtual disk. */
export const vfsName = 'virtual';

/** One process with files open on a virtual disk. Dead, it can change nothing any more. */
export type DiskProcess = {
  readonly disk: VirtualDisk;
  isDead: boolean;
  /** About to write or to sync: may die here. */
  onWrite?(): void;
  onSync?(): void;
  /** Closed by whoever buries a dead process. */
  readonly databases?: { bury(): void }[];
};

type Handle = {
  readonly process: DiskProcess;
  readonly name: string;
  readonly file: VirtualFile;
  readonly deleteOnClose: boolean;
  lock: number;
};

let loaded: Sqlite | undefined;

/** Loads SQLite once for this thread. */
export async function loadSqlite(): Promise<void> {
  loaded ??= new Sqlite(await sqlite3InitModule());
}

/** The engine of this thread. */
export function sqlite(): Sqlite {
  if (!loaded) throw new Error('loadSqlite comes first');
  return loaded;
}

export class Sqlite {
  /** The functions themselves: no wrapping per call. */
  readonly raw: SqliteExports;
  readonly #static: Sqlite3Static;
  readonly #handles = new Map<number, Handle>();
  #opening: DiskProcess | undefined;
  #heap: Buffer;
  #lent: number;
  #lentRoom = 65_536;

  constructor(sqlite3: Sqlite3Static) {
    this.#static = sqlite3;
    this.raw = { ...sqlite3.wasm.exports };
    this.#heap = Buffer.from(sqlite3.wasm.heap8u().buffer);
    this.#lent = this.raw.malloc(this.#lentRoom);
    this.#install();
  }

  /** The memory of the engine. Ask again after each call: when it has grown it is another. */
  get heap(): Buffer {
    if (this.#heap.length === 0) this.#heap = Buffer.from(this.#static.wasm.heap8u().buffer);
    return this.#heap;
  }

  /** Where the text stands that was lent last. */
  get lent(): number {
    return this.#lent;
  }

  /** Lends SQLite a text until the next one, with a zero behind it. Returns its length in bytes. */
  lend(text: string): number {
    // No character takes more than three bytes for each of its units.
    const most = 3 * text.length + 1;
    if (most > this.#lentRoom) {
      this.raw.free(this.#lent);
      this.#lentRoom = 2 * most;
      this.#lent = this.raw.malloc(this.#lentRoom);
    }
    const { heap } = this;
    const length = heap.write(text, this.#lent);
    heap[this.#lent + length] = 0;
    return length;
  }

  /** The text that begins at the pointer and ends with a zero. */
  text(pointer: number): string {
    const { heap } = this;
    return heap.toString('utf8', pointer, heap.indexOf(0, pointer));
  }

  /** SQLite's name of a result. */
  nameOf(code: number): string {
    const { capi } = this.#static;
    return capi.sqlite3_js_rc_str(code) ?? capi.sqlite3_js_rc_str(code & 0xff);
  }

  /** Which process the next names belong to: SQLite asks for a file's name without its handle. */
  serve(process: DiskProcess): void {
    this.#opening = process;
  }

  #install(): void {
    const { capi, vfs } = this.#static;
    const io = new capi.sqlite3_io_methods();
    // No shared memory and no mapping: the log is only used with an exclusive lock.
    Object.assign(io, { $iVersion: 1 });
    const own = new capi.sqlite3_vfs();
    Object.assign(own, { $iVersion: 1, $szOsFile: 8, $mxPathname: 512 });
    vfs.installVfs({
      io: { struct: io, methods: this.#fileMethods() as never },
      vfs: { struct: own, methods: this.#diskMethods(io.pointer) as never, name: vfsName },
    });
  }

  #fileMethods() {
    const handles = this.#handles;
    return {
      xClose: (file: number) => {
        const handle = handles.get(file);
        handles.delete(file);
        if (!handle?.deleteOnClose || handle.process.isDead) return ok;
        return asResult(ioErrorDelete, () => {
          handle.process.disk.remove(handle.name);
          return ok;
        });
      },
      xRead: (file: number, into: number, length: number, offset: bigint) => {
        const handle = handles.get(file);
        if (!handle || handle.process.isDead) return ioError;
        const { bytes, size } = handle.file.now;
        const from = Math.min(Number(offset), size);
        const end = Math.min(from + length, size);
        const { heap } = this;
        heap.set(bytes.subarray(from, end), into);
        if (end - from === length) return ok;
        heap.fill(0, into + end - from, into + length);
        return ioErrorShortRead;
      },
      xWrite: (file: number, from: number, length: number, offset: bigint) =>
        this.#change(file, ioErrorWrite, ({ process, file: target }) => {
          process.onWrite?.();
          if (process.isDead) return ioErrorWrite;
          process.disk.write(target, Number(offset), this.heap.subarray(from, from + length));
          return ok;
        }),
      xTruncate: (file: number, size: bigint) =>
        this.#change(file, ioErrorWrite, ({ process, file: target }) => {
          process.disk.truncate(target, Number(size));
          return ok;
        }),
      xSync: (file: number) =>
        this.#change(file, ioErrorSync, ({ process, name, file: target }) => {
          process.onSync?.();
          if (process.isDead) return ioErrorSync;
          process.disk.sync(name, target);
          return ok;
        }),
      xFileSize: (file: number, out: number) => {
        const handle = handles.get(file);
        if (!handle || handle.process.isDead) return ioError;
        this.heap.writeUInt32LE(handle.file.size, out);
        this.heap.writeUInt32LE(0, out + 4);
        return ok;
      },
      xLock: (file: number, level: number) => {
        const handle = handles.get(file);
        if (!handle || handle.process.isDead) return ioError;
        let highest = unlocked;
        for (const other of handles.values()) {
          if (other !== handle && other.file === handle.file && !other.process.isDead)
            highest = Math.max(highest, other.lock);
        }
        const free = level <= shared ? highest < exclusive : highest <= shared;
        if (!free || (level === exclusive && highest > unlocked)) return busy;
        handle.lock = Math.max(handle.lock, level);
        return ok;
      },
      xUnlock: (file: number, level: number) => {
        const handle = handles.get(file);
        if (handle) handle.lock = Math.min(handle.lock, level);
        return ok;
      },
      xCheckReservedLock: (_file: number, out: number) => {
        this.heap.writeInt32LE(0, out);
        return ok;
      },
      xFileControl: () => notFound,
      xSectorSize: () => 512,
      xDeviceCharacteristics: () => powersafeOverwrite,
    };
  }

  #diskMethods(fileMethods: number) {
    return {
      xOpen: (_vfs: number, name: number, file: number, flags: number, outFlags: number) => {
        const process = this.#opening;
        if (!process || process.isDead) return cantOpen;
        const path = name === 0 ? `/temporary-${file}` : this.text(name);
        try {
          this.#handles.set(file, {
            process,
            name: path,
            file: process.disk.open(path),
            deleteOnClose: (flags & openDeleteOnClose) !== 0,
            lock: unlocked,
          });
        } catch {
          return cantOpen;
        }
        this.heap.writeUInt32LE(fileMethods, file);
        if (outFlags !== 0) this.heap.writeInt32LE(flags & ~openReadOnly, outFlags);
        return ok;
      },
      xDelete: (_vfs: number, name: number, syncFolder: number) => {
        const process = this.#opening;
        if (!process || process.isDead) return ioError;
        return asResult(ioErrorDelete, () => {
          process.disk.remove(this.text(name));
          if (syncFolder !== 0) process.disk.syncNames();
          return ok;
        });
      },
      xAccess: (_vfs: number, name: number, _flags: number, out: number) => {
        const isThere = this.#opening?.disk.find(this.text(name)) !== undefined;
        this.heap.writeInt32LE(isThere ? 1 : 0, out);
        return ok;
      },
      xFullPathname: (_vfs: number, name: number, length: number, out: number) => {
        const bytes = Buffer.from(`${this.text(name)}\0`);
        if (bytes.length > length) return cantOpen;
        this.heap.set(bytes, out);
        return ok;
      },
      xRandomness: (_vfs: number, length: number, out: number) => {
        // Only names of temporary files and salts of the log rest on it.
        const { heap } = this;
        for (let at = 0; at < length; at += 1) heap[out + at] = (at * 73 + 41) & 0xff;
        return length;
      },
      xSleep: () => 0,
      xCurrentTime: (_vfs: number, out: number) => {
        this.heap.writeDoubleLE(2_461_000.5, out);
        return ok;
      },
      xGetLastError: () => 0,
    };
  }

  #change(file: number, fault: number, work: (handle: Handle) => number): number {
    const handle = this.#handles.get(file);
    if (!handle || handle.process.isDead) return ioError;
    return asResult(fault, () => work(handle));
  }
}

// What the disk refuses becomes a result of SQLite.
function asResult(fault: number, work: () => number): number {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DiskError)) throw error;
    return error.code === 'ENOSPC' ? full : error.code === 'EROFS' ? readOnly : fault;
  }
}
