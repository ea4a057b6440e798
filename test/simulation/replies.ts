// What the far end answers, and what it answers when something is wrong with it.

export type Reply = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** Nobody may believe it: somebody else's words, or the far end's own in pieces. */
  readonly isForeign?: boolean;
};

/** What the far end does wrong to one request. `after`: the request has had its effect. */
export type Fault =
  | 'status500'
  | 'status500after'
  | 'status504after'
  | 'bare503'
  | 'bare503after'
  | 'bare502after'
  | 'page200'
  | 'page404'
  | 'notFound'
  | 'redirect'
  | 'empty'
  | 'garbage'
  | 'garbageAfter'
  | 'status204'
  | 'foreignDetail'
  | 'codeOfAnother'
  | 'codeLeadsAway'
  | 'refuseCredentials'
  | 'endless';

const json = 'application/json';
const another = '22222222-2222-4222-8222-222222222222';

/** An answer of the far end itself; an empty text is no body. */
export function replyOf(status: number, body: string): Reply {
  return { status, contentType: json, body };
}

/** What an advice that was taken is answered with. */
export function accepted(message: { id: string; requestId?: string }): string {
  return JSON.stringify({ id: message.id, requestId: message.requestId });
}

/** A refusal with its explanation. */
export function detail(
  status: number,
  errorType: string,
  originalId: string,
  tranId: string,
): Reply {
  return replyOf(
    status,
    JSON.stringify({
      errorType,
      errorMessage: 'simulated',
      originalId,
      ...(tranId ? { tranId } : {}),
    }),
  );
}

/** What is answered instead by this fault, if it strikes at this moment. */
export function faultReply(fault: Fault, moment: 'before' | 'after'): Reply | null {
  const page = (status: number) => ({
    status,
    contentType: 'text/html',
    body: '<html>busy</html>',
    isForeign: true,
  });
  const half = { ...replyOf(201, '{"id":"'), isForeign: true };
  const replies: Partial<Record<Fault, Reply>> =
    moment === 'before'
      ? {
          status500: replyOf(500, ''),
          bare503: page(503),
          page200: page(200),
          page404: page(404),
          notFound: replyOf(404, ''),
          redirect: replyOf(307, ''),
          empty: replyOf(201, ''),
          garbage: half,
          status204: replyOf(204, ''),
        }
      : {
          status500after: replyOf(500, ''),
          status504after: replyOf(504, ''),
          bare503after: page(503),
          bare502after: page(502),
          garbageAfter: half,
          foreignDetail: {
            ...detail(400, 'DECLINED_BY_CUSTOMER', another, 'another'),
            isForeign: true,
          },
        };
  return replies[fault] ?? null;
}

/** Another code than the one that was issued, or no payment code at all; null by other faults. */
export function oddCode(fault: Fault, reply: Reply): Reply | null {
  if (!reply.body.includes('"qrCode"')) return null;
  const { qrCode, ...rest } = JSON.parse(reply.body) as { qrCode: string };
  const changed = (text: string) => ({ ...reply, body: JSON.stringify({ ...rest, qrCode: text }) });
  if (fault === 'codeOfAnother') return changed(qrCode.replace(/T\d{9}/, 'T000000000'));
  return fault === 'codeLeadsAway' ? changed('https://pay.example.com/T000000000') : null;
}
