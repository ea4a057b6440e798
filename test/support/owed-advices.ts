// Fills a store with payments whose confirmations or reversals are owed, as after a long outage.
import { randomUUID } from 'node:crypto';
import { adviceMessage } from '../../electron/core/services/qr/messages.ts';
import type { Store } from '../../electron/core/store/store.ts';
import { addAdvice } from '../../electron/core/store/tables/advices.ts';
import { addSale, markLeft, savePayment } from '../../electron/core/store/tables/payments.ts';
import { money } from '../../src-shared/domain/money.ts';
import type { PaymentId } from '../../src-shared/services/qr/payment.ts';
import { notPaid, paid } from './payments.ts';

/** Adds `count` paid payments of one rand upwards, each with its confirmation owed. */
export function fillWithOwedAdvices(store: Store, count: number): void {
  const at = paid.startedAt;
  store.commit('fill', () => {
    for (let index = 0; index < count; index += 1) {
      const amount = money(100 + index, '710');
      const saleNumber = addSale(store, amount, at);
      const id = randomUUID() as PaymentId;
      savePayment(
        store,
        { ...paid, id, saleNumber, amount, codeRequestId: randomUUID() },
        null,
        at,
      );
      const adviceId = randomUUID();
      addAdvice(
        store,
        {
          id: adviceId,
          payment_id: id,
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
      markLeft(store, at);
      // As an earlier run left them: each waits for some moment of that run.
      store.run(`UPDATE advices SET attempts = 3, sends = 3, due_ms = 1000 + seq % 60000
        WHERE state = 'owed' AND attempts = 0`);
    });
  }
}

function addOwedReversal(store: Store, amount: ReturnType<typeof money>, at: string): void {
  const id = randomUUID() as PaymentId;
  const saleNumber = addSale(store, amount, at);
  const payment = { ...notPaid, id, saleNumber, amount, codeRequestId: randomUUID() };
  const owes = { kind: 'reversal', reason: 'TIMEOUT' } as const;
  savePayment(store, payment, owes, at);
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
      payment_id: id,
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
