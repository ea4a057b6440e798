// Years of trade in a store: payments that were paid and confirmed long ago, written by SQL alone,
// because a million payments through the core would take an hour.
import type { Store } from '../../electron/core/store/store.ts';

const uuid = (seed: string) =>
  `lower(printf('%s-%s-4%s-a%s-%s', hex(randomblob(4)), hex(randomblob(2)),
     substr(hex(randomblob(2)), 2), substr(hex(randomblob(2)), 2), printf('%012x', ${seed})))`;
const at = `strftime('%Y-%m-%dT%H:%M:%S', 1600000000 + seq * 150, 'unixepoch') || '.000+02:00'`;
const approval = JSON.stringify({
  approved: { amountMinor: 18_450, currency: '710' },
  partner: { id: '90010', name: 'Protea Wallet' },
  thirdPartyIdentifiers: [
    { institutionId: '62801', transactionIdentifier: 'KST04T02-000001-1' },
    { institutionId: '90010', transactionIdentifier: '5f0c7f2e3a554b7e9a6e' },
  ],
  slipLines: ['Thank you'],
  issuerReference: '0123456789',
});
const body = JSON.stringify({ text: 'x'.repeat(400) });

/** Adds `count` payments with their sale, one advice, two events and three exchanges each. */
export function fillWithHistory(store: Store, count: number): void {
  const numbers = `WITH RECURSIVE n(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < ${count})`;
  // Ids come in no order: with a small cache each would read and write pages of every index.
  store.database.pragma('cache_size = -1000000', { simple: true });
  store.commit('history', () => {
    for (const sql of [
      `INSERT INTO sales (seq, number, total_minor, currency, opened_at)
       ${numbers} SELECT seq, printf('%06d', seq), 100 + seq % 90000, '710', ${at} FROM n`,
      `INSERT INTO payments (seq, id, sale_number, attempt, state, amount_minor, currency,
         code_request_id, tran_id, qr_code, approval, approved_minor, partner, started_at,
         approved_at, shown_at, decided_at, left_at)
       ${numbers} SELECT seq, ${uuid('seq')}, printf('%06d', seq), 1, 'paid', 100 + seq % 90000, '710',
         ${uuid('seq')}, printf('t%08d', seq), '000201', '${approval}', 100 + seq % 90000,
         'Protea Wallet', ${at}, ${at}, ${at}, ${at}, ${at} FROM n`,
      `INSERT INTO advices (seq, id, payment_id, interface, operation, kind, body, state, owed_at,
         owed_in_run, attempts, sends, settled_at)
       SELECT seq, ${uuid('seq')}, id, 'qr', 'confirmPayment', 'confirmation', '${body}', 'delivered',
         started_at, 'long ago', 1, 1, started_at FROM payments`,
      `INSERT INTO payment_events (payment_id, at, state)
       SELECT id, started_at, state FROM payments, (VALUES (1), (2))`,
      `INSERT INTO exchanges (payment_id, operation, request, sent_at, answered_at, status, response)
       SELECT id, 'pay', '${body}', started_at, started_at, 201, '${body}' FROM payments, (VALUES (1), (2))`,
      `INSERT INTO exchanges (payment_id, advice_id, operation, sent_at, answered_at, status, response)
       SELECT payment_id, id, operation, owed_at, owed_at, 202, '{}' FROM advices`,
    ]) {
      store.run(sql);
    }
  });
}
