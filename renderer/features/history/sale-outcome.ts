// What became of a sale and of its money, in sentences. Pure: the catalogue is given, and no amount is
// counted here: each stands in the view.
import type { BillStory } from '../../../src-shared/contract/views/bills.ts';
import type { PaymentStory, SalePage } from '../../../src-shared/contract/views/history.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { assertNever } from '../../../src-shared/result.ts';
import type { Texts } from '../../texts/en/en.ts';
import { reasonLine } from '../../words/not-paid-words.ts';

export type SaleOutcome = {
  /** The one sentence: what happened to the money. */
  readonly money: string;
  /** What else is to be known. */
  readonly more: readonly string[];
  /** What a person has to do. */
  readonly todo: readonly string[];
};

export function saleOutcome(texts: Texts, page: SalePage): SaleOutcome {
  const { money, more } = ownWords(texts, page);
  // Two parts whose confirmations wait are one thing to know.
  const owed = page.payments.flatMap((story) => owedWords(texts, page, story));
  return {
    money,
    more: [...new Set([...more, ...owed])],
    todo: [
      ...page.payments.flatMap((story) => todoWords(texts, page, story)),
      ...page.bills.flatMap((story) => billTodoWords(texts, story)),
    ],
  };
}

function ownWords(texts: Texts, page: SalePage): Omit<SaleOutcome, 'todo'> {
  const { outcome } = texts.salePage;
  const { state, tenders } = page.sale;
  const taken = tenders.map(({ kind, amount }) => texts.salePage.part(kind, formatMoney(amount)));
  const soFar = taken.length > 0 ? outcome.takenSoFar(taken) : outcome.nothingTaken;
  switch (state) {
    case 'completed': {
      const out = page.bills.find(({ kind, phase }) => kind === 'refund' && phase === 'completed');
      if (out) return { money: texts.bills.refund.out(formatMoney(out.amount)), more: [] };
      return {
        money: outcome.paid(tenders.map(({ kind }) => kind)),
        more: page.change.amountMinor > 0 ? [outcome.change(formatMoney(page.change))] : [],
      };
    }
    case 'open':
      return { money: soFar, more: isUnderWay(page) ? [outcome.underWay] : [] };
    case 'parked':
      return { money: soFar, more: [outcome.parked] };
    case 'abandoned':
      return abandonedWords(texts, page);
    default:
      return assertNever(state);
  }
}

function abandonedWords(texts: Texts, page: SalePage): Omit<SaleOutcome, 'todo'> {
  const { outcome, part } = texts.salePage;
  const payment = page.payments.at(-1)?.payment;
  const why = payment ? reasonLine(texts, payment.reason, payment.amount) : null;
  const returned = page.tenders
    .filter(({ returnedAt }) => returnedAt !== null)
    .map(({ kind, amount }) => part(kind, formatMoney(amount)));
  const isSure = page.payments.every(({ payment: { advice } }) => advice === null);
  const isRefund = page.bills.some(({ kind }) => kind === 'refund');
  const rest = [
    ...(returned.length > 0 ? [outcome.handedBack(returned)] : []),
    ...(returned.length === 0 && isSure
      ? [isRefund ? texts.bills.refund.notOut : outcome.nothingKept]
      : []),
  ];
  const [first = outcome.nothingSold, ...more] = why === null ? rest : [why, ...rest];
  return { money: first, more };
}

/** What is still on its way for a payment, and how a person settled what was not to be had. */
function owedWords(texts: Texts, page: SalePage, { payment, timeline }: PaymentStory): string[] {
  const { outcome, closedBy } = texts.salePage;
  const { advice } = payment;
  if (advice === null || advice.state === 'attention') return [];
  if (advice.state === 'closed') {
    const closing = timeline.findLast((entry) => entry.kind === 'closed');
    const what = texts.queue.kinds[advice.kind];
    return closing ? [closedBy(what, closing.person, closing.reason)] : [];
  }
  const isOwed = advice.state === 'owed';
  if (advice.kind === 'confirmation') return isOwed ? [outcome.unconfirmed] : [];
  const name = paymentName(texts, payment);
  if (isOwed) return [outcome.goingBack(name)];
  // Of a sale that was paid in another way it is no news any more.
  return page.sale.state === 'completed' ? [] : [outcome.wentBack(name)];
}

function todoWords(texts: Texts, page: SalePage, { payment }: PaymentStory): string[] {
  if (payment.advice?.state !== 'attention') return [];
  const { inQueue, needsPerson } = texts.salePage;
  const todo = `${texts.queue.todo.payment[payment.advice.kind]} ${inQueue}`;
  if (page.payments.length === 1) return [todo];
  return [`${needsPerson(paymentName(texts, payment))} ${todo}`];
}

// A bill that is not settled says so first of all; what it was stands with the bills.
function billTodoWords({ bills }: Texts, { advice }: BillStory): string[] {
  return advice?.state === 'attention' ? [bills.page.needsPerson[advice.kind]] : [];
}

/** `QR payment of R 184.50, try 2`. */
export function paymentName(texts: Texts, payment: PaymentStory['payment']): string {
  const { qrPayment, qrTry } = texts.salePage;
  const amount = formatMoney(payment.amount);
  return payment.attempt > 1 ? qrTry(amount, payment.attempt) : qrPayment(amount);
}

function isUnderWay({ payments }: SalePage): boolean {
  const state = payments.at(-1)?.payment.state;
  return state === 'requestingCode' || state === 'awaitingCustomer';
}
