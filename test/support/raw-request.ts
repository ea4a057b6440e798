// Requests to a port of this computer exactly as a test writes them.
import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';

export type Headers = Record<string, string>;
export type Answer = {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: string;
};

/** One request as it is written here; nothing is added but what HTTP needs. */
export function sendTo(
  port: number,
  method: string,
  path: string,
  headers: Headers,
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, method, path, headers, setHost: false, agent: false },
      (incoming) => {
        let text = '';
        incoming.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
        });
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }),
        );
      },
    );
    outgoing.on('error', reject).end(body);
  });
}

/** A GET whose answer stays as it came, packed or not. */
export async function sendBytes(
  port: number,
  path: string,
  headers: Headers,
): Promise<{ headers: IncomingHttpHeaders; body: Buffer }> {
  const outgoing = request({ host: '127.0.0.1', port, path, headers, agent: false }).end();
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  const pieces = (await incoming.toArray()) as Buffer[];
  return { headers: incoming.headers, body: Buffer.concat(pieces) };
}

export function without(headers: Headers, name: string): Headers {
  const { [name]: _, ...rest } = headers;
  return rest;
}

/** Bytes as they are; gives what came back until the other end closed. */
export async function sendRaw(port: number, raw: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  socket.write(raw);
  socket.end();
  await once(socket, 'close');
  return text;
}
