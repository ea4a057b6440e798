// What stands in the body of an answer: read strictly, and held against the request it answers. One
// that names another transaction or message speaks about that, whatever connection it came on.
import { z } from 'zod';
import type { BodyKind } from '../../../../src-shared/domain/outcome.ts';
import { isSameId } from '../../../../src-shared/domain/same-id.ts';
import type { QrOperation } from '../../../../src-shared/services/qr/operations.ts';
import type { ThirdPartyIdentifier } from '../../../../src-shared/services/qr/payment.ts';
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
  if (!isAbout(asked, namesInAnswer.parse(read.value))) return { kind: 'other' };
  const detail = errorDetail.safeParse(read.value);
  return detail.success ? { kind: 'errorDetail', detail: detail.data } : { kind: 'object' };
}

/** The names a request gives itself and what it is about; none when a damaged store sent another text. */
type Named = {
  readonly id?: string;
  readonly requestId?: string;
  readonly tranId?: string;
  readonly originator?: { readonly terminalId?: string };
  readonly thirdPartyIdentifiers?: readonly ThirdPartyIdentifier[];
};

// An advice is told by its status, and by nothing of its echo but that it is no other's.
function isMessage(operation: QrOperation, value: unknown, asked: Named): boolean {
  switch (operation) {
    case 'createQrCode': {
      const { data } = codeAnswer.safeParse(value);
      return data !== undefined && !isForAnother(data, asked);
    }
    case 'pay': {
      const { data } = paymentAnswer.safeParse(value);
      return data !== undefined && isSameId(data.tranId, asked.tranId ?? '');
    }
    default:
      return false;
  }
}

// A code that was issued to another terminal, or for another transaction of our institution: nobody
// may change our entry (dossier README §6). It costs nothing to refuse, and what may be left out may.
function isForAnother(code: z.infer<typeof codeAnswer>, asked: Named): boolean {
  const { terminalId } = code.originator ?? {};
  if (terminalId && terminalId !== asked.originator?.terminalId) return true;
  const [own] = asked.thirdPartyIdentifiers ?? [];
  const ours = code.thirdPartyIdentifiers.flatMap(({ institutionId, transactionIdentifier }) =>
    institutionId === own?.institutionId && transactionIdentifier ? [transactionIdentifier] : [],
  );
  return ours.length > 0 && !ours.includes(own?.transactionIdentifier ?? '');
}

const name = z.string().nullish().catch(null);
const namesInAnswer = z.object({ tranId: name, originalId: name });

// An ErrorDetail says what it is about, and so does the echo of an advice. `originalId` is a message's
// (dossier README §7); what is no UUID there names none of ours.
function isAbout(asked: Named, answer: z.infer<typeof namesInAnswer>): boolean {
  const { tranId, originalId } = answer;
  if (tranId && asked.tranId !== undefined && !isSameId(tranId, asked.tranId)) return false;
  if (!originalId || !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(originalId))
    return true;
  return isSameId(originalId, asked.id ?? '') || isSameId(originalId, asked.requestId ?? '');
}
