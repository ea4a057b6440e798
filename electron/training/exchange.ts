// One HTTP exchange from the intermediary's side: reading the whole body, checking the credentials,
// and doing with the connection what the answer says.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answers.ts';

const mostBodyBytes = 64 * 1024;

export type ReceivedBody =
  | { readonly kind: 'whole'; readonly text: string }
  | { readonly kind: 'tooLarge' }
  /** The connection broke before the end: nothing was received. */
  | { readonly kind: 'broken' };

/** Reads the body to its end, or no further than it may go. Never rejects. */
export function readBody(request: IncomingMessage): Promise<ReceivedBody> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > mostBodyBytes) return Promise.resolve({ kind: 'tooLarge' });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= mostBodyBytes) chunks.push(chunk);
      else resolve({ kind: 'tooLarge' });
    });
    request.on('end', () =>
      resolve({ kind: 'whole', text: Buffer.concat(chunks).toString('utf8') }),
    );
    request.on('error', () => resolve({ kind: 'broken' }));
    request.on('close', () => resolve({ kind: 'broken' }));
  });
}

/** The body as JSON, or undefined when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isJson(request: IncomingMessage): boolean {
  return /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '');
}

export type CredentialCheck = (authorization: string | undefined) => boolean;

/** Checks an Authorization header in a time that does not tell how much of it was right. */
export function basicAuthCheck(credentials: {
  username: string;
  password: string;
}): CredentialCheck {
  const digestOf = (text: string) => createHash('sha256').update(text).digest();
  const ours = digestOf(`${credentials.username}:${credentials.password}`);
  return (authorization) => {
    const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '') ?? [];
    if (encoded === undefined) return false;
    return timingSafeEqual(ours, digestOf(Buffer.from(encoded, 'base64').toString('utf8')));
  };
}

/** Does what the answer says; returns the status that went out, or null when none did. */
export function carryOut(answer: Answer, response: ServerResponse): number | null {
  if (answer.kind === 'never') return null;
  if (answer.kind === 'break') {
    response.destroy();
    return null;
  }
  if (response.destroyed || response.writableEnded) return null;
  const { status, text, headers } = answer;
  response.writeHead(status, {
    ...(text !== null && { 'content-type': 'application/json' }),
    'content-length': Buffer.byteLength(text ?? ''),
    ...headers,
  });
  response.end(text ?? '');
  return status;
}
