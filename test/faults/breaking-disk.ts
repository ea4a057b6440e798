// A virtual disk that counts what is done to it and breaks at a given operation, and a process on it.
import type { Disk } from '../../electron/core/store/disk.ts';
import { Random } from '../simulation/random.ts';
import { diskOf } from '../simulation/sim-disk.ts';
import { DiskError, VirtualDisk } from '../simulation/virtual-disk.ts';
import type { VirtualFile } from '../simulation/virtual-file.ts';
import type { DiskProcess } from '../simulation/virtual-sqlite.ts';

export class BreakingDisk extends VirtualDisk {
  operations = 0;
  /** Room for all files together, in bytes. */
  capacity = Number.POSITIVE_INFINITY;
  /** What was written and not synced yet, by name. */
  readonly unsynced = new Set<string>();
  /** Called before each operation that changes or syncs something, with its number. */
  before: (operation: number, kind: 'write' | 'sync' | 'name') => void = () => {};

  constructor(seed: number) {
    super(new Random(seed));
  }

  override write(file: VirtualFile, at: number, bytes: Uint8Array): void {
    this.#count('write');
    const grows = Math.max(at + bytes.length - file.size, 0);
    if (grows > 0 && this.used + grows > this.capacity) throw new DiskError('ENOSPC');
    super.write(file, at, bytes);
    const name = this.names.find((each) => this.find(each) === file);
    if (name !== undefined) this.unsynced.add(name);
  }

  override truncate(file: VirtualFile, size: number): void {
    this.#count('write');
    super.truncate(file, size);
  }

  override sync(name: string, file: VirtualFile): void {
    try {
      this.#count('sync');
    } catch (error) {
      file.forget();
      throw error;
    }
    super.sync(name, file);
    this.unsynced.delete(name);
  }

  get used(): number {
    return this.names.reduce((sum, name) => sum + (this.find(name)?.size ?? 0), 0);
  }

  override rename(from: string, to: string): void {
    this.#count('name');
    super.rename(from, to);
  }

  override syncNames(): void {
    this.#count('sync');
    super.syncNames();
  }

  #count(kind: 'write' | 'sync' | 'name'): void {
    this.operations += 1;
    this.before(this.operations, kind);
  }
}

/** A process on the disk. `kill` ends it where it stands; nothing it does afterwards has an effect. */
export function processOn(disk: VirtualDisk): {
  disk: Disk;
  kill: () => void;
  bury: () => void;
} {
  const databases: { bury(): void }[] = [];
  const process: DiskProcess = { disk, isDead: false, databases };
  return {
    disk: diskOf(process),
    kill() {
      process.isDead = true;
    },
    /** Frees what a dead process had open. */
    bury() {
      process.isDead = true;
      for (const database of databases) database.bury();
    },
  };
}

export function ioError(): DiskError {
  return new DiskError('EIO');
}
