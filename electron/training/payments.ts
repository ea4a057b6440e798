// Payment requests and what becomes of them: held open until the customer scans, somebody acts for
// the customer, or the time is up; then they meet a scenario. The ledger is written before the
// answer that follows from it. A caller who hangs up settles nothing: a later scan still reserves.
import type { Scenario } from '../../src-shared/contract/scenarios.ts';
import { assertNever } from '../../src-shared/result.ts';
import type { Chance, Clock } from '../core/clock.ts';
import {
  type ErrorFacts,
  type ErrorType,
  errorAnswer,
  paymentResponse,
  type Respond,
  reply,
} from './answers.ts';
import { Conditions } from './conditions.ts';
import { HeldAnswers } from './held-answers.ts';
import type { Ledger, StoredEntry } from './ledger.ts';
import { RecentIds } from './recent-ids.ts';
import { scenarioByAmount } from './scenario-by-amount.ts';
import type { Message } from './wire.ts';

export type PaymentsOptions = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly chance: Chance;
  /** How long a payment waits for a scan. */
  readonly answerAfterMs: number;
  /** How long `approveLate` holds its answer back. */
  readonly lateAnswerMs: number;
};

/** A payment request that waits for the customer. */
type Waiting = {
  readonly request: Message<'pay'>;
  readonly respond: Respond;
  /** What it meets once scanned. */
  readonly onScan: Scenario;
  readonly callOffTimeout: () => void;
};

/** What the partner grants: how much, and whether its answer says so. */
type Grant = {
  readonly amount: number;
  readonly currency: string;
  readonly isNamed: boolean;
};

type Scan = Message<'notifyScan'>;

// The wallet of a customer for whom somebody acts, without a scan.
const trainingWallet = { id: '90010', name: 'Training Wallet' };

// Codes issued and not yet used: more than any test or lesson needs.
const codesKept = 10_000;

export class Payments {
  readonly #options: PaymentsOptions;
  readonly #unusedCodes = new RecentIds(codesKept);
  readonly #waiting = new Map<string, Waiting>();
  readonly #late: HeldAnswers;
  readonly #conditions = new Conditions();
  #chosen: { readonly scenario: Scenario; readonly when: 'atOnce' | 'onScan' } | null = null;

  constructor(options: PaymentsOptions) {
    this.#options = options;
    this.#late = new HeldAnswers(options.clock, options.lateAnswerMs);
  }

  /** A new transaction id, good for one payment request. */
  issueCode(): string {
    const tranId = this.#options.chance.uuid().replaceAll('-', '');
    this.#unusedCodes.add(tranId);
    return tranId;
  }

  request(request: Message<'pay'>, respond: Respond): void {
    const { ledger, clock, answerAfterMs } = this.#options;
    const { tranId } = request;
    const { amount, currency } = request.amounts.requestAmount;
    const known = ledger.find(request.id);
    if (known?.state === 'reversedUnknown') {
      // The reversal overtook it. It has been answered, so this payment must never come about.
      this.#unusedCodes.take(tranId);
      const errorMessage = 'This payment was reversed already';
      return this.#refuse(respond, 400, { errorType: 'GENERAL_ERROR', errorMessage, tranId });
    }
    if (known) return this.#refuse(respond, 400, { errorType: 'DUPLICATE_RECORD', tranId });

    ledger.put({
      paymentId: request.id,
      tranId,
      requestedMinor: amount,
      amountMinor: 0,
      currency,
      partner: null,
      state: 'open',
      advices: [],
    });
    if (!this.#unusedCodes.take(tranId)) {
      return this.#decline(request, respond, 400, 'INVALID_TRAN_ID');
    }
    if (amount <= 0) return this.#decline(request, respond, 400, 'INVALID_AMOUNT');

    const chosen = this.#chosen;
    this.#chosen = null;
    const waiting: Waiting = {
      request,
      respond,
      onScan: chosen?.scenario ?? { name: 'approve' },
      callOffTimeout: clock.after(answerAfterMs, () =>
        this.#meet(waiting, { name: 'noScan' }, null),
      ),
    };
    this.#waiting.set(tranId, waiting);
    if (chosen?.when === 'onScan') return this.#conditions.check();
    const atOnce = chosen?.scenario ?? scenarioByAmount.get(amount);
    if (atOnce) this.#meet(waiting, atOnce, null);
    else this.#conditions.check();
  }

  /** Joins a scan to the payment that waits for it; false when none does (qr.md §5.3). */
  scan(scan: Scan): boolean {
    const waiting = this.#waiting.get(scan.tranId);
    if (!waiting) return false;
    this.#meet(waiting, waiting.onScan, scan);
    return true;
  }

  choose(scenario: Scenario, when: 'atOnce' | 'onScan'): void {
    this.#chosen = { scenario, when };
  }

  act(scenario: Scenario, tranId = this.waiting().at(-1)): boolean {
    const waiting = tranId === undefined ? undefined : this.#waiting.get(tranId);
    if (!waiting) return false;
    this.#meet(waiting, scenario, null);
    return true;
  }

  /** A payment was reversed: if it still waits, nobody can approve it any more. */
  giveUp(paymentId: string): void {
    for (const waiting of this.#waiting.values()) {
      if (waiting.request.id !== paymentId) continue;
      this.#stopWaiting(waiting);
      const errorMessage = 'This payment was reversed';
      this.#refuse(waiting.respond, 400, { errorType: 'GENERAL_ERROR', errorMessage });
    }
  }

  waiting(): string[] {
    return [...this.#waiting.keys()];
  }

  whenWaiting(count: number): Promise<void> {
    return this.#conditions.until(() => this.#waiting.size >= count);
  }

  releaseLate(): number {
    return this.#late.release();
  }

  /** Calls off every timer; what waits is never answered. */
  stop(): void {
    for (const { callOffTimeout } of this.#waiting.values()) callOffTimeout();
    this.#late.stop();
    this.#waiting.clear();
  }

  /** Ends the wait: the payment meets its scenario, by a scan or without one. */
  #meet(waiting: Waiting, scenario: Scenario, scan: Scan | null): void {
    this.#stopWaiting(waiting);
    const { request, respond } = waiting;
    const { amount, currency } = request.amounts.requestAmount;
    const approve = (change: Partial<Grant> = {}) =>
      this.#reserve(request, scan, { amount, currency, isNamed: true, ...change });
    const { tranId } = request;
    switch (scenario.name) {
      case 'approve':
        return respond(reply(201, approve()));
      case 'approvePart':
        return respond(reply(201, approve({ amount: Math.floor(amount / 2) })));
      case 'approveMore':
        return respond(reply(201, approve({ amount: amount + 100 })));
      case 'approveForeign':
        return respond(reply(201, approve({ currency: currency === '840' ? '710' : '840' })));
      case 'approveNothing':
        return respond(reply(201, approve({ isNamed: false })));
      case 'approveLate':
        return this.#late.hold(reply(201, approve()), respond);
      case 'garbage': {
        const text = JSON.stringify(approve());
        return respond({ kind: 'reply', status: 201, text: text.slice(0, text.length / 2) });
      }
      case 'loseAnswer':
        approve();
        return respond({ kind: 'break' });
      case 'answer500':
        approve();
        return this.#refuse(respond, 500, { errorType: 'UPSTREAM_UNAVAILABLE', tranId });
      case 'answer504':
        approve();
        return this.#refuse(respond, 504, { errorType: 'UPSTREAM_UNAVAILABLE', tranId });
      case 'answer503':
        // By its outcome table 503 is a refusal (dossier README §4), so nothing is reserved.
        return this.#decline(request, respond, 503, 'UPSTREAM_UNAVAILABLE');
      case 'decline':
        return this.#decline(request, respond, 400, scenario.errorType ?? 'DECLINED_BY_PARTNER');
      case 'noScan':
        return this.#decline(request, respond, 400, 'NO_SCAN_RECEIVED');
      case 'silence':
        return respond({ kind: 'never' });
      default:
        return assertNever(scenario.name);
    }
  }

  /** Reserves the money and gives the body that says so. */
  #reserve(request: Message<'pay'>, scan: Scan | null, grant: Grant): object {
    const { clock, chance } = this.#options;
    const { amount, currency, isNamed } = grant;
    const partner = scan?.partner ?? trainingWallet;
    const state = 'reserved';
    this.#update(request, { state, amountMinor: amount, currency, partner: partner.name });
    return paymentResponse({
      request,
      time: clock.stamp(),
      approved: isNamed ? { amount, currency } : null,
      partner,
      reference: chance.uuid().replaceAll('-', '').slice(0, 12).toUpperCase(),
      scan,
    });
  }

  #decline(request: Message<'pay'>, respond: Respond, status: number, errorType: ErrorType): void {
    this.#update(request, { state: 'declined' });
    this.#refuse(respond, status, { errorType, tranId: request.tranId });
  }

  #update(request: Message<'pay'>, change: Partial<StoredEntry>): void {
    const entry = this.#options.ledger.find(request.id);
    if (entry) this.#options.ledger.put({ ...entry, ...change });
  }

  #refuse(respond: Respond, status: number, facts: ErrorFacts): void {
    respond(errorAnswer(status, this.#options.chance.uuid(), facts));
  }

  #stopWaiting({ request, callOffTimeout }: Waiting): void {
    callOffTimeout();
    this.#waiting.delete(request.tranId);
  }
}
