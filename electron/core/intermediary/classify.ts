// From an answer on the wire to what it means. The status decides (outcome.ts); the body can only
// turn a success we cannot use into "not known", and explain a refusal.
import type { AdviceKind } from '../../../src-shared/domain/advice.ts';
import {
  type Outcome,
  outcomeOf,
  type QrOperation,
  qrOutcomes,
} from '../../../src-shared/domain/outcome.ts';
import type { AwaitingCustomer } from '../../../src-shared/domain/payment.ts';
import type { PaymentEvent } from '../../../src-shared/domain/transition.ts';
import type { KeptAnswer } from '../store/exchanges.ts';
import type { Answer } from './client.ts';
import { codeAnswer, errorDetail, paymentAnswer } from './messages.ts';

/** The operation that carries each kind of advice (qr.md §1). */
export const adviceOperations: Record<AdviceKind, QrOperation> = {
  confirmation: 'confirmPayment',
  reversal: 'reversePayment',
};

/** Where each operation is posted, below the base URL (qr.md §1). */
export const qrPaths: Record<QrOperation, string> = {
  createQrCode: '/qrCodes',
  pay: '/payments',
  confirmPayment: '/payments/confirmations',
  reversePayment: '/payments/reversals',
};

/** An answer with its outcome and, where it has one, its explanation. */
export type Judged = KeptAnswer & { readonly outcome: Outcome; readonly explained: boolean };

/** Judges an answer to any operation of the QR interface. */
export function judge(operation: QrOperation, answer: Answer): Judged {
  if (answer.silence !== undefined) {
    return unanswered(answer.silence, answer.detail, null);
  }
  const { status, body, contentType } = answer;
  const outcome = outcomeOf(qrOutcomes, operation, { status });
  // A login page of a public network says 200 to everything, and a server without the intermediary
  // on it says 404; the intermediary itself never sends HTML.
  if (outcome === 'successful' && /^text\/html/i.test(contentType)) {
    return unanswered('foreignAnswer', 'a web page', body);
  }
  const explanation = outcome === 'successful' ? undefined : errorDetail.safeParse(parseJson(body));
  return {
    outcome,
    status,
    silence: null,
    errorType: explanation?.data?.errorType ?? null,
    message: explanation?.data?.errorMessage ?? null,
    body,
    explained: explanation?.success ?? false,
  };
}

/** What the answer to `createQrCode` means for the payment. No money can have moved. */
export function codeEvent(judged: Judged): PaymentEvent {
  if (judged.outcome === 'failed') {
    const { errorType, message } = judged;
    return { type: 'codeNotIssued', reason: { code: 'codeRefused', errorType, message } };
  }
  const code =
    judged.outcome === 'successful' ? codeAnswer.safeParse(parseJson(judged.body)) : undefined;
  return code?.success
    ? { type: 'codeIssued', code: code.data }
    : { type: 'codeNotIssued', reason: { code: 'codeUnavailable' } };
}

/** What the answer to `pay` means for the payment it answers (qr.md §5.3). */
export function paymentEvent(payment: AwaitingCustomer, judged: Judged): PaymentEvent {
  switch (judged.outcome) {
    case 'failed': {
      const { errorType, message } = judged;
      // An explanation that names another transaction does not speak about this one.
      const named = errorDetail.safeParse(parseJson(judged.body)).data?.tranId ?? null;
      const explained = judged.explained && (named === null || named === payment.code.tranId);
      return { type: 'declined', errorType, message, explained };
    }
    case 'unknown':
      if (judged.status !== null) return { type: 'outcomeUnknown', why: 'answerNotFinal' };
      return { type: 'outcomeUnknown', why: whyUnknown(judged) };
    default: {
      const response = paymentAnswer.safeParse(parseJson(judged.body));
      const crossed =
        response.data?.id !== payment.id || response.data.tranId !== payment.code.tranId;
      if (!response.success || crossed || isGarbled(judged.body))
        return { type: 'outcomeUnknown', why: 'answerUnusable' };
      const { amounts, partner, slipData, thirdPartyIdentifiers } = response.data;
      const approved = amounts.approvedAmount;
      return {
        type: 'approved',
        approval: {
          approved: approved ? { amountMinor: approved.amount, currency: approved.currency } : null,
          partner,
          thirdPartyIdentifiers,
          slipLines: (slipData?.messageLines ?? []).map(({ text }) => text ?? ''),
          issuerReference: slipData?.issuerReference ?? null,
        },
      };
    }
  }
}

// JSON that parses can still be damaged: bytes that were no text, or an amount that is said twice.
function isGarbled(body: string | null): boolean {
  const text = body ?? '';
  return text.includes('\uFFFD') || text.split('"approvedAmount"').length > 2;
}

function whyUnknown({ silence }: Judged) {
  switch (silence) {
    case 'notConnected':
    case 'connectionLost':
      return 'connectionLost';
    case 'answerTooLarge':
    case 'malformed':
    case 'foreignAnswer':
      return 'answerUnusable';
    default:
      return 'noAnswer';
  }
}

function unanswered(silence: KeptAnswer['silence'], message: string, body: string | null): Judged {
  return {
    outcome: 'unknown',
    status: null,
    silence,
    errorType: null,
    message,
    body,
    explained: false,
  };
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
