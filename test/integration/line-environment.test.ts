// Nothing in the environment of the process has a say in where the till's messages go, whom it
// trusts, or what it takes for an answer.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { makeCertificates } from '../support/certificates.ts';
import { validProfile } from '../support/profile.ts';
import { goodAnswer, RawServer, type RawServerOptions } from '../support/raw-server.ts';
import { credentials, type TestTill, temporaryFolder } from '../support/test-till.ts';
import { startTillProcess } from '../support/till-process.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function serve(options?: RawServerOptions): Promise<RawServer> {
  const server = await RawServer.start(options);
  ends.push(() => server.stop());
  return server;
}

async function startTill(server: RawServer, env: NodeJS.ProcessEnv): Promise<TestTill> {
  const { baseUrl } = server;
  const running = await startTillProcess(
    temporaryFolder(),
    validProfile(baseUrl),
    credentials.password,
    env,
  );
  ends.push(() => running.kill());
  await running.till.call('startPayment', { amountMinor: 100 });
  return running.till;
}

it('goes past every proxy that the environment names', async () => {
  const server = await serve();
  const proxy = await serve();
  const address = `http://127.0.0.1:${proxy.port}`;
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];
  const proxies = names.flatMap((name) => [name, name.toLowerCase()]);
  const till = await startTill(server, {
    ...Object.fromEntries(proxies.map((name) => [name, address])),
    NO_PROXY: '',
    no_proxy: '',
    NODE_USE_ENV_PROXY: '1',
  });
  await till.whenPayment('approved');
  expect(server.of('pay')).toHaveLength(1);
  expect(proxy.bytesHeard).toBe(0);
});

it('trusts no authority that only the environment names', async () => {
  const { ca, server: certificate } = await makeCertificates();
  const file = join(temporaryFolder(), 'ca.pem');
  writeFileSync(file, ca);
  const server = await serve({ tls: certificate });
  const till = await startTill(server, { NODE_EXTRA_CA_CERTS: file });
  await till.whenPayment('notPaid');
  expect(server.bytesHeard).toBe(0);
});

it.each([
  ['a lenient parser', '--insecure-http-parser', (text: string) => text.replaceAll('\r\n', '\n')],
  [
    'larger headers',
    '--max-http-header-size=1000000',
    (text: string) => text.replace('\r\n', `\r\nx-long: ${'x'.repeat(20_000)}\r\n`),
  ],
])('reads answers as ever where the environment asks for %s', async (_, option, change) => {
  const server = await serve();
  server.behave('pay', (request) => request.socket.write(change(goodAnswer(request).toString())));
  const till = await startTill(server, { NODE_OPTIONS: option });
  const { payment } = await till.whenPayment('notPaid');
  expect(payment).toMatchObject({ reason: { code: 'answerUnusable' } });
});
