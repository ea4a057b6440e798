// Amounts that train a scenario without a phone: a payment of exactly this many minor units meets
// it at once, without a scan. R 4 004.01 upward, one for each scenario, then one for each common
// reason to decline; all below the usual limit of a till. A chosen scenario wins over the amount.
import type { Scenario } from '../../src-shared/contract/scenarios.ts';

export const scenarioByAmount: ReadonlyMap<number, Scenario> = new Map<number, Scenario>([
  [400_401, { name: 'approve' }],
  [400_402, { name: 'decline' }],
  [400_403, { name: 'noScan' }],
  [400_404, { name: 'approveLate' }],
  [400_405, { name: 'loseAnswer' }],
  [400_406, { name: 'silence' }],
  [400_407, { name: 'answer500' }],
  [400_408, { name: 'answer503' }],
  [400_409, { name: 'answer504' }],
  [400_410, { name: 'approvePart' }],
  [400_411, { name: 'approveMore' }],
  [400_412, { name: 'approveForeign' }],
  [400_413, { name: 'approveNothing' }],
  [400_414, { name: 'garbage' }],

  [400_421, { name: 'decline', errorType: 'INSUFFICIENT_FUNDS' }],
  [400_422, { name: 'decline', errorType: 'DECLINED_BY_ISSUER' }],
  [400_423, { name: 'decline', errorType: 'DECLINED_BY_ACQUIRER' }],
  [400_424, { name: 'decline', errorType: 'DO_NOT_HONOR' }],
  [400_425, { name: 'decline', errorType: 'INVALID_CARD_NUMBER' }],
  [400_426, { name: 'decline', errorType: 'CARD_EXPIRED' }],
  [400_427, { name: 'decline', errorType: 'INVALID_ACCOUNT' }],
  [400_428, { name: 'decline', errorType: 'INVALID_AMOUNT' }],
  [400_429, { name: 'decline', errorType: 'PARTNER_UNKNOWN' }],
  [400_430, { name: 'decline', errorType: 'ROUTING_ERROR' }],
  [400_431, { name: 'decline', errorType: 'UPSTREAM_UNAVAILABLE' }],
  [400_432, { name: 'decline', errorType: 'GENERAL_ERROR' }],
  // The till must not answer this one with a new id, but reverse and ask for a fresh code.
  [400_433, { name: 'decline', errorType: 'DUPLICATE_RECORD' }],
]);
