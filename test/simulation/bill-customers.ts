// What the people at a till want of bills: pay one, be given one back, and what the cashier does about a
// line that a biller has to approve.
import type { Input } from '../../src-shared/contract/contract.ts';
import type { SaleView } from '../../src-shared/contract/views/sale.ts';
import { unknownNumber } from './billpay.ts';
import type { Random } from './random.ts';

export type BillHabits = {
  /** How often a customer has a bill with him. */
  readonly sells: number;
  /** How often one wants a payment back of which he has the slip. */
  readonly refunds: number;
  readonly looksUp: number;
  /** Leaves a sale that was put aside where it is for longer than what is approved of it is kept. */
  readonly forgets: number;
  /** Calls it off while the biller is being asked, or when he has agreed. */
  readonly givesUp: number;
};

/** What is on a slip. */
type Slip = { readonly issuerReference: string; readonly amountMinor: number };

type Bill = Pick<Input<'addBill'>, 'kind' | 'number'>;

/** What is done about the lines of a sale that have to be approved. */
export type BillStep =
  | { readonly call: 'approveLines' | 'abandonSale' | 'parkSale' | 'nextSale' }
  | { readonly call: 'acceptApproved' | 'removeLine'; readonly lineId: string };

export class BillCustomers {
  readonly #random: Random;
  #habits: BillHabits;
  readonly #slips = new Map<string, Slip>();
  readonly #kept = new Set<string>();

  constructor(random: Random, habits: BillHabits) {
    this.#random = random;
    this.#habits = habits;
  }

  behave(): void {
    this.#habits = { sells: 0, refunds: 0, looksUp: 0, forgets: 0, givesUp: 0 };
  }

  get hasBill(): boolean {
    return this.#random.chance(this.#habits.sells);
  }

  get looksUp(): boolean {
    return this.#random.chance(this.#habits.looksUp);
  }

  /** Puts a sale aside of which a biller holds something. */
  get parks(): boolean {
    return this.#random.chance(this.#habits.forgets / 2);
  }

  get givesUp(): boolean {
    return this.#random.chance(this.#habits.givesUp);
  }

  get forgets(): boolean {
    return this.#random.chance(this.#habits.forgets);
  }

  draw(): Bill {
    const random = this.#random;
    if (random.chance(0.05)) return { kind: 'account', number: unknownNumber };
    return random.pick([
      { kind: 'account', number: `88144002${random.integer(10, 99)}` },
      { kind: 'trafficFine', number: `31/4207/${random.integer(100, 999)}` },
      { kind: 'policy', number: `PX-${random.integer(10_000, 99_999)}` },
    ] as const);
  }

  /** What a customer wants back by his slip, or null. */
  refund(): Input<'addBillRefund'> | null {
    const random = this.#random;
    if (this.#slips.size === 0 || !random.chance(this.#refundsNow)) return null;
    const { issuerReference, amountMinor } = random.pick([...this.#slips.values()]);
    const misread = random.chance(0.2) ? random.pick([-1, 500]) : 0;
    // Once is enough for most.
    if (random.chance(0.7)) this.#slips.delete(issuerReference);
    return {
      issuerReference,
      amountMinor: Math.max(1, amountMinor + misread),
      reason: 'Paid twice',
    };
  }

  // Who came back with a slip is not sent away for another customer.
  get #refundsNow(): number {
    return this.#habits.refunds > 0 ? 0.8 : 0;
  }

  /** A sale is done: what was paid of bills stands on its slip. How many customers will be back with it. */
  keepSlips({ lines }: SaleView): number {
    let back = 0;
    for (const { bill, isRefund, amount } of lines) {
      const issuerReference = bill?.story?.issuerReference;
      if (!issuerReference || isRefund) continue;
      if (this.#kept.has(issuerReference)) continue;
      this.#kept.add(issuerReference);
      if (this.#random.chance(this.#habits.refunds)) back += 1;
      this.#slips.set(issuerReference, { issuerReference, amountMinor: amount.amountMinor });
    }
    return back;
  }

  /** What is done next about a sale whose lines are not all approved; null: it is waited. */
  step({ approval, lines, tenders }: SaleView): BillStep | null {
    const random = this.#random;
    const ofBills = lines.filter(({ bill }) => bill !== null);
    const [first] = ofBills;
    if (!first) return null;
    if (random.chance(this.#habits.givesUp)) {
      const { lineId } = random.pick(ofBills);
      if (random.chance(0.3)) return { call: 'removeLine', lineId };
      return { call: random.pick(['abandonSale', 'parkSale', 'nextSale'] as const) };
    }
    if (approval === 'asking') return null;
    const differs = ofBills.find(({ bill }) => bill?.state === 'differs');
    if (differs) {
      const call = random.chance(0.7) ? 'acceptApproved' : 'removeLine';
      return { call, lineId: differs.lineId };
    }
    const notPaid = ofBills.find(({ bill }) => bill?.state === 'notPaid');
    if (notPaid && random.chance(0.5)) {
      const isAlone = lines.length === 1 && tenders.length === 0;
      if (isAlone && random.chance(0.5)) return { call: 'abandonSale' };
      return { call: 'removeLine', lineId: notPaid.lineId };
    }
    return { call: 'approveLines' };
  }
}
