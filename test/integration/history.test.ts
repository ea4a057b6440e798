// The history found by what stands on a screen, a slip or in the customer's app; and a sale of which a
// part is taken, however often the rest was tried. On a real store.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../electron/core/store/safe/open.ts';
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import { referencesSearched } from '../../src-shared/domain/search.ts';
import { fillWithHistory } from '../bench/history.ts';
import { startIntermediary, TestTill, temporaryFolder } from '../support/test-till.ts';

let intermediary: TrainingIntermediary;
let till: TestTill | undefined;

beforeEach(async () => {
  intermediary = await startIntermediary();
});

afterEach(async () => {
  await till?.stop();
  till = undefined;
  await intermediary.stop();
});

/** Takes a payment that is approved at once, and leaves it. */
async function take(started: TestTill, amountMinor: number): Promise<void> {
  await started.call('startPayment', { amountMinor });
  await started.whenPayment('approved');
  await started.call('nextSale', { saleId: started.saleId });
  await started.whenNothingOwed();
}

describe('the history is found', () => {
  it('by the number, the amount and every reference as they stand on the screen', async () => {
    till = await TestTill.start({ intermediary });
    await take(till, 400_401);
    const [newest] = (await till.call('getHistory', {})).rows;
    const page = await till.storyOf(newest?.payment?.paymentId ?? '');
    const answered = page.timeline.findLast(
      (entry) => entry.kind === 'answered' && entry.operation === 'pay',
    );
    const body = answered?.kind === 'answered' ? (answered.response ?? '') : '';
    const { thirdPartyIdentifiers } = JSON.parse(body) as {
      thirdPartyIdentifiers: { transactionIdentifier: string }[];
    };
    const identifiers = thirdPartyIdentifiers.map((each) => each.transactionIdentifier);
    expect(identifiers.length).toBeGreaterThan(0);
    expect(page.issuerReference).not.toBeNull();
    const reference = page.issuerReference ?? '';
    for (const search of [
      'Sale 000001',
      'sale 1',
      'SALE 000001',
      '#000001',
      'R 4\u202f004.01',
      'r 4 004,01',
      page.tranId ?? '',
      page.payment.paymentId.toUpperCase(),
      reference,
      reference.toLowerCase(),
      `${reference.slice(0, 4)} ${reference.slice(4)}`,
      ...identifiers,
    ]) {
      const { rows } = await till.call('getHistory', { search });
      expect(
        rows.map(({ saleId }) => saleId),
        search,
      ).toEqual([newest?.saleId]);
    }
    for (const search of ['issuerReference', 'Sale 000002', `${reference}0`, '%']) {
      expect((await till.call('getHistory', { search })).rows, search).toEqual([]);
    }
  });

  it('by a reference among the newest only, page by page, in a book of years', async () => {
    const dataFolder = temporaryFolder();
    const store = openStore(join(dataFolder, 'till.sqlite'));
    fillWithHistory(store, referencesSearched + 100);
    store.close();
    till = await TestTill.start({ intermediary, dataFolder });
    const first = await till.call('getHistory', { search: '0123456789' });
    const second = await till.call('getHistory', {
      search: '0123456789',
      before: first.nextBefore ?? 0,
    });
    expect(first.rows[0]?.number).toBe('020100');
    expect(second.rows.length).toBe(first.rows.length);
    const oldest = await till.call('getHistory', { search: '0123456789', before: 101 });
    expect(oldest.rows).toEqual([]);
  });
});

it('a part that was taken is not forgotten, however often the rest is tried', async () => {
  till = await TestTill.start({ intermediary, profile: { partPaymentAllowed: true } });
  await till.call('startPayment', { amountMinor: 400_410 });
  await till.whenPayment('approved');
  const { saleId, paymentId } = till;
  await till.call('approvalShown', { paymentId });
  const { payment: part } = till.view;
  if (part?.state !== 'approved') throw new Error('a part is approved');
  expect(part.left.amountMinor).toBe(200_205);
  // More tries than the snapshot has lines of the past.
  for (let attempt = 0; attempt < 8; attempt += 1) {
    await till.call('startPayment', { amountMinor: part.left.amountMinor, saleId });
    await intermediary.whenWaiting();
    intermediary.act({ name: 'decline', errorType: 'INSUFFICIENT_FUNDS' });
    const { payment } = await till.whenPayment('notPaid');
    expect(payment).toMatchObject({ taken: { amountMinor: 200_205, currency: '710' } });
    expect(till.view.sale).toMatchObject({
      saleId,
      left: { amountMinor: 200_205 },
      tenders: [{ tenderId: paymentId, amount: { amountMinor: 200_205 }, canBeTakenBack: true }],
    });
  }
  expect(till.view.owed.confirmations).toBe(0);
});
