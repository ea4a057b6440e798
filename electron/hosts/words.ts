// What a host says on the terminal or in a box before there is a window, in English: to whoever starts
// the till, who named these files and flags and may know all about them.
import type { FileFault } from '../../src-shared/contract/rule.ts';

const faults: Record<FileFault, string> = {
  missing: 'does not exist',
  forbidden: 'must not be read by this user',
  notRegular: 'is not a regular file',
  isLink: 'is a link; name the file itself',
  tooLarge: 'is larger than 64 KiB',
  notOurs: 'belongs to another user; it must be yours',
  openToOthers: 'can be read or changed by others; run chmod 600 on it',
  notText: 'is not text in UTF-8 or UTF-16',
  notJson: 'is not JSON',
  empty: 'is empty',
  unusable: 'cannot be used',
};

/** By the error code of the system. */
const folderFaults: Partial<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'must not be used by this user',
  EPERM: 'must not be used by this user',
  ENOTDIR: 'stands where a folder should be',
  EEXIST: 'stands where a folder should be',
  EROFS: 'stands on a disk that cannot be written',
  ENOSPC: 'stands on a full disk',
};

export const words = {
  fileRefused: (flag: string, path: string, fault: FileFault) =>
    `${flag} must name a file that can be used; ${path} ${faults[fault]}.`,
  folderRefused: (folder: string, code: string) =>
    `The data folder must be writable; ${folder} ${folderFaults[code] ?? `cannot be used (${code || 'unknown reason'})`}.`,
  folderOfOthers: (folder: string) =>
    `The data folder must be yours; ${folder} belongs to another user.`,
  folderOfOtherThings: (folder: string) =>
    `The data folder must be new, empty or a till's; ${folder} holds other things. Nothing was changed in it.`,
  folderInFolder: (path: string) =>
    `The data folder must hold the till's files; ${path} is a folder where a file should be.`,
  folderOpen: (folder: string) =>
    `The data folder must be closed to others; ${folder} can be written by them. Run chmod 700 on it, and look at what stands in it.`,
  linkInFolder: (path: string) =>
    `The data folder must hold its files itself; ${path} is a link to elsewhere.`,
  oddInFolder: (path: string) =>
    `The data folder must hold files only; ${path} is a pipe, a socket or a device.`,
  fileOfOthers: (path: string) => `The data folder must be yours; ${path} belongs to another user.`,
  closed: (path: string) => `${path} could be read by others; it is closed to them now.`,
  stopped: (cause: string) => `The till stopped (${cause}); it starts again.`,

  hostUnknown: (name: string) => `--host must be electron or browser, not "${name}".`,
  portOdd: (port: string) => `--port must be a whole number from 0 to 65535, not "${port}".`,
  switchOdd: (variable: string, value: string) => `${variable} must be 1 or 0, not "${value}".`,
  unknownFlag: (flag: string) => `${flag} is not a flag; run with --help for the list.`,
  valueMissing: (flag: string, example: string) =>
    `${flag} needs a value, such as ${flag} ${example}.`,
  valueTooMuch: (flag: string) => `${flag} takes no value.`,
};
