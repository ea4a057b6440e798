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

/** Adds `count` sales of one line, each paid for by a payment with its advice, events and exchanges. */
export function fillWithHistory(store: Store, count: number): void {
  const numbers = `WITH RECURSIVE n(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < ${count})`;
  const posting = (name: string, more: string, from: string, to: string) =>
    `INSERT INTO postings (id, sale_id, transaction_id, at, from_account, to_account, amount_minor,
       currency)
     SELECT ${name}, sale_id, ${more}, started_at, '${from}', '${to}', amount_minor, currency
     FROM transactions`;
  // Ids come in no order: with a small cache each would read and write pages of every index.
  store.database.pragma('cache_size = -1000000', { simple: true });
  // No line of the second record speaks of them: they are older than what it has.
  store.commit('history', () => {
    for (const sql of [
      `INSERT INTO sales (seq, id, place, number, state, total_minor, currency, opened_at, ended_at,
         left_at)
       ${numbers} SELECT seq, ${uuid('seq')}, seq, printf('%06d', seq), 'completed', 100 + seq % 90000,
         '710', ${at}, ${at}, ${at} FROM n`,
      `INSERT INTO sale_lines (seq, id, sale_id, name, unit_minor, quantity, added_at)
       SELECT seq, ${uuid('seq')}, id, 'Line ' || seq, total_minor, 1, opened_at FROM sales`,
      `INSERT INTO transactions (seq, id, sale_id, sale_number, service, kind, attempt, phase,
         amount_minor, currency, lookup_id, reference, issued, approval, approved_minor, partner,
         started_at, approved_at, shown_at, decided_at)
       SELECT seq, ${uuid('seq')}, id, number, 'qr', 'payment', 1, 'completed', total_minor, '710',
         ${uuid('seq')}, printf('t%08d', seq), '000201', '${approval}', total_minor, 'Protea Wallet',
         opened_at, opened_at, opened_at, opened_at FROM sales`,
      posting(`sale_id || ' 1'`, 'NULL', 'goods', 'sale'),
      posting(`sale_id || ' 2'`, 'id', 'sale', 'wallet'),
      `INSERT INTO advices (seq, id, transaction_id, interface, operation, kind, body, state, owed_at,
         owed_in_run, attempts, sends, settled_at)
       SELECT seq, ${uuid('seq')}, id, 'qr', 'confirmPayment', 'confirmation', '${body}', 'delivered',
         started_at, 'long ago', 1, 1, started_at FROM transactions`,
      `INSERT INTO sale_events (sale_id, at, kind)
       SELECT id, opened_at, column1 FROM sales, (VALUES ('opened'), ('completed'))`,
      `INSERT INTO transaction_events (transaction_id, at, phase)
       SELECT id, started_at, phase FROM transactions, (VALUES (1), (2))`,
      `INSERT INTO exchanges (transaction_id, operation, effect, request, sent_at, answered_at, status,
         response)
       SELECT id, 'pay', 1, '${body}', started_at, started_at, 201, '${body}'
       FROM transactions, (VALUES (1), (2))`,
      `INSERT INTO exchanges (transaction_id, advice_id, operation, sent_at, answered_at, status,
         response)
       SELECT transaction_id, id, operation, owed_at, owed_at, 202, '{}' FROM advices`,
    ]) {
      store.database.exec(sql);
    }
  });
}
