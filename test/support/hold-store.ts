// A process that opens a store and holds it until it is killed.
import { openStore } from '../../electron/core/store/open.ts';

openStore(process.argv[2] ?? '');
process.send?.('open');
process.on('message', () => {});
