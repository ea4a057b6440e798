import { describe, expect, it } from 'vitest';
import {
  type BodyKind,
  bodyKinds,
  meaningOf,
  type Outcome,
  outcomeOf,
  type Silence,
} from '../../../src-shared/domain/outcome.ts';
import { type QrOperation, qrInterface } from '../../../src-shared/services/qr/operations.ts';

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
    const actual = statuses.map((status) => outcomeOf(qrInterface, operation, { status }));
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
      expect(outcomeOf(qrInterface, operation, { silence }), silence).toBe('unknown');
    }
  });
});

// The rule of belief, written out again: what each status needs in its body, by operation.
type Needs = 'nothing' | BodyKind[];
const noPage: BodyKind[] = ['empty', 'errorDetail'];
function needs(operation: QrOperation, status: number): Needs {
  if ([500, 504, 401, 403].includes(status)) return 'nothing';
  const isAdvice = operation === 'confirmPayment' || operation === 'reversePayment';
  if (![200, 201, 202].includes(status)) return noPage;
  return isAdvice ? ['empty', 'message', 'errorDetail', 'object'] : ['message'];
}

const jsonTypes = [
  '',
  'application/json',
  'Application/JSON; charset=utf-8',
  'application/problem+json',
  'text/json;charset=ISO-8859-1',
];
const otherTypes = [
  'text/html',
  'TEXT/HTML; charset=utf-8',
  'text/plain',
  'image/png',
  'application/octet-stream',
  'application/jsonp',
  'application/x-json-not',
  '+json',
];

describe.each(operations)('an answer to %s is believed', (operation) => {
  it('as its status and its body say, for every status, body and type', () => {
    for (const status of statuses) {
      const needed = needs(operation, status);
      for (const body of bodyKinds) {
        for (const contentType of [...jsonTypes, ...otherTypes]) {
          const isOurs = body === 'empty' || jsonTypes.includes(contentType);
          const isBelieved = needed === 'nothing' || (isOurs && needed.includes(body));
          const isHollow = body === 'empty' && !isBelieved;
          const expected = isBelieved
            ? expectedOutcome(operation, status)
            : isHollow
              ? 'unknown'
              : 'foreign';
          const meaning = meaningOf(qrInterface, operation, { status, contentType, body });
          expect([status, body, contentType, meaning]).toEqual([
            status,
            body,
            contentType,
            expected,
          ]);
        }
      }
    }
  });

  it('whoever says 404 to a reversal, where the profile trusts that, and nothing else', () => {
    for (const status of statuses) {
      for (const body of bodyKinds) {
        const answer = { status, contentType: 'text/html', body };
        const plain = meaningOf(qrInterface, operation, answer);
        const isReversals404 = status === 404 && operation === 'reversePayment';
        expect(meaningOf(qrInterface, operation, answer, true)).toBe(
          isReversals404 ? 'successful' : plain,
        );
      }
    }
  });
});
