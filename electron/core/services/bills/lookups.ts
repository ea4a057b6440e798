// What is asked about bills beside their payment: what is due, and who can be paid. No money moves by it
// and nothing of it is owed; a lookup that was under way at a stop is forgotten.

import { z } from 'zod';
import type { BillersView, BillLookupView } from '../../../../src-shared/contract/views/bills.ts';
import type { Money } from '../../../../src-shared/domain/money.ts';
import { fitted, most } from '../../../../src-shared/domain/text.ts';
import type { AskedBill } from '../../../../src-shared/services/bills/bill.ts';
import {
  type BillKind,
  type BillOperation,
  billInterface,
  lookupOperations,
} from '../../../../src-shared/services/bills/operations.ts';
import { type Chance, type Clock, stampDistanceMs } from '../../clock.ts';
import type { Endpoint } from '../../engine/endpoint.ts';
import type { Log } from '../../log.ts';
import type { Selling } from '../../selling.ts';
import type { Store } from '../../store/store.ts';
import { readSetting, saveSetting } from '../../store/tables/settings.ts';
import { addressed } from '../../wire/addressed.ts';
import type { Judged } from '../../wire/judged.ts';
import { keptLine } from '../../wire/kept-answer.ts';
import { judge } from './classify.ts';
import { billAnswer, billersAnswer, lookupRequest, moneyOf } from './messages.ts';

/** How long somebody at the counter waits for an answer that costs nothing, in milliseconds. */
const lookupMs = 20_000;
/** A list of billers is asked for anew when it is older than this, in milliseconds. */
const freshForMs = 60 * 60_000;

type Parts = {
  readonly selling: Selling;
  readonly store: Store;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
};
type AskedPayment = Extract<AskedBill, { kind: BillKind }>;

/** Asks what is due on a bill; null when this till pays no bills. */
export async function lookUpBill(
  parts: Parts,
  asked: AskedPayment,
): Promise<BillLookupView | null> {
  const { selling, clock, chance, store } = parts;
  const { profile, endpoints } = selling;
  const { bills } = endpoints;
  if (!bills) return null;
  const operation = lookupOperations[asked.kind];
  const request = lookupRequest(profile, asked, chance.uuid(), clock.stamp());
  const judged = await ask(parts, bills, operation, request);
  if (judged.outcome === 'unknown') return { found: 'noAnswer' };
  if (judged.status === 501) return { found: 'notOffered' };
  if (judged.outcome === 'failed') {
    const { errorType, message } = judged;
    const kept = message === null ? null : keptLine(message, store.redact, most.message);
    return { found: 'refused', errorType, message: kept };
  }
  return found(judged.body ?? '', asked, profile.currency, store.redact);
}

function found(
  body: string,
  asked: AskedPayment,
  currency: string,
  redact: Store['redact'],
): BillLookupView {
  const answer = billAnswer.parse(JSON.parse(body));
  // Of another currency nothing can be taken here, and no limit says anything.
  const inOurs = (amount: Parameters<typeof moneyOf>[0]): Money | null => {
    const money = moneyOf(amount, currency);
    return money?.currency === currency ? money : null;
  };
  const { amounts, customer, receiver } = answer;
  const dueDate = dated.safeParse(JSON.parse(body)).data?.[asked.kind]?.dueDate ?? null;
  const name = receiver?.name ?? asked.biller?.name ?? null;
  return {
    found: 'yes',
    biller: name === null ? null : keptLine(name, redact, most.institutionName),
    customer: customer ? masked(customer.firstName ?? '', customer.lastName ?? '') : null,
    due: inOurs(amounts.balanceAmount),
    dueDate,
    fee: inOurs(amounts.feeAmount),
    least: inOurs(amounts.minPayableAmount),
    most: inOurs(amounts.maxPayableAmount),
    // Absent: allowed, the opposite of a QR payment (billpay.md §4).
    partPaymentAllowed: answer.partPaymentAllowed ?? true,
    overPaymentAllowed: answer.overPaymentAllowed ?? true,
  };
}

const due = z
  .object({ dueDate: z.iso.date().nullish().catch(null) })
  .nullish()
  .catch(null);
const dated = z.object({ account: due, trafficFine: due, policy: due });

/** Enough of a name that whoever it is knows it, and nobody behind them does. */
function masked(first: string, last: string): string | null {
  const [initial = ''] = fitted(first, 40);
  const whole = fitted(last, 40);
  const begun = whole.slice(0, Math.min(3, Math.ceil(whole.length / 2)));
  const parts = [initial && `${initial}.`, begun && `${begun}…`].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(' ') : null;
}

const keptBillers = z.object({
  /** Whose list it is. */
  of: z.string(),
  listedAt: z.string(),
  billers: z.array(z.object({ id: z.string(), name: z.string(), categories: z.array(z.string()) })),
});

/** Who can be paid: as the intermediary lists them, else as it last did, else as the profile does. */
export async function listBillers(parts: Parts): Promise<BillersView | null> {
  const { selling, store, clock } = parts;
  const { bills } = selling.endpoints;
  if (!bills) return null;
  const of = selling.profile.interfaces.bills?.baseUrl ?? '';
  const { data } = keptBillers.safeParse(readSetting(store, 'billers'));
  const kept = data?.of === of ? data : null;
  const ageMs = kept ? stampDistanceMs(kept.listedAt, clock.stamp()) : Number.NaN;
  if (kept && ageMs >= 0 && ageMs < freshForMs) return viewOf(kept);
  const judged = await ask(parts, bills, 'listBillers', '');
  if (judged.outcome === 'successful') {
    const billers = billersAnswer.parse(JSON.parse(judged.body ?? '')).map((biller) => ({
      ...biller,
      name: keptLine(biller.name, store.redact, most.institutionName),
    }));
    const listed = { listedAt: clock.stamp(), billers };
    if (store.hasRoom()) {
      store.commit('billers', () => saveSetting(store, 'billers', { of, ...listed }));
    }
    return listed;
  }
  const isOffered = judged.outcome === 'unknown' || judged.status !== 501;
  if (kept && isOffered) return viewOf(kept);
  const ofProfile = selling.profile.interfaces.bills?.billers ?? [];
  return {
    listedAt: null,
    billers: ofProfile.map(({ id, name, category }) => ({
      id,
      name,
      categories: category === undefined ? [] : [category],
    })),
  };
}

function viewOf({ listedAt, billers }: z.infer<typeof keptBillers>): BillersView {
  return { listedAt, billers };
}

async function ask(
  { log }: Parts,
  { client, link }: Endpoint,
  operation: BillOperation,
  request: string,
): Promise<Judged> {
  const known = billInterface.operations[operation];
  const { role, method, path } = known;
  const message = request === '' ? { role, method, path } : addressed(known, request);
  const answer = await client.send(message, { deadlineMs: lookupMs });
  const judged = judge(operation, answer, request);
  link.learn(judged);
  const { status, silence, errorType } = judged;
  log.info('answer', { operation, status, silence, errorType });
  return judged;
}
