// What the front needs to know of an interface that is spoken here: where it is, what stands at an
// address of it, and how it says no.

import type { BillOperation } from '../../src-shared/services/bills/operations.ts';
import type { BillErrorType } from '../../src-shared/services/bills/scenarios.ts';
import type { ErrorType, Reply, Respond } from './answers.ts';
import type { Operation as QrOperation } from './wire.ts';

/** Every operation of every interface that is spoken here. */
export type ServedOperation = QrOperation | BillOperation;

export type Address =
  | {
      readonly kind: 'operation';
      readonly operation: ServedOperation;
      /** False: it is a customer's wallet that asks. It has its own line, and meets no fault. */
      readonly isTills: boolean;
      /** False: nothing is sent along, so nothing is read. */
      readonly takesBody: boolean;
      /** Takes a message that is JSON; whatever else is wrong with it is the service's to say. */
      readonly receive: (message: ReceivedMessage, respond: Respond) => void;
    }
  | { readonly kind: 'otherMethod'; readonly allow: string }
  | { readonly kind: 'nowhere' };

/** A message as it came. */
export type ReceivedMessage = {
  readonly text: string;
  /** The text as JSON. */
  readonly body: unknown;
};

/** Why a message is not heard out, or what a fault says instead of an answer. */
export type Refusal = {
  readonly status: number;
  readonly errorType: ErrorType | BillErrorType;
  /** Absent: the usual words for this type. */
  readonly errorMessage?: string | undefined;
};

export type TrainingService = {
  /** Where it begins, below the origin. */
  readonly basePath: string;
  /** What is at a path (the base path included) for a method. */
  find(method: string, path: string): Address;
  /** The refusal in the words of this interface. `body` is the message as far as it could be read. */
  refuse(refusal: Refusal, address: Address, body: unknown): Reply;
};
