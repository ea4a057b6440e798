// The one way a file of a line is read that stands beside the book. Promises: it never takes more room
// than such a line needs, whatever was put there under its name.
import type { Disk } from '../disk.ts';

/** A path on any system, with room to spare. */
const shortTextLimit = 8 * 1024;

/** The text of the file at `path`; null when it is larger than any that the till wrote. */
export function shortText(disk: Disk, path: string): string | null {
  const file = disk.openFile(path);
  try {
    return file.size > shortTextLimit ? null : file.read(0, file.size).toString();
  } finally {
    file.close();
  }
}
