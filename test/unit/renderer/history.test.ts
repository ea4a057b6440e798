import { describe, expect, it } from 'vitest';
import {
  activeFilters,
  filtersWords,
  noFilters,
  questionOf,
  without,
} from '../../../renderer/features/history/filters.ts';
import { saleOutcome } from '../../../renderer/features/history/sale-outcome.ts';
import { stepsOf } from '../../../renderer/features/history/story/sale-steps.ts';
import { catalogue as en } from '../../../renderer/texts/en/en.ts';
import { saleFacts, saleName } from '../../../renderer/words/sale-facts.ts';
import { contract } from '../../../src-shared/contract/contract.ts';
import type { SaleEntry, SalePage } from '../../../src-shared/contract/views/history.ts';
import { saleStates } from '../../../src-shared/domain/sale/sale.ts';
import {
  entry,
  paymentRow,
  refusedRow,
  report,
  salePage,
  saleRow,
  story,
} from './history-views.ts';
import { rand } from './views.ts';

it('is tested with what the contract allows', () => {
  expect(contract.getSale.output.safeParse(salePage()).error).toBeUndefined();
  expect(contract.getHistory.output.safeParse({ rows: [saleRow()], nextBefore: 1 }).success).toBe(
    true,
  );
  expect(contract.getReport.output.safeParse(report()).error).toBeUndefined();
});

describe('what the history is looked through for', () => {
  const all = { search: ' 184.50 ', day: '2026-03-14', state: 'parked', tender: 'card' } as const;

  it('is asked without what is not chosen', () => {
    expect(questionOf(noFilters)).toEqual({});
    expect(questionOf({ ...noFilters, search: '   ' })).toEqual({});
    expect(questionOf(all)).toEqual({ ...all, search: '184.50' });
    expect(contract.getHistory.input.safeParse(questionOf(all)).success).toBe(true);
  });

  it('is named when nothing is found, and can be left out one by one', () => {
    expect(filtersWords(en, all)).toMatch(/^“184\.50” · Sat, 14 Mar 2026 · Parked · Card$/);
    expect(activeFilters(all)).toEqual(['search', 'day', 'state', 'tender']);
    for (const name of activeFilters(all)) {
      expect(activeFilters(without(all, name))).not.toContain(name);
      expect(activeFilters(without(all, name))).toHaveLength(3);
    }
  });
});

describe('a line of the history', () => {
  const facts = (changes: Parameters<typeof saleRow>[0]) =>
    saleFacts(en, saleRow(changes)).filter((fact) => fact !== null);

  it('tells how it was paid, with amounts only where there are several', () => {
    expect(facts({})).toEqual(['QR', 'Protea Wallet']);
    const cash = { kind: 'cash', amount: rand(6_000) } as const;
    expect(facts({ tenders: [cash], payment: null, name: 'Bread' })).toEqual(['Cash', 'Bread']);
    const tenders = [cash, { kind: 'qr', amount: rand(12_450) } as const];
    expect(facts({ tenders })).toEqual(['Cash R\u00a060.00', 'QR R\u00a0124.50']);
  });

  it('tells why it was not paid, but not of a sale that was paid after all', () => {
    const payment = refusedRow();
    expect(facts({ state: 'abandoned', tenders: [], payment })).toEqual(['Not enough money']);
    const tenders = [{ kind: 'cash', amount: rand(18_450) } as const];
    expect(facts({ tenders, payment })).toEqual(['Cash']);
  });

  it('names the first thing that was sold, and how much more there was', () => {
    const bare = { tenders: [], payment: null };
    expect(facts({ ...bare, name: 'Bread', lines: 3 })).toEqual(['Bread +2']);
    expect(facts({ ...bare, lines: 3 })).toEqual(['3 lines']);
    expect(facts(bare)).toEqual([]);
  });

  it('calls what has no number a basket', () => {
    expect(saleName(en, { number: null })).toBe('Basket');
    expect(saleName(en, { number: '04-000318' })).toBe('Sale 04-000318');
  });
});

describe('what became of the money', () => {
  const told = (changes: Partial<SalePage>) => saleOutcome(en, salePage(changes));
  const hand = (changes: Partial<SalePage['tenders'][0]> = {}): SalePage['tenders'][0] => ({
    tenderId: 't',
    kind: 'cash',
    amount: rand(5_000),
    reference: null,
    takenAt: '2026-03-14T10:20:58.400+02:00',
    returnedAt: null,
    ...changes,
  });
  const reversal = (state: 'owed' | 'delivered' | 'attention') =>
    ({ kind: 'reversal', state, settledAt: null }) as const;

  it.each(saleStates)('%s: is one sentence, whatever is known', (state) => {
    for (const payments of [[], [story()]]) {
      const { money } = told({ sale: saleRow({ state, tenders: [] }), payments });
      expect(money).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('names the means that paid, and the change', () => {
    const tenders = [
      { kind: 'cash', amount: rand(6_000) } as const,
      { kind: 'card', amount: rand(1_000) } as const,
      { kind: 'qr', amount: rand(11_450) } as const,
    ];
    const { money, more } = told({ sale: saleRow({ tenders }), change: rand(4_000) });
    expect(money).toBe('Paid in full with cash, card and QR.');
    expect(more).toEqual(['R\u00a040.00 went back as change.']);
  });

  it('says of a parked sale what was taken for it', () => {
    const tenders = [{ kind: 'cash', amount: rand(5_000) } as const];
    const sale = saleRow({ state: 'parked', tenders, payment: null });
    expect(told({ sale, payments: [] }).money).toBe('Taken so far: cash R\u00a050.00.');
  });

  it('says of a sale that was not made why not, and that no money was kept', () => {
    const sale = saleRow({ state: 'abandoned', tenders: [] });
    const refused = [story({ payment: refusedRow() })];
    const { money, more } = told({ sale, payments: refused });
    expect(money).toBe('The customer does not have enough money there.');
    expect(more).toEqual(['No money was taken.']);
    const tenders = [hand({ returnedAt: '2026-03-14T10:22:00.000+02:00' })];
    expect(told({ sale, payments: [], tenders }).money).toBe('Given back: cash R\u00a050.00.');
  });

  it('never says that no money was taken while some may be on its way back', () => {
    const sale = saleRow({ state: 'abandoned', tenders: [] });
    for (const state of ['owed', 'delivered', 'attention'] as const) {
      const payments = [story({ payment: refusedRow({ advice: reversal(state) }) })];
      const { money, more, todo } = told({ sale, payments });
      const all = [money, ...more, ...todo].join(' ');
      expect(all).not.toContain('No money was taken');
      expect(all).toMatch(/goes back by itself|refuses to give it back/);
    }
  });

  it('tells of an earlier payment that is called back beside those that count', () => {
    const earlier = refusedRow({ paymentId: 'a', amount: rand(12_450), advice: reversal('owed') });
    const { money, more } = told({
      payments: [story({ payment: earlier }), story({ payment: paymentRow({ attempt: 2 }) })],
    });
    expect(money).toBe('Paid in full with QR.');
    expect(more.join()).toContain('QR payment of R\u00a0124.50 did not count.');
  });

  it('says who has to do what, and of which payment where there are several', () => {
    const wrong = refusedRow({ attempt: 2, advice: reversal('attention') });
    const alone = told({ payments: [story({ payment: wrong })] });
    expect(alone.todo).toEqual([expect.stringMatching(/^The customer may have been charged/)]);
    const two = told({ payments: [story(), story({ payment: wrong })] });
    expect(two.todo).toEqual([
      expect.stringMatching(/^QR payment of R\s184\.50, try 2 needs a person\. .* in Queue\.$/),
    ]);
  });

  it('repeats what the person wrote who closed it', () => {
    const closed = { kind: 'confirmation', state: 'closed', settledAt: null } as const;
    const at = '2026-03-14T12:00:00.000+02:00';
    const { more } = told({
      payments: [
        story({
          payment: paymentRow({ advice: closed }),
          timeline: [
            { kind: 'closed', at, advice: 'confirmation', person: 'Thandi', reason: 'Ref 4711' },
          ],
        }),
      ],
    });
    expect(more).toEqual(['Confirmation closed by Thandi: “Ref 4711”']);
  });
});

describe('the timeline of a sale', () => {
  const at = (second: number) => `2026-03-14T10:20:${second}.000+02:00`;
  const kinds = (entries: SaleEntry[], payments = [story()]) =>
    stepsOf({ entries, payments }).map((step) =>
      step.kind === 'entry' ? step.entry.kind : step.kind,
    );

  it('puts each payment where it was started', () => {
    expect(kinds(salePage().entries)).toEqual(['opened', 'lineAdded', 'payment', 'completed']);
  });

  it('folds what was done at the lines in one go, and only that', () => {
    const five = [10, 11, 12, 13, 14].map((second) => entry('lineAdded', { at: at(second) }));
    const paid = entry('tenderTaken', { at: at(20), tender: 'cash' });
    const last = entry('lineRemoved', { at: at(30) });
    expect(kinds([entry('opened'), ...five, paid, last], [])).toEqual([
      'opened',
      'lines',
      'tenderTaken',
      'lineRemoved',
    ]);
  });

  it('drops no payment that the entries do not name, and no entry without its payment', () => {
    const entries = [entry('opened', { at: at(10) }), entry('parked', { at: at(59) })];
    const lost = story({ payment: paymentRow({ startedAt: at(58) }) });
    expect(kinds(entries, [lost])).toEqual(['opened', 'payment', 'parked']);
    expect(kinds([entry('paymentStarted', { paymentId: 'gone' })], [])).toEqual(['paymentStarted']);
  });
});
