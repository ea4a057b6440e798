// What happens to the files of a till while it is off: bad sectors, a careless hand, an old backup.
import type { Random } from './random.ts';
import type { Damage } from './swarm.ts';
import { openVirtualDatabase } from './virtual-database.ts';
import { soundDisk, type VirtualDisk } from './virtual-disk.ts';
import type { VirtualFile } from './virtual-file.ts';

const pageBytes = 4_096;

/** Does the damage. `earlier` is the disk as it was before the first sale. */
export function harm(
  disk: VirtualDisk,
  damage: Damage,
  random: Random,
  earlier: VirtualDisk,
  folder: string,
): void {
  const database = disk.find(`${folder}/till.sqlite`);
  const record = disk.find(`${folder}/till.record`);
  const lose = (...endings: string[]) => {
    for (const ending of endings) disk.lose(`${folder}/till.${ending}`);
  };
  switch (damage) {
    case 'zeroPage':
      if (!database || database.size < pageBytes) return;
      return zeroPages(disk, folder, random);
    case 'truncate':
      // The log goes with it: what it holds would put the end back.
      database?.cutTo(random.integer(0, Math.floor(database.size / pageBytes)) * pageBytes);
      return lose('sqlite-wal');
    case 'loseDatabase':
      return lose('sqlite', 'sqlite-wal');
    case 'loseWal':
      return lose('sqlite-wal');
    case 'olderCopy':
      lose('sqlite', 'sqlite-wal');
      disk.put(`${folder}/till.sqlite`, earlier.find(`${folder}/till.sqlite`));
      return disk.put(`${folder}/till.sqlite-wal`, earlier.find(`${folder}/till.sqlite-wal`));
    case 'tearRecord':
      return record?.cutTo(random.integer(0, record.size));
    case 'loseRecord':
      return lose('record');
    case 'flipBit': {
      const file = random.pick([database, database, record]);
      // In the log every bit has a checksum; in the file itself it has none.
      if (file === database) writeBack(disk, `${folder}/till.sqlite`);
      return file && flipBit(file, random);
    }
  }
}

function writeBack(disk: VirtualDisk, path: string): void {
  const faults = { ...disk.faults };
  Object.assign(disk.faults, soundDisk);
  const process = { disk, isDead: false, databases: [] as { bury(): void }[] };
  const opened = openVirtualDatabase(process, path);
  opened.pragma('locking_mode = EXCLUSIVE', { simple: true });
  opened.pragma('wal_checkpoint(TRUNCATE)', { simple: true });
  for (const each of process.databases) each.bury();
  disk.flush();
  Object.assign(disk.faults, faults);
}

function flipBit(file: VirtualFile, random: Random): void {
  if (file.size === 0) return;
  const at = random.integer(0, file.size - 1);
  file.damage(at, Uint8Array.of((file.now.bytes[at] ?? 0) ^ (1 << random.integer(0, 7))));
}

// Pages of the log count as much as those of the file: the newest content is there.
function zeroPages(disk: VirtualDisk, folder: string, random: Random): void {
  const database = disk.find(`${folder}/till.sqlite`);
  if (!database) return;
  const page = random.integer(0, Math.floor(database.size / pageBytes) - 1);
  database.damage(page * pageBytes, new Uint8Array(pageBytes));
  disk.lose(`${folder}/till.sqlite-wal`);
}
