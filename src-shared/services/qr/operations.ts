// The QR Payment interface, version 1.7.0, as data: its operations (protocol dossier qr.md §1) and what
// a status means (seed "Protocol Basics"; 404 by operation: dossier README §4.1).
import type { AdviceKind, SettledBy } from '../../domain/advice.ts';
import type { Interface } from '../../domain/outcome.ts';
import { adviceRetry } from '../../domain/retry-schedule.ts';

export const qrOperationNames = [
  'createQrCode',
  'pay',
  'confirmPayment',
  'reversePayment',
] as const;
export type QrOperation = (typeof qrOperationNames)[number];

export const qrInterface: Interface<QrOperation> = {
  operations: {
    createQrCode: { role: 'lookup', method: 'POST', path: '/qrCodes', notFound: 'failed' },
    pay: { role: 'request', method: 'POST', path: '/payments', notFound: 'failed' },
    confirmPayment: {
      role: 'advice',
      method: 'POST',
      path: '/payments/confirmations',
      notFound: 'failed',
      retry: adviceRetry,
    },
    reversePayment: {
      role: 'advice',
      method: 'POST',
      path: '/payments/reversals',
      // Nothing to reverse is what a reversal wants.
      notFound: 'successful',
      retry: adviceRetry,
    },
  },
  successful: [200, 201, 202],
  unknown: [500, 504],
};

/** The operation that carries each kind of advice. */
export const qrAdviceOperations: Readonly<Record<AdviceKind, QrOperation>> = {
  confirmation: 'confirmPayment',
  reversal: 'reversePayment',
};

/** Refusals that say that an advice has done what it is for (dossier README §5, §6). */
export const qrSettledBy: SettledBy = {
  // Our own earlier confirmation settled it.
  confirmation: { always: [], ifSentBefore: ['DUPLICATE_RECORD', 'ACCOUNT_ALREADY_SETTLED'] },
  // A reversal that is told of an account already settled contradicts our books: that is for a person.
  reversal: { always: ['UNABLE_TO_LOCATE_RECORD'], ifSentBefore: ['DUPLICATE_RECORD'] },
};
