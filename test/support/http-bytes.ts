// HTTP/1.1 messages as bytes: built exactly as a test wants them, and found whole in a stream.

/** A header of `null` is left out, also where it would be there by default. */
export type HeaderChanges = Readonly<Record<string, string | null>>;

/** An answer with Content-Length and JSON's content type, unless `headers` (small letters) differ. */
export function httpAnswer(
  status: number | string,
  body: string | Buffer = '',
  headers: HeaderChanges = {},
): Buffer {
  const bytes = Buffer.from(body);
  const all: HeaderChanges = {
    'content-length': String(bytes.length),
    'content-type': bytes.length > 0 ? 'application/json' : null,
    ...headers,
  };
  const lines = Object.entries(all)
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} X\r\n${lines.join('')}\r\n`), bytes]);
}

/** Bytes of the first message in `bytes`, or null while its headers are not whole. */
export function wholeMessageLength(bytes: Buffer): number | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const length = /^content-length: *(\d+)/im.exec(bytes.toString('latin1', 0, end))?.[1];
  return end + 4 + Number(length ?? 0);
}
