// The people: a cashier at each till, customers before it, and the store admin who sees to what is
// left. They act on what the screen says, in human time, and make human mistakes.
import type { CallName, Input, Output } from '../../src-shared/contract/contract.ts';
import type { CurrentPaymentView } from '../../src-shared/contract/views/payment.ts';
import type { TillView } from '../../src-shared/contract/views/till.ts';
import type { Checks } from './checks.ts';
import type { Decision, Share } from './intermediary.ts';
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
};

export class Cashier {
  readonly machine: Machine;
  #habits: Habits;
  /** Sales still to begin. */
  salesLeft: number;
  readonly #seen = new Set<string>();
  #run = '';

  constructor(machine: Machine, habits: Habits, sales: number) {
    this.machine = machine;
    this.#habits = habits;
    this.salesLeft = sales;
  }

  /** From now on everybody does what is expected. */
  behave(): void {
    this.#habits = steadyHabits;
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
    const { payment } = view;
    if (!payment) return this.#once('idle', () => this.#begin());
    this.#seen.delete('idle');
    switch (payment.state) {
      case 'requestingCode':
        return;
      case 'awaitingCustomer':
        if (payment.qrCode === null) return;
        return this.#once(`${payment.paymentId} code`, () => this.#present(payment));
      case 'approved':
        return this.#decide(payment);
      default:
        return this.#once(`${payment.paymentId} ${payment.state}`, () => this.#finish(payment));
    }
  }

  #begin(): void {
    const { random } = this.machine;
    if (this.salesLeft === 0) return;
    this.#later(random.integer(500, 15_000), () => {
      if (this.salesLeft === 0 || this.machine.view?.payment) return;
      this.salesLeft -= 1;
      // Half of all customers have the same coffee.
      const amountMinor = random.chance(0.5) ? 2_500 : random.integer(1, 50_000);
      void this.call('startPayment', { amountMinor });
      if (random.chance(this.#habits.pressesTwice)) void this.call('startPayment', { amountMinor });
    });
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

  #decide(payment: Extract<CurrentPaymentView, { state: 'approved' }>): void {
    const { random } = this.machine;
    const { paymentId, completion } = payment;
    if (completion.kind === 'unshown') {
      return this.#once(`${paymentId} unshown`, () => {
        const blank = random.chance(this.#habits.windowIsBlank);
        this.#later(blank ? random.integer(1_000, 900_000) : 20, () => {
          void this.call('approvalShown', { paymentId });
        });
      });
    }
    this.#once(`${paymentId} ${completion.kind}`, () => {
      const draw = random.draw();
      const afterMs = random.integer(200, 12_000);
      if (draw < this.#habits.voids) {
        this.#later(afterMs, () => void this.call('voidPayment', { paymentId }));
      } else if (draw < 0.7) this.#later(afterMs, () => void this.call('nextSale', { paymentId }));
    });
  }

  #finish(payment: Extract<CurrentPaymentView, { state: 'paid' | 'notPaid' }>): void {
    const { random } = this.machine;
    const { paymentId, saleNumber, amount } = payment;
    const again = payment.state === 'notPaid' && random.chance(0.3);
    this.#later(random.integer(300, 6_000), () => {
      if (again && this.salesLeft > 0) {
        this.salesLeft -= 1;
        void this.call('startPayment', { amountMinor: amount.amountMinor, saleNumber });
      } else void this.call('nextSale', { paymentId });
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
    if (name === 'startPayment') this.#seen.delete('idle');
    return null;
  }
}
