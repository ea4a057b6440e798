// What every call of the contract does, put together from its subjects. They decide nothing: that
// is the till's.
import type { contract } from '../../../src-shared/contract/contract.ts';
import type { Session } from '../session.ts';
import { billCallsOf } from './bills.ts';
import type { Calls } from './dispatch.ts';
import { historyCallsOf } from './history.ts';
import { paymentCallsOf } from './payment.ts';
import { queueCallsOf } from './queue.ts';
import { saleCallsOf } from './sale.ts';
import { settingsCallsOf } from './settings.ts';
import { tillCallsOf } from './till.ts';
import { trainingCallsOf } from './training.ts';

/** The calls of a core with this session, which says what there is in each mode. */
export function callsOf(session: Session): Calls<typeof contract> {
  return {
    ...tillCallsOf(session),
    ...saleCallsOf(session),
    ...paymentCallsOf(session),
    ...billCallsOf(session),
    ...queueCallsOf(session),
    ...historyCallsOf(session),
    ...settingsCallsOf(session),
    ...trainingCallsOf(session),
  };
}
