// A bare till and a bare wallet on the wire, for tests of the intermediary itself: complete messages
// by default, and every answer checked against the Swagger file as it comes.
import { randomUUID } from 'node:crypto';
import { Agent, type Dispatcher, request } from 'undici';
import {
  startTrainingIntermediary,
  type TrainingIntermediary,
  type TrainingOptions,
} from '../../../electron/training/server.ts';
import { assertAnswer, assertSent } from '../../support/swagger.ts';

export const credentials = { username: '62801', password: 'correct horse' };

const paths = {
  createQrCode: '/qrCodes',
  pay: '/payments',
  confirmPayment: '/payments/confirmations',
  reversePayment: '/payments/reversals',
  notifyScan: '/scans',
} as const;
const answers = {
  createQrCode: 'CreateQrCodeResponse',
  pay: 'PaymentResponse',
  confirmPayment: 'PaymentConfirmation',
  reversePayment: 'PaymentReversal',
} as const;
const sentAs = {
  createQrCode: 'CreateQrCodeRequest',
  pay: 'PaymentRequest',
  confirmPayment: 'PaymentConfirmation',
  reversePayment: 'PaymentReversal',
  notifyScan: 'ScanNotification',
} as const;
export type Operation = keyof typeof paths;

export type Body = Record<string, unknown>;
export type Answer = {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
  readonly body: Body;
};

const time = '2026-03-14T10:21:07.412+02:00';
const shop = { id: '62801', name: 'Kestrel Grocers' };
const originator = {
  institution: shop,
  terminalId: 'KST04T02',
  merchant: {
    merchantType: '5411',
    merchantId: 'KESTREL00000004',
    merchantName: { name: 'Kestrel Gardens', city: 'Cape Town', region: 'WC', country: 'ZA' },
  },
};
const identifiers = [{ institutionId: '62801', transactionIdentifier: '04-02-000318-1' }];
export const wallet = { id: '70007', name: 'Harbour Wallet' };

export const messages = {
  code: (amount = 18_450): Body => ({
    id: randomUUID(),
    time,
    originator,
    client: shop,
    thirdPartyIdentifiers: identifiers,
    amounts: { requestAmount: { amount, currency: '710' } },
    qrProperties: { value: { amount, currency: '710' }, singleUse: true },
  }),
  payment: (tranId: string, amount = 18_450): Body => ({
    id: randomUUID(),
    time,
    originator,
    client: shop,
    thirdPartyIdentifiers: identifiers,
    tranType: 'GOODS_AND_SERVICES',
    rrn: '040200031801',
    amounts: { requestAmount: { amount, currency: '710' } },
    tranId,
  }),
  confirmation: (payment: Body, more: Body = {}): Body => ({
    id: randomUUID(),
    requestId: payment['id'],
    time,
    thirdPartyIdentifiers: identifiers,
    tranId: payment['tranId'],
    ...more,
  }),
  reversal: (payment: Body, more: Body = {}): Body => ({
    ...messages.confirmation(payment),
    reversalReason: 'TIMEOUT',
    ...more,
  }),
  scan: (tranId: string): Body => ({ id: randomUUID(), time, partner: wallet, tranId }),
};

export function basic({ username, password }: { username: string; password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

export class TrainingClient {
  readonly intermediary: TrainingIntermediary;
  readonly #agent: Agent;

  constructor(intermediary: TrainingIntermediary, connect: Agent.Options['connect'] = {}) {
    this.intermediary = intermediary;
    this.#agent = new Agent({ connect });
  }

  static async start(options: Partial<TrainingOptions> = {}): Promise<TrainingClient> {
    return new TrainingClient(await startTrainingIntermediary({ credentials, ...options }));
  }

  /** Sends a complete, valid message; its answer must be valid too. Rejects when the line breaks. */
  async send(operation: Operation, message: Body): Promise<Answer> {
    assertSent(sentAs[operation], message);
    const answer = await this.raw(operation, JSON.stringify(message));
    if (answer.status >= 400 && answer.text !== '') assertAnswer('ErrorDetail', answer.body);
    if (answer.status < 300 && operation !== 'notifyScan') {
      assertAnswer(answers[operation], answer.body);
    }
    return answer;
  }

  /** Sends a body as it is, however wrong. */
  raw(
    operation: Operation,
    body: string,
    change: { headers?: Record<string, string>; method?: Dispatcher.HttpMethod } = {},
  ): Promise<Answer> {
    return this.fetch(change.method ?? 'POST', `/qr/v1${paths[operation]}`, body, change.headers);
  }

  control(method: Dispatcher.HttpMethod, path: string, body?: unknown): Promise<Answer> {
    const text = body === undefined ? null : JSON.stringify(body);
    return this.fetch(method, `/training${path}`, text);
  }

  async fetch(
    method: Dispatcher.HttpMethod,
    path: string,
    body: string | null,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await request(this.intermediary.origin + path, {
      method,
      body,
      dispatcher: this.#agent,
      headers: {
        ...(body !== null && { 'content-type': 'application/json' }),
        authorization: basic(credentials),
        ...headers,
      },
    });
    const text = await response.body.text();
    return {
      status: response.statusCode,
      headers: response.headers,
      text,
      body: jsonOf(text),
    };
  }

  async issueCode(amount?: number): Promise<string> {
    const answer = await this.send('createQrCode', messages.code(amount));
    return String(answer.body['tranId']);
  }

  /** A payment request on its way, for a new code. */
  async startPayment(amount?: number): Promise<{ payment: Body; answer: Promise<Answer> }> {
    const payment = messages.payment(await this.issueCode(amount), amount);
    const answer = this.send('pay', payment);
    // Whoever cares awaits it; a broken line must not end the test run before.
    answer.catch(() => {});
    return { payment, answer };
  }

  /** A payment request that waits for the customer. */
  async waitingPayment(amount?: number): Promise<{ payment: Body; answer: Promise<Answer> }> {
    const before = this.intermediary.waiting().length;
    const started = await this.startPayment(amount);
    await this.intermediary.whenWaiting(before + 1);
    return started;
  }

  /** A payment approved by scan. */
  async approvedPayment(amount?: number): Promise<Body> {
    const { payment, answer } = await this.waitingPayment(amount);
    await this.send('notifyScan', messages.scan(String(payment['tranId'])));
    await answer;
    return payment;
  }

  /** What the ledger says of one payment. */
  entry(payment: Body) {
    return this.intermediary.ledger().find(({ paymentId }) => paymentId === payment['id']);
  }

  /** Breaks this client's connections, whatever is under way on them. */
  hangUp(): Promise<void> {
    return this.#agent.destroy();
  }

  async stop(): Promise<void> {
    await this.intermediary.stop();
    await this.#agent.destroy();
  }
}

function jsonOf(text: string): Body {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return {};
  }
}
