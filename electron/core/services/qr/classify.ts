// From an answer on the wire to what it means for a payment or an advice. Whether it is believed at
// all, and what its status says then, is decided in one place (`meaningOf`, outcome.ts).
import { isOwnRefusal, isUnusable, meaningOf } from '../../../../src-shared/domain/outcome.ts';
import { type QrOperation, qrInterface } from '../../../../src-shared/services/qr/operations.ts';
import { flawOfCode } from '../../../../src-shared/services/qr/qr-text.ts';
import type { PaymentEvent } from '../../../../src-shared/services/qr/transition.ts';
import type { Answer } from '../../wire/client.ts';
import type { Judged } from '../../wire/judged.ts';
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
  if (answer.silence !== undefined) {
    const { silence, detail: message } = answer;
    return { ...unexplained, outcome: 'unknown', status: null, silence, message, body: null };
  }
  const { status, body, contentType } = answer;
  const { kind, detail } = readBody(operation, body, request);
  const complete = { status, contentType, body: kind };
  const meaning = meaningOf(qrInterface, operation, complete, trustBare404);
  if (meaning === 'foreign') {
    // What it calls itself tells support who it was.
    const message = contentType || 'no content type';
    return {
      ...unexplained,
      outcome: 'unknown',
      status,
      silence: 'foreignAnswer',
      message,
      body,
    };
  }
  return {
    outcome: meaning,
    status,
    silence: null,
    errorType: detail?.errorType ?? null,
    message: detail?.errorMessage ?? null,
    body,
    explained: detail !== undefined,
    isOwn: meaning === 'successful' || isOwnRefusal(complete),
  };
}

const unexplained = { errorType: null, explained: false, isOwn: false };

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
      return { type: 'outcomeUnknown', why: whyUnknown(judged) };
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

function whyUnknown({ silence, status }: Judged) {
  if (isUnusable(silence)) return 'answerUnusable';
  if (silence === 'notConnected' || silence === 'connectionLost') return 'connectionLost';
  if (silence !== null) return 'noAnswer';
  // A success without its message is one we cannot use; any other says that it does not know.
  return qrInterface.successful.includes(status ?? 0) ? 'answerUnusable' : 'answerNotFinal';
}
