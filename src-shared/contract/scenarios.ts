// What the customer's phone and the line can do in training: the scenarios of the embedded
// intermediary, chosen per payment on the phone panel, by its control call, or by the amount.

/** Error types a partner can decline with (protocol dossier qr.md §3). */
export const declineTypes = [
  'DECLINED_BY_PARTNER',
  'INSUFFICIENT_FUNDS',
  'DECLINED_BY_ISSUER',
  'DECLINED_BY_ACQUIRER',
  'DO_NOT_HONOR',
  'INVALID_CARD_NUMBER',
  'CARD_EXPIRED',
  'INVALID_ACCOUNT',
  'INVALID_AMOUNT',
  'INVALID_TRAN_ID',
  'PARTNER_UNKNOWN',
  'INVALID_MERCHANT',
  'TRANSACTION_NOT_SUPPORTED',
  'FUNCTION_NOT_SUPPORTED',
  'ROUTING_ERROR',
  'UPSTREAM_UNAVAILABLE',
  'GENERAL_ERROR',
  'FORMAT_ERROR',
  'DUPLICATE_RECORD',
] as const;

/** Everything one payment can be made to meet. */
export const scenarioNames = [
  /** The customer scans and approves. */
  'approve',
  /** The customer's partner declines (with one of `declineTypes`). */
  'decline',
  /** Nobody scans; the intermediary gives up and says NO_SCAN_RECEIVED with 400. */
  'noScan',
  /** Approved, but the answer comes only after the till's time was up. */
  'approveLate',
  /** Approved, but the line breaks before the answer. */
  'loseAnswer',
  /** The request is processed by nobody and never answered. */
  'silence',
  /** Approved upstream, yet answered with this status. */
  'answer500',
  'answer503',
  'answer504',
  /** Approved for less than was asked (half, rounded down). */
  'approvePart',
  /** Approved for another amount or currency than was asked. */
  'approveMore',
  'approveForeign',
  /** 201 without an approved amount. */
  'approveNothing',
  /** Approved, but the 201 cannot be read. */
  'garbage',
] as const;

export type ScenarioName = (typeof scenarioNames)[number];
export type DeclineType = (typeof declineTypes)[number];
export type Scenario = {
  readonly name: ScenarioName;
  readonly errorType?: DeclineType | undefined;
};

/** What the line and the intermediary can do to what is owed, in training: to practise exceptions. */
export const exerciseNames = [
  /** Nobody answers for a minute: what is owed waits, and selling goes on in cash. */
  'outage',
  /** The next confirmation is refused for good: a person has to see to it. */
  'refusedConfirmation',
  /** The next reversal is refused for good. */
  'refusedReversal',
] as const;
export type ExerciseName = (typeof exerciseNames)[number];
