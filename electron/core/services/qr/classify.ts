// From an answer on the wire to what it means for a payment.
import { type QrOperation, qrInterface } from '../../../../src-shared/services/qr/operations.ts';
import { flawOfCode } from '../../../../src-shared/services/qr/qr-text.ts';
import type { PaymentEvent } from '../../../../src-shared/services/qr/transition.ts';
import type { Answer } from '../../wire/client.ts';
import type { Judged } from '../../wire/judged.ts';
import { judgeAnswer, whyUnknown } from '../judge.ts';
import { codeAnswer, paymentAnswer } from './messages.ts';
import { readBody } from './read-body.ts';

/**
 * Judges an answer to any operation of the QR interface.
 * @param request the JSON text that was sent
 * @param trustBare404 as the profile says of answers to a reversal
 */
export function judge(
  operation: QrOperation,
  answer: Answer,
  request: string,
  trustBare404 = false,
): Judged {
  const read = (body: string) => readBody(operation, body, request);
  return judgeAnswer(qrInterface, operation, answer, read, trustBare404);
}

/**
 * What the answer to `createQrCode` means for the payment. No money can have moved, and none will for
 * a code that must not be shown.
 */
export function codeEvent({ outcome, errorType, message, body }: Judged): PaymentEvent {
  if (outcome === 'failed') {
    return { type: 'codeNotIssued', reason: { code: 'codeRefused', errorType, message } };
  }
  if (outcome === 'unknown') return { type: 'codeNotIssued', reason: { code: 'codeUnavailable' } };
  const { tranId, qrCode, thirdPartyIdentifiers } = codeAnswer.parse(JSON.parse(body ?? ''));
  const code = { tranId, qrCode };
  return flawOfCode(code) === null
    ? { type: 'codeIssued', code, thirdPartyIdentifiers }
    : { type: 'codeNotIssued', reason: { code: 'codeUnsafe' } };
}

/** What the answer to `pay` means for the payment it answers (qr.md §5.3). */
export function paymentEvent(judged: Judged): PaymentEvent {
  switch (judged.outcome) {
    case 'failed': {
      const { errorType, message, explained } = judged;
      return { type: 'declined', errorType, message, explained };
    }
    case 'unknown':
      return { type: 'outcomeUnknown', why: whyUnknown(qrInterface, judged) };
    default: {
      const { amounts, partner, slipData, thirdPartyIdentifiers } = paymentAnswer.parse(
        JSON.parse(judged.body ?? ''),
      );
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
