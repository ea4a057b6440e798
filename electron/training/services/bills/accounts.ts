// Whom training can pay, and what is due there: plain data, so that a lesson can list it. Company names
// are invented. What is due here is where a fresh ledger begins; what was paid is the ledger's to know.
import type { BillKind } from '../../../../src-shared/services/bills/operations.ts';

export type TrainingBiller = {
  readonly id: string;
  readonly name: string;
  readonly category: { readonly id: string; readonly name: string };
  readonly phoneNumber: string;
  /** Begins every reference of its payments. */
  readonly referencePrefix: string;
  /** Characters of a reference: over 20 cannot be refunded (dossier README §8, C17). */
  readonly referenceLength: number;
  /** Absent: true. False: blocked, and refused with RECEIVER_BLACKLISTED. */
  readonly allowed?: false;
  /** Absent: true. False: 501. */
  readonly lookups?: false;
  readonly refunds?: false;
  /** Said with every lookup and payment; not part of what is approved. */
  readonly feeMinor?: number;
  /** Account numbers that begin so end in a check digit (Luhn). */
  readonly checkedPrefix?: string;
};

export type TrainingAccount = {
  readonly kind: BillKind;
  /** Of account, notice or policy; no two of any kind are the same. */
  readonly number: string;
  readonly billerId: string;
  readonly dueMinor: number;
  readonly dueDate: string;
  readonly leastMinor?: number;
  readonly mostMinor?: number;
  readonly partPayment: boolean;
  readonly overPayment: boolean;
};

/** The one that collects for all of them. */
export const collector = { id: '90120', name: 'Karoo Bill Collections' } as const;

export const trainingCurrency = '710';

const shopAccounts = { id: 'SHOP', name: 'Shop accounts' };

export const trainingBillers: readonly TrainingBiller[] = [
  {
    id: '90121',
    name: 'Karoo Municipality',
    category: { id: 'MUNICIPAL', name: 'Municipality' },
    phoneNumber: '0219990100',
    referencePrefix: 'KBC',
    referenceLength: 12,
  },
  {
    id: '90122',
    name: 'Baobab Electricity',
    category: { id: 'ELECTRICITY', name: 'Electricity' },
    phoneNumber: '0119990122',
    referencePrefix: 'BBE',
    referenceLength: 14,
    feeMinor: 450,
  },
  {
    id: '90123',
    name: 'Aloe Telephone Company',
    category: { id: 'TELEPHONE', name: 'Telephone' },
    phoneNumber: '0129990123',
    referencePrefix: 'ALT',
    referenceLength: 20,
    checkedPrefix: '5520',
  },
  {
    id: '90124',
    name: 'Weaver Mutual Assurance',
    category: { id: 'INSURANCE', name: 'Insurance' },
    phoneNumber: '0319990124',
    referencePrefix: 'WMA',
    referenceLength: 32,
  },
  {
    id: '90125',
    name: 'Quagga Traffic Department',
    category: { id: 'FINES', name: 'Traffic fines' },
    phoneNumber: '0219990125',
    referencePrefix: 'QTD',
    referenceLength: 16,
  },
  {
    id: '90126',
    name: 'Marula Stores',
    category: shopAccounts,
    phoneNumber: '0119990126',
    referencePrefix: 'MRS',
    referenceLength: 12,
  },
  {
    id: '90127',
    name: 'Bluegum Furnishers',
    category: shopAccounts,
    phoneNumber: '0119990127',
    referencePrefix: 'BGF',
    referenceLength: 12,
    allowed: false,
  },
  {
    id: '90128',
    name: 'Kudu Valley Water',
    category: { id: 'WATER', name: 'Water' },
    phoneNumber: '0519990128',
    referencePrefix: 'KVW',
    referenceLength: 12,
    lookups: false,
    refunds: false,
  },
];

const dueDate = '2026-03-31';
const anyAmount = { partPayment: true, overPayment: true } as const;
const upToDue = { partPayment: true, overPayment: false } as const;
const fromDue = { partPayment: false, overPayment: true } as const;
const dueOnly = { partPayment: false, overPayment: false } as const;

/** What is due ends in cents that choose no scenario (scenario-by-amount.ts): it can be paid as it is. */
export const trainingAccounts: readonly TrainingAccount[] = [
  {
    kind: 'account',
    number: '8814400276153',
    billerId: '90121',
    dueMinor: 64_230,
    dueDate,
    ...upToDue,
  },
  // Nothing is due, and nothing can be paid ahead.
  { kind: 'account', number: '8814400276161', billerId: '90121', dueMinor: 0, dueDate, ...upToDue },
  {
    kind: 'account',
    number: '3001558204',
    billerId: '90122',
    dueMinor: 87_490,
    dueDate,
    leastMinor: 5_000,
    mostMinor: 300_000,
    ...anyAmount,
  },
  // Nothing is due, but it takes payments ahead.
  { kind: 'account', number: '3001559301', billerId: '90122', dueMinor: 0, dueDate, ...anyAmount },
  {
    kind: 'account',
    number: '5520177345',
    billerId: '90123',
    dueMinor: 49_900,
    dueDate,
    ...fromDue,
  },
  {
    kind: 'account',
    number: '5520408120',
    billerId: '90123',
    dueMinor: 112_050,
    dueDate,
    ...anyAmount,
  },
  {
    kind: 'account',
    number: '70514400',
    billerId: '90126',
    dueMinor: 231_000,
    dueDate,
    leastMinor: 15_000,
    ...upToDue,
  },
  {
    kind: 'account',
    number: '61882290047',
    billerId: '90127',
    dueMinor: 90_000,
    dueDate,
    ...upToDue,
  },
  {
    kind: 'account',
    number: '44120938',
    billerId: '90128',
    dueMinor: 31_860,
    dueDate,
    ...anyAmount,
  },
  {
    kind: 'policy',
    number: '6870430078',
    billerId: '90124',
    dueMinor: 38_500,
    dueDate,
    ...dueOnly,
  },
  {
    kind: 'policy',
    number: '6870430086',
    billerId: '90124',
    dueMinor: 110_000,
    dueDate,
    ...anyAmount,
  },
  {
    kind: 'trafficFine',
    number: '94/24615/657/109889',
    billerId: '90125',
    dueMinor: 50_000,
    dueDate,
    ...dueOnly,
  },
  // Paid long ago.
  {
    kind: 'trafficFine',
    number: '94/24615/657/110324',
    billerId: '90125',
    dueMinor: 0,
    dueDate,
    ...dueOnly,
  },
];
