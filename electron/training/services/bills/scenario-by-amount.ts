// Amounts that train a scenario without choosing it first: the last two digits of a payment in cents.
// A chosen scenario wins over the amount; every amount that is not here is approved as the account says.
//
//   01-18  decline, by the order of billErrorTypes (01 UNKNOWN_CUSTOMER_ACCOUNT … 18 DUPLICATE_RECORD)
//   71     approvePart        78     approveLate         84     otherAccount
//   72     loseAnswer         81     approveMore         86     garbage
//   73     silence            82     approveForeign      87     olderShape
//   74     answer500          83     approveNothing      88     notOffered
//   76     answer503
//   77     answer504
//
// The gaps are cents that prices often end in.
import {
  type BillScenario,
  billErrorTypes,
} from '../../../../src-shared/services/bills/scenarios.ts';

const declines = billErrorTypes.map((errorType, index): [number, BillScenario] => [
  index + 1,
  { name: 'decline', errorType },
]);

/** By the last two digits. */
export const billScenarioByCents: ReadonlyMap<number, BillScenario> = new Map<number, BillScenario>(
  [
    ...declines,
    [71, { name: 'approvePart' }],
    [72, { name: 'loseAnswer' }],
    [73, { name: 'silence' }],
    [74, { name: 'answer500' }],
    [76, { name: 'answer503' }],
    [77, { name: 'answer504' }],
    [78, { name: 'approveLate' }],
    [81, { name: 'approveMore' }],
    [82, { name: 'approveForeign' }],
    [83, { name: 'approveNothing' }],
    [84, { name: 'otherAccount' }],
    [86, { name: 'garbage' }],
    [87, { name: 'olderShape' }],
    [88, { name: 'notOffered' }],
  ],
);

export function billScenarioOfAmount(amountMinor: number): BillScenario {
  return billScenarioByCents.get(Math.abs(amountMinor) % 100) ?? { name: 'approve' };
}
