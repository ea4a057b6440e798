// The messages as the intermediary reads them, written from the protocol dossier (qr.md §2 and §4)
// and not from the till's code, so that each checks the other. Strict: unknown fields are refused
// and patterns hold for the whole value.
import { z } from 'zod';
import { fail, type Result, succeed } from '../../src-shared/result.ts';

const text = z.string('must be text');
const upTo = (most: number) => text.max(most, `must be at most ${most} characters`);
const exactly = (length: number) => text.length(length, `must be exactly ${length} characters`);
const digits = (count: number) =>
  text.regex(new RegExp(`^[0-9]{${count}}$`), `must be exactly ${count} digits`);
const matching = (pattern: RegExp, rule: string) => text.regex(pattern, rule);
const flag = z.boolean('must be true or false');
const oneOf = <const Values extends readonly string[]>(...values: Values) =>
  z.enum(values, `must be one of ${values.join(', ')}`);

const uuid = (...versions: string[]) =>
  matching(
    new RegExp(
      `^[0-9a-f]{8}-[0-9a-f]{4}-[${versions.join('')}][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`,
      'i',
    ),
    `must be a UUID of version ${versions.join(' or ')}`,
  );
const messageId = uuid('4');
const codeMessageId = uuid('3', '4');

// RFC 3339: a zone is required, seconds too; Date.parse finds days that no month has.
const time = matching(
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/,
  'must be an RFC 3339 date and time with offset',
).refine((value) => !Number.isNaN(Date.parse(value)), 'must be a real date and time');

const ledgerAmount = z.strictObject({
  amount: z.int('must be a whole number of minor units'),
  currency: digits(3),
  ledgerIndicator: oneOf('DEBIT', 'CREDIT').optional(),
});
const amounts = z.strictObject({
  requestAmount: ledgerAmount.optional(),
  approvedAmount: ledgerAmount.optional(),
  feeAmount: ledgerAmount.optional(),
  balanceAmount: ledgerAmount.optional(),
  additionalAmounts: z.record(z.string(), ledgerAmount).optional(),
});
const institution = z.strictObject({ id: text, name: upTo(40) });
const originator = z.strictObject({
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
const thirdPartyIdentifiers = z.array(
  z.strictObject({ institutionId: text, transactionIdentifier: text }),
  'must be a list',
);
const ownIdentifier = thirdPartyIdentifiers.min(1, "must hold at least the sender's own entry");

const customer = z.strictObject({
  firstName: upTo(40).optional(),
  lastName: upTo(40).optional(),
  address: upTo(80).optional(),
  addressDetails: z
    .strictObject({
      addressLine1: matching(/^.{1,100}$/, 'must be 1 to 100 characters').optional(),
      addressLine2: matching(/^.{1,100}$/, 'must be 1 to 100 characters').optional(),
      city: matching(/^.{1,30}$/, 'must be 1 to 30 characters').optional(),
      region: matching(/^[A-Z]{2}$/, 'must be two capital letters').optional(),
      country: matching(/^[A-Z]{2}$/, 'must be two capital letters').optional(),
      postalCode: matching(/^[A-Za-z0-9 -]{1,20}$/, 'must be a postal code').optional(),
    })
    .optional(),
  dateOfBirth: time.optional(),
  status: text.optional(),
  profileId: text.optional(),
  msisdn: matching(/^\+?[1-9]\d{0,14}$/, 'must be an E.164 number').optional(),
  emailAddress: z.email('must be an e-mail address').optional(),
});

const slipData = z.strictObject({
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

const createQrCode = z.strictObject({
  id: codeMessageId,
  time,
  originator,
  client: institution,
  qrProperties: z.strictObject({
    value: ledgerAmount.optional(),
    partPaymentAllowed: flag.optional(),
    overPaymentAllowed: flag.optional(),
    // Only the text form: the Swagger's object and its own description contradict each other.
    expiryDate: time.optional(),
    singleUse: flag.optional(),
    scheme: oneOf(
      'EMVCO_MERCHANT',
      'PSEUDO_EMVCO_MERCHANT',
      'ELECTRUM_MERCHANT_MINIMAL',
    ).optional(),
    uuid: text.optional(),
  }),
  thirdPartyIdentifiers: thirdPartyIdentifiers.optional(),
  rrn: text.optional(),
  stan: text.optional(),
  amounts: amounts.optional(),
  customer: customer.optional(),
});

const accountType = oneOf(
  'DEFAULT',
  'SAVINGS',
  'CHEQUE',
  'CREDIT',
  'UNIVERSAL',
  'ELECTRONIC_PURSE',
  'GIFT_CARD',
  'STORED_VALUE',
);

const pay = z.strictObject({
  id: messageId,
  time,
  originator,
  client: institution,
  thirdPartyIdentifiers: ownIdentifier,
  // Without a requested amount there is nothing to pay, though the Swagger would let it pass.
  amounts: amounts.extend({ requestAmount: ledgerAmount }),
  tranId: text,
  settlementEntity: institution.optional(),
  receiver: institution.optional(),
  slipData: slipData.optional(),
  basketRef: text.optional(),
  tranType: oneOf(
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
  ).optional(),
  srcAccType: accountType.optional(),
  destAccType: accountType.optional(),
  stan: text.optional(),
  rrn: text.optional(),
  partner: institution.optional(),
  partnerPaymentToken: text.optional(),
});

const confirmPayment = z.strictObject({
  id: messageId,
  requestId: messageId,
  time,
  thirdPartyIdentifiers: ownIdentifier,
  amounts: amounts.optional(),
  partner: institution.optional(),
  tranId: text.optional(),
  stan: text.optional(),
  rrn: text.optional(),
});

const reversePayment = confirmPayment.extend({
  reversalReason: oneOf('TIMEOUT', 'CANCELLED', 'RESPONSE_NOT_FINAL'),
});

const notifyScan = z.strictObject({
  id: codeMessageId,
  time,
  partner: institution,
  tranId: text,
  settlementEntity: institution.optional(),
  receiver: institution.optional(),
  thirdPartyIdentifiers: thirdPartyIdentifiers.optional(),
  amounts: amounts.optional(),
  partnerPaymentToken: text.optional(),
});

export const messages = {
  createQrCode,
  pay,
  confirmPayment,
  reversePayment,
  notifyScan,
} as const;

export type Operation = keyof typeof messages;
export type Message<Name extends Operation> = z.infer<(typeof messages)[Name]>;
export type Institution = z.infer<typeof institution>;
export type LedgerAmount = z.infer<typeof ledgerAmount>;

/** Where each operation is, below `/qr/v1`; all are POST. */
export const pathOf: Readonly<Record<Operation, string>> = {
  createQrCode: '/qrCodes',
  pay: '/payments',
  confirmPayment: '/payments/confirmations',
  reversePayment: '/payments/reversals',
  notifyScan: '/scans',
};

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
