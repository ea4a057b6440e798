// What the messages of every interface have in common (protocol dossier qr.md §4, README §6, §7): who
// sends, how the till names a transaction, and the schemas of what it reads of an answer.
import { z } from 'zod';
import type { Profile } from '../../../src-shared/contract/profile.ts';
import type { ThirdPartyIdentifier } from '../../../src-shared/domain/identifier.ts';
import type { Money } from '../../../src-shared/domain/money.ts';
import { isSameId } from '../../../src-shared/domain/same-id.ts';
import { isJsonObject } from '../wire/strict-json.ts';

export type Identifiers = readonly ThirdPartyIdentifier[];

/** What the till's own names of a transaction are made of. */
export type Named = { readonly saleNumber: string; readonly attempt: number };

export function parties(profile: Profile) {
  const { merchant } = profile;
  return {
    originator: {
      institution: profile.institution,
      terminalId: profile.terminalId,
      merchant: {
        merchantType: merchant.type,
        merchantId: merchant.id,
        merchantName: {
          name: merchant.name,
          city: merchant.city,
          region: merchant.region,
          country: merchant.country,
        },
      },
    },
    client: profile.client ?? profile.institution,
  };
}

export function basketRef(profile: Profile, { saleNumber }: Named): string {
  return `${profile.terminalId}-${saleNumber}`;
}

export function ownIdentifier(profile: Profile, named: Named): ThirdPartyIdentifier {
  return {
    institutionId: profile.institution.id,
    transactionIdentifier: `${basketRef(profile, named)}-${named.attempt}`,
  };
}

export function ledgerAmount({ amountMinor, currency }: Money) {
  return { amount: amountMinor, currency };
}

// The amount of a payment is a debit, said or not (qr.md §4). One that says the opposite is not the
// amount that was asked for; a value nobody here knows says nothing.
export const ledgerAmountAnswer = z.object({
  amount: z.int().nonnegative(),
  currency: z.string(),
  ledgerIndicator: z
    .unknown()
    .refine((indicator) => indicator !== 'CREDIT')
    .optional(),
});

// Handed on as they came: a schema of their members would put these in another order.
export function identifiersWithin(limit: number) {
  return z
    .array(z.custom<ThirdPartyIdentifier>((value) => isIdentifier(value)))
    .refine((identifiers) => JSON.stringify(identifiers).length <= limit)
    .nullish()
    .transform((identifiers) => identifiers ?? []);
}

function isIdentifier(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const { institutionId, transactionIdentifier: identifier } = value;
  return typeof institutionId === 'string' && typeof (identifier ?? '') === 'string';
}

/**
 * What is needed of an ErrorDetail. Its `id` is not checked: the schema contradicts itself. Its type
 * may be of a later version, but looks like the others: gateways have fields of the same names.
 */
export const errorDetail = z.object({
  errorType: z
    .string()
    .max(100)
    .regex(/^[A-Z][A-Z0-9_]*$/),
  errorMessage: z.string().nullish(),
  tranId: z.string().nullish(),
  originalId: z.string().nullish(),
});
export type ErrorDetail = z.infer<typeof errorDetail>;

/** The body of an answer by its kind, with the explanation when it is one. */
export type ReadBody =
  | {
      readonly kind: 'empty' | 'message' | 'object' | 'other';
      readonly detail?: never;
    }
  | { readonly kind: 'errorDetail'; readonly detail: ErrorDetail };

/** The names a request gives itself and what it is about. */
export type NamedRequest = {
  readonly id?: string;
  readonly requestId?: string;
  readonly tranId?: string;
};

const name = z.string().nullish().catch(null);
const namesInAnswer = z.object({ tranId: name, originalId: name });

/**
 * Whether an answer is about this request: an ErrorDetail says what it is about, and so does the echo of
 * an advice. `originalId` is a message's (dossier README §7); what is no UUID there names none of ours.
 */
export function isAbout(asked: NamedRequest, answer: object): boolean {
  const { tranId, originalId } = namesInAnswer.parse(answer);
  if (tranId && asked.tranId !== undefined && !isSameId(tranId, asked.tranId)) return false;
  if (!originalId || !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(originalId))
    return true;
  return isSameId(originalId, asked.id ?? '') || isSameId(originalId, asked.requestId ?? '');
}
