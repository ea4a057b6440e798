// Fills a store with paid payments whose confirmations are owed, as after a long outage.
import { randomUUID } from 'node:crypto';
import { addAdvice } from '../../electron/core/store/advices.ts';
import type { Store } from '../../electron/core/store/open.ts';
import { addSale, savePayment } from '../../electron/core/store/payments.ts';
import { money } from '../../src-shared/domain/money.ts';
import type { PaymentId } from '../../src-shared/domain/payment.ts';
import { paid } from './payments.ts';

/** Adds `count` paid payments of one rand upwards, each with its confirmation owed. */
export function fillWithOwedAdvices(store: Store, count: number): void {
  const at = paid.startedAt;
  store.transact(() => {
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
