// The bill payment interface at the intermediary: what stands at its addresses, how it reads messages,
// lookups, and what becomes of advices. Payments and refunds are in bill-requests.ts.
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { assertNever } from '../../../../src-shared/result.ts';
import { type BillOperation } from '../../../../src-shared/services/bills/operations.ts';
import {
  type BillErrorType,
  type BillScenario,
  billErrorTypes,
} from '../../../../src-shared/services/bills/scenarios.ts';
import type { Chance, Clock } from '../../../core/clock.ts';
import { type Reply, type Respond, reply } from '../../answers.ts';
import { type Problem, readDocument } from '../../base-messages.ts';
import { RecentIds } from '../../recent-ids.ts';
import type { Address, ReceivedMessage, Refusal, TrainingService } from '../../training-service.ts';
import { findAccount, findBiller } from './account-rules.ts';
import { judgeBillAdvice } from './advices.ts';
import { billError, billersList, type Concerned, lookupResponse } from './answers.ts';
import { BillRequests } from './bill-requests.ts';
import type { BillLedger, StoredBill } from './ledger.ts';
import {
  type AdviceMessage,
  type AdviceOperation,
  billMessages,
  billOf,
  billPlaces,
  type FoundPlace,
  findPlace,
  type LookupMessage,
  type LookupOperation,
} from './wire.ts';

export type BillServiceOptions = {
  readonly ledger: BillLedger;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly lateAnswerMs: number;
};

// Ids of requests known as used; those of payments and refunds are known from the ledger too.
const idsKept = 10_000;

// More would make the answer long and help nobody.
const problemsNamed = 20;

/** What a lookup can meet of the scenarios: it moves no money, so nothing else says anything of it. */
const lookupScenarios: readonly BillScenario['name'][] = [
  'decline',
  'notOffered',
  'silence',
  'answer500',
  'answer503',
  'answer504',
];

export class BillService implements TrainingService {
  readonly basePath = '/billpay/v4';
  /** Payments and refunds. */
  readonly requests: BillRequests;
  readonly #options: BillServiceOptions;
  readonly #usedIds = new RecentIds(idsKept);

  constructor(options: BillServiceOptions) {
    this.#options = options;
    this.requests = new BillRequests({
      ...options,
      basePath: this.basePath,
      usedIds: this.#usedIds,
    });
  }

  find(method: string, path: string): Address {
    const place = path.startsWith(this.basePath)
      ? findPlace(path.slice(this.basePath.length))
      : null;
    if (!place) return { kind: 'nowhere' };
    const allow = billPlaces[place.operation].method;
    if (method !== allow) return { kind: 'otherMethod', allow };
    return {
      kind: 'operation',
      operation: place.operation,
      isTills: true,
      takesBody: allow === 'POST',
      receive: (message, respond) => this.#receive(place, message, respond),
    };
  }

  refuse(refusal: Refusal, address: Address, body: unknown): Reply {
    const operation = address.kind === 'operation' ? asBillOperation(address.operation) : undefined;
    // 404 and 405 are in none of its tables, and an ErrorDetail names the kind of message.
    if (!operation) return { kind: 'reply', status: refusal.status, text: null };
    const { errorType, errorMessage } = refusal;
    const own = billErrorTypes.find((known) => known === errorType) ?? 'GENERAL_ERROR';
    return billError(refusal.status, this.#concerned(operation, body), {
      errorType: own,
      ...(errorMessage !== undefined && {
        detailMessage: { problems: [{ field: 'document', rule: errorMessage }] },
      }),
    });
  }

  #receive(place: FoundPlace, message: ReceivedMessage, respond: Respond): void {
    const { operation } = place;
    const { text } = message;
    const read = <Read extends { id: string }>(
      schema: z.ZodType<Read>,
      then: (message: Read) => void,
    ): void => {
      const problems = this.#read(place, schema, message.body, then);
      if (problems.length > 0) respond(this.#malformed(operation, message.body, problems));
    };
    switch (operation) {
      case 'listBillers':
        return respond(reply(200, billersList()));
      case 'requestAccountInfo':
      case 'requestTrafficFineInfo':
      case 'requestPolicyInfo':
        return read<LookupMessage>(billMessages[operation], (request) =>
          this.#lookUp(operation, request, respond),
        );
      case 'createAccountPayment':
        return read(billMessages[operation], (request) =>
          this.requests.pay(operation, request, respond),
        );
      case 'createTrafficFinePayment':
        return read(billMessages[operation], (request) =>
          this.requests.pay(operation, request, respond),
        );
      case 'createPolicyPayment':
        return read(billMessages[operation], (request) =>
          this.requests.pay(operation, request, respond),
        );
      case 'createRefund':
        return read(billMessages[operation], (request) => this.requests.refund(request, respond));
      case 'confirmBillPayment':
      case 'reverseBillPayment':
      case 'confirmRefund':
      case 'reverseRefund':
        return read<AdviceMessage>(billMessages[operation], (advice) =>
          this.#takeAdvice(operation, advice, text, respond),
        );
      default:
        return assertNever(operation);
    }
  }

  /** Hands the message on, or says what is wrong with it. The ids of the address are those of the body. */
  #read<Read extends { id: string }>(
    { ids }: FoundPlace,
    schema: z.ZodType<Read>,
    body: unknown,
    then: (message: Read) => void,
  ): Problem[] {
    const message = readDocument(schema, body);
    if (!message.ok) return message.failure;
    const problems = Object.entries(message.value)
      .filter(([field, value]) => field in ids && ids[field] !== value)
      .map(([field]) => ({ field, rule: 'must be as in the path' }));
    if (problems.length === 0) then(message.value);
    return problems;
  }

  #malformed(operation: BillOperation, body: unknown, problems: readonly Problem[]): Reply {
    const field = problems[0]?.field ?? 'document';
    const named = `Check ${field}`;
    return billError(400, this.#concerned(operation, body), {
      errorType: 'FORMAT_ERROR',
      // 20 characters at most: of a long field name the end says more than the beginning.
      errorMessage: named.length <= 20 ? named : field.slice(-20),
      detailMessage: { problems: problems.slice(0, problemsNamed) },
    });
  }

  #lookUp(operation: LookupOperation, request: LookupMessage, respond: Respond): void {
    const { ledger, clock } = this.#options;
    const concerned = { operation, id: request.id };
    const refuse = (errorType: BillErrorType, status = 400) =>
      respond(billError(status, concerned, { errorType }));
    if (ledger.find(request.id) || !this.#usedIds.add(request.id))
      return refuse('DUPLICATE_RECORD');
    const chosen = this.requests.takeChosen(({ name }) => lookupScenarios.includes(name));
    switch (chosen?.name) {
      case 'silence':
        return respond({ kind: 'never' });
      case 'notOffered':
        return respond(notOffered);
      case 'decline':
        return refuse(chosen.errorType ?? 'UNKNOWN_CUSTOMER_ACCOUNT');
      case 'answer500':
        return refuse('UPSTREAM_UNAVAILABLE', 500);
      case 'answer503':
        return refuse('UPSTREAM_UNAVAILABLE', 503);
      case 'answer504':
        return refuse('UPSTREAM_UNAVAILABLE', 504);
      default:
    }
    if (findBiller(request.receiver?.id)?.lookups === false) return respond(notOffered);
    const { kind, number } = billOf(request);
    const found = findAccount(kind, number, request.receiver?.id);
    if (!found.ok) return refuse(found.failure);
    if (found.value.biller.lookups === false) return respond(notOffered);
    const due = ledger.dueOf(number);
    respond(reply(200, lookupResponse(request, found.value, clock.stamp(), due)));
  }

  #takeAdvice(
    operation: AdviceOperation,
    advice: AdviceMessage,
    text: string,
    respond: Respond,
  ): void {
    const { ledger } = this.#options;
    const concerned = { operation, id: advice.id, originalId: advice.requestId };
    const refuse = (errorType: BillErrorType) => respond(billError(400, concerned, { errorType }));
    const entry = ledger.find(advice.requestId);
    const digest = createHash('sha256').update(`${operation} ${text}`).digest('base64url');
    const digestBefore = ledger.digestOf(advice.id);
    if (digestBefore !== undefined && digestBefore !== digest) return refuse('DUPLICATE_RECORD');
    // A repeat with the same bytes is harmless and taken again (dossier README §5).
    if (digestBefore !== undefined && entry?.state !== 'reversedUnknown') {
      return respond(reply(202, adviceResponse(advice)));
    }

    const verdict = judgeBillAdvice(operation, entry, advice);
    const taken = { id: advice.id, digest };
    switch (verdict.kind) {
      case 'taken':
        ledger.put({ ...verdict.entry, advices: [...verdict.entry.advices, taken] });
        return respond(reply(202, adviceResponse(advice)));
      case 'nothingToReverse':
        // Remembered, so that a request that comes after its reversal finds it. There is no 404 here.
        if (!entry) ledger.put(reversedUnknown(operation, advice, taken));
        return refuse('UNABLE_TO_LOCATE_RECORD');
      case 'refused':
        return refuse(verdict.errorType);
      default:
        return assertNever(verdict);
    }
  }

  /** Of a message that may be unreadable in part: an error needs an id, whatever stands in it. */
  #concerned(operation: BillOperation, body: unknown): Concerned {
    const { id, requestId } = Object(body) as { id?: unknown; requestId?: unknown };
    return {
      operation,
      id: isUuid(id) ? id : this.#options.chance.uuid(),
      originalId: isUuid(requestId) ? requestId : undefined,
    };
  }
}

const notOffered: Reply = { kind: 'reply', status: 501, text: null };

function isUuid(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}

function asBillOperation(operation: string): BillOperation | undefined {
  return (Object.keys(billPlaces) as BillOperation[]).find((known) => known === operation);
}

/** A BasicAdviceResponse: what every advice says, without what only some do. */
function adviceResponse({
  id,
  requestId,
  time,
  thirdPartyIdentifiers,
  stan,
  rrn,
  amounts,
}: AdviceMessage) {
  return { id, requestId, time, thirdPartyIdentifiers, stan, rrn, amounts };
}

function reversedUnknown(
  operation: AdviceOperation,
  advice: AdviceMessage,
  taken: StoredBill['advices'][number],
): StoredBill {
  return {
    id: advice.requestId,
    kind: operation === 'reverseRefund' ? 'refund' : null,
    number: null,
    requestedMinor: 0,
    approvedMinor: 0,
    currency: null,
    issuerReference: null,
    state: 'reversedUnknown',
    advices: [taken],
    tenders: [],
  };
}
