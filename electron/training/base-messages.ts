// The parts that messages of every interface are made of (protocol dossier qr.md §4), as the
// intermediary reads them: written from the dossier and not from the till's code, so that each checks
// the other. Strict: unknown fields are refused and patterns hold for the whole value.
import { z } from 'zod';
import { fail, type Result, succeed } from '../../src-shared/result.ts';

export const text = z.string('must be text');
export const upTo = (most: number) => text.max(most, `must be at most ${most} characters`);
export const exactly = (length: number) =>
  text.length(length, `must be exactly ${length} characters`);
export const digits = (count: number) =>
  text.regex(new RegExp(`^[0-9]{${count}}$`), `must be exactly ${count} digits`);
export const matching = (pattern: RegExp, rule: string) => text.regex(pattern, rule);
export const flag = z.boolean('must be true or false');
export const oneOf = <const Values extends readonly string[]>(...values: Values) =>
  z.enum(values, `must be one of ${values.join(', ')}`);

export const uuid = (...versions: string[]) =>
  matching(
    new RegExp(
      `^[0-9a-f]{8}-[0-9a-f]{4}-[${versions.join('')}][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`,
      'i',
    ),
    `must be a UUID of version ${versions.join(' or ')}`,
  );
export const messageId = uuid('4');
export const codeMessageId = uuid('3', '4');

// RFC 3339: a zone is required, seconds too; Date.parse finds days that no month has.
export const time = matching(
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/,
  'must be an RFC 3339 date and time with offset',
).refine((value) => !Number.isNaN(Date.parse(value)), 'must be a real date and time');

export const ledgerAmount = z.strictObject({
  amount: z.int('must be a whole number of minor units'),
  currency: digits(3),
  ledgerIndicator: oneOf('DEBIT', 'CREDIT').optional(),
});
export const amounts = z.strictObject({
  requestAmount: ledgerAmount.optional(),
  approvedAmount: ledgerAmount.optional(),
  feeAmount: ledgerAmount.optional(),
  balanceAmount: ledgerAmount.optional(),
  additionalAmounts: z.record(z.string(), ledgerAmount).optional(),
});
export const institution = z.strictObject({ id: text, name: upTo(40) });
export const originator = z.strictObject({
  institution,
  terminalId: exactly(8),
  merchant: z.strictObject({
    merchantType: digits(4),
    merchantId: exactly(15),
    merchantName: z.strictObject({
      name: upTo(23),
      city: upTo(13),
      region: upTo(2),
      country: upTo(2),
    }),
  }),
  operatorId: upTo(30).optional(),
});
export const thirdPartyIdentifiers = z.array(
  z.strictObject({ institutionId: text, transactionIdentifier: text }),
  'must be a list',
);
export const ownIdentifier = thirdPartyIdentifiers.min(
  1,
  "must hold at least the sender's own entry",
);

export const slipData = z.strictObject({
  messageLines: z
    .array(
      z.strictObject({
        text,
        fontWidthScaleFactor: z.number().optional(),
        fontHeightScaleFactor: z.number().optional(),
        line: flag.optional(),
        cut: flag.optional(),
        barcode: z.strictObject({ data: text, encoding: text }).optional(),
      }),
    )
    .optional(),
  slipWidth: z.int32().optional(),
  issuerReference: matching(/^[A-Z0-9]{1,40}$/, 'must be 1 to 40 capitals or digits').optional(),
});

export const accountType = oneOf(
  'DEFAULT',
  'SAVINGS',
  'CHEQUE',
  'CREDIT',
  'UNIVERSAL',
  'ELECTRONIC_PURSE',
  'GIFT_CARD',
  'STORED_VALUE',
);

export const tranType = oneOf(
  'GOODS_AND_SERVICES',
  'CASH_WITHDRAWAL',
  'DEBIT_ADJUSTMENT',
  'GOODS_AND_SERVICES_WITH_CASH_BACK',
  'NON_CASH',
  'RETURNS',
  'DEPOSIT',
  'CREDIT_ADJUSTMENT',
  'GENERAL_CREDIT',
  'AVAILABLE_FUNDS_INQUIRY',
  'BALANCE_INQUIRY',
  'GENERAL_INQUIRY',
  'CARD_VERIFICATION_INQUIRY',
  'CARDHOLDER_ACCOUNTS_TRANSFER',
  'GENERAL_TRANSFER',
  'PAYMENT_FROM_ACCOUNT',
  'GENERAL_PAYMENT',
  'PAYMENT_TO_ACCOUNT',
  'PAYMENT_FROM_ACCOUNT_TO_ACCOUNT',
  'PLACE_HOLD_ON_CARD',
  'GENERAL_ADMIN',
  'CHANGE_PIN',
  'CARD_HOLDER_INQUIRY',
  'POINTS_INQUIRY',
);

export type Institution = z.infer<typeof institution>;
export type LedgerAmount = z.infer<typeof ledgerAmount>;

/** What is wrong with a message, in the words that go back to whoever sent it. */
export type Problem = { readonly field: string; readonly rule: string };

/** Reads a document by a schema; every problem is named, not only the first. */
export function readDocument<Read>(
  schema: z.ZodType<Read>,
  document: unknown,
): Result<Read, Problem[]> {
  // With the input reported, a missing field can be told from one of the wrong type.
  const parsed = schema.safeParse(document, { reportInput: true });
  return parsed.success ? succeed(parsed.data) : fail(parsed.error.issues.flatMap(problemsOf));
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const field = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: field ? `${field}.${key}` : key,
      rule: 'is not a known field',
    }));
  }
  if (field === '' && issue.code === 'invalid_type') {
    return [{ field: 'document', rule: 'must be a JSON object' }];
  }
  const isMissing = field !== '' && issue.input === undefined;
  return [{ field: field || 'document', rule: isMissing ? 'is missing' : issue.message }];
}
