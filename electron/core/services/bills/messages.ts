// The bill payment interface's messages (protocol dossier billpay.md §3): what the till sends, built from
// profile and bill, and the schemas of what it reads. Answers are read leniently: unknown fields and
// values are ignored, a slip line may be without text, and what may be left out may be null.
import { z } from 'zod';
import type { Profile } from '../../../../src-shared/contract/profile.ts';
import type { OwedAdvice, TakenTender } from '../../../../src-shared/domain/advice.ts';
import { findCurrency } from '../../../../src-shared/domain/money.ts';
import type { Stamp } from '../../../../src-shared/domain/stamp.ts';
import { fitted, isPlain, most } from '../../../../src-shared/domain/text.ts';
import type { AskedBill, Bill, BillApproval } from '../../../../src-shared/services/bills/bill.ts';
import type { BillKind } from '../../../../src-shared/services/bills/operations.ts';
import { asItIs } from '../../redact.ts';
import { keptText } from '../../wire/kept-answer.ts';
import {
  basketRef,
  identifiersWithin,
  ledgerAmount,
  ledgerAmountAnswer,
  ownIdentifier,
  parties,
} from '../base-messages.ts';

/** The field of a message that says which bill it is about, and the object of the answer that says it. */
export const fields: Readonly<Record<BillKind, { number: string; object: string }>> = {
  account: { number: 'accountRef', object: 'account' },
  trafficFine: { number: 'noticeNumber', object: 'trafficFine' },
  policy: { number: 'policyNumber', object: 'policy' },
};

type AskedPayment = Extract<AskedBill, { kind: BillKind }>;

/** JSON text of an AccountLookupRequest, a TrafficFineLookupRequest or a PolicyLookupRequest. */
export function lookupRequest(
  profile: Profile,
  { kind, number, biller }: AskedPayment,
  id: string,
  time: Stamp,
): string {
  return JSON.stringify({
    id,
    time,
    ...parties(profile),
    ...(biller && { receiver: biller }),
    // It belongs to no sale yet.
    thirdPartyIdentifiers: [
      { institutionId: profile.institution.id, transactionIdentifier: `${profile.terminalId}-L` },
    ],
    [fields[kind].number]: number,
  });
}

/** JSON text of the request that pays a bill, or that gives a payment back. Its `id` is the transaction's. */
export function billRequest(profile: Profile, bill: Bill, time: Stamp): string {
  const { asked } = bill;
  const common = {
    id: bill.id,
    time,
    ...parties(profile),
    ...('biller' in asked && asked.biller && { receiver: asked.biller }),
    thirdPartyIdentifiers: [ownIdentifier(profile, bill)],
    basketRef: basketRef(profile, bill),
  };
  if (asked.kind === 'refund') {
    const { issuerReference, reason } = asked;
    return JSON.stringify({ ...common, issuerReference, refundReason: reason });
  }
  return JSON.stringify({
    ...common,
    [fields[asked.kind].number]: asked.number,
    amounts: { requestAmount: ledgerAmount(bill.amount) },
  });
}

/** What an advice takes over from the request as it was sent. */
export const sentBillRequest = z.object({
  id: z.string(),
  thirdPartyIdentifiers: z.array(z.unknown()),
});

/**
 * JSON text of a TenderAdvice, a BasicAdvice (of a refund) or a BasicReversal, with the identifiers as the
 * response had them, else as the request had them (dossier README §6).
 */
export function adviceMessage(
  advice: { id: string; owes: OwedAdvice },
  request: z.infer<typeof sentBillRequest>,
  bill: Bill,
  time: Stamp,
): string {
  const received = ('approval' in bill && bill.approval?.thirdPartyIdentifiers) || [];
  const { owes } = advice;
  const isPayment = bill.asked.kind !== 'refund';
  return JSON.stringify({
    id: advice.id,
    requestId: request.id,
    time,
    thirdPartyIdentifiers: received.length > 0 ? received : request.thirdPartyIdentifiers,
    ...(owes.kind === 'reversal' ? { reversalReason: owes.reason } : {}),
    ...(owes.kind === 'confirmation' && isPayment
      ? { tenders: (owes.tenders ?? []).map((tender) => tenderMessage(tender, bill)) }
      : {}),
  });
}

// The other terminal does not tell which kind of card it was.
const tenderTypes = { cash: 'CASH', card: 'OTHER', wallet: 'WALLET' } as const;

function tenderMessage({ kind, amountMinor, reference }: TakenTender, { amount }: Bill) {
  return {
    tenderType: tenderTypes[kind],
    ...(reference !== null && { reference: fitted(keptText(reference, asItIs), 40) }),
    amount: { amount: amountMinor, currency: amount.currency },
  };
}

const text = z.string().nullish().catch(null);
const amount = ledgerAmountAnswer.nullish().catch(null);

/** What is needed of every answer to a lookup, a payment or a refund. */
export const billAnswer = z.object({
  id: z.string(),
  thirdPartyIdentifiers: identifiersWithin(most.identifiers),
  amounts: z.object({
    // What cannot be read is not an approval of nothing.
    approvedAmount: z.object({ amount: z.int().nonnegative(), currency: z.string() }).nullish(),
    feeAmount: amount,
    balanceAmount: amount,
    minPayableAmount: amount,
    maxPayableAmount: amount,
  }),
  receiver: z.object({ name: text }).nullish().catch(null),
  customer: z.object({ firstName: text, lastName: text }).nullish().catch(null),
  partPaymentAllowed: z.boolean().nullish().catch(null),
  overPaymentAllowed: z.boolean().nullish().catch(null),
  slipData: z
    .object({
      messageLines: z
        .array(z.object({ text }).catch({}))
        .transform((lines) => lines.slice(0, most.slipLines))
        .nullish(),
      issuerReference: text,
      phoneNumber: text,
    })
    .nullish()
    .catch(null),
});
export type BillAnswer = z.infer<typeof billAnswer>;

/**
 * An amount of an answer in our words. Test servers of old spell the currency in letters (dossier README
 * C16): those of the currency that was asked for are taken for it.
 */
export function moneyOf(
  answered: { amount: number; currency: string } | null | undefined,
  currency: string,
) {
  if (!answered) return null;
  const isSame = answered.currency === findCurrency(currency)?.code;
  // What is no currency at all is none that can be kept: anything could stand there.
  const other = /^(?:[0-9]{3}|[A-Z]{3})$/.test(answered.currency) ? answered.currency : 'none';
  return { amountMinor: answered.amount, currency: isSame ? currency : other };
}

/** What is kept of a 201, as it came. */
export function approvalOf(answer: BillAnswer, currency: string): BillApproval {
  const { amounts, slipData, receiver, thirdPartyIdentifiers } = answer;
  return {
    approved: moneyOf(amounts.approvedAmount, currency),
    fee: moneyOf(amounts.feeAmount, currency),
    biller: receiver?.name ?? null,
    thirdPartyIdentifiers,
    slipLines: (slipData?.messageLines ?? []).flatMap((line) => line.text ?? []),
    issuerReference: slipData?.issuerReference ?? null,
    phoneNumber: slipData?.phoneNumber ?? null,
  };
}

const biller = z.object({
  // An id that would be altered on its way names somebody else.
  billerInstitution: z.object({
    id: z
      .string()
      .min(1)
      .max(40)
      .refine((id) => isPlain(id) && id === id.trim()),
    name: z.string().refine((name) => fitted(name, most.institutionName).trim() !== ''),
  }),
  categories: z
    .array(z.object({ name: z.string() }))
    .nullish()
    .catch(null),
  allowed: z.boolean().nullish().catch(null),
});

/** Most billers that are kept of a list. */
const mostBillers = 2_000;

/** What is needed of the list of billers: those that are not blocked. One that cannot be read is left out. */
export const billersAnswer = z.array(z.unknown()).transform((list) =>
  list
    .flatMap((each) => biller.safeParse(each).data ?? [])
    .filter(({ allowed }) => allowed !== false)
    .slice(0, mostBillers)
    .map(({ billerInstitution, categories }) => ({
      id: billerInstitution.id,
      name: fitted(billerInstitution.name, most.institutionName),
      categories: (categories ?? []).map(({ name }) => fitted(name, most.slipLine)),
    })),
);
