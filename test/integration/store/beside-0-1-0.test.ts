// Files of 0.1.0 and of today beside each other, as an update, a backup or a power cut leaves them: a
// record that is older than, equal to or ahead of its book, a backup that was put back, a lost book.
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Row } from '../../../electron/core/store/disk.ts';
import { openStore } from '../../../electron/core/store/safe/open.ts';
import type { Store } from '../../../electron/core/store/store.ts';
import { openNotices } from '../../../electron/core/store/tables/notices.ts';
import { asItIsNow, asWritten } from '../../support/content-of-0-1-0.ts';
import { copyOfBook } from '../../support/kept-book.ts';
import { bookOf, storySteps } from '../../support/store-story.ts';

let path: string;
let record: string;
/** The record as 0.1.0 left it. */
let recordOf010: Buffer;
let written: ReturnType<typeof asWritten>;

beforeEach(() => {
  path = copyOfBook('full');
  record = path.replace('.sqlite', '.record');
  recordOf010 = readFileSync(record);
  written = asWritten(path);
});

function opened<Value>(look: (store: Store) => Value): Value {
  const store = openStore(path);
  try {
    return look(store);
  } finally {
    store.close();
  }
}

/** Notices of this start, beside the one that 0.1.0 left unread. */
const noticesIn = (store: Store) => openNotices(store).filter(({ kind }) => kind !== 'moved');

/** The whole book is there as 0.1.0 wrote it, at this start and at the next. */
function expectAsWritten(...notices: object[]): void {
  for (let start = 0; start < 2; start += 1) {
    opened((store) => {
      expect(asItIsNow(store)).toEqual(written);
      expect(noticesIn(store)).toMatchObject(notices);
      expect(noticesIn(store)).toHaveLength(notices.length);
      expectSound(store);
    });
  }
}

function expectSound(store: Store): void {
  expect(store.all('PRAGMA foreign_key_check')).toEqual([]);
  expect(store.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  const unbalanced = store.all(
    `SELECT sale_id FROM postings GROUP BY sale_id
     HAVING sum(iif(to_account = 'sale', amount_minor, -amount_minor)) <> 0`,
  );
  expect(unbalanced).toEqual([]);
  const unposted = store.all(
    `SELECT id FROM sales WHERE (state = 'completed')
       <> EXISTS (SELECT 1 FROM postings WHERE sale_id = sales.id)`,
  );
  expect(unposted).toEqual([]);
}

const linesOf = (bytes: Buffer) => bytes.toString().trimEnd().split('\n');
const seqOf = (line = '') => Number(/"seq":(\d+)/.exec(line)?.[1]);

function sealed(line: object): string {
  const text = JSON.stringify(line);
  return `${crc32(text).toString(16).padStart(8, '0')} ${text}\n`;
}

const saleId = '00000000-0000-4000-8000-ffffff000033';
const at = '2026-03-14T11:00:00.000+02:00';
const payment = {
  seq: 34,
  id: 'p34',
  sale_number: '000033',
  attempt: 1,
  state: 'awaitingCustomer',
  amount_minor: 7_700,
  currency: '710',
  code_request_id: 'c34',
  tran_id: 't34',
  qr_code: '000201',
  approval: null,
  approved_minor: null,
  partner: null,
  reason: null,
  started_at: at,
  approved_at: null,
  shown_at: null,
  decided_at: null,
  left_at: null,
};
const approval = JSON.stringify({
  approved: { amountMinor: 7_700, currency: '710' },
  partner: { id: '90010', name: 'Protea Wallet' },
  thirdPartyIdentifiers: [],
  slipLines: [],
  issuerReference: null,
});
const paid = {
  ...payment,
  state: 'paid',
  approval,
  approved_minor: 7_700,
  partner: 'Protea Wallet',
  approved_at: at,
  decided_at: at,
};
const advice = {
  seq: 900,
  id: 'a34',
  payment_id: 'p34',
  interface: 'qr',
  operation: 'confirmPayment',
  kind: 'confirmation',
  reason: null,
  body: '{"id":"a34","requestId":"p34"}',
  state: 'owed',
  owed_at: at,
  owed_in_run: 'run',
  attempts: 0,
  sends: 0,
  due_ms: 0,
  settled_at: null,
  closed_at: null,
  closings: null,
};
const request = { seq: 9_000, payment_id: 'p34', advice_id: null, operation: 'pay', request: '{}' };
const exchange = { ...request, sent_at: at, times: 1, late: 0 };
const sale = { seq: 33, number: '000033', total_minor: 7_700, currency: '710', opened_at: at };

/** What 0.1.0 wrote down of one more sale: three commits that its database may never have had. */
type Commits = [name: string, rows: [table: string, row: object][]][];
const commits: Commits = [
  [
    'begin',
    [
      ['sales', sale],
      ['payments', { ...payment, state: 'requestingCode', tran_id: null, qr_code: null }],
    ],
  ],
  [
    'codeIssued',
    [
      ['payments', payment],
      ['exchanges', exchange],
    ],
  ],
  [
    'completed',
    [
      ['payments', paid],
      ['advices', advice],
    ],
  ],
];

/** The record as 0.1.0 left it, and so many commits more. */
function recordAhead(count: number, of = commits): string {
  const last = seqOf(linesOf(recordOf010).at(-1));
  const more = of.slice(0, count).flatMap(([commit, rows], index) =>
    rows.map(([table, row]) => {
      const line = { seq: last + 1 + index, commit, of: rows.length, table, row };
      return sealed(line);
    }),
  );
  return recordOf010.toString() + more.join('');
}

describe('a record of 0.1.0 beside a book that was carried over', () => {
  beforeEach(() => opened(() => {}));

  it('equal to it: says nothing new, and begins anew in the words of today', () => {
    writeFileSync(record, recordOf010);
    expectAsWritten();
    expect(readFileSync(record, 'utf8')).toContain('"table":"transactions"');
    expect(readFileSync(record, 'utf8')).not.toContain('"table":"payments"');
  });

  it('older than it: changes nothing', () => {
    const lines = linesOf(recordOf010);
    const half = seqOf(lines[Math.floor(lines.length / 2)]);
    const older = lines.filter((line) => seqOf(line) <= half).map((line) => `${line}\n`);
    writeFileSync(record, older.join(''));
    expectAsWritten();
  });

  it('gone: it begins anew', () => {
    rmSync(record);
    expectAsWritten();
  });

  it.each([1, 2, 3])('%i commits ahead of it: what was decided is there', (count) => {
    writeFileSync(record, recordAhead(count));
    expectSaleMore(count);
  });

  it('ahead of it by a further try at a sale that the book calls abandoned: it is completed', () => {
    const rows = written['payments'] as Row[];
    const declined = rows.find(({ reason }) => String(reason).includes('"declined"'));
    const { sale_number: number, amount_minor: amount } = declined ?? {};
    const again = { ...paid, sale_number: number, attempt: 2, amount_minor: amount };
    const tried = { ...again, approved_minor: amount, left_at: at };
    const rowsOfTry: Commits[number][1] = [
      ['payments', tried],
      ['exchanges', exchange],
      ['advices', advice],
    ];
    const stateOf = (store: Store) =>
      store.one('SELECT state FROM sales WHERE number = ?', String(number));
    expect(opened(stateOf)).toEqual({ state: 'abandoned' });
    writeFileSync(record, recordAhead(1, [['completed', rowsOfTry]]));
    for (let start = 0; start < 2; start += 1) {
      opened((store) => {
        expect(stateOf(store)).toEqual({ state: 'completed' });
        expect(store.one(`SELECT amount_minor FROM postings WHERE transaction_id = 'p34'`)).toEqual(
          {
            amount_minor: amount,
          },
        );
        expectSound(store);
      });
    }
  });

  it('older, and the book has sold since: nothing of either is lost', () => {
    const book = opened((store) => {
      for (const step of storySteps(store)) step();
      return bookOf(store);
    });
    writeFileSync(record, recordOf010);
    opened((store) => expect(bookOf(store)).toBe(book));
    opened((store) => expect(bookOf(store)).toBe(book));
  });
});

describe('a record of 0.1.0 beside a book of 0.1.0 that is carried over now', () => {
  it.each([1, 2, 3])('%i commits ahead of it: what was decided is there', (count) => {
    writeFileSync(record, recordAhead(count));
    expectSaleMore(count);
  });

  it('gone: nothing is missed', () => {
    rmSync(record);
    expectAsWritten();
  });
});

/** The sale that stands in the record alone, as far as it got, beside all that was there. */
function expectSaleMore(count: number): void {
  for (let start = 0; start < 2; start += 1) {
    opened((store) => {
      const [found] = store.all('SELECT * FROM transactions WHERE id = ?', 'p34');
      const phase = count === 3 ? 'completed' : 'asking';
      const step = [null, 'code', 'customer', null][count] ?? null;
      expect(found).toMatchObject({ sale_id: saleId, phase, step, amount_minor: 7_700 });
      expect(store.all('SELECT * FROM sales WHERE id = ?', saleId)).toMatchObject([
        { number: '000033', place: 33, state: count === 3 ? 'completed' : 'open' },
      ]);
      expect(store.all('SELECT * FROM sale_lines WHERE sale_id = ?', saleId)).toHaveLength(1);
      const owed = store.all('SELECT id, body FROM advices WHERE transaction_id = ?', 'p34');
      expect(owed).toEqual(count === 3 ? [{ id: 'a34', body: advice.body }] : []);
      const now = asItIsNow(store);
      for (const [table, rows] of Object.entries({ payments: 33, sales: 32 }))
        expect(now[table]?.slice(0, rows)).toEqual(written[table]);
      expect(noticesIn(store).map(({ kind }) => kind)).toEqual(count > 1 ? ['outdated'] : []);
      expectSound(store);
    });
  }
}

describe('the backup that the step made, put back', () => {
  beforeEach(() => opened(() => {}));

  it('under the record of the carried-over book: it is carried over again, and nothing is told', () => {
    copyFileSync(`${path}.before-5`, path);
    expectAsWritten();
  });

  it('and the book has sold since: what was sold comes back from the record', () => {
    const book = opened((store) => {
      for (const step of storySteps(store)) step();
      return bookOf(store);
    });
    copyFileSync(`${path}.before-5`, path);
    opened((store) => {
      expect(bookOf(store)).toBe(book);
      expect(noticesIn(store)).toMatchObject([{ kind: 'outdated', isWhole: true }]);
      expectSound(store);
    });
    opened((store) => expect(bookOf(store)).toBe(book));
  });

  it('with its own record, as a whole folder is put back: as it was', () => {
    copyFileSync(`${path}.before-5`, path);
    writeFileSync(record, recordOf010);
    expectAsWritten();
  });
});

describe('a lost book', () => {
  it('beside a record of 0.1.0: what money rests on is there again', () => {
    rmSync(path);
    opened((store) => {
      const { sales, sums, owed, payments } = asItIsNow(store);
      expect(sales).toEqual(written['sales']);
      expect(payments).toEqual(written['payments']);
      expect(sums).toEqual(written['sums']);
      expect(owed).toEqual(written['owed']);
      expect(noticesIn(store)).toMatchObject([{ kind: 'lost', isWhole: true }]);
      expectSound(store);
    });
    expect(existsSync(`${path}.before-5`)).toBe(false);
  });

  it('that was carried over, beside a record of 0.1.0: the same', () => {
    opened(() => {});
    rmSync(path);
    writeFileSync(record, recordOf010);
    opened((store) => {
      expect(asItIsNow(store)['owed']).toEqual(written['owed']);
      expect(noticesIn(store)).toMatchObject([{ kind: 'lost', isWhole: true }]);
      expectSound(store);
    });
  });
});
