// The profile: one validated document that says who this till is and whom it talks to. Limits are
// those of the QR interface (protocol dossier qr.md §4). Secrets are never in it.
import { z } from 'zod';
import { knownCurrencies } from '../domain/money.ts';
import { cashRoundings } from '../domain/sale/rounding.ts';
import { isPlain, most } from '../domain/text.ts';
import { breaks, type Problem, problemsOf } from './rule.ts';

const isSeen = breaks({ code: 'characters' });

const text = (limit: number) => z.string().trim().min(1).max(limit).refine(isPlain, isSeen);

const wholeNumber = (least: number, greatest: number) => z.int().min(least).max(greatest);

const withoutColon = (value: string) => !value.includes(':');

const loopbackHosts = ['127.0.0.1', 'localhost', '[::1]'];
const addressPattern = /^(https?):\/\/(\[[0-9A-Fa-f:]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?(\/[^\s?#@]*)?$/;

const baseUrl = text(200)
  .refine((value) => addressPattern.test(value), breaks({ code: 'address' }))
  .refine(
    (value) => {
      const [, scheme, host = ''] = addressPattern.exec(value) ?? [];
      return scheme !== 'http' || loopbackHosts.includes(host.toLowerCase());
    },
    breaks({ code: 'notHttps' }),
  )
  .transform((value) => value.replace(/\/+$/, ''));

function originOf(address: string): string {
  const [, scheme = '', host = '', port = ''] = addressPattern.exec(address) ?? [];
  return `${scheme}://${host.toLowerCase()}${port}`;
}

/** How an interface of the intermediary is reached. */
const reached = {
  baseUrl,
  /** HTTP Basic user name; `client.id` unless agreed otherwise. */
  username: text(100)
    .refine(withoutColon, breaks({ code: 'colon' }))
    .optional(),
  /** How long an answer may take; of a QR payment, how long the customer has. */
  answerSeconds: wholeNumber(5, 300).default(60),
  connectSeconds: wholeNumber(1, 30).default(5),
};

const institution = z.strictObject({
  // It is the user name of HTTP Basic unless another is agreed, and a colon would end that.
  id: text(40).refine(withoutColon, breaks({ code: 'colon' })),
  name: text(most.institutionName),
});

/** Path of a PEM file on this computer. */
const pemFile = text(500).optional();

export const profileSchema = z.strictObject({
  institution,
  /** The institution that sends to the intermediary; the retailer itself unless agreed otherwise. */
  client: institution.optional(),
  merchant: z.strictObject({
    type: z
      .string()
      .refine((value) => /^[0-9]{4}$/.test(value), breaks({ code: 'digits', exactly: 4 })),
    id: z.string().length(15).refine(isPlain, isSeen),
    name: text(23),
    city: text(13),
    region: text(2),
    country: text(2),
  }),
  terminalId: z
    .string()
    .length(8)
    .refine(isPlain, isSeen)
    .refine((value) => value === value.trim(), breaks({ code: 'outerBlanks' })),
  currency: z.enum(knownCurrencies).default('710'),
  /** The largest payment this till takes, in minor units. */
  maxAmountMinor: wholeNumber(1, 99_999_999).default(500_000),
  interfaces: z
    .strictObject({
      qr: z.strictObject({
        ...reached,
        scheme: z
          .enum(['EMVCO_MERCHANT', 'PSEUDO_EMVCO_MERCHANT', 'ELECTRUM_MERCHANT_MINIMAL'])
          .default('ELECTRUM_MERCHANT_MINIMAL'),
      }),
      /** Bill payments; a till without has no button for them. */
      bills: z
        .strictObject({
          ...reached,
          /** Shown where the intermediary lists none. */
          billers: z
            .array(
              z.strictObject({
                id: text(40),
                name: text(most.institutionName),
                category: text(100).optional(),
              }),
            )
            .max(500)
            .default([]),
        })
        .optional(),
    })
    .refine(
      // One password so far: it goes to one server, under one name.
      ({ qr, bills }) =>
        !bills ||
        (originOf(bills.baseUrl) === originOf(qr.baseUrl) && bills.username === qr.username),
      { path: ['bills', 'baseUrl'], ...breaks({ code: 'sameServer' }) },
    ),
  tls: z
    .strictObject({
      extraCaFile: pemFile,
      clientCertificateFile: pemFile,
      clientKeyFile: pemFile,
    })
    .refine(
      (tls) => (tls.clientCertificateFile === undefined) === (tls.clientKeyFile === undefined),
      breaks({ code: 'pair' }),
    )
    .default({}),
  completion: z
    .strictObject({
      /** How long an approved payment can be voided before it confirms itself; 0 confirms at once. */
      voidWindowSeconds: wholeNumber(0, 120).default(10),
    })
    .default({ voidWindowSeconds: 10 }),
  /** How an amount is rounded that is paid in cash: not at all, or to ten cents, down or to the nearest. */
  cashRounding: z.enum(cashRoundings).default('down'),
  /** The hour at which a day of business begins, by the till's clock. */
  dayBeginsHour: wholeNumber(0, 23).default(0),
  partPaymentAllowed: z.boolean().default(false),
  repeatAdviceOn503: z.boolean().default(false),
  /** Believe a reversal's 404 whoever says it; only where nothing stands before the intermediary. */
  trustBare404: z.boolean().default(false),
});

export type Profile = z.infer<typeof profileSchema>;

/** Reads a profile; every problem is named, not only the first. */
export function readProfile(
  document: unknown,
): { ok: true; value: Profile } | { ok: false; failure: Problem[] } {
  const parsed = profileSchema.safeParse(document, { reportInput: true });
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, failure: problemsOf(parsed.error) };
}
