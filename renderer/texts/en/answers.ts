// What was answered on the wire, in words.
import type { AdviceRow } from '../../../src-shared/contract/views/queue.ts';
import type { QrOperation } from '../../../src-shared/services/qr/operations.ts';
import { isolated } from '../isolated.ts';

type Silence = NonNullable<NonNullable<AdviceRow['lastAnswer']>['silence']>;

/** The last answer to a message, in words. */
export const answers = {
  taken: {
    createQrCode: 'Code given',
    pay: 'Approved',
    confirmPayment: 'Accepted',
    reversePayment: 'Accepted',
  } satisfies Record<QrOperation, string>,
  accepted: 'Accepted',
  statuses: {
    400: 'Refused',
    401: 'User name or password refused',
    403: 'Not allowed for this till',
    404: 'Not known there',
    500: 'An error at the payment service',
    501: 'Not offered',
    502: 'No way through to the payment service',
    503: 'Not available at the moment',
    504: 'The payment service got no answer in time',
  } as Record<number, string>,
  status: (status: number) => `Answered ${status}`,
  withStatus: (words: string, status: number) => `${words} (${status})`,
  withMessage: (words: string, message: string) => `${words}: “${isolated(message)}”`,
  silences: {
    timeout: 'No answer in time',
    notConnected: 'No connection',
    connectionLost: 'The connection broke',
    answerTooLarge: 'The answer was too long',
    malformed: 'The answer could not be read',
    foreignAnswer: 'Something in between answered with a page of its own',
  } satisfies Record<Silence, string>,
  none: 'Not answered',
};
