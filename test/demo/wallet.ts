// The customer's wallet, seen from its partner: notifies the intermediary of a scan.
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';

export class Wallet {
  readonly #url: string;
  readonly #authorization: string;
  readonly #agent = new Agent();

  constructor(baseUrl: string, credentials: { username: string; password: string }) {
    this.#url = `${baseUrl}/scans`;
    const { username, password } = credentials;
    this.#authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  }

  /** The customer scans the code and approves. */
  async scan(tranId: string): Promise<void> {
    const status = await this.#notify(tranId);
    if (status !== 202) throw new Error(`the scan was answered ${status}`);
  }

  /** The customer scans, and the intermediary declines the scan. */
  async expectRefusal(tranId: string): Promise<void> {
    const status = await this.#notify(tranId);
    if (status !== 400) throw new Error(`the scan was answered ${status} instead of 400`);
  }

  close(): Promise<void> {
    return this.#agent.close();
  }

  async #notify(tranId: string): Promise<number> {
    const response = await request(this.#url, {
      method: 'POST',
      dispatcher: this.#agent,
      headers: { authorization: this.#authorization, 'content-type': 'application/json' },
      body: JSON.stringify({
        id: randomUUID(),
        time: new Date().toISOString(),
        partner: { id: '70007', name: 'Harbour Wallet' },
        tranId,
      }),
    });
    await response.body.dump();
    return response.statusCode;
  }
}
