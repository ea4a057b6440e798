import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemChance, systemClock } from '../../../electron/core/clock.ts';
import { SaleBook } from '../../../electron/core/counter/sale-book.ts';
import { TransactionBook } from '../../../electron/core/engine/transaction-book.ts';
import { readPayment } from '../../../electron/core/services/qr/payment-row.ts';
import { qrService } from '../../../electron/core/services/qr/qr-service.ts';
import { services } from '../../../electron/core/services/services.ts';
import { nodeDisk } from '../../../electron/core/store/disk.ts';
import { migrate, migrations } from '../../../electron/core/store/migrate.ts';
import { openStore } from '../../../electron/core/store/safe/open.ts';
import type { Store } from '../../../electron/core/store/store.ts';
import { addAdvice } from '../../../electron/core/store/tables/advices.ts';
import {
  addExchange,
  exchangesOf,
  noteAnswer,
} from '../../../electron/core/store/tables/exchanges.ts';
import { openNotices } from '../../../electron/core/store/tables/notices.ts';
import { addSale, numberSale } from '../../../electron/core/store/tables/sales.ts';
import { findTransaction } from '../../../electron/core/store/tables/transactions.ts';
import { profileSchema } from '../../../src-shared/contract/profile.ts';
import { money } from '../../../src-shared/domain/money.ts';
import type { Payment } from '../../../src-shared/services/qr/payment.ts';
import type { PaymentEvent } from '../../../src-shared/services/qr/transition.ts';
import { addPayment } from '../../support/owed-advices.ts';
import {
  approved,
  awaitingCustomer,
  notPaid,
  paid,
  requestingCode,
} from '../../support/payments.ts';
import { validProfile } from '../../support/profile.ts';
import { temporaryFolder } from '../../support/test-till.ts';

const at = '2026-03-14T10:21:07.412+02:00';

function newStore(path = join(temporaryFolder(), 'till.sqlite')): Store {
  return openStore(path);
}

function withSale(store: Store): void {
  addSale(store, requestingCode.saleId, requestingCode.amount.currency, at);
}

/** The payment as it is read out of the book. */
function paymentIn(store: Store, id: string): Payment {
  const row = findTransaction(store, id);
  if (!row) throw new Error('no such payment');
  return readPayment(row);
}

it('keeps every state of a payment as it was', () => {
  const store = newStore();
  withSale(store);
  for (const payment of [requestingCode, awaitingCustomer, approved, paid, notPaid]) {
    addPayment(store, payment, null, at, payment === requestingCode);
    expect(paymentIn(store, payment.id)).toEqual(payment);
  }
  store.close();
});

it('holds one advice per payment, whatever its kind', () => {
  const store = newStore();
  withSale(store);
  addPayment(store, paid, null, at);
  const advice = (id: string, kind: 'confirmation' | 'reversal') => ({
    id,
    transaction_id: paid.id,
    interface: 'qr',
    operation: 'confirmPayment',
    kind,
    reason: null,
    body: '{}',
  });
  addAdvice(store, advice('a', 'confirmation'), at, 'run');
  expect(() => addAdvice(store, advice('b', 'reversal'), at, 'run')).toThrow(/UNIQUE.*advices_one/);
  store.close();
});

it('undoes everything of a transaction that fails', () => {
  const store = newStore();
  expect(() =>
    store.commit('test', () => {
      withSale(store);
      throw new Error('power cut');
    }),
  ).toThrow('power cut');
  expect(store.all('SELECT * FROM sales')).toEqual([]);
  store.close();
});

it('a decision whose advice cannot be stored is not stored either', () => {
  const store = newStore();
  const profile = profileSchema.parse(validProfile('https://pay.example.com/qr/v1'));
  const parts = { store, profile, clock: systemClock };
  const book = new TransactionBook({ ...parts, services, chance: systemChance, runId: 'run' });
  const sales = new SaleBook({ ...parts, book });
  const { id } = sales.commitNew('begin', (now) => {
    const saleId = sales.open(now);
    return sales.beginTransaction(saleId, qrService, money(18_450, '710'), now).transaction;
  });
  const code = { tranId: 't', qrCode: '000201' };
  const issued: PaymentEvent = { type: 'codeIssued', code, thirdPartyIdentifiers: [] };
  book.apply(id, issued);
  store.database.exec(
    `CREATE TRIGGER no_advice BEFORE INSERT ON advices BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
  );
  expect(() => book.apply(id, { type: 'cancelled' })).toThrow('disk full');
  expect(paymentIn(store, id).state).toBe('awaitingCustomer');
  store.close();
});

it('keeps of an answer what support needs, and of the rest how long it was', () => {
  const store = newStore();
  withSale(store);
  addPayment(store, awaitingCustomer, null, at);
  const { id } = awaitingCustomer;
  addExchange(store, { transactionId: id, operation: 'pay', effect: true, request: '{}', at });
  const body =
    '{"tenders":[{"cardNumber": "4111111111111111"}],"partnerPaymentToken":"secret","rrn":"1"}';
  const answer = { status: 201, silence: null, errorType: null, message: null, body };
  noteAnswer(store, id, 'pay', answer, at, false);
  const kept = store.one('SELECT response FROM exchanges')?.['response'];
  expect(JSON.parse(String(kept))).toEqual({
    tenders: [{ cardNumber: '411111******' }],
    partnerPaymentToken: '[6 characters]',
    rrn: '1',
  });
  expect(exchangesOf(store, id)[0]?.response).toBe(kept);
  store.close();
});

it('commits so that a power cut loses nothing, and is readable by its owner only', () => {
  const path = join(temporaryFolder(), 'till.sqlite');
  const store = newStore(path);
  const pragma = (name: string) => store.database.pragma(name, { simple: true });
  expect(pragma('journal_mode')).toBe('wal');
  expect(pragma('synchronous')).toBe(2);
  expect(pragma('foreign_keys')).toBe(1);
  expect(statSync(path).mode & 0o077).toBe(0);
  store.close();
});

it('has the schema that was agreed; a change needs a new migration', () => {
  const store = newStore();
  const schema = store
    .all(`SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name`)
    .map((row) => String(row['sql']).replace(/\s+/g, ' '));
  expect(schema).toMatchSnapshot();
  store.close();
});

it('refuses data of a newer version without changing it', () => {
  const path = join(temporaryFolder(), 'till.sqlite');
  const store = newStore(path);
  const number = migrations.length + 1;
  migrate(store.database, nodeDisk, [...migrations, { number, sql: 'CREATE TABLE later (id)' }]);
  store.close();
  expect(() => newStore(path)).toThrow(/newer version of Until/);
  expect(() => newStore(path)).toThrow(/newer version of Until/);
});

it('sets aside what is no store, and begins anew', () => {
  const path = join(temporaryFolder(), 'till.sqlite');
  writeFileSync(path, 'x'.repeat(8_192));
  const store = newStore(path);
  expect(openNotices(store)).toMatchObject([
    { kind: 'damaged', rows: 0, setAside: `${path}.damaged-1`, isWhole: false },
  ]);
  expect(readFileSync(`${path}.damaged-1`, 'utf8')).toBe('x'.repeat(8_192));
  store.close();
});

it('makes a copy before it changes the schema of a store that holds data', () => {
  const path = join(temporaryFolder(), 'till.sqlite');
  const store = newStore(path);
  withSale(store);
  numberSale(store, requestingCode.saleId);
  const next = { number: migrations.length + 1, sql: 'ALTER TABLE sales ADD COLUMN note TEXT' };
  migrate(store.database, nodeDisk, [...migrations, next]);
  expect(store.one('SELECT note FROM sales')).toEqual({ note: null });
  store.close();
  const copy = openStore(`${path}.before-${next.number}`);
  expect(copy.all('SELECT number FROM sales')).toEqual([{ number: '000001' }]);
  copy.close();
});

it('keeps the old schema whole when a migration fails half-way', () => {
  const store = newStore();
  const broken = {
    number: migrations.length + 1,
    sql: 'ALTER TABLE sales ADD COLUMN note TEXT; SELECT nonsense',
  };
  expect(() => migrate(store.database, nodeDisk, [...migrations, broken])).toThrow(/nonsense/);
  expect(store.database.pragma('user_version', { simple: true })).toBe(migrations.length);
  expect(() => store.one('SELECT note FROM sales')).toThrow(/no such column/);
  store.close();
});

it('belongs to one process, and to the next one as soon as that is dead', async () => {
  const path = join(temporaryFolder(), 'till.sqlite');
  const holder = fork(new URL('../../support/hold-store.ts', import.meta.url), [path]);
  await once(holder, 'message');
  expect(() => newStore(path)).toThrow(/already running/);
  const gone = once(holder, 'exit');
  holder.kill('SIGKILL');
  await gone;
  const store = newStore(path);
  expect(existsSync(path)).toBe(true);
  store.close();
});
