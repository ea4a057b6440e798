import { describe, expect, it } from 'vitest';
import { noSteps, onCounter, stepTo } from '../../../renderer/on-counter.ts';
import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
import { approved, aSale, aTender, awaiting, notPaid, paid, rand, requesting } from './views.ts';

const basket = aSale();
const numbered = aSale({ number: '04-000318' });
const done = aSale({ number: '04-000318', state: 'completed', left: rand(0) });
const byCode = aTender({ tenderId: paid.paymentId, kind: 'qr' });
const part = { ...approved, left: rand(6_000) } as const;

type Given = { sale: SaleView | null; payment: CurrentPaymentView | null };
const screen = (given: Given, steps = noSteps) => onCounter(given, steps).screen;

describe('what stands on the counter', () => {
  it.each<[string, SaleView | null, CurrentPaymentView | null]>([
    ['sale', null, null],
    ['sale', basket, null],
    ['pay', numbered, null],
    ['sale', aSale({ number: '04-000318', lines: [] }), null],
    ['payment', numbered, requesting],
    ['payment', numbered, awaiting],
    ['payment', numbered, part],
    ['payment', numbered, notPaid],
    ['payment', { ...done, tenders: [byCode] }, paid],
    ['sold', { ...done, tenders: [aTender()] }, null],
    ['sold', { ...done, tenders: [aTender(), byCode] }, paid],
    ['sold', { ...done, tenders: [aTender()] }, notPaid],
  ])('is the screen %s', (expected, sale, payment) => {
    expect(screen({ sale, payment })).toBe(expected);
  });

  it('is how the cashier pays once they went there, and the lines once they went back', () => {
    expect(
      screen({ sale: basket, payment: null }, stepTo('pay', { sale: basket, payment: null })),
    ).toBe('pay');
    const back = stepTo('sale', { sale: numbered, payment: null });
    expect(screen({ sale: numbered, payment: null }, back)).toBe('sale');
  });

  it('begins anew with the next sale', () => {
    const steps = stepTo('pay', { sale: basket, payment: null });
    const next = aSale({ saleId: '00000000-0000-4000-8000-000000000001' });
    expect(screen({ sale: next, payment: null }, steps)).toBe('sale');
  });

  it('is the rest of a sale once the result of its part was left', () => {
    for (const payment of [part, notPaid]) {
      const given = { sale: numbered, payment };
      expect(screen(given, stepTo('pay', given))).toBe('pay');
    }
  });

  it('is the same approval again when nothing is left of its sale', () => {
    const steps = stepTo('pay', { sale: numbered, payment: part });
    expect(screen({ sale: numbered, payment: approved }, steps)).toBe('payment');
  });

  it('is any other payment, wherever the cashier went before', () => {
    const steps = stepTo('pay', { sale: numbered, payment: notPaid });
    const next = { ...notPaid, paymentId: '00000000-0000-4000-8000-000000000002' };
    for (const payment of [requesting, awaiting, next, paid]) {
      expect(screen({ sale: numbered, payment }, steps)).toBe('payment');
    }
    const lines = stepTo('sale', { sale: numbered, payment: null });
    expect(screen({ sale: numbered, payment: awaiting }, lines)).toBe('payment');
  });
});
