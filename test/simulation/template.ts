// The disk of a till that was set up earlier, so that not every story begins by making one.
import { storageCode } from '../../electron/core/store/safe/disk-trouble.ts';
import { openStore } from '../../electron/core/store/safe/open.ts';
import { saveSetting } from '../../electron/core/store/tables/settings.ts';
import { validProfile } from '../support/profile.ts';
import { folder } from './machine.ts';
import { Random } from './random.ts';
import { diskOf } from './sim-disk.ts';
import { VirtualDisk } from './virtual-disk.ts';
import { loadSqlite } from './virtual-sqlite.ts';

let template: VirtualDisk | undefined;

/** Makes the template. Call once before the first story of a thread. */
export async function prepare(): Promise<void> {
  process.on('unhandledRejection', (error) => {
    // The last words of a process whose disk failed it: that has ended it already.
    if (storageCode(error) === '') throw error;
  });
  await loadSqlite();
  if (template) return;
  template = new VirtualDisk(new Random(0));
  const maker = { disk: template, isDead: false };
  const store = openStore(`${folder}/till.sqlite`, {
    chance: new Random(0),
    disk: diskOf(maker),
  });
  store.commit('saveProfile', () =>
    saveSetting(store, 'profile', validProfile('https://far.test/qr/v1')),
  );
  store.close();
}

/** A copy of the disk of a till that was set up. */
export function freshDisk(random: Random): VirtualDisk {
  if (!template) throw new Error('prepare comes first');
  return VirtualDisk.holding(template, random);
}
