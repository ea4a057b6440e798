// The QR interface's messages (protocol dossier qr.md §2): what the till sends, built from profile
// and payment, and the schemas of what it reads. Answers are read leniently: unknown fields and
// values are ignored, only what a decision rests on is demanded.
import { z } from 'zod';
import type { Profile } from '../../../../src-shared/contract/profile.ts';
import type { OwedAdvice } from '../../../../src-shared/domain/advice.ts';
import type { ThirdPartyIdentifier } from '../../../../src-shared/domain/identifier.ts';
import type { Stamp } from '../../../../src-shared/domain/stamp.ts';
import { fitted, most } from '../../../../src-shared/domain/text.ts';
import type { Approval, Code, Payment } from '../../../../src-shared/services/qr/payment.ts';

import { readJson } from '../../wire/strict-json.ts';
import {
  basketRef,
  type Identifiers,
  identifiersWithin,
  ledgerAmount,
  ledgerAmountAnswer,
  ownIdentifier,
  parties,
} from '../base-messages.ts';

type Facts = Pick<Payment, 'id' | 'saleNumber' | 'attempt' | 'amount' | 'codeRequestId'>;

/** JSON text of a CreateQrCodeRequest. */
export function createQrCodeRequest(profile: Profile, payment: Facts, time: Stamp): string {
  const amount = ledgerAmount(payment.amount);
  return JSON.stringify({
    id: payment.codeRequestId,
    time,
    ...parties(profile),
    thirdPartyIdentifiers: [ownIdentifier(profile, payment)],
    ...references(payment),
    amounts: { requestAmount: amount },
    qrProperties: {
      value: amount,
      partPaymentAllowed: profile.partPaymentAllowed,
      overPaymentAllowed: false,
      singleUse: true,
      scheme: profile.interfaces.qr.scheme,
    },
  });
}

/** JSON text of a PaymentRequest, with the identifiers that came with the code. Its `id` is the payment's. */
export function paymentRequest(
  profile: Profile,
  payment: Facts & { code: Code },
  received: Identifiers,
  time: Stamp,
): string {
  return JSON.stringify({
    id: payment.id,
    time,
    ...parties(profile),
    thirdPartyIdentifiers: withOwn(ownIdentifier(profile, payment), received),
    basketRef: basketRef(profile, payment),
    tranType: 'GOODS_AND_SERVICES',
    ...references(payment),
    amounts: { requestAmount: ledgerAmount(payment.amount) },
    tranId: payment.code.tranId,
  });
}

/** What an advice takes over from the payment request as it was sent. */
export const sentPaymentRequest = z.object({
  id: z.string(),
  tranId: z.string(),
  rrn: z.string(),
  stan: z.string(),
  thirdPartyIdentifiers: z.array(z.unknown()),
});

/** Whom a payment request named as the sender, or null when it cannot be told. */
export function senderOf(request: string | null): string | null {
  const read = readJson(request ?? '');
  const { data } = requestSender.safeParse(read.ok ? read.value : null);
  return data?.originator.institution.id ?? null;
}

const requestSender = z.object({
  originator: z.object({ institution: z.object({ id: z.string() }) }),
});

/**
 * JSON text of a PaymentConfirmation or PaymentReversal: always for the full amount, with the
 * identifiers as the response had them, else as the request had them (dossier README §6).
 */
export function adviceMessage(
  advice: { id: string; owes: OwedAdvice },
  request: z.infer<typeof sentPaymentRequest>,
  approval: Approval | null,
  time: Stamp,
): string {
  const received = approval?.thirdPartyIdentifiers ?? [];
  return JSON.stringify({
    id: advice.id,
    requestId: request.id,
    time,
    thirdPartyIdentifiers: received.length > 0 ? received : request.thirdPartyIdentifiers,
    rrn: request.rrn,
    stan: request.stan,
    ...(approval ? { partner: echoed(approval.partner) } : {}),
    ...(advice.owes.kind === 'reversal' ? { reversalReason: advice.owes.reason } : {}),
    tranId: request.tranId,
  });
}

// An approval that an earlier version kept holds its partner's name at any length.
function echoed({ id, name }: Approval['partner']) {
  return { id, name: fitted(name, most.institutionName) };
}

// Once set by anyone, everyone sends it in later messages (dossier README §6); ours may be among them.
function withOwn(own: ThirdPartyIdentifier, received: Identifiers): Identifiers {
  const isOwn = ({ institutionId, transactionIdentifier }: ThirdPartyIdentifier) =>
    institutionId === own.institutionId && transactionIdentifier === own.transactionIdentifier;
  return received.some(isOwn) ? received : [own, ...received];
}

// The retrieval reference has 12 characters and the trace number 6, as card switches expect them;
// an advice carries the same ones as its request.
function references(payment: Facts) {
  const attempt = String(payment.attempt % 1_000).padStart(3, '0');
  return {
    rrn: `${payment.saleNumber.slice(-9).padStart(9, '0')}${attempt}`,
    stan: payment.saleNumber.slice(-6).padStart(6, '0'),
  };
}

/** What is needed of a CreateQrCodeResponse. Whether its code may be shown is asked elsewhere. */
export const codeAnswer = z.object({
  tranId: z.string().min(1).max(200),
  qrCode: z.string().min(1),
  thirdPartyIdentifiers: identifiersWithin(most.codeIdentifiers),
  originator: z.object({ terminalId: z.string().nullish() }).nullish().catch(null),
});

/**
 * What is needed of a PaymentResponse. Its `id` may be its own: `tranId` says what it is about. Free
 * texts are cut when they are kept: half a password cannot be told from other words.
 */
export const paymentAnswer = z.object({
  id: z.string(),
  tranId: z.string(),
  partner: z.object({
    id: z.string().max(most.institutionId),
    // Sent back within the limit of the schema.
    name: z.string().transform((name) => fitted(name, most.institutionName)),
  }),
  thirdPartyIdentifiers: identifiersWithin(most.identifiers),
  amounts: z.object({ approvedAmount: ledgerAmountAnswer.nullish() }),
  slipData: z
    .object({
      messageLines: z
        .array(z.object({ text: z.string().nullish() }))
        .transform((lines) => lines.slice(0, most.slipLines))
        .nullish(),
      issuerReference: z.string().nullish(),
    })
    .nullish()
    .catch(null),
});
