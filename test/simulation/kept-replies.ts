// Somebody on the way who keeps what the far end answered, as a cache does, and gives it to the next who
// asks: the last approval, and the code it belongs to.
import { operationOf } from './operations.ts';
import type { Reply } from './replies.ts';

export type KeptReplies = {
  readonly codes: readonly Reply[];
  readonly approval: Reply | null;
  /** The last approval of a bill. */
  readonly bill: Reply | null;
};

export const nothingKept: KeptReplies = { codes: [], approval: null, bill: null };

/** What is kept after an answer of the far end has passed. */
export function withReply(kept: KeptReplies, path: string, reply: Reply): KeptReplies {
  if (reply.status !== 201) return kept;
  const { isBill, kind } = operationOf(path);
  if (isBill) return kind === 'request' ? { ...kept, bill: reply } : kept;
  if (path.endsWith('/qrCodes')) return { ...kept, codes: [...kept.codes, reply] };
  return path.endsWith('/payments') ? { ...kept, approval: reply } : kept;
}

/** Whether a payment is asked for with a code whose approval is kept. */
export function isOfKept({ approval }: KeptReplies, path: string, body: string): boolean {
  return (
    path.endsWith('/payments') && approval !== null && tranIdOf(body) === tranIdOf(approval.body)
  );
}

/** What is said to a request from what was kept, or null. */
export function keptReply({ codes, approval, bill }: KeptReplies, path: string): Reply | null {
  const { isBill, kind } = operationOf(path);
  if (isBill) return bill && kind === 'request' ? { ...bill, isForeign: true } : null;
  if (!approval) return null;
  if (path.endsWith('/payments')) return { ...approval, isForeign: true };
  const code = codes.find(({ body }) => tranIdOf(body) === tranIdOf(approval.body));
  return path.endsWith('/qrCodes') && code ? { ...code, isForeign: true } : null;
}

function tranIdOf(body: string): string {
  return /"tranId":"([^"]*)"/.exec(body)?.[1] ?? '';
}
