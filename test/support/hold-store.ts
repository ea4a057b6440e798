// A process that opens a store and holds it until it is killed.
import { openStore } from '../../electron/core/store/safe/open.ts';

const store = openStore(process.argv[2] ?? '');
process.send?.('open');
// Named here so that it is not collected, which would close it.
process.on('message', () => store.hasRoom());
