// Room kept for the end of what is under way: a file that is given up when the disk is full, so that
// an open payment can still be settled. Without it nothing new may begin.
import type { Disk } from '../disk.ts';
import { isFull } from './disk-trouble.ts';

export class Reserve {
  readonly #disk: Disk;
  readonly #path: string;
  #isKept = false;

  constructor(disk: Disk, path: string) {
    this.#disk = disk;
    this.#path = path;
  }

  /**
   * Makes the reserve if it is not there. False when there is no room for it.
   * @throws whatever else the disk says.
   */
  keep(): boolean {
    if (this.#isKept) return true;
    try {
      const { reserveBytes } = this.#disk;
      const file = this.#disk.openFile(this.#path);
      try {
        // Written, not only sized: some file systems give room when it is written.
        if (file.size < reserveBytes) file.append(Buffer.alloc(reserveBytes - file.size));
        file.sync();
        this.#isKept = true;
      } finally {
        file.close();
      }
    } catch (error) {
      if (!isFull(error)) throw error;
      this.#remove();
    }
    return this.#isKept;
  }

  /** Gives the room back. False when there was none to give. */
  release(): boolean {
    if (!this.#isKept) return false;
    this.#remove();
    return true;
  }

  #remove(): void {
    this.#isKept = false;
    this.#disk.remove(this.#path);
  }
}
