// From an answer of the bill payment interface to what it means: for a transaction, or for a lookup. The
// answer has to be about the bill that was asked for; one for another account is nobody's answer.
import { isSameId } from '../../../../src-shared/domain/same-id.ts';
import type { BillEvent } from '../../../../src-shared/services/bills/bill.ts';
import {
  type BillOperation,
  billInterface,
} from '../../../../src-shared/services/bills/operations.ts';
import type { Answer } from '../../wire/client.ts';
import type { Judged } from '../../wire/judged.ts';
import { isJsonObject, readJson } from '../../wire/strict-json.ts';
import { errorDetail, isAbout, type ReadBody } from '../base-messages.ts';
import { judgeAnswer, whyUnknown } from '../judge.ts';
import { approvalOf, billAnswer, fields } from './messages.ts';

/** @param request the JSON text that was sent; empty where nothing was */
export function judge(operation: BillOperation, answer: Answer, request: string): Judged {
  const read = (body: string) => readBody(operation, body, request);
  return judgeAnswer(billInterface, operation, answer, read);
}

function readBody(operation: BillOperation, body: string, request: string): ReadBody {
  if (body.trim() === '') return { kind: 'empty' };
  const read = readJson(body);
  if (!read.ok) return { kind: 'other' };
  if (operation === 'listBillers' && Array.isArray(read.value)) return { kind: 'message' };
  if (!isJsonObject(read.value)) return { kind: 'other' };
  const sent = readJson(request);
  const asked = sent.ok && isJsonObject(sent.value) ? sent.value : {};
  const isAdvice = billInterface.operations[operation].role === 'advice';
  // A payment is a debit, said or not; only what is given back may be called a credit.
  const isOfMoney = operation === 'createRefund' || !saysCredit(read.value);
  if (!isAdvice && isOfMoney && isAnswerTo(read.value, asked)) return { kind: 'message' };
  if (!isAbout(asked, read.value)) return { kind: 'other' };
  const detail = errorDetail.safeParse(read.value);
  return detail.success ? { kind: 'errorDetail', detail: detail.data } : { kind: 'object' };
}

function saysCredit({ amounts }: Record<string, unknown>): boolean {
  const approved = isJsonObject(amounts) ? amounts['approvedAmount'] : null;
  return isJsonObject(approved) && approved['ledgerIndicator'] === 'CREDIT';
}

// With the id of the request (billpay.md §3), and about the same account, notice or policy.
function isAnswerTo(value: Record<string, unknown>, asked: Record<string, unknown>): boolean {
  const { data } = billAnswer.safeParse(value);
  if (!data || !isSameId(data.id, String(asked['id']))) return false;
  return Object.values(fields).every(({ number, object }) => {
    const named = asked[number];
    if (named === undefined) return true;
    const about = value[object];
    return isJsonObject(about) && about[number] === named;
  });
}

/** What the answer to the request means for its bill (billpay.md §5). `currency`: what was asked in. */
export function billEvent(operation: BillOperation, judged: Judged, currency: string): BillEvent {
  switch (judged.outcome) {
    case 'failed': {
      const { errorType, message, explained, status } = judged;
      // After a declined refund nothing may be sent (C21): the listed refusals decline it, said or not.
      const isListed = operation === 'createRefund' && [400, 501, 503].includes(status ?? 0);
      return { type: 'declined', errorType, message, isFinal: explained || isListed };
    }
    case 'unknown':
      return { type: 'outcomeUnknown', why: whyUnknown(billInterface, judged) };
    default: {
      const answer = billAnswer.parse(JSON.parse(judged.body ?? ''));
      return { type: 'approved', approval: approvalOf(answer, currency) };
    }
  }
}
