// The profile: one validated document that says who this till is and whom it talks to. Limits are
// those of the QR interface (protocol dossier qr.md §4). Secrets are never in it.
import { z } from 'zod';
import { knownCurrencies } from '../domain/money.ts';

const text = (most: number) =>
  z
    .string('must be text')
    .trim()
    .min(1, 'must not be empty')
    .max(most, `must be at most ${most} characters`);

const wholeNumber = (least: number, most: number) =>
  z
    .int('must be a whole number')
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`);

const loopbackHosts = ['127.0.0.1', 'localhost', '[::1]'];
const addressPattern = /^(https?):\/\/(\[[0-9A-Fa-f:]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?(\/[^\s?#@]*)?$/;

const baseUrl = text(200)
  .regex(addressPattern, 'must be an address such as https://pay.example.com/qr/v1')
  .refine((value) => {
    const [, scheme, host = ''] = addressPattern.exec(value) ?? [];
    return scheme !== 'http' || loopbackHosts.includes(host.toLowerCase());
  }, 'must start with https:// (http:// is allowed to this computer only)')
  .transform((value) => value.replace(/\/+$/, ''));

const institution = z.strictObject({
  // It is the user name of HTTP Basic unless another is agreed, and a colon would end that.
  id: text(40).regex(/^[^:]+$/, 'must not contain a colon'),
  name: text(40),
});

/** Path of a PEM file on this computer. */
const pemFile = text(500).optional();

export const profileSchema = z.strictObject({
  institution,
  /** The institution that sends to the intermediary; the retailer itself unless agreed otherwise. */
  client: institution.optional(),
  merchant: z.strictObject({
    type: z.string('must be text').regex(/^[0-9]{4}$/, 'must be exactly 4 digits'),
    id: z.string('must be text').length(15, 'must be exactly 15 characters'),
    name: text(23),
    city: text(13),
    region: text(2),
    country: text(2),
  }),
  terminalId: z
    .string('must be text')
    .length(8, 'must be exactly 8 characters')
    .regex(/^(?!\s).*(?<!\s)$/, 'must not begin or end with a space'),
  currency: z
    .enum(knownCurrencies, 'must be the three digits of a known currency, such as 710 for rand')
    .default('710'),
  /** The largest payment this till takes, in minor units. */
  maxAmountMinor: wholeNumber(1, 99_999_999).default(500_000),
  interfaces: z.strictObject({
    qr: z.strictObject({
      baseUrl,
      /** HTTP Basic user name; `client.id` unless agreed otherwise. */
      username: text(100)
        .regex(/^[^:]+$/, 'must not contain a colon')
        .optional(),
      /** How long the customer has: from the payment request to its complete answer. */
      answerSeconds: wholeNumber(5, 300).default(60),
      connectSeconds: wholeNumber(1, 30).default(5),
      scheme: z
        .enum(['EMVCO_MERCHANT', 'PSEUDO_EMVCO_MERCHANT', 'ELECTRUM_MERCHANT_MINIMAL'])
        .default('ELECTRUM_MERCHANT_MINIMAL'),
    }),
  }),
  tls: z
    .strictObject({
      extraCaFile: pemFile,
      clientCertificateFile: pemFile,
      clientKeyFile: pemFile,
    })
    .refine(
      (tls) => (tls.clientCertificateFile === undefined) === (tls.clientKeyFile === undefined),
      'needs clientCertificateFile and clientKeyFile together',
    )
    .default({}),
  completion: z
    .strictObject({
      /** How long an approved payment can be voided before it confirms itself; 0 confirms at once. */
      voidWindowSeconds: wholeNumber(0, 120).default(10),
    })
    .default({ voidWindowSeconds: 10 }),
  partPaymentAllowed: z.boolean('must be true or false').default(false),
  repeatAdviceOn503: z.boolean('must be true or false').default(false),
});

export type Profile = z.infer<typeof profileSchema>;

/** One thing wrong with a document: which field, and the rule it breaks. */
export type Problem = { readonly field: string; readonly rule: string };

/** Reads a profile; every problem is named, not only the first. */
export function readProfile(
  document: unknown,
): { ok: true; value: Profile } | { ok: false; failure: Problem[] } {
  const parsed = profileSchema.safeParse(document, { reportInput: true });
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, failure: problemsOf(parsed.error) };
}

/** The problems of a parse in our words. Parse with `reportInput`, or a missing field is not told. */
export function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.flatMap((issue) => {
    const field = issue.path.join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        field: field ? `${field}.${key}` : key,
        rule: 'is not a known field',
      }));
    }
    if (issue.path.length === 0 && issue.code === 'invalid_type') {
      return [{ field: 'document', rule: 'must be a JSON object' }];
    }
    const missing = issue.path.length > 0 && issue.input === undefined;
    return [{ field: field || 'document', rule: missing ? 'is missing' : issue.message }];
  });
}

/** `merchant.id must be exactly 15 characters.` */
export function problemSentence({ field, rule }: Problem): string {
  return `${field} ${rule}.`;
}
