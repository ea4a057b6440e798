// A server that sends back what it was sent, and more about the customer than anybody here needs: none
// of it stands in a file of the till, in what a window sees or in what it exports.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLog } from '../../electron/core/log.ts';
import { redactorOf } from '../../electron/core/redact.ts';
import { openStore } from '../../electron/core/store/safe/open.ts';
import { recentSales } from '../../electron/core/store/tables/history.ts';
import { queueView } from '../../electron/core/views/queue.ts';
import { salePage } from '../../electron/core/views/sale-page.ts';
import { profileSchema } from '../../src-shared/contract/profile.ts';
import { most } from '../../src-shared/domain/text.ts';
import { httpAnswer } from '../support/http-bytes.ts';
import { copyOfBook } from '../support/kept-book.ts';
import { validProfile } from '../support/profile.ts';
import { approvalOf, type RawRequest, RawServer } from '../support/raw-server.ts';
import { credentials, TestTill, temporaryFolder } from '../support/test-till.ts';

const { username, password } = credentials;
const basic = Buffer.from(`${username}:${password}`).toString('base64');
/** As other programs encode it; `inLines` and `inNumbers` may be within the other. */
const inLines = (text: string) =>
  (
    Buffer.from(text)
      .toString('base64')
      .match(/.{1,8}/g) ?? []
  ).join('\r\n');
const inNumbers = (text: string) => text.replace(/./g, (sign) => `&#${sign.charCodeAt(0)};`);
const encoded = [
  inLines(password),
  inNumbers(password),
  inNumbers(basic),
  inLines(inNumbers(password)),
  inNumbers(inLines(password)),
  password.replace(' ', '=20'),
  Buffer.from(basic).toString('hex'),
];
/** A text whose end is cut off by the limit of its place, through the password. */
const upTo = (limit: number) => `${'x'.repeat(limit - 10)}${password}`;
const secrets = [
  password.slice(0, 10),
  password,
  password.toUpperCase(),
  encodeURIComponent(password),
  password.replace(' ', '+'),
  basic,
  basic.toLowerCase(),
  encodeURIComponent(basic),
  ...encoded,
  ...encoded.map((text) => JSON.stringify(text).slice(1, -1)),
];
const personal = [
  'Jane',
  'jane@example.com',
  '27820000000',
  '4111111111111111',
  '4111.1111.1111.1111',
  'token-1',
  '9876',
];

/** Everything a request told, as careless servers tell it again. */
const echo = (request: RawRequest) => ({
  headers: { Authorization: request.authorization, 'x-password': password },
  password,
  query: `?p=${encodeURIComponent(password)}&b=${encodeURIComponent(basic)}&f=correct+horse`,
  customer: { firstName: 'Jane', emailAddress: 'jane@example.com', msisdn: '+27820000000' },
  partnerPaymentToken: 'token-1',
  pan: '4111111111111111',
  pin: '9876',
  [`for ${password}`]: 1,
});
const inHeaders = (request: RawRequest) => ({
  'x-authorization': request.authorization,
  'www-authenticate': `Basic realm="${password}"`,
});
const refusal = (request: RawRequest, errorType: string) => ({
  ...echo(request),
  id: `error of ${password}`,
  errorType,
  errorMessage: `bad ${basic} 4111 1111 1111 1111`,
  detailMessage: {
    authorization: request.authorization,
    code: 'MISSING_FIELD',
    pin: '9876',
    ...Object.fromEntries(encoded.map((text) => [text, text])),
  },
  providerErrorMsg: password.toUpperCase(),
  providerErrorCode: '4111.1111.1111.1111',
  originator: { institution: { id: encoded[5], name: encoded[6] } },
});

/** Says it with a status, in the body and in the headers. */
const says = (status: number, body: (request: RawRequest) => object) => (request: RawRequest) =>
  request.socket.write(httpAnswer(status, JSON.stringify(body(request)), inHeaders(request)));
const page = (status: number) => (request: RawRequest) =>
  request.socket.write(
    httpAnswer(status, `<p>${request.authorization} ${password} 4111-1111-1111-1111</p>`, {
      ...inHeaders(request),
      'content-type': `text/html; realm=${password}`,
    }),
  );

function expectNothingOf(texts: readonly (readonly [string, string])[], hidden: readonly string[]) {
  expect(texts.length).toBeGreaterThan(3);
  for (const [where, text] of texts) {
    expect([where, hidden.filter((each) => text.includes(each))]).toEqual([where, []]);
  }
}

function filesIn(folder: string): (readonly [string, string])[] {
  return (
    readdirSync(folder)
      // The one is room and nothing else; the other is where the host keeps it.
      .filter((name) => !name.endsWith('.reserve') && name !== 'password')
      .map((name) => [name, readFileSync(join(folder, name), 'latin1')] as const)
  );
}

describe('a server that sends back what it was sent', () => {
  let server: RawServer;
  let till: TestTill;

  beforeEach(async () => {
    server = await RawServer.start();
    const dataFolder = temporaryFolder();
    till = await TestTill.start({
      intermediary: server,
      dataFolder,
      ports: { log: openLog(dataFolder) },
    });
  });
  afterEach(async () => {
    await till.stop();
    await server.stop();
  });

  const start = () => till.call('startPayment', { amountMinor: 18_450 });
  const leave = () => till.call('nextSale', { saleId: till.saleId });

  async function everythingAWindowSees(): Promise<(readonly [string, string])[]> {
    const { rows } = await till.call('getHistory', {});
    const pages = await Promise.all(rows.map(({ saleId }) => till.call('getSale', { saleId })));
    const seen = {
      snapshots: till.views,
      pages,
      history: rows,
      queue: await till.call('getQueue', {}),
      report: await till.call('getReport', {}),
      settings: await till.call('getSettings', {}),
    };
    return Object.entries(seen).map(([name, value]) => [name, JSON.stringify(value)] as const);
  }

  it('with every answer there is: nothing of it is kept, logged, shown or exported', async () => {
    server.behave(
      'createQrCode',
      says(400, (request) => refusal(request, 'INVALID_MERCHANT')),
      1,
    );
    await start();
    await till.whenPayment('notPaid');
    await leave();

    server.behave(
      'pay',
      says(400, (request) => ({
        ...refusal(request, 'DECLINED_BY_PARTNER'),
        errorMessage: upTo(most.message),
      })),
      1,
    );
    await start();
    await till.whenPayment('notPaid');
    await leave();

    server.behave('pay', page(200), 1);
    server.behave(
      'reversePayment',
      says(400, (request) => refusal(request, 'FORMAT_ERROR')),
      1,
    );
    await start();
    await till.when(({ owed }) => owed.attention === 1);
    await leave();

    server.behave('pay', page(500), 1);
    server.behave('reversePayment', page(500), 1);
    await start();
    await till.whenPayment('notPaid');
    await server.whenReceived('reversePayment', 2);
    await leave();

    const slip = {
      messageLines: [`for ${basic}`, upTo(most.slipLine), '4111.1111.1111.1111', ...encoded].map(
        (text) => ({ text }),
      ),
      issuerReference: upTo(most.reference),
    };
    server.behave(
      'pay',
      says(201, (request) => ({
        ...echo(request),
        ...approvalOf(request.body),
        slipData: slip,
      })),
      1,
    );
    server.behave('confirmPayment', says(500, echo), 1);
    await start();
    await till.whenPayment('approved');
    await leave();
    await server.whenReceived('confirmPayment', 2);
    await till.when(({ owed }) => owed.confirmations + owed.reversals === 0);

    expect(server.requests.every(({ authorization }) => authorization === `Basic ${basic}`)).toBe(
      true,
    );
    const seen = await everythingAWindowSees();
    const hidden = [...secrets, ...personal];
    expectNothingOf(seen, hidden);
    await till.stop();
    expectNothingOf(filesIn(till.dataFolder), hidden);
    // It was there to be found, and what support needs is.
    const [, pages] = seen.find(([name]) => name === 'pages') ?? ['', ''];
    for (const word of [
      ' characters]',
      'MISSING_FIELD',
      '411111******1111',
      'DECLINED_BY_PARTNER',
      'customer',
    ]) {
      expect(pages).toContain(word);
    }
  });
});

it('a book of 0.1.0, which kept answers as they came, shows none of it', () => {
  const path = copyOfBook('full');
  const store = openStore(path);
  const raw = JSON.stringify(store.all('SELECT response FROM exchanges'));
  for (const each of [basic, password, 'Jane', '4111111111111111']) expect(raw).toContain(each);
  const profile = profileSchema.parse(validProfile('https://pay.example.com/qr/v1'));
  // The password of today is another one.
  store.hide(redactorOf(profile, 'changed since'));
  const sales = recentSales(store, 1_000);
  const pages = sales.map(({ id }) => salePage(store, id));
  expect(pages.flatMap((page) => page?.payments ?? [])).toHaveLength(33);
  const seen = {
    sales,
    pages,
    queue: queueView(store, {}),
    again: sales.map(({ id }) => salePage(store, id)),
  };
  store.close();
  const texts = Object.entries(seen).map(([name, value]) => [name, JSON.stringify(value)] as const);
  expectNothingOf(texts, [...secrets, ...personal]);
});
