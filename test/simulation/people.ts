// The people: a cashier at each till, customers before it, and the store admin who sees to what is
// left. They act on what the screen says, in human time, and make human mistakes.
import type { CallName, Input, Output } from '../../src-shared/contract/contract.ts';
import type { CurrentPaymentView } from '../../src-shared/contract/views/payment.ts';
import type { SaleView } from '../../src-shared/contract/views/sale.ts';
import type { TillView } from '../../src-shared/contract/views/till.ts';
import { BillCustomers, type BillHabits } from './bill-customers.ts';
import type { Checks } from './checks.ts';
import type { Share } from './far-end.ts';
import type { Decision } from './intermediary.ts';
import type { Machine } from './machine.ts';

export type Habits = {
  readonly scans: number;
  readonly approves: number;
  /** Takes longer to decide than there is time. */
  readonly dawdles: number;
  readonly cancels: number;
  readonly voids: number;
  readonly pressesTwice: number;
  /** Holds on to a picture of the code, and scans that when the code is long gone. */
  readonly keepsPicture: number;
  /** The window is blank or hidden, and nobody sees the screen for a while. */
  readonly windowIsBlank: number;
  readonly shares: readonly Share[];
  /** Keys in lines before anything is paid for. */
  readonly baskets: number;
  /** Changes a line, takes one off, puts it back. */
  readonly changesMind: number;
  readonly parks: number;
  /** Takes a part or all of it in cash, or on another terminal. */
  readonly byHand: number;
  /** Gives a tender back, or calls the whole sale off. */
  readonly takesBack: number;
};

const steadyHabits: Habits = {
  scans: 1,
  approves: 1,
  dawdles: 0,
  cancels: 0,
  voids: 0,
  pressesTwice: 0,
  keepsPicture: 0,
  windowIsBlank: 0,
  shares: ['all'],
  baskets: 0,
  changesMind: 0,
  parks: 0,
  byHand: 0,
  takesBack: 0,
};

export class Cashier {
  readonly machine: Machine;
  #habits: Habits;
  /** Null where no bills are paid. */
  readonly #bills: BillCustomers | null;
  /** Sales still to begin. */
  salesLeft: number;
  readonly #seen = new Set<string>();
  #run = '';
  #looksAgain = false;

  constructor(machine: Machine, habits: Habits, bills: BillHabits | null, sales: number) {
    this.machine = machine;
    this.#habits = habits;
    this.#bills = bills && new BillCustomers(machine.random, bills);
    this.salesLeft = sales;
  }

  /** From now on everybody does what is expected. */
  behave(): void {
    this.#habits = steadyHabits;
    this.#bills?.behave();
    this.salesLeft = 0;
    this.#seen.clear();
  }

  /** Has a customer more. */
  serveOneMore(): void {
    this.salesLeft = 1;
    this.#seen.clear();
    if (this.machine.view) this.look(this.machine.view);
  }

  look(view: TillView): void {
    if (view.runId !== this.#run) {
      this.#run = view.runId;
      this.#seen.clear();
    }
    const { payment, sale } = view;
    if (!sale) return this.#once('idle', () => this.#begin(view));
    this.#seen.delete('idle');
    if (payment?.state === 'requestingCode') return;
    if (payment?.state === 'awaitingCustomer') {
      if (payment.qrCode === null) return;
      return this.#once(`${payment.paymentId} code`, () => this.#present(payment));
    }
    if (payment?.state === 'approved' && payment.completion.kind === 'unshown') {
      return this.#show(payment.paymentId);
    }
    // Whatever changed of it, it is looked at anew.
    const now = JSON.stringify([sale.saleId, sale.state, sale.lines, sale.tenders, sale.left]);
    if (sale.state === 'completed' && this.#bills) this.salesLeft += this.#bills.keepSlips(sale);
    const key = `${now} ${payment?.paymentId} ${payment?.state}`;
    if (sale.state !== 'open') this.#once(key, () => this.#leave(sale));
    else if (sale.approval !== 'none' && sale.approval !== 'ready')
      this.#once(key, () => this.#approve(sale));
    else if (sale.left.amountMinor > 0 || sale.lines.length === 0)
      this.#once(key, () => this.#goOn(sale, payment));
    else this.#once(key, () => this.#decide(sale, payment));
  }

  #begin(view: TillView): void {
    const { random } = this.machine;
    const [parked] = view.parked;
    if (parked && (this.salesLeft === 0 || random.chance(0.5))) {
      const { saleId } = parked;
      const isHeld = parked.undoneWithinMs !== null && this.#bills?.forgets === true;
      const most = isHeld ? 25 * 60_000 : 9_000;
      return this.#later(random.integer(500, most), () => {
        if (!this.machine.view?.sale) void this.call('resumeSale', { saleId });
      });
    }
    if (this.salesLeft === 0) return;
    this.#later(random.integer(500, 15_000), () => {
      if (this.salesLeft === 0 || this.machine.view?.sale) return;
      this.salesLeft -= 1;
      if (this.#bills && this.#beginBill(this.#bills)) return;
      // Half of all customers have the same coffee.
      const amountMinor = random.chance(0.5) ? 2_500 : random.integer(1, 50_000);
      const name = random.chance(this.#habits.baskets) ? 'addLine' : 'startPayment';
      void this.call(name, { amountMinor });
      if (random.chance(this.#habits.pressesTwice)) void this.call(name, { amountMinor });
    });
  }

  // Whether the next customer comes with a bill or a slip of one.
  #beginBill(bills: BillCustomers): boolean {
    const refund = bills.refund();
    if (refund) {
      void this.call('addBillRefund', refund);
      return true;
    }
    if (!bills.hasBill) return false;
    const bill = bills.draw();
    if (bills.looksUp) void this.call('lookUpBill', bill);
    void this.call('addBill', { ...bill, amountMinor: this.machine.random.integer(1, 20_000) });
    return true;
  }

  // A biller has to agree first, to one line or to all.
  #approve(sale: SaleView): void {
    const { random } = this.machine;
    const { saleId, approval } = sale;
    this.#later(random.integer(200, 4_000), () => {
      if (approval === 'needed' && sale.lines.length < 4) {
        if (this.#bills?.hasBill && random.chance(0.3)) {
          const amountMinor = random.integer(1, 9_999);
          return void this.call('addBill', { saleId, ...this.#bills.draw(), amountMinor });
        }
        if (random.chance(this.#habits.baskets / 2))
          return void this.call('addLine', { saleId, amountMinor: random.integer(1, 9_999) });
      }
      const tender = sale.tenders.find(({ canBeTakenBack }) => canBeTakenBack);
      if (approval === 'blocked' && tender && random.chance(0.3))
        return void this.call('takeTenderBack', { saleId, tenderId: tender.tenderId });
      return this.#press(sale);
    });
  }

  #press(sale: SaleView): void {
    const { saleId } = sale;
    const step = this.#bills?.step(sale);
    if (!step) return;
    if ('lineId' in step) return void this.call(step.call, { saleId, lineId: step.lineId });
    void this.call(step.call, { saleId });
    if (this.machine.random.chance(this.#habits.pressesTwice))
      void this.call(step.call, { saleId });
  }

  // An open sale with something left to pay: more lines, other thoughts, or the next tender.
  #goOn(sale: SaleView, payment: CurrentPaymentView | null): void {
    const { random } = this.machine;
    const { saleId } = sale;
    this.#later(random.integer(300, 6_000), () => {
      const draw = (probability: number) => random.chance(probability);
      const line = sale.lines.length > 0 ? random.pick(sale.lines) : null;
      const tender = sale.tenders.find(({ canBeTakenBack }) => canBeTakenBack);
      if (!line || (sale.lines.length < 4 && draw(this.#habits.baskets / 2))) {
        if (!line && !draw(0.8)) return void this.call('abandonSale', { saleId });
        return void this.call('addLine', { saleId, amountMinor: random.integer(1, 9_999) });
      }
      if (this.#bills?.hasBill && sale.lines.length < 3 && draw(0.15)) {
        const amountMinor = random.integer(1, 9_999);
        return void this.call('addBill', { saleId, ...this.#bills.draw(), amountMinor });
      }
      if (sale.approval === 'ready' && this.#bills?.parks) {
        return void this.call('parkSale', { saleId });
      }
      const ready = sale.lines.find(({ bill }) => bill?.state === 'ready');
      if (ready && this.#bills?.givesUp) {
        return void this.call('removeLine', { saleId, lineId: ready.lineId });
      }
      if (draw(this.#habits.changesMind)) return this.#change(sale, line.lineId);
      if (tender && draw(this.#habits.takesBack))
        return void this.call('takeTenderBack', { saleId, tenderId: tender.tenderId });
      if (draw(this.#habits.takesBack)) return void this.call('abandonSale', { saleId });
      if (draw(this.#habits.parks)) return void this.call('parkSale', { saleId });
      if (payment?.state === 'notPaid' && !draw(0.3) && !draw(this.#habits.byHand)) {
        // What a biller holds goes back only with the whole sale.
        const leave = sale.approval === 'none' ? 'nextSale' : 'abandonSale';
        return void this.call(leave, { saleId }).then((left) => {
          if (!left) this.#tender(sale);
        });
      }
      this.#tender(sale);
    });
  }

  #change({ saleId, removed }: SaleView, lineId: string): void {
    const { random } = this.machine;
    const draw = random.draw();
    if (removed && draw < 0.4) void this.call('putLineBack', { saleId, lineId: removed.lineId });
    else if (draw < 0.7) void this.call('removeLine', { saleId, lineId });
    else void this.call('changeLine', { saleId, lineId, quantity: random.integer(1, 3) });
  }

  #tender({ saleId, left, cashLeft }: SaleView): void {
    const { random } = this.machine;
    const whole = left.amountMinor;
    const part = random.chance(this.#habits.byHand / 2) ? random.integer(1, whole) : whole;
    if (!random.chance(this.#habits.byHand)) {
      const isTwice = random.chance(this.#habits.pressesTwice);
      for (let press = 0; press < (isTwice ? 2 : 1); press += 1)
        void this.call('startPayment', { saleId, amountMinor: part });
      return;
    }
    if (random.chance(0.3)) {
      // Now and then a slip of another customer.
      const amountMinor = random.chance(0.1) ? part + 1_000 : part;
      return void this.call('takeCard', { saleId, amountMinor, reference: `C${part}` });
    }
    // Notes: more than is due, or less, and now and then what no coins come to.
    const notes = random.pick([1_000, 5_000, 20_000, cashLeft.amountMinor, part]);
    void this.call('takeCash', { saleId, receivedMinor: notes });
  }

  #present(payment: Extract<CurrentPaymentView, { state: 'awaitingCustomer' }>): void {
    const { random, far } = this.machine;
    const tranId = /T\d{9}/.exec(payment.qrCode ?? '')?.[0] ?? '';
    const { paymentId } = payment;
    if (random.chance(this.#habits.cancels)) {
      this.#later(random.integer(10, 20_000), () => void this.call('cancelPayment', { paymentId }));
    }
    if (!random.chance(this.#habits.scans)) {
      if (random.chance(0.5)) this.machine.world.after(58_000, () => far.giveUp(tranId));
      return;
    }
    // A customer is nobody's process: he goes on whatever becomes of the till.
    const scan = (triesLeft: number) => {
      if (far.scan(tranId, this.#decision()) || triesLeft === 0) return;
      this.machine.world.after(3_000, () => scan(triesLeft - 1));
    };
    const tries = random.chance(this.#habits.keepsPicture) ? 60 : 3;
    this.machine.world.after(random.integer(500, 30_000), () => scan(tries));
  }

  #decision(): Decision {
    const { random } = this.machine;
    const isSlow = random.chance(this.#habits.dawdles);
    const afterMs = isSlow ? random.integer(20_000, 80_000) : random.integer(200, 9_000);
    return random.chance(this.#habits.approves)
      ? { kind: 'approve', afterMs, share: random.pick(this.#habits.shares) }
      : { kind: 'decline', afterMs };
  }

  #show(paymentId: string): void {
    const { random } = this.machine;
    this.#once(`${paymentId} unshown`, () => {
      const blank = random.chance(this.#habits.windowIsBlank);
      this.#later(blank ? random.integer(1_000, 900_000) : 20, () => {
        void this.call('approvalShown', { paymentId });
      });
    });
  }

  // Nothing is left to pay, and what a far end holds can still be voided.
  #decide(sale: SaleView, payment: CurrentPaymentView | null): void {
    const { saleId, tenders } = sale;
    const { random } = this.machine;
    if (sale.approval === 'ready' && payment?.state !== 'approved') {
      // Money goes out: at once, or the customer thinks again.
      const call = random.chance(this.#habits.takesBack) ? 'abandonSale' : 'nextSale';
      return this.#later(random.integer(200, 12_000), () => void this.call(call, { saleId }));
    }
    const draw = random.draw();
    const afterMs = random.integer(200, 12_000);
    if (payment?.state === 'approved' && draw < this.#habits.voids) {
      const { paymentId } = payment;
      this.#later(afterMs, () => void this.call('voidPayment', { paymentId }));
    } else if (tenders.length > 1 && random.chance(this.#habits.takesBack)) {
      const { tenderId } = random.pick(tenders);
      this.#later(afterMs, () => void this.call('takeTenderBack', { saleId, tenderId }));
    } else if (draw < 0.7) this.#later(afterMs, () => void this.call('nextSale', { saleId }));
  }

  #leave({ saleId }: SaleView): void {
    this.#later(this.machine.random.integer(300, 6_000), () => {
      void this.call('nextSale', { saleId });
    });
  }

  /** Sends every exception again. How many there were. */
  async seeToExceptions(checks: Pick<Checks, 'checkException' | 'onSentAgain'>): Promise<number> {
    const queue = await this.call('getQueue', {});
    const rows = (queue?.rows ?? []).filter(({ state }) => state === 'attention');
    for (const { adviceId } of rows) {
      checks.checkException(adviceId);
      this.machine.note('support: sendAgain');
      const reply = await this.machine.core?.dispatch('sendAgain', { adviceId });
      if (reply?.ok) checks.onSentAgain(adviceId);
    }
    return rows.length;
  }

  // Once, however much was refused: whoever is told that the disk is full does not press ever faster.
  #lookAgain(): void {
    if (this.#looksAgain) return;
    this.#looksAgain = true;
    this.machine.world.after(5_000, () => {
      this.#looksAgain = false;
      if (!this.machine.core) return;
      this.#seen.clear();
      if (this.machine.view) this.look(this.machine.view);
    });
  }

  #once(key: string, act: () => void): void {
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    act();
  }

  // What was about to be pressed is forgotten when the till starts anew.
  #later(delayMs: number, act: () => void): void {
    const run = this.#run;
    this.machine.world.after(delayMs, () => {
      if (this.#run !== run || !this.machine.core) return;
      if (this.machine.isAsleep) this.#later(1_000, act);
      else act();
    });
  }

  /** Presses something. A refusal is read and accepted; `null` then. */
  async call<Name extends CallName>(name: Name, input: Input<Name>): Promise<Output<Name> | null> {
    const { core } = this.machine;
    if (!core) return null;
    if (name !== 'getQueue') this.machine.note(`cashier: ${name}`);
    const reply = await core.dispatch(name, input);
    if (reply.ok) return reply.value as Output<Name>;
    this.machine.note(`refused: ${reply.failure.code}`);
    // The sale is as it was: it is looked at once more.
    if (isOfSale(name)) this.#lookAgain();
    return null;
  }
}

function isOfSale(name: CallName): boolean {
  return !['getQueue', 'approvalShown', 'cancelPayment', 'lookUpBill'].includes(name);
}
