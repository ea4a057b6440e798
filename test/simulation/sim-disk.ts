// A virtual disk behind the core's own port, for one process.
import type { AppendFile, Disk } from '../../electron/core/store/disk.ts';
import { openVirtualDatabase } from './virtual-database.ts';
import { ProcessDead } from './virtual-disk.ts';
import type { VirtualFile } from './virtual-file.ts';
import type { DiskProcess } from './virtual-sqlite.ts';

export function diskOf(process: DiskProcess): Disk {
  const { disk } = process;
  const alive = () => {
    if (process.isDead) throw new ProcessDead();
  };
  return {
    reserveBytes: 4_096,
    // A story is short: some of it must be left to be looked back at.
    comparedAtStartBytes: 2_048,
    openDatabase(path) {
      alive();
      return openVirtualDatabase(process, path);
    },
    openFile(path) {
      alive();
      return new SimFile(process, path, disk.open(path));
    },
    exists: (path) => disk.find(path) !== undefined,
    sizeOf: (path) => disk.find(path)?.size ?? 0,
    rename(from, to) {
      alive();
      disk.rename(from, to);
    },
    remove(path) {
      alive();
      disk.remove(path);
    },
    syncFolderOf() {
      alive();
      disk.syncNames();
    },
  };
}

class SimFile implements AppendFile {
  readonly #process: DiskProcess;
  readonly #name: string;
  readonly #file: VirtualFile;

  constructor(process: DiskProcess, name: string, file: VirtualFile) {
    this.#process = process;
    this.#name = name;
    this.#file = file;
  }

  get size(): number {
    return this.#file.size;
  }

  read(from: number, length: number): Buffer {
    return Buffer.from(this.#file.now.bytes.slice(from, Math.min(from + length, this.size)));
  }

  append(bytes: Buffer): void {
    this.#process.onWrite?.();
    this.#alive();
    this.#process.disk.write(this.#file, this.size, bytes);
  }

  truncate(size: number): void {
    this.#alive();
    this.#process.disk.truncate(this.#file, size);
  }

  sync(): void {
    this.#process.onSync?.();
    this.#alive();
    this.#process.disk.sync(this.#name, this.#file);
  }

  close(): void {}

  #alive(): void {
    if (this.#process.isDead) throw new ProcessDead();
  }
}
