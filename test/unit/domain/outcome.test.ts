import { describe, expect, it } from 'vitest';
import {
  type Outcome,
  outcomeOf,
  type QrOperation,
  qrOutcomes,
  type Silence,
} from '../../../src-shared/domain/outcome.ts';

const operations: QrOperation[] = ['createQrCode', 'pay', 'confirmPayment', 'reversePayment'];
const statuses = Array.from({ length: 500 }, (_, index) => index + 100);

// Written out again from the protocol and not from the code: 200, 201, 202 successful; 500 and 504
// unknown; 404 successful for a reversal only; everything else failed.
function expectedOutcome(operation: QrOperation, status: number): Outcome {
  if ([200, 201, 202].includes(status)) return 'successful';
  if ([500, 504].includes(status)) return 'unknown';
  return status === 404 && operation === 'reversePayment' ? 'successful' : 'failed';
}

describe.each(operations)('%s', (operation) => {
  it('has the right outcome for every status from 100 to 599', () => {
    const actual = statuses.map((status) => outcomeOf(qrOutcomes, operation, { status }));
    expect(actual).toEqual(statuses.map((status) => expectedOutcome(operation, status)));
  });

  it('knows nothing when no usable status came', () => {
    const silences: Silence[] = [
      'timeout',
      'notConnected',
      'connectionLost',
      'answerTooLarge',
      'malformed',
      'foreignAnswer',
    ];
    for (const silence of silences) {
      expect(outcomeOf(qrOutcomes, operation, { silence }), silence).toBe('unknown');
    }
  });
});
