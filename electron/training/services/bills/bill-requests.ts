// Requests that pay a bill or give a payment back, and what becomes of them: each meets a scenario at
// once, chosen before or by its amount. The ledger is written before the answer that follows from it.
import {
  assertNever,
  fail,
  invariant,
  type Result,
  succeed,
} from '../../../../src-shared/result.ts';
import type {
  BillErrorType,
  BillScenario,
} from '../../../../src-shared/services/bills/scenarios.ts';
import type { Chance, Clock } from '../../../core/clock.ts';
import { type Reply, type Respond, reply } from '../../answers.ts';
import type { LedgerAmount } from '../../base-messages.ts';
import { HeldAnswers } from '../../held-answers.ts';
import type { RecentIds } from '../../recent-ids.ts';
import { type FoundAccount, findAccount, flawOfAmount } from './account-rules.ts';
import { type TrainingBiller, trainingAccounts, trainingCurrency } from './accounts.ts';
import { approvalResponse, type BillApproval, billError, olderShape } from './answers.ts';
import type { BillLedger, StoredBill } from './ledger.ts';
import { billScenarioOfAmount } from './scenario-by-amount.ts';
import {
  billOf,
  billPlaces,
  type PaymentMessage,
  type PaymentOperation,
  type RefundMessage,
} from './wire.ts';

export type BillRequestsOptions = {
  readonly ledger: BillLedger;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly basePath: string;
  /** Ids of requests, lookups among them: one is good for one message of any kind. */
  readonly usedIds: RecentIds;
  /** How long `approveLate` holds its answer back. */
  readonly lateAnswerMs: number;
};

/** A request as far as its message says. */
type Asked = {
  readonly operation: PaymentOperation | 'createRefund';
  readonly request: PaymentMessage | RefundMessage;
  readonly kind: StoredBill['kind'];
  /** Null: of a refund whose payment is not known. */
  readonly number: string | null;
  readonly requested: LedgerAmount;
};
type Refused = { readonly status: 400 | 501; readonly errorType: BillErrorType };
/** What would be approved. */
type Granted = Asked & { readonly found: FoundAccount; readonly reference: string | null };

export class BillRequests {
  readonly #options: BillRequestsOptions;
  readonly #late: HeldAnswers;
  #chosen: BillScenario | null = null;

  constructor(options: BillRequestsOptions) {
    this.#options = options;
    this.#late = new HeldAnswers(options.clock, options.lateAnswerMs);
  }

  choose(scenario: BillScenario): void {
    this.#chosen = scenario;
  }

  /** The chosen scenario if it passes the test, which uses it up. */
  takeChosen(passes: (scenario: BillScenario) => boolean): BillScenario | null {
    const chosen = this.#chosen;
    if (!chosen || !passes(chosen)) return null;
    this.#chosen = null;
    return chosen;
  }

  pay(operation: PaymentOperation, request: PaymentMessage, respond: Respond): void {
    const { amount } = request.amounts.requestAmount;
    const asked = {
      operation,
      request,
      ...billOf(request),
      requested: request.amounts.requestAmount,
    };
    this.#meet(
      asked,
      () => billScenarioOfAmount(amount),
      () => this.#payable(asked),
      respond,
    );
  }

  refund(request: RefundMessage, respond: Respond): void {
    const payment = this.#options.ledger.findConfirmed(request.issuerReference);
    const asked: Asked = {
      operation: 'createRefund',
      request,
      kind: 'refund',
      number: payment?.number ?? null,
      requested: {
        amount: payment?.approvedMinor ?? 0,
        currency: payment?.currency ?? trainingCurrency,
      },
    };
    this.#meet(
      asked,
      () => ({ name: 'approve' }),
      () => this.#refundable(asked, payment),
      respond,
    );
  }

  releaseLate(): number {
    return this.#late.release();
  }

  stop(): void {
    this.#late.stop();
  }

  #payable(asked: Asked & ReturnType<typeof billOf>): Result<Granted, Refused> {
    const { request, kind, number, requested } = asked;
    const found = findAccount(kind, number, request.receiver?.id);
    if (!found.ok) return fail({ status: 400, errorType: found.failure });
    const { account } = found.value;
    const flaw = flawOfAmount(account, this.#options.ledger.dueOf(number), requested);
    if (flaw) return fail({ status: 400, errorType: flaw });
    return succeed({ ...asked, found: found.value, reference: null });
  }

  #refundable(asked: Asked, payment: StoredBill | undefined): Result<Granted, Refused> {
    if (!payment) return fail({ status: 400, errorType: 'UNABLE_TO_LOCATE_RECORD' });
    const { kind, number, issuerReference } = payment;
    invariant(
      kind !== null && kind !== 'refund' && number !== null && issuerReference !== null,
      'what was confirmed was approved, on an account of the table',
    );
    const found = findAccount(kind, number, asked.request.receiver?.id);
    if (!found.ok) return fail({ status: 400, errorType: found.failure });
    const { biller } = found.value;
    if (biller.refunds === false) return fail({ status: 501, errorType: 'FUNCTION_NOT_SUPPORTED' });
    if (this.#options.ledger.isRefunded(issuerReference)) {
      return fail({ status: 400, errorType: 'ACCOUNT_ALREADY_SETTLED' });
    }
    return succeed({ ...asked, found: found.value, reference: issuerReference });
  }

  #meet(
    asked: Asked,
    usual: () => BillScenario,
    judge: () => Result<Granted, Refused>,
    respond: Respond,
  ): void {
    const idFlaw = this.#flawOfId(asked.request.id);
    if (idFlaw) return respond(this.#error(asked, 400, idFlaw));
    const scenario = this.takeChosen(() => true) ?? usual();
    const { name } = scenario;
    switch (name) {
      case 'silence':
        return respond({ kind: 'never' });
      case 'notOffered':
        return respond(this.#decline(asked, 501, 'FUNCTION_NOT_SUPPORTED'));
      case 'answer503':
        // By its outcome table 503 is a refusal (dossier README §4), so nothing is reserved.
        return respond(this.#decline(asked, 503, 'UPSTREAM_UNAVAILABLE'));
      case 'decline':
        return respond(this.#decline(asked, 400, scenario.errorType ?? usualRefusalOf(asked)));
      default: {
        const judged = judge();
        if (judged.ok) return this.#approve(judged.value, name, respond);
        const { status, errorType } = judged.failure;
        const isLong = name === 'olderShape';
        return respond(this.#decline(asked, status, errorType, isLong ? longWords : undefined));
      }
    }
  }

  #approve(
    granted: Granted,
    name: Exclude<BillScenario['name'], 'silence' | 'notOffered' | 'answer503' | 'decline'>,
    respond: Respond,
  ): void {
    const { amount, currency } = granted.requested;
    const reserve = (change: Partial<LedgerAmount> = {}) =>
      this.#reserve(granted, { amount, currency, ...change });
    const created = (approval: BillApproval) => this.#created(granted, approval);
    switch (name) {
      case 'approve':
        return respond(created(reserve()));
      case 'approvePart':
        return respond(created(reserve({ amount: Math.floor(amount / 2) })));
      case 'approveMore':
        return respond(created(reserve({ amount: amount + 100 })));
      case 'approveForeign':
        return respond(created(reserve({ currency: currency === '840' ? '710' : '840' })));
      case 'approveNothing':
        return respond(created({ ...reserve(), approved: null }));
      case 'approveLate':
        return this.#late.hold(created(reserve()), respond);
      case 'otherAccount':
        return respond(created({ ...reserve(), number: anotherNumber(granted) }));
      case 'garbage': {
        const { text, ...whole } = created(reserve());
        return respond({ ...whole, text: (text ?? '').slice(0, (text ?? '').length / 2) });
      }
      case 'loseAnswer':
        reserve();
        return respond({ kind: 'break' });
      case 'answer500':
        reserve();
        return respond(this.#error(granted, 500, 'UPSTREAM_UNAVAILABLE'));
      case 'answer504':
        reserve();
        return respond(this.#error(granted, 504, 'UPSTREAM_UNAVAILABLE'));
      case 'olderShape': {
        const digits = this.#options.chance.uuid().replaceAll(/\D/g, '').padEnd(10, '7');
        const reference = granted.reference ?? digits.slice(0, 10);
        return respond(olderShape(this.#reserve({ ...granted, reference }, granted.requested)));
      }
      default:
        return assertNever(name);
    }
  }

  /** Reserves, and gives what the answer says of it. */
  #reserve(granted: Granted, approved: LedgerAmount): BillApproval {
    const { ledger, clock } = this.#options;
    const { request, kind, found, requested } = granted;
    const { number } = found.account;
    const reference = granted.reference ?? this.#referenceAt(found.biller);
    ledger.put({
      ...entryOf(granted),
      approvedMinor: approved.amount,
      currency: approved.currency,
      issuerReference: reference,
      state: 'reserved',
    });
    const booked = kind === 'refund' ? approved.amount : -approved.amount;
    const dueMinor = ledger.dueOf(number) + booked;
    const time = clock.stamp();
    return { request, found, time, requested, approved, dueMinor, reference, number };
  }

  #created({ operation, request }: Granted, approval: BillApproval): Reply {
    const place = billPlaces[operation].path.replace('{id}', request.id);
    const location = `${this.#options.basePath}${place}`;
    return { ...reply(201, approvalResponse(approval)), headers: { location } };
  }

  #decline(asked: Asked, status: number, errorType: BillErrorType, words?: string): Reply {
    this.#options.ledger.put(entryOf(asked));
    return this.#error(asked, status, errorType, words);
  }

  #error(asked: Asked, status: number, errorType: BillErrorType, errorMessage?: string): Reply {
    const { operation, request } = asked;
    const words = errorMessage === undefined ? {} : { errorMessage };
    return billError(status, { operation, id: request.id }, { errorType, ...words });
  }

  #flawOfId(id: string): BillErrorType | null {
    const known = this.#options.ledger.find(id);
    // The reversal overtook it. It has been answered, so this request must never come about.
    if (known?.state === 'reversedUnknown') return 'ACCOUNT_ALREADY_SETTLED';
    const isNew = this.#options.usedIds.add(id) && !known;
    return isNew ? null : 'DUPLICATE_RECORD';
  }

  #referenceAt({ referencePrefix, referenceLength }: TrainingBiller): string {
    const drawn = this.#options.chance.uuid().replaceAll('-', '').toUpperCase();
    return (referencePrefix + drawn).slice(0, referenceLength);
  }
}

// The public test server's are far above the 20 characters that are declared.
const longWords = 'The request could not be carried out as it was asked for; see the error type';

function usualRefusalOf({ operation }: Asked): BillErrorType {
  return operation === 'createRefund' ? 'UNABLE_TO_LOCATE_RECORD' : 'UNKNOWN_CUSTOMER_ACCOUNT';
}

/** The entry of a request that brought nothing. */
function entryOf({ request, kind, number, requested }: Asked): StoredBill {
  return {
    id: request.id,
    kind,
    number,
    requestedMinor: requested.amount,
    approvedMinor: 0,
    currency: requested.currency,
    issuerReference: null,
    state: 'declined',
    advices: [],
    tenders: [],
  };
}

/** The number of somebody else's bill of the same kind. */
function anotherNumber({ found: { account } }: Granted): string {
  const other = trainingAccounts.find(
    ({ kind, number }) => kind === account.kind && number !== account.number,
  );
  invariant(other, 'there are two of each kind');
  return other.number;
}
