// The profile as a form: which fields there are, and how a document becomes texts in fields and
// back. Pure. What is valid is decided by the till alone; here only shapes change.
import type { Problem } from '../../../src-shared/contract/rule.ts';
import {
  findCurrency,
  formatDigits,
  knownCurrencies,
  parseAmount,
} from '../../../src-shared/domain/money.ts';
import type { Texts } from '../../texts/en/en.ts';

export type FieldPath = keyof Texts['settings']['fields'];
export type GroupName = keyof Texts['settings']['groups'];

/** What every field holds: its text; `yes` or `no` for a switch. */
export type FormValues = Readonly<Record<FieldPath, string>>;

type Kind =
  | 'text'
  | 'number'
  | 'money'
  | 'switch'
  | 'scheme'
  | 'cashRounding'
  | 'currency'
  | 'password';

export type Field = {
  readonly path: FieldPath;
  readonly kind: Kind;
  /** May stay empty. */
  readonly optional?: true;
  /** What the till takes where the profile says nothing: it was saved before there was such a field. */
  readonly initial?: string;
};

const text = (path: FieldPath): Field => ({ path, kind: 'text' });
const optionalText = (path: FieldPath): Field => ({ path, kind: 'text', optional: true });

export const groups: readonly { name: GroupName; fields: readonly Field[] }[] = [
  {
    name: 'till',
    fields: [text('terminalId'), text('institution.id'), text('institution.name')],
  },
  {
    name: 'shop',
    fields: [
      text('merchant.name'),
      text('merchant.id'),
      text('merchant.type'),
      text('merchant.city'),
      text('merchant.region'),
      text('merchant.country'),
    ],
  },
  {
    name: 'connection',
    fields: [
      text('interfaces.qr.baseUrl'),
      optionalText('interfaces.qr.username'),
      { path: 'password', kind: 'password', optional: true },
      optionalText('client.id'),
      optionalText('client.name'),
      { path: 'interfaces.qr.connectSeconds', kind: 'number', initial: '5' },
    ],
  },
  {
    name: 'payments',
    fields: [
      { path: 'currency', kind: 'currency', initial: '710' },
      { path: 'maxAmountMinor', kind: 'money', initial: '5000.00' },
      { path: 'interfaces.qr.answerSeconds', kind: 'number', initial: '60' },
      { path: 'completion.voidWindowSeconds', kind: 'number', initial: '10' },
      { path: 'cashRounding', kind: 'cashRounding', initial: 'down' },
      { path: 'dayBeginsHour', kind: 'number', initial: '0' },
      { path: 'interfaces.qr.scheme', kind: 'scheme', initial: 'ELECTRUM_MERCHANT_MINIMAL' },
      { path: 'partPaymentAllowed', kind: 'switch', initial: 'no' },
      { path: 'repeatAdviceOn503', kind: 'switch', initial: 'no' },
      { path: 'trustBare404', kind: 'switch', initial: 'no' },
    ],
  },
  {
    name: 'bills',
    fields: [
      optionalText('interfaces.bills.baseUrl'),
      { path: 'interfaces.bills.answerSeconds', kind: 'number', initial: '60' },
      { path: 'interfaces.bills.connectSeconds', kind: 'number', initial: '5' },
    ],
  },
  {
    name: 'security',
    fields: [
      optionalText('tls.extraCaFile'),
      optionalText('tls.clientCertificateFile'),
      optionalText('tls.clientKeyFile'),
    ],
  },
];

/** Of a till that takes bills; the address says whether it does. */
const billsPath = 'interfaces.bills.';

const allFields = groups.flatMap(({ fields }) => fields);

/** The fields' texts for a profile, or for a till that has none yet. */
export function formOf(profile: Readonly<Record<string, unknown>> | null): FormValues {
  const currency = profile?.currency;
  const digits = currencyOf(typeof currency === 'string' ? currency : '710').digits;
  const entries = allFields.map(({ path, kind, initial }): [FieldPath, string] => {
    const value = kind === 'password' ? undefined : valueAt(profile, path);
    if (value === undefined || value === null) return [path, initial ?? ''];
    if (kind === 'money') return [path, formatDigits(Number(value), digits)];
    if (kind === 'switch') return [path, value === true ? 'yes' : 'no'];
    return [path, typeof value === 'string' ? value : JSON.stringify(value)];
  });
  return Object.fromEntries(entries) as FormValues;
}

/**
 * The document that the fields describe; empty optional fields are left out of it. `problems` names
 * what could not be read; the document is not to be saved then. What of the bills' part has no field
 * stays as `kept` has it: the shop's own list of billers, and the user name, which is that of QR payments.
 */
export function documentOf(
  values: FormValues,
  kept: Readonly<Record<string, unknown>> | null = null,
): { document: unknown; problems: Problem[] } {
  const document: Record<string, unknown> = {};
  const problems: Problem[] = [];
  const takesBills = values['interfaces.bills.baseUrl'].trim() !== '';
  for (const { path, kind, optional } of allFields) {
    if (path.startsWith(billsPath) && !takesBills) continue;
    const value = values[path].trim();
    if (kind === 'password' || (value === '' && (optional || kind !== 'text'))) continue;
    if (kind === 'money') {
      const read = parseAmount(value, currencyOf(values.currency));
      // What cannot be read stays as it is: nothing valid may stand in for it.
      put(document, path, read.ok ? read.value : value);
      if (!read.ok) problems.push({ field: path, rule: read.failure });
    } else {
      put(document, path, kind === 'text' ? value : typedValue(kind, value));
    }
  }
  if (takesBills) {
    const billers = valueAt(kept, `${billsPath}billers`);
    if (billers !== undefined) put(document, `${billsPath}billers`, billers);
    const username = valueAt(document, 'interfaces.qr.username');
    if (username !== undefined) put(document, `${billsPath}username`, username);
  }
  return { document, problems };
}

/** The field at which a problem is shown; null when no field is to blame alone. */
export function fieldOfProblem({ field }: Pick<Problem, 'field'>): FieldPath | null {
  const known = allFields.find(({ path }) => path === field);
  // A rule about a group as a whole stands at its first field that can be mended.
  const inGroup = known ?? allFields.find(({ path }) => path.startsWith(`${field}.client`));
  return inGroup?.path ?? allFields.find(({ path }) => path.startsWith(`${field}.`))?.path ?? null;
}

/** The till's problems, and in the place of its rule our own where a field could not be read. */
export function mergedProblems(own: readonly Problem[], tills: readonly Problem[]): Problem[] {
  const fields = new Set(own.map(({ field }) => field));
  return inFormOrder([...own, ...tills.filter(({ field }) => !fields.has(field))]);
}

/** How many fields have something wrong with them, however many rules each breaks. */
export function brokenFields(problems: readonly Problem[]): number {
  return new Set(problems.map((problem) => fieldOfProblem(problem) ?? problem.field)).size;
}

/** The first problem of each field: a field that breaks two rules is one thing to mend. */
export function oncePerField(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter((problem) => {
    const field = fieldOfProblem(problem) ?? problem.field;
    return !seen.has(field) && seen.add(field);
  });
}

/** The problems as the form has their fields, from top to bottom; those of no field last. */
export function inFormOrder(problems: readonly Problem[]): Problem[] {
  const placeOf = (problem: Problem) => {
    const path = fieldOfProblem(problem);
    return path === null ? allFields.length : allFields.findIndex((field) => field.path === path);
  };
  return [...problems].sort((left, right) => placeOf(left) - placeOf(right));
}

/** The currencies a till can take, as value and label. */
export function currencyChoices(): [string, string][] {
  return knownCurrencies.map((numeric) => [numeric, `${findCurrency(numeric)?.code} (${numeric})`]);
}

// What is not a number stays as it was typed, so that the till can say which rule it breaks.
function typedValue(kind: Kind, value: string): unknown {
  if (kind === 'switch') return value === 'yes';
  return kind === 'number' && /^-?\d+$/.test(value) ? Number(value) : value;
}

function currencyOf(numeric: string) {
  return findCurrency(numeric) ?? { numeric, code: numeric, symbol: numeric, digits: 2 };
}

function valueAt(document: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null
          ? (inner as Record<string, unknown>)[key]
          : undefined,
      document,
    );
}

function put(document: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? path;
  let inner = document;
  for (const key of keys) {
    inner[key] ??= {};
    inner = inner[key] as Record<string, unknown>;
  }
  inner[last] = value;
}
