// What we know after asking the intermediary. One pure table per interface: the status decides, an
// ErrorDetail only explains (protocol dossier, README §4). Not knowing is an outcome of its own.

export type Outcome = 'successful' | 'unknown' | 'failed';

/**
 * Why no usable status came back:
 * - `timeout`: no complete answer within the deadline;
 * - `notConnected`: no connection could be made (name, route, refused, TLS handshake);
 * - `connectionLost`: broken after bytes may have left;
 * - `answerTooLarge`, `malformed`: an answer we refuse to read;
 * - `foreignAnswer`: a web page where the intermediary's JSON should be.
 */
export const silences = [
  'timeout',
  'notConnected',
  'connectionLost',
  'answerTooLarge',
  'malformed',
  'foreignAnswer',
] as const;
export type Silence = (typeof silences)[number];

/** Status answered, or why none was. */
export type Answered =
  | { readonly status: number; readonly silence?: never }
  | { readonly silence: Silence; readonly status?: never };

/** The rules of one interface. `notFound` says what 404 means for each of its operations. */
export type OutcomeTable<Operation extends string> = {
  readonly successful: readonly number[];
  readonly unknown: readonly number[];
  readonly notFound: Readonly<Record<Operation, Outcome>>;
};

export const qrOperations = ['createQrCode', 'pay', 'confirmPayment', 'reversePayment'] as const;
export type QrOperation = (typeof qrOperations)[number];

/** QR Payment interface v1.7.0 (seed "Protocol Basics"; 404 by operation: dossier README §4.1). */
export const qrOutcomes: OutcomeTable<QrOperation> = {
  successful: [200, 201, 202],
  unknown: [500, 504],
  notFound: {
    createQrCode: 'failed',
    pay: 'failed',
    confirmPayment: 'failed',
    // Nothing to reverse is what a reversal wants.
    reversePayment: 'successful',
  },
};

/** Total and pure: the same answer to the same operation always means the same. */
export function outcomeOf<Operation extends string>(
  table: OutcomeTable<Operation>,
  operation: Operation,
  answered: Answered,
): Outcome {
  if (answered.status === undefined) return 'unknown';
  if (answered.status === 404) return table.notFound[operation];
  if (table.successful.includes(answered.status)) return 'successful';
  if (table.unknown.includes(answered.status)) return 'unknown';
  return 'failed';
}
