// What stands in the body of an answer: read strictly, and held against the request it answers. One
// that names another transaction or message speaks about that, whatever connection it came on.

import type { z } from 'zod';
import type { BodyKind } from '../../../../src-shared/domain/outcome.ts';
import { type QrOperation } from '../../../../src-shared/services/qr/operations.ts';
import { isJsonObject, readJson } from '../../wire/strict-json.ts';
import { codeAnswer, errorDetail, paymentAnswer } from './messages.ts';

type ErrorDetail = z.infer<typeof errorDetail>;

/** The body of an answer by its kind, with the explanation when it is one. */
export type ReadBody =
  | { readonly kind: Exclude<BodyKind, 'errorDetail'>; readonly detail?: never }
  | { readonly kind: 'errorDetail'; readonly detail: ErrorDetail };

/** @param request the JSON text that was sent */
export function readBody(operation: QrOperation, body: string, request: string): ReadBody {
  if (body.trim() === '') return { kind: 'empty' };
  const read = readJson(body);
  if (!read.ok || !isJsonObject(read.value)) return { kind: 'other' };
  const sent = readJson(request);
  const asked = (sent.ok ? sent.value : {}) as Named;
  if (isMessage(operation, read.value, asked)) return { kind: 'message' };
  const detail = errorDetail.safeParse(read.value);
  return detail.success && isAbout(asked, detail.data)
    ? { kind: 'errorDetail', detail: detail.data }
    : { kind: 'object' };
}

/** The names a request gives itself and what it is about; none when a damaged store sent another text. */
type Named = { readonly id?: string; readonly requestId?: string; readonly tranId?: string };

// An advice is told by its status alone.
function isMessage(operation: QrOperation, value: unknown, asked: Named): boolean {
  switch (operation) {
    case 'createQrCode':
      return codeAnswer.safeParse(value).success;
    case 'pay': {
      const { data } = paymentAnswer.safeParse(value);
      return data !== undefined && isSame(data.tranId, asked.tranId);
    }
    default:
      return false;
  }
}

// `originalId` is a message's (dossier README §7); what is no UUID there names none of ours.
function isAbout(asked: Named, { tranId, originalId }: ErrorDetail): boolean {
  if (tranId && asked.tranId !== undefined && !isSame(tranId, asked.tranId)) return false;
  if (!originalId || !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(originalId))
    return true;
  return isSame(originalId, asked.id) || isSame(originalId, asked.requestId);
}

// A server may write an id in capitals: they are hex digits to it.
function isSame(left: string, right: string | undefined): boolean {
  return left.toLowerCase() === right?.toLowerCase();
}
