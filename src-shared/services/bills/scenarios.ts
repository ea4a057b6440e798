// What a bill can meet in training: chosen on screen, by the control call, or by the amount.

/** Error types that a bill can be refused with (protocol dossier billpay.md §6). */
export const billErrorTypes = [
  'UNKNOWN_CUSTOMER_ACCOUNT',
  'LUHN_CHECK_FAILED',
  'INVALID_AMOUNT',
  'BELOW_MINIMUM_ALLOWED_AMOUNT',
  'ABOVE_MAXIMUM_ALLOWED_AMOUNT',
  'ACCOUNT_ALREADY_SETTLED',
  'RECEIVER_BLACKLISTED',
  'BLOCKED_USING_SETTLEMENT_ENTITY',
  'INVALID_PRODUCT',
  'INVALID_MERCHANT',
  'ROUTING_ERROR',
  'FORMAT_ERROR',
  'FUNCTION_NOT_SUPPORTED',
  'TRANSACTION_NOT_SUPPORTED',
  'UPSTREAM_UNAVAILABLE',
  'GENERAL_ERROR',
  'UNABLE_TO_LOCATE_RECORD',
  'DUPLICATE_RECORD',
] as const;
export type BillErrorType = (typeof billErrorTypes)[number];

/** Everything that the next request about a bill can be made to meet. */
export const billScenarioNames = [
  /** As the accounts say: approved, or refused with the error type that fits. */
  'approve',
  /** Refused with one of `billErrorTypes` and 400. */
  'decline',
  /** The function is not offered: 501. */
  'notOffered',
  /** Approved, but the answer comes only after the till's time was up. */
  'approveLate',
  /** Approved, but the line breaks before the answer. */
  'loseAnswer',
  /** Never processed, never answered. */
  'silence',
  /** Approved, yet answered with this status. */
  'answer500',
  'answer503',
  'answer504',
  /** Approved for half of what was asked. */
  'approvePart',
  /** Approved for more, in another currency, for nothing. */
  'approveMore',
  'approveForeign',
  'approveNothing',
  /** Approved, but the answer is of another account, or cannot be read. */
  'otherAccount',
  'garbage',
  /** Approved, answered in the older shape of the public test server (test-servers.md §2). */
  'olderShape',
] as const;
export type BillScenarioName = (typeof billScenarioNames)[number];
export type BillScenario = {
  readonly name: BillScenarioName;
  readonly errorType?: BillErrorType | undefined;
};
