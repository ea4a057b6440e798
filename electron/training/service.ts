// What the intermediary does with a message: reads it strictly, refuses ids used before, issues
// codes, passes payments and scans on, and takes advices. It knows no socket; an answer goes to a
// function. The ledger is written before the answer that follows from it.
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { assertNever } from '../../src-shared/result.ts';
import type { Chance, Clock } from '../core/clock.ts';
import { judgeConfirmation, judgeReversal, type Verdict } from './advices.ts';
import {
  type ErrorFacts,
  type ErrorType,
  errorAnswer,
  errorTypes,
  qrCodeText,
  type Reply,
  type Respond,
  reply,
} from './answers.ts';
import { readDocument } from './base-messages.ts';
import type { Ledger, StoredEntry } from './ledger.ts';
import type { Payments } from './payments.ts';
import { RecentIds } from './recent-ids.ts';
import type { Address, ReceivedMessage, Refusal, TrainingService } from './training-service.ts';
import { type Message, messages, type Operation, pathOf } from './wire.ts';

export type ServiceOptions = {
  readonly ledger: Ledger;
  readonly payments: Payments;
  readonly clock: Clock;
  readonly chance: Chance;
};

// Ids of code requests and scans known as used: more than any test or lesson needs. Those of
// payments and advices are known from the ledger.
const idsKept = 10_000;

// More would make the answer long and help nobody.
const problemsNamed = 20;

const operationAt: ReadonlyMap<string, Operation> = new Map(
  (Object.keys(pathOf) as Operation[]).map((operation) => [pathOf[operation], operation]),
);

export class QrService implements TrainingService {
  readonly basePath = '/qr/v1';
  readonly #options: ServiceOptions;
  readonly #codeRequestIds = new RecentIds(idsKept);
  readonly #scanIds = new RecentIds(idsKept);

  constructor(options: ServiceOptions) {
    this.#options = options;
  }

  find(method: string, path: string): Address {
    const operation = path.startsWith(this.basePath)
      ? operationAt.get(path.slice(this.basePath.length))
      : undefined;
    if (operation === undefined) return { kind: 'nowhere' };
    if (method !== 'POST') return { kind: 'otherMethod', allow: 'POST' };
    return {
      kind: 'operation',
      operation,
      isTills: operation !== 'notifyScan',
      takesBody: true,
      receive: (message, respond) => this.#receive(operation, message, respond),
    };
  }

  refuse({ status, errorType, errorMessage }: Refusal): Reply {
    // A fault may name a type of another interface: this one knows only its own.
    const own = errorTypes.find((known): known is ErrorType => known === errorType);
    return errorAnswer(status, this.#options.chance.uuid(), {
      errorType: own ?? 'GENERAL_ERROR',
      ...(errorMessage !== undefined && { errorMessage }),
    });
  }

  #receive(operation: Operation, { text, body }: ReceivedMessage, respond: Respond): void {
    const { payments } = this.#options;
    switch (operation) {
      case 'createQrCode':
        return this.#read(messages.createQrCode, body, respond, (request) =>
          this.#createQrCode(request, respond),
        );
      case 'pay':
        return this.#read(messages.pay, body, respond, (request) =>
          payments.request(request, respond),
        );
      case 'notifyScan':
        return this.#read(messages.notifyScan, body, respond, (scan) =>
          this.#notifyScan(scan, respond),
        );
      case 'confirmPayment':
        return this.#read(messages.confirmPayment, body, respond, (advice) =>
          this.#takeAdvice(advice, text, judgeConfirmation, respond),
        );
      case 'reversePayment':
        return this.#read(messages.reversePayment, body, respond, (advice) =>
          this.#takeAdvice(advice, text, judgeReversal, respond),
        );
      default:
        return assertNever(operation);
    }
  }

  #read<Read>(
    schema: z.ZodType<Read>,
    body: unknown,
    respond: Respond,
    then: (message: Read) => void,
  ): void {
    const message = readDocument(schema, body);
    if (message.ok) return then(message.value);
    const field = message.failure[0]?.field ?? 'document';
    const named = `Check ${field}`;
    this.#refuse(respond, 400, {
      errorType: 'FORMAT_ERROR',
      // 40 characters at most: of a long field name the end says more than the beginning.
      errorMessage: named.length <= 40 ? named : field.slice(-40),
      detailMessage: { problems: message.failure.slice(0, problemsNamed) },
    });
  }

  #createQrCode(request: Message<'createQrCode'>, respond: Respond): void {
    if (!this.#codeRequestIds.add(request.id)) {
      return this.#refuse(respond, 400, { errorType: 'DUPLICATE_RECORD' });
    }
    const tranId = this.#options.payments.issueCode();
    const time = this.#options.clock.stamp();
    respond(reply(201, { ...request, time, tranId, qrCode: qrCodeText(tranId) }));
  }

  #notifyScan(scan: Message<'notifyScan'>, respond: Respond): void {
    const { tranId } = scan;
    if (!this.#scanIds.add(scan.id)) {
      return this.#refuse(respond, 400, { errorType: 'DUPLICATE_RECORD', tranId });
    }
    if (!this.#options.payments.scan(scan)) {
      return this.#refuse(respond, 400, { errorType: 'INVALID_TRAN_ID', tranId });
    }
    respond({ kind: 'reply', status: 202, text: null });
  }

  #takeAdvice<Advice extends Message<'confirmPayment'>>(
    advice: Advice,
    text: string,
    judge: (entry: StoredEntry | undefined, advice: Advice) => Verdict,
    respond: Respond,
  ): void {
    const { ledger, payments } = this.#options;
    const facts = { originalId: advice.requestId, tranId: advice.tranId };
    const entry = ledger.find(advice.requestId);
    const digest = createHash('sha256').update(text).digest('base64url');
    const digestBefore = ledger.digestOf(advice.id);
    if (digestBefore !== undefined && digestBefore !== digest) {
      return this.#refuse(respond, 400, { errorType: 'DUPLICATE_RECORD', ...facts });
    }
    // A repeat with the same bytes is harmless and taken again (dossier README §5).
    if (digestBefore !== undefined && entry?.state !== 'reversedUnknown') {
      return respond({ kind: 'reply', status: 202, text });
    }

    const verdict = judge(entry, advice);
    const taken = { id: advice.id, digest };
    switch (verdict.kind) {
      case 'taken':
        ledger.put({ ...verdict.entry, advices: [...verdict.entry.advices, taken] });
        if (entry?.state === 'open') payments.giveUp(advice.requestId);
        return respond({ kind: 'reply', status: 202, text });
      case 'nothingToReverse':
        // Remembered, so that a payment request that comes after its reversal finds it.
        if (!entry) ledger.put(reversedUnknown(advice, taken));
        return respond({ kind: 'reply', status: 404, text: null });
      case 'refused':
        return this.#refuse(respond, verdict.status, { errorType: verdict.errorType, ...facts });
      default:
        return assertNever(verdict);
    }
  }

  #refuse(respond: Respond, status: number, facts: ErrorFacts): void {
    respond(errorAnswer(status, this.#options.chance.uuid(), facts));
  }
}

function reversedUnknown(
  advice: Message<'confirmPayment'>,
  taken: StoredEntry['advices'][number],
): StoredEntry {
  return {
    paymentId: advice.requestId,
    tranId: advice.tranId ?? null,
    requestedMinor: 0,
    amountMinor: 0,
    currency: null,
    partner: null,
    state: 'reversedUnknown',
    advices: [taken],
  };
}
