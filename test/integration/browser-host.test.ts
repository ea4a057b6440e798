// The browser host as a real process: what it prints, what it serves, how it ends. Whom it refuses is
// in browser-host-refusals.test.ts.
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { enter } from '../support/enter.ts';
import { startBrowserTill, startProcess } from '../support/host-process.ts';
import { listeningSockets } from '../support/listening-sockets.ts';
import { validProfile } from '../support/profile.ts';
import { sendBytes, without } from '../support/raw-request.ts';
import { serveTill } from '../support/served-till.ts';
import { temporaryFolder } from '../support/test-till.ts';

const served = serveTill();

describe('what it says', () => {
  it('prints its address with a code of at least 128 bits, and a new one when that was used', async () => {
    // The pipe may be slower than the answer to the code.
    await expect.poll(() => served.till.printed.length).toBe(2);
    const codes = served.till.printed.map((line) => {
      expect(line).toMatch(/^Until is at http:\/\/127\.0\.0\.1:\d+\/#[\w-]+$/);
      return new URL(line.slice('Until is at '.length)).hash.slice(1);
    });
    expect(new Set(codes).size).toBe(2);
    for (const secret of [...codes, served.key]) {
      expect(Buffer.from(secret, 'base64url').length).toBeGreaterThanOrEqual(16);
    }
    expect(codes).not.toContain(served.key);
    expect(served.till.complaints).toEqual([]);
  });

  it('has a new key at every start, and writes neither it nor a code anywhere', async () => {
    const other = await startBrowserTill();
    expect(await enter(other.address)).not.toBe(served.key);
    expect(await other.stop()).toBe(0);
    const code = new URL(served.till.address).hash.slice(1);
    for (const file of readdirSync(served.till.dataFolder)) {
      const bytes = readFileSync(join(served.till.dataFolder, file));
      expect([bytes.includes(served.key), bytes.includes(code)], file).toEqual([false, false]);
    }
  });

  it('keeps its folder and everything in it to its owner', () => {
    const modes = readdirSync(served.till.dataFolder).map((file) =>
      join(served.till.dataFolder, file),
    );
    for (const path of modes) expect(statSync(path).mode & 0o077, path).toBe(0);
  });
});

describe('what it serves', () => {
  it('answers a call with the reply of the core', async () => {
    const answer = await served.send('POST', '/call/getTill', served.ours(), '{}');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(JSON.parse(answer.body)).toMatchObject({ ok: true, value: { mode: 'training' } });
  });

  it('says in the reply, not in the status, that a call is unknown or wrong', async () => {
    for (const [name, input] of [
      ['fly', '{}'],
      ['startPayment', '{"amountMinor":0}'],
    ] as const) {
      const answer = await served.send('POST', `/call/${name}`, served.ours(), input);
      expect([answer.status, JSON.parse(answer.body).ok]).toEqual([200, false]);
    }
  });

  it('takes localhost as its name too', async () => {
    const local = {
      ...served.ours(),
      host: `localhost:${served.port}`,
      origin: `http://localhost:${served.port}`,
    };
    expect((await served.send('POST', '/call/getTill', local, '{}')).status).toBe(200);
  });

  it('serves the page to anyone, held in by its headers', async () => {
    const { status, headers, body } = await served.send('GET', '/', {
      host: `127.0.0.1:${served.port}`,
    });
    expect(status).toBe(200);
    expect(body).toContain('<div id="root">');
    expect(body).not.toContain(served.key);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
        "font-src 'self'; connect-src 'self'; media-src 'self'; base-uri 'none'; " +
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; " +
        "trusted-types 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-cache',
    });
  });

  it('serves the scripts the page names, to be kept', async () => {
    const page = await served.send('GET', '/', { host: `127.0.0.1:${served.port}` });
    const script = /src="\.(\/assets\/[^"]+\.js)"/.exec(page.body)?.[1] ?? '';
    const { status, headers } = await served.send('GET', script, {
      host: `127.0.0.1:${served.port}`,
    });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(headers['cache-control']).toBe('max-age=31536000, immutable');
  });

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('packs what it serves, once, for who takes %s', async (encoding, unpack) => {
    const ask = (accepted: string) => sendBytes(served.port, '/', { 'accept-encoding': accepted });
    const plain = await ask('identity');
    const packed = await ask(`${encoding}, deflate`);
    expect(packed.headers).toMatchObject({
      'content-encoding': encoding,
      vary: 'accept-encoding',
      'content-length': String(packed.body.length),
    });
    expect(packed.body.length).toBeLessThan(plain.body.length);
    expect(unpack(packed.body)).toEqual(plain.body);
    expect((await ask(`${encoding};q=0`)).headers['content-encoding']).toBeUndefined();
  });

  it('lets the browser be led to the page by a file on this computer', async () => {
    const led = {
      host: `127.0.0.1:${served.port}`,
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect((await served.send('GET', '/', led)).status).toBe(200);
  });
});

describe('the live snapshot', () => {
  type Followed = { readonly status: number; next(): Promise<unknown>; end(): void };
  function follow(window = 'one', takes = 'yes'): Promise<Followed> {
    return new Promise((resolve, reject) => {
      const headers = {
        ...without(served.ours(), 'origin'),
        'till-kind': 'counter',
        'till-window': window,
        'till-takes': takes,
      };
      const outgoing = request({
        host: '127.0.0.1',
        port: served.port,
        path: '/changes',
        headers,
        agent: false,
      });
      outgoing.on('error', reject).end();
      outgoing.on('response', (incoming) => {
        let text = '';
        let arrived = Promise.withResolvers<void>();
        incoming.setEncoding('utf8');
        incoming.on('error', () => {});
        // Listening all the time: what comes while nobody waits for it is kept.
        incoming.on('data', (piece: string) => {
          text += piece;
          arrived.resolve();
          arrived = Promise.withResolvers();
        });
        resolve({
          status: incoming.statusCode ?? 0,
          async next() {
            for (;;) {
              const end = text.indexOf('\n');
              if (end >= 0) {
                const line = text.slice(0, end);
                text = text.slice(end + 1);
                if (line !== '') return JSON.parse(line) as unknown;
              } else {
                await arrived.promise;
              }
            }
          },
          end: () => outgoing.destroy(),
        });
      });
    });
  }

  it('begins with the present one and brings each change', async () => {
    const changes = await follow();
    expect(await changes.next()).toMatchObject({ mode: 'training', payment: null });
    await served.send('POST', '/call/startPayment', served.ours(), '{"amountMinor":18450}');
    let view = await changes.next();
    while ((view as { payment: { state?: string } | null }).payment?.state !== 'awaitingCustomer') {
      view = await changes.next();
    }
    changes.end();
  });

  it('is for one window at a time: the newest takes the place, and who lost the line asks', async () => {
    const older = await follow('older');
    expect(await older.next()).toMatchObject({ mode: 'training' });
    const newer = await follow('newer');
    expect(await newer.next()).toMatchObject({ mode: 'training' });
    let last = await older.next();
    while (last !== 'elsewhere') last = await older.next();
    expect((await follow('older', 'no')).status).toBe(409);
    const again = await follow('newer', 'no');
    expect(again.status).toBe(200);
    newer.end();
    again.end();
  });

  it('says null while the core is down, and goes on with the new one', async () => {
    const changes = await follow();
    const before = (await changes.next()) as { runId: string };
    await served.send('POST', '/call/cutPower', served.ours(), '{}');
    let seen = await changes.next();
    while (seen !== null) seen = await changes.next();
    const after = (await changes.next()) as { runId: string };
    expect(after.runId).not.toBe(before.runId);
    changes.end();
  });
});

describe('a profile', () => {
  it('saved at the till counts more than the one it was started with', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'profile.json');
    const given = validProfile('http://127.0.0.1:1/qr/v1');
    writeFileSync(file, JSON.stringify(given));
    writeFileSync(join(folder, 'password.txt'), 'first\r\nsecond line\r\n', { mode: 0o600 });
    const other = await startBrowserTill({
      args: ['--profile', file, '--password-file', join(folder, 'password.txt')],
    });
    const ask = await callerOf(other);
    expect(await ask('getTill', {})).toMatchObject({
      mode: 'live',
      shop: { terminalId: 'KST04T02' },
    });
    const kept = join(other.dataFolder, 'password');
    expect(JSON.parse(readFileSync(kept, 'utf8'))).toMatchObject({ password: 'first' });
    expect(statSync(kept).mode & 0o777).toBe(0o600);

    const { runId } = await ask('getTill', {});
    const profile = { ...given, terminalId: 'KST04T09' };
    expect(await ask('saveProfile', { profile, password: 'second' })).toMatchObject({
      saved: true,
    });
    await expect
      .poll(() => ask('getTill', {}), { timeout: 10_000 })
      .toMatchObject({ shop: { terminalId: 'KST04T09' }, mode: 'live' });
    expect((await ask('getTill', {})).runId).not.toBe(runId);
    expect(JSON.parse(readFileSync(kept, 'utf8'))).toMatchObject({ password: 'second' });
    await other.stop();
  });
});

/** Calls of a till, as its window makes them; gives the value, or the failure. */
async function callerOf({ address }: { address: string }) {
  const { origin } = new URL(address);
  const key = await enter(address);
  return async (name: string, input: unknown): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${origin}/call/${name}`, {
      method: 'POST',
      headers: {
        origin,
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(input),
    });
    const reply = (await answer.json()) as { value?: object; failure?: object };
    return { ...reply.value, ...reply.failure };
  };
}

describe.runIf(process.platform === 'linux')('where it listens', () => {
  it('on 127.0.0.1 alone, and nowhere else but the embedded intermediary', () => {
    const listening = listeningSockets(served.till.process.pid ?? 0);
    // As the kernel writes 127.0.0.1 on this machine.
    expect(listening.every(({ address }) => address === '0100007F')).toBe(true);
    expect(listening.map(({ port }) => port)).toContain(served.port);
    expect(listening).toHaveLength(2);
  });
});

describe('how it ends', () => {
  it('stops in order on SIGTERM, open windows or not', async () => {
    const other = await startBrowserTill();
    const { port: otherPort } = new URL(other.address);
    const idle = connect(Number(otherPort), '127.0.0.1');
    await once(idle, 'connect');
    expect(await other.stop()).toBe(0);
    idle.destroy();
  });

  it('does not end because nobody reads its terminal any more', async () => {
    const other = await startBrowserTill();
    other.process.stdout?.destroy();
    other.process.stderr?.destroy();
    // Now it has a new address to print, and nowhere to print it.
    const key = await enter(other.address);
    const { origin } = new URL(other.address);
    for (let call = 0; call < 3; call += 1) {
      const headers = {
        origin,
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
      };
      const answer = await fetch(`${origin}/call/getTill`, { method: 'POST', headers, body: '{}' });
      expect(answer.status).toBe(200);
    }
    expect(await other.stop()).toBe(0);
  });

  it('says in one sentence that the port is taken', async () => {
    const other = launch(['--port', String(served.port)]);
    expect(await other.gone).toBe(1);
    expect(other.complaints).toEqual([`--port must name a free port; ${served.port} is in use.`]);
  });

  it('says in one sentence that another till has the data folder', async () => {
    const other = launch(['--data-dir', served.till.dataFolder]);
    expect(await other.gone).toBe(1);
    expect(other.complaints).toHaveLength(1);
    expect(other.complaints[0]).toMatch(/^[A-Z].*\.$/);
    expect(other.printed).toEqual([]);
  });

  it('says in one sentence that the data folder cannot be one', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const other = launch(['--data-dir', file]);
    expect(await other.gone).toBe(1);
    expect(other.complaints).toEqual([
      `The data folder must be writable; ${file} stands where a folder should be.`,
    ]);
  });

  it.each([
    [['--port', 'x'], {}, 2, '--port must be a whole number from 0 to 65535, not "x".'],
    [['--frobnicate'], {}, 2, '--frobnicate is not a flag; run with --help for the list.'],
    [[], { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 1, 'NODE_TLS_REJECT_UNAUTHORIZED must not be 0'],
    [[], { SSLKEYLOGFILE: '/tmp/keys' }, 1, 'SSLKEYLOGFILE must not be set'],
  ] satisfies [string[], Record<string, string>, number, string][])(
    'with %j and %j',
    async (...given) => {
      const [args, env, code, sentence] = given;
      const other = launch(args, env);
      expect(await other.gone).toBe(code);
      expect(other.complaints.filter((line) => line.includes(sentence))).toHaveLength(1);
    },
  );

  it('goes on without a profile it cannot read, and says why', async () => {
    const folder = temporaryFolder();
    const profile = join(folder, 'profile.json');
    writeFileSync(profile, 'a password by mistake\n');
    const other = await startBrowserTill({ args: ['--profile', profile] });
    expect(other.complaints).toHaveLength(1);
    expect(other.complaints[0]).toContain(
      `--profile must name a file that can be used; ${profile} is not JSON`,
    );
    const log = readFileSync(join(other.dataFolder, 'until.log'), 'utf8');
    expect([...other.complaints, ...other.printed, log].join('\n')).not.toContain('by mistake');
    await other.stop();
  });
});

function launch(args: readonly string[], env: Record<string, string> = {}) {
  const program = ['electron/hosts/launch.ts', '--host', 'browser', '--no-open'];
  return startProcess(program, { args, env });
}
