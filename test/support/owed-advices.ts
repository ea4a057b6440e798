// Fills a store with payments whose confirmations or reversals are owed, as after a long outage.
import { randomUUID } from 'node:crypto';
import { adviceMessage } from '../../electron/core/services/qr/messages.ts';
import { keptPayment } from '../../electron/core/services/qr/payment-row.ts';
import type { Store } from '../../electron/core/store/store.ts';
import { addAdvice } from '../../electron/core/store/tables/advices.ts';
import { addLine } from '../../electron/core/store/tables/sale-lines.ts';
import {
  addSale,
  markLeft,
  noteTotal,
  numberSale,
  saveState,
} from '../../electron/core/store/tables/sales.ts';
import { saveTransaction } from '../../electron/core/store/tables/transactions.ts';
import type { OwedAdvice } from '../../src-shared/domain/advice.ts';
import { type Money, money } from '../../src-shared/domain/money.ts';
import type { Payment, PaymentId } from '../../src-shared/services/qr/payment.ts';
import { notPaid, paid } from './payments.ts';

/** Adds a sale of one line, in the state it ended in, and gives its id and number. Call inside a commit. */
export function addEndedSale(
  store: Store,
  amount: Money,
  state: 'completed' | 'abandoned',
  at: string,
): { id: string; number: string } {
  const id = randomUUID();
  addSale(store, id, amount.currency, at);
  const line = { id: randomUUID(), name: null, unitMinor: amount.amountMinor, quantity: 1 };
  addLine(store, id, line, at);
  noteTotal(store, id);
  const number = numberSale(store, id);
  saveState(store, id, state, at);
  markLeft(store, id, at);
  return { id, number };
}

/** Writes a payment as it is, with its event; over itself, unless it is new. Call inside a commit. */
export function addPayment(
  store: Store,
  payment: Payment,
  owes: OwedAdvice | null,
  at: string,
  isNew = true,
): void {
  const transaction = {
    id: payment.id,
    sale_id: payment.saleId,
    sale_number: payment.saleNumber,
    line_id: null,
    service: 'qr',
    kind: 'payment',
    attempt: payment.attempt,
    amount_minor: payment.amount.amountMinor,
    currency: payment.amount.currency,
    lookup_id: payment.codeRequestId,
    started_at: payment.startedAt,
    ...keptPayment(payment, owes?.kind === 'reversal', store.redact),
  };
  saveTransaction(store, transaction, { owes, at, isNew });
}

/** Adds `count` paid payments of one rand upwards, each with its confirmation owed. */
export function fillWithOwedAdvices(store: Store, count: number): void {
  const at = paid.startedAt;
  store.commit('fill', () => {
    for (let index = 0; index < count; index += 1) {
      const amount = money(100 + index, '710');
      const sale = addEndedSale(store, amount, 'completed', at);
      const id = randomUUID() as PaymentId;
      const facts = { id, saleId: sale.id, saleNumber: sale.number, amount };
      addPayment(store, { ...paid, ...facts, codeRequestId: randomUUID() }, null, at);
      const adviceId = randomUUID();
      addAdvice(
        store,
        {
          id: adviceId,
          transaction_id: id,
          interface: 'qr',
          operation: 'confirmPayment',
          kind: 'confirmation',
          reason: null,
          body: JSON.stringify({ id: adviceId, requestId: id, pad: 'x'.repeat(420) }),
        },
        at,
        'an earlier run',
      );
    }
  });
}

/** Payments that are added with one commit. */
const addedAtOnce = 1_000;

/**
 * Adds `count` payments that ran out of time, each with its reversal owed and tried before. The
 * messages are as the till writes them, so that any intermediary takes them: it has nothing to
 * reverse.
 */
export function fillWithOwedReversals(store: Store, count: number): void {
  const at = notPaid.startedAt;
  for (let begin = 0; begin < count; begin += addedAtOnce) {
    store.commit('fill', () => {
      for (let index = begin; index < Math.min(begin + addedAtOnce, count); index += 1) {
        addOwedReversal(store, money(100 + index, '710'), at);
      }
      // As an earlier run left them: each waits for some moment of that run.
      store.run(`UPDATE advices SET attempts = 3, sends = 3, due_ms = 1000 + seq % 60000
        WHERE state = 'owed' AND attempts = 0`);
    });
  }
}

function addOwedReversal(store: Store, amount: Money, at: string): void {
  const id = randomUUID() as PaymentId;
  const { id: saleId, number: saleNumber } = addEndedSale(store, amount, 'abandoned', at);
  const facts = { id, saleId, saleNumber, amount, codeRequestId: randomUUID() };
  const payment = { ...notPaid, ...facts };
  const owes = { kind: 'reversal', reason: 'TIMEOUT' } as const;
  addPayment(store, payment, owes, at);
  const adviceId = randomUUID();
  const request = {
    id,
    tranId: `t${saleNumber}`,
    rrn: saleNumber.padStart(12, '0'),
    stan: saleNumber.slice(-6),
    thirdPartyIdentifiers: [
      { institutionId: '62801', transactionIdentifier: `KST04T02-${saleNumber}-1` },
    ],
  };
  addAdvice(
    store,
    {
      id: adviceId,
      transaction_id: id,
      interface: 'qr',
      operation: 'reversePayment',
      kind: 'reversal',
      reason: owes.reason,
      body: adviceMessage({ id: adviceId, owes }, request, null, at),
    },
    at,
    'an earlier run',
  );
}
