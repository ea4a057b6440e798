// Fills a store as an earlier run would have left it: path and number of owed advices come as
// arguments. Runs in a process of its own, so that none of its garbage is swept up within what is
// measured.
import { openStore } from '../../electron/core/store/safe/open.ts';
import { fillWithOwedAdvices } from '../support/owed-advices.ts';

const [path = '', count] = process.argv.slice(2);
const store = openStore(path);
fillWithOwedAdvices(store, Number(count));
store.close();
