// Identifiers of other institutions: once set by anyone, everyone sends them in later messages of the
// transaction (protocol dossier README §6). A server that sets some with the code it issues.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { most } from '../../src-shared/domain/text.ts';
import { FaultBench } from '../faults/fault-bench.ts';
import { httpAnswer } from '../support/http-bytes.ts';
import { approvalOf, goodAnswer, type RawRequest } from '../support/raw-server.ts';
import { assertSent } from '../support/swagger.ts';

const issuers = { institutionId: '90011', transactionIdentifier: 'ISS-1' };
const oddOne = { rank: [1, { a: null }], transactionIdentifier: 'ODD-1', institutionId: '90012' };

let bench: FaultBench;
beforeEach(async () => {
  bench = await FaultBench.start();
});
afterEach(() => bench.stop());

const identifiersOf = ({ body }: Pick<RawRequest, 'body'>) =>
  body['thirdPartyIdentifiers'] as object[];
const changed = (answer: Buffer, change: (body: Record<string, unknown>) => object) => {
  const [, text = ''] = answer.toString().split('\r\n\r\n');
  return httpAnswer(201, JSON.stringify(change(JSON.parse(text) as Record<string, unknown>)));
};

/** The code comes with these identifiers, instead of an echo of the till's own. */
function issueWith(identifiers: (own: object[]) => unknown): void {
  bench.server.behave('createQrCode', (request) => {
    const thirdPartyIdentifiers = identifiers(identifiersOf(request));
    const answer = changed(goodAnswer(request), (body) => ({ ...body, thirdPartyIdentifiers }));
    request.socket.write(answer);
  });
}

/** The approval comes with these identifiers. */
function approveWith(identifiers: (asked: object[]) => unknown): void {
  bench.server.behave('pay', ({ body, socket }) => {
    const thirdPartyIdentifiers = identifiers(identifiersOf({ body }));
    socket.write(httpAnswer(201, JSON.stringify({ ...approvalOf(body), thirdPartyIdentifiers })));
  });
}

async function identifiersSent(operation: 'pay' | 'confirmPayment' | 'reversePayment') {
  await bench.server.whenReceived(operation, 1);
  const request = bench.server.of(operation)[0];
  if (!request) throw new Error(`no ${operation}`);
  return { list: identifiersOf(request), text: request.text, body: request.body };
}

const own = { institutionId: '62801', transactionIdentifier: 'KST04T02-000001-1' };

describe('identifiers that come with the code', () => {
  it('go into the payment request and its confirmation, behind our own', async () => {
    issueWith((ours) => [...ours, issuers]);
    approveWith((asked) => asked);
    await bench.sell();
    const pay = await identifiersSent('pay');
    expect(pay.list).toEqual([own, issuers]);
    assertSent('PaymentRequest', pay.body);
    const confirmation = await identifiersSent('confirmPayment');
    expect(confirmation.list).toEqual([own, issuers]);
    assertSent('PaymentConfirmation', confirmation.body);
  });

  it('are sent as they came: in their order, with members nobody here knows', async () => {
    issueWith((ours) => [oddOne, ...ours, issuers]);
    await bench.sell();
    const pay = await identifiersSent('pay');
    expect(pay.text).toContain(JSON.stringify([oddOne, own, issuers]));
  });

  it('do not push out our own when they leave it out', async () => {
    issueWith(() => [issuers]);
    await bench.sell();
    expect((await identifiersSent('pay')).list).toEqual([own, issuers]);
  });

  it.each([[undefined], [null], [[]]])('may be absent: %j', async (none) => {
    issueWith(() => none);
    await bench.sell();
    expect((await identifiersSent('pay')).list).toEqual([own]);
  });

  it('are in the reversal of a payment that was never answered, also after a restart', async () => {
    issueWith((ours) => [...ours, issuers]);
    bench.server.behave('pay', () => {});
    await bench.ask();
    await bench.restart();
    const reversal = await identifiersSent('reversePayment');
    expect(reversal.body).toMatchObject({ reversalReason: 'TIMEOUT' });
    expect(reversal.list).toEqual([own, issuers]);
    assertSent('PaymentReversal', reversal.body);
  });
});

describe('identifiers without end', () => {
  const long = (length: number) => {
    const empty = { institutionId: '90011', transactionIdentifier: '' };
    const left = length - JSON.stringify([empty]).length;
    return [{ ...empty, transactionIdentifier: 'x'.repeat(left) }];
  };

  it('come with no code that is taken: no approval would fit', async () => {
    issueWith(() => long(most.codeIdentifiers + 1));
    expect(await bench.decide()).toMatchObject({ reason: { code: 'codeUnavailable' } });
    expect(bench.server.of('pay')).toEqual([]);
  });

  it('as long as they may be, fit the approval with all that others add', async () => {
    const added = long(most.identifiers - most.codeIdentifiers - 1_000);
    issueWith(() => long(most.codeIdentifiers));
    approveWith((asked) => [...asked, ...added]);
    await bench.sell();
    expect((await identifiersSent('confirmPayment')).list).toEqual([
      own,
      ...long(most.codeIdentifiers),
      ...added,
    ]);
  });
});

describe('an advice carries the identifiers', () => {
  it.each([[undefined], [null], [[]]])('of the request, when the response has %j', async (none) => {
    issueWith((ours) => [...ours, issuers]);
    approveWith(() => none);
    await bench.giveBack();
    expect((await identifiersSent('reversePayment')).list).toEqual([own, issuers]);
  });

  it('of the response exactly, when it has some', async () => {
    issueWith((ours) => [...ours, issuers]);
    approveWith((asked) => [oddOne, ...asked]);
    await bench.sell();
    const confirmation = await identifiersSent('confirmPayment');
    expect(confirmation.text).toContain(JSON.stringify([oddOne, own, issuers]));
  });
});
