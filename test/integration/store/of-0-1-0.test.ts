// Books that version 0.1.0 wrote (test/stores/0.1.0) open with the code of today: nothing is lost,
// nothing is called damaged that is not, and what is owed goes out with the same bytes.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { systemChance, systemClock } from '../../../electron/core/clock.ts';
import { AdviceQueue } from '../../../electron/core/engine/advice-queue.ts';
import { adviceServiceOf } from '../../../electron/core/engine/endpoint.ts';
import { noLog } from '../../../electron/core/log.ts';
import { qrService } from '../../../electron/core/services/qr/qr-service.ts';
import type { Row } from '../../../electron/core/store/disk.ts';
import { openStore } from '../../../electron/core/store/safe/open.ts';
import type { Store } from '../../../electron/core/store/store.ts';
import { recentSales, totalsBetween } from '../../../electron/core/store/tables/history.ts';
import { openNotices } from '../../../electron/core/store/tables/notices.ts';
import { countOwed } from '../../../electron/core/store/tables/owed.ts';
import { salePage } from '../../../electron/core/views/sale-page.ts';
import { Link } from '../../../electron/core/wire/link.ts';
import { profileSchema } from '../../../src-shared/contract/profile.ts';
import { newClient } from '../../bench/far-end.ts';
import { asItIsNow, asWritten } from '../../support/content-of-0-1-0.ts';
import { copyOfBook, type KeptBook } from '../../support/kept-book.ts';
import { validProfile } from '../../support/profile.ts';
import { RawServer } from '../../support/raw-server.ts';

function opened<Value>(path: string, look: (store: Store) => Value): Value {
  const store = openStore(path);
  try {
    return look(store);
  } finally {
    store.close();
  }
}

const rowsOf = (facts: unknown) => facts as Row[];
const unread = (book: KeptBook) => (book === 'full' ? [{ kind: 'moved' }] : []);

it('is a book of every state, kind of advice and way out', () => {
  const { payments, advices, sums } = asWritten(copyOfBook('full'));
  expect(payments).toHaveLength(33);
  expect(sums).toHaveLength(5);
  const kinds = rowsOf(advices).map(({ kind, reason, state, closed_at }) =>
    [kind, reason, closed_at === null ? state : 'closed'].join(' '),
  );
  expect([...new Set(kinds)].sort()).toMatchInlineSnapshot(`
    [
      "confirmation  attention",
      "confirmation  closed",
      "confirmation  delivered",
      "confirmation  owed",
      "reversal CANCELLED owed",
      "reversal RESPONSE_NOT_FINAL owed",
      "reversal TIMEOUT attention",
      "reversal TIMEOUT closed",
      "reversal TIMEOUT delivered",
      "reversal TIMEOUT owed",
    ]
  `);
});

describe.each(['empty', 'full'] as const)('a book of 0.1.0 that is well: %s', (book) => {
  it('opens twice without a notice, and with all that was in it', () => {
    const path = copyOfBook(book);
    const written = asWritten(path);
    for (let start = 0; start < 2; start += 1) {
      opened(path, (store) => {
        expect(openNotices(store)).toMatchObject(unread(book));
        expect(openNotices(store)).toHaveLength(unread(book).length);
        expect(asItIsNow(store)).toEqual(written);
        expect(store.all('PRAGMA foreign_key_check')).toEqual([]);
        expect(store.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      });
    }
    expect(existsSync(`${path}.damaged-1`)).toBe(false);
    expect(asWritten(`${path}.before-5`)).toEqual(written);
  });
});

describe('a book of 0.1.0, in the words of today', () => {
  const path = copyOfBook('full');
  const written = asWritten(path);
  const payments = rowsOf(written['payments']);
  const paid = payments.filter(({ state }) => state === 'paid');
  const look = <Value>(at: (store: Store) => Value) => opened(path, at);

  it('shows each sale with its number, its one line, its amount and all of its payments', () => {
    look((store) => {
      const pages = recentSales(store, 1_000).map(({ id }) => salePage(store, id));
      const told = pages.map((page) => ({
        number: page?.sale.number,
        total: page?.sale.total.amountMinor,
        lines: page?.lines.map(({ amount }) => amount.amountMinor),
        payments: page?.payments.map(({ payment, tranId }) => [
          payment.paymentId,
          payment.state,
          payment.amount.amountMinor,
          tranId,
        ]),
      }));
      const sales = rowsOf(written['sales']).map(({ number, total_minor: total }) => ({
        number,
        total,
        lines: [total],
        payments: payments
          .filter(({ sale_number: of }) => of === number)
          .map(({ id, state, amount_minor, tran_id }) => [id, state, amount_minor, tran_id]),
      }));
      expect(told.toReversed()).toEqual(sales);
      for (const story of pages.flatMap((page) => page?.payments ?? []))
        expect(story.timeline.length).toBeGreaterThan(0);
    });
  });

  it('tells what is undone from what was refused by the reversal that it owed', () => {
    look((store) => {
      const sql = `SELECT DISTINCT phase, advices.kind FROM transactions
        LEFT JOIN advices ON transaction_id = transactions.id ORDER BY 1, 2`;
      expect(store.all(sql).map(({ phase, kind }) => [phase, kind].map(String).join(' '))).toEqual([
        'approved null',
        'asking null',
        'completed confirmation',
        'refused null',
        'undone reversal',
      ]);
    });
  });

  it('posts what was taken, to the cent, and every sale comes to nothing', () => {
    look((store) => {
      const sum = paid.reduce((all, { approved_minor }) => all + Number(approved_minor), 0);
      const totals = totalsBetween(store, ['0', '9'], '710');
      expect(totals.tenders.wallet).toEqual({ count: paid.length, amountMinor: sum });
      const { confirmed, unconfirmed, closed } = totals;
      const counts = [confirmed, unconfirmed, closed].map(({ count }) => count);
      expect(counts.reduce((all, count) => all + count, 0)).toBe(paid.length);
      const open = store.all(
        `SELECT sale_id FROM postings GROUP BY sale_id
         HAVING sum(iif(to_account = 'sale', amount_minor, -amount_minor)) <> 0`,
      );
      expect(open).toEqual([]);
    });
  });

  it('gives the next sale the next number', () => {
    look((store) => {
      const last = rowsOf(written['sales']).length;
      expect(store.one('SELECT max(place) AS place FROM sales')).toEqual({ place: last });
    });
  });
});

it('what a book of 0.1.0 owes goes out once, with the same ids and bytes', async () => {
  const path = copyOfBook('full');
  const isOwed = ({ state }: Row) => state === 'owed';
  const owed = rowsOf(asWritten(path)['advices']).filter(isOwed);
  const server = await RawServer.start();
  const store = openStore(path);
  const client = newClient(server.baseUrl);
  const ports = { clock: systemClock, chance: systemChance, log: noLog };
  const drained = Promise.withResolvers<void>();
  const queue = new AdviceQueue({
    ...ports,
    store,
    runId: 'run',
    link: new Link(
      async () => {},
      ports,
      () => {},
    ),
    service: adviceServiceOf(
      qrService,
      client,
      { adviceDeadlineMs: 10_000, repeatOn503: false },
      profileSchema.parse(validProfile(server.baseUrl)),
    ),
    onChange: () => {
      const { confirmations, reversals } = countOwed(store);
      if (confirmations + reversals === 0) drained.resolve();
    },
  });
  queue.start();
  await drained.promise;
  const sent = [...server.of('confirmPayment'), ...server.of('reversePayment')];
  const byText = (texts: unknown[]) => texts.map(String).sort();
  expect(byText(sent.map(({ text }) => text))).toEqual(byText(owed.map(({ body }) => body)));
  await queue.stop();
  await client.close();
  store.close();
  await server.stop();
});

it('a damaged book of 0.1.0 is set aside and made good from its record', () => {
  const path = copyOfBook('damaged');
  const damaged = readFileSync(path);
  const whole = asWritten(copyOfBook('full'));
  opened(path, (store) => {
    const { sales, payments, sums, owed } = asItIsNow(store);
    expect({ sales, payments, sums, owed }).toEqual({
      sales: whole['sales'],
      payments: whole['payments'],
      sums: whole['sums'],
      owed: whole['owed'],
    });
    expect(openNotices(store)).toMatchObject([
      { kind: 'moved' },
      { kind: 'damaged', setAside: `${path}.damaged-1`, isWhole: true },
    ]);
  });
  expect(readFileSync(`${path}.damaged-1`).equals(damaged)).toBe(true);
});
