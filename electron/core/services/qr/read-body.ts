// What stands in the body of an answer: read strictly, and held against the request it answers. One
// that names another transaction or message speaks about that, whatever connection it came on.
import type { z } from 'zod';
import type { ThirdPartyIdentifier } from '../../../../src-shared/domain/identifier.ts';
import { isSameId } from '../../../../src-shared/domain/same-id.ts';
import type { QrOperation } from '../../../../src-shared/services/qr/operations.ts';
import { isJsonObject, readJson } from '../../wire/strict-json.ts';
import { errorDetail, isAbout, type ReadBody } from '../base-messages.ts';
import { codeAnswer, paymentAnswer } from './messages.ts';

/** @param request the JSON text that was sent */
export function readBody(operation: QrOperation, body: string, request: string): ReadBody {
  if (body.trim() === '') return { kind: 'empty' };
  const read = readJson(body);
  if (!read.ok || !isJsonObject(read.value)) return { kind: 'other' };
  const sent = readJson(request);
  const asked = (sent.ok ? sent.value : {}) as Asked;
  if (isMessage(operation, read.value, asked)) return { kind: 'message' };
  if (!isAbout(asked, read.value)) return { kind: 'other' };
  const detail = errorDetail.safeParse(read.value);
  return detail.success ? { kind: 'errorDetail', detail: detail.data } : { kind: 'object' };
}

/** What a request is about; nothing when a damaged store sent another text. */
type Asked = {
  readonly id?: string;
  readonly requestId?: string;
  readonly tranId?: string;
  readonly originator?: { readonly terminalId?: string };
  readonly thirdPartyIdentifiers?: readonly ThirdPartyIdentifier[];
};

// An advice is told by its status, and by nothing of its echo but that it is no other's.
function isMessage(operation: QrOperation, value: unknown, asked: Asked): boolean {
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
function isForAnother(code: z.infer<typeof codeAnswer>, asked: Asked): boolean {
  const { terminalId } = code.originator ?? {};
  if (terminalId && terminalId !== asked.originator?.terminalId) return true;
  const [own] = asked.thirdPartyIdentifiers ?? [];
  const ours = code.thirdPartyIdentifiers.flatMap(({ institutionId, transactionIdentifier }) =>
    institutionId === own?.institutionId && transactionIdentifier ? [transactionIdentifier] : [],
  );
  return ours.length > 0 && !ours.includes(own?.transactionIdentifier ?? '');
}
