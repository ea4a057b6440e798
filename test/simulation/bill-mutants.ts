// Deliberate bugs in what becomes of a bill, and in what is told about it to whom it is paid.
import { type Mutant, one } from './mutant.ts';

const bill = 'src-shared/services/bills/bill.ts';
const sale = 'src-shared/domain/sale/sale.ts';
const settle = 'src-shared/domain/sale/settle.ts';
const service = (file: string) => `electron/core/services/bills/${file}`;
const counter = (file: string) => `electron/core/counter/${file}`;

export const billMutants: readonly Mutant[] = [
  one(
    'a bill of which nothing is known is not undone',
    bill,
    'return notPaid(bill, { code: event.why }, reversal, at);',
    'return notPaid(bill, { code: event.why }, null, at);',
  ),
  one(
    'a bill that is called off while it is asked for is not undone',
    bill,
    "return notPaid(bill, { code: 'cancelled' }, 'CANCELLED', at);",
    "return notPaid(bill, { code: 'cancelled' }, null, at);",
  ),
  one(
    'a bill that was asked for twice is not undone',
    bill,
    "const safe = isFinal && errorType !== 'DUPLICATE_RECORD';",
    'const safe = isFinal;',
  ),
  one(
    'less is approved of a bill, and taken for all of it',
    sale,
    "return purchase.approvedMinor === amountOf(line) ? 'ready' : 'differs';",
    "return 'ready';",
  ),
  one(
    'a bill is confirmed and its sale is not completed',
    settle,
    "tell: openOfSale(sale).map(({ id }) => ({ id, event: 'abandoned', tenders: [] })),",
    "tell: openOfSale(sale).map(({ id }) => ({ id, event: 'completed', tenders: [] })),",
  ),
  one(
    'a sale completes without its bills',
    settle,
    "...bought.map((told) => ({ ...told, event: 'completed' as const })),",
    '',
  ),
  one(
    'a bill is confirmed without its tenders',
    service('messages.ts'),
    '(owes.tenders ?? [])',
    '([] as readonly TakenTender[])',
  ),
  {
    name: 'a cent of the cash is missing where a bill is paid',
    edits: [
      {
        file: settle,
        from: 'Math.max(cashMinor - changeMinor - roundingMinor, 0);',
        to: 'Math.max(cashMinor - changeMinor - roundingMinor - 1, 0);',
      },
      { file: settle, from: "if (!isCovered) return fail('notTendered');", to: '' },
    ],
  },
  one(
    'a refund that was declined is undone',
    service('classify.ts'),
    'isFinal: explained || isListed',
    "isFinal: operation !== 'createRefund' && explained",
  ),
  one(
    'what is approved of a parked sale is kept for ever',
    counter('till.ts'),
    "if (sale?.state !== 'parked') return;",
    'if (saleId) return;',
  ),
  one(
    'an answer about another account counts for this one',
    service('classify.ts'),
    'return isJsonObject(about) && about[number] === named;',
    'return isJsonObject(about);',
  ),
  one(
    'a refund is posted as a payment',
    settle,
    "? posting('sale', 'provider', amountOf(line), id)",
    "? posting('provider', 'sale', amountOf(line), id)",
  ),
  {
    name: 'what is held for a line that was taken off is forgotten',
    edits: [
      {
        file: counter('basket.ts'),
        from: 'return line.isRemoved && isHeld ?',
        to: 'return line.isRemoved && isHeld && !saleId ?',
      },
      {
        file: settle,
        from: '.filter(({ id }) => !bought.some((told) => told.id === id))',
        to: '.filter(() => false)',
      },
    ],
  },
];
