// A disk in memory that keeps its word no better than a real one: what was written and not synced
// may be there after a power cut, or not, or in part. Syncs can fail, room can run out, and a disk
// can lie about what it has synced.
import type { Random } from './random.ts';
import { VirtualFile } from './virtual-file.ts';

/** What a disk does wrong from now on; each probability is per operation. */
export type DiskFaults = {
  /** No room for anything that grows a file. */
  full: boolean;
  readOnly: boolean;
  syncFails: number;
  writeFails: number;
  /** Names that end so are told to be synced and are not. */
  liesAbout: string | null;
};

export const soundDisk: Readonly<DiskFaults> = {
  full: false,
  readOnly: false,
  syncFails: 0,
  writeFails: 0,
  liesAbout: null,
};

export class DiskError extends Error {
  readonly code: 'ENOSPC' | 'EIO' | 'EROFS';

  constructor(code: DiskError['code']) {
    super(`${code} (simulated)`);
    this.code = code;
  }
}

/** What code of a process gets that has died and does not know it yet. Nobody is left to hear it. */
export class ProcessDead extends Error {
  readonly code = 'SQLITE_IOERR';

  constructor() {
    super('the process is dead');
  }
}

export class VirtualDisk {
  readonly faults: DiskFaults = { ...soundDisk };
  readonly #random: Random;
  #files = new Map<string, VirtualFile>();
  #durableNames = new Map<string, VirtualFile>();
  /** Told of every fault that struck. */
  onFault: (what: string) => void = () => {};

  constructor(random: Random) {
    this.#random = random;
  }

  /** A disk with the same files, all of them synced. */
  static holding(other: VirtualDisk, random: Random): VirtualDisk {
    const disk = new VirtualDisk(random);
    for (const [name, file] of other.#files) disk.#files.set(name, file.copy());
    disk.#durableNames = new Map(disk.#files);
    return disk;
  }

  get names(): string[] {
    return [...this.#files.keys()];
  }

  find(name: string): VirtualFile | undefined {
    return this.#files.get(name);
  }

  /** The file is gone, whoever did it. */
  lose(name: string): void {
    this.#files.delete(name);
    this.syncNames();
  }

  /** Puts a copy of a file there. */
  put(name: string, file: VirtualFile | undefined): void {
    if (file) this.#files.set(name, file.copy());
    this.syncNames();
  }

  open(name: string): VirtualFile {
    let file = this.#files.get(name);
    if (!file) {
      this.#mayChange();
      file = new VirtualFile();
      this.#files.set(name, file);
    }
    return file;
  }

  write(file: VirtualFile, at: number, bytes: Uint8Array): void {
    this.#mayChange();
    if (this.faults.full && at + bytes.length > file.size) {
      this.onFault('full');
      throw new DiskError('ENOSPC');
    }
    if (this.#strikes(this.faults.writeFails)) {
      this.onFault('a write failed');
      throw new DiskError('EIO');
    }
    file.write(at, bytes);
  }

  truncate(file: VirtualFile, size: number): void {
    this.#mayChange();
    file.truncate(size);
  }

  sync(name: string, file: VirtualFile): void {
    if (this.#strikes(this.faults.syncFails)) {
      file.forget();
      this.onFault('a sync failed');
      throw new DiskError('EIO');
    }
    const { liesAbout } = this.faults;
    if (liesAbout !== null && (name.endsWith(liesAbout) || name.endsWith(`${liesAbout}-wal`)))
      return;
    file.sync();
    // The first sync of a new file takes its name along.
    this.#durableNames.set(name, file);
  }

  rename(from: string, to: string): void {
    this.#mayChange();
    const file = this.#files.get(from);
    if (!file) throw new DiskError('EIO');
    this.#files.delete(from);
    this.#files.set(to, file);
  }

  remove(name: string): void {
    if (!this.#files.has(name)) return;
    this.#mayChange();
    this.#files.delete(name);
  }

  syncNames(): void {
    this.#durableNames = new Map(this.#files);
  }

  /** Everything that was written is on the disk. */
  flush(): void {
    for (const file of this.#files.values()) file.sync();
    this.syncNames();
  }

  /** Leaves of every file what a power cut leaves. */
  cutPower(): void {
    // A file of which nothing was ever synced may be gone with its name.
    const names = this.#random.chance(0.5) ? this.#durableNames : this.#files;
    const left = new Map<VirtualFile, VirtualFile>();
    this.#files = new Map();
    for (const [name, file] of names) {
      const after = left.get(file) ?? file.afterPowerCut(this.#random);
      left.set(file, after);
      this.#files.set(name, after);
    }
    this.#durableNames = new Map(this.#files);
  }

  #strikes(probability: number): boolean {
    return probability > 0 && this.#random.chance(probability);
  }

  #mayChange(): void {
    if (!this.faults.readOnly) return;
    this.onFault('read-only');
    throw new DiskError('EROFS');
  }
}
