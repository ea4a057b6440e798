// A till that pays bills, at the training intermediary: what the tests of bills do at its counter, each with
// a clock, an intermediary and a store of its own.
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import type { Input } from '../../src-shared/contract/contract.ts';
import type { BillScenario } from '../../src-shared/services/bills/scenarios.ts';
import { TestClock } from './test-clock.ts';
import { runUntil, startIntermediary, TestTill } from './test-till.ts';

/** An account of the training intermediary, and what is due on it in minor units. */
export const account = '8814400276153';
export const dueMinor = 64_230;

export class BillShop {
  readonly clock: TestClock;
  readonly intermediary: TrainingIntermediary;
  till!: TestTill;

  private constructor(clock: TestClock, intermediary: TrainingIntermediary) {
    this.clock = clock;
    this.intermediary = intermediary;
  }

  static async open(): Promise<BillShop> {
    const clock = new TestClock();
    const shop = new BillShop(clock, await startIntermediary({ clock }));
    await shop.startTill();
    return shop;
  }

  /** Starts the till; on what an earlier one left, where that is said. */
  async startTill(dataFolder?: string): Promise<void> {
    const { clock, intermediary } = this;
    const { baseUrl, billsUrl } = intermediary;
    const profile = { interfaces: { qr: { baseUrl }, bills: { baseUrl: billsUrl } } };
    const where = dataFolder === undefined ? {} : { dataFolder };
    this.till = await TestTill.start({ intermediary, profile, ports: { clock }, ...where });
  }

  async close(): Promise<void> {
    await this.till.stop();
    await this.intermediary.stop();
  }

  /** How the line on the counter stands that came last. */
  get line() {
    return this.till.view.sale?.lines.at(-1)?.bill;
  }

  get ledger() {
    return this.intermediary.bills.ledger();
  }

  /** What is due on the account. */
  get balance(): number | undefined {
    return this.intermediary.bills.balances()[account];
  }

  sent(operation: string) {
    return this.intermediary.requests().filter((request) => request.operation === operation);
  }

  /** Puts a bill on the sale on the counter and asks for it; gives the id of the sale. */
  async ask(
    amountMinor = dueMinor,
    { scenario, ...more }: Partial<Input<'addBill'>> & { scenario?: BillScenario } = {},
  ): Promise<string> {
    await this.till.call('addBill', { kind: 'account', number: account, amountMinor, ...more });
    const { saleId } = this.till;
    if (scenario) this.intermediary.bills.choose(scenario);
    await this.till.call('approveLines', { saleId });
    return saleId;
  }

  whenApproval(wanted: string) {
    return this.till.when(({ sale }) => sale?.approval === wanted);
  }

  /** Until nothing is owed any more. */
  delivered(): Promise<void> {
    return runUntil(this.clock, this.intermediary, () => {
      const { confirmations, reversals } = this.till.view.owed;
      return confirmations + reversals === 0;
    });
  }

  /** A confirmed payment of the whole bill in cash; gives the issuer's reference. */
  async paidBill(): Promise<string> {
    const saleId = await this.ask();
    await this.whenApproval('ready');
    await this.till.call('takeCash', { saleId, receivedMinor: 70_000 });
    await this.delivered();
    const reference = this.line?.story?.issuerReference;
    await this.till.call('nextSale', { saleId });
    return reference ?? '';
  }

  /** Asks for a payment to be given back; gives the id of the sale. */
  async refund(issuerReference: string, amountMinor = dueMinor): Promise<string> {
    const refund = { issuerReference, amountMinor, reason: 'Paid twice' };
    await this.till.call('addBillRefund', refund);
    const { saleId } = this.till;
    await this.till.call('approveLines', { saleId });
    return saleId;
  }
}
