// What must never happen (quality anchors §1e), checked while it could happen: at every message that
// leaves, at every snapshot a window gets, and at every line of the log.
import type { BillStory } from '../../src-shared/contract/views/bills.ts';
import type { SaleView } from '../../src-shared/contract/views/sale.ts';
import type { TillView } from '../../src-shared/contract/views/till.ts';
import { short } from './far-end.ts';
import { folder, type Machine, password, type Watch } from './machine.ts';
import type { Sender } from './network.ts';
import { operationOf, type SentOperation } from './operations.ts';
import type { Reply } from './replies.ts';
import type { World } from './world.ts';

/** A sale that a cashier handed over on the word of the screen, and what paid for it as the screen had it. */
export type HandedOver = { readonly machine: Machine; readonly sale: SaleView };

type State = NonNullable<TillView['payment']>['state'];

/** design §3: where each state may lead. A restart may leave out what no one was told of. */
const successors: Readonly<Record<State, readonly State[]>> = {
  requestingCode: ['awaitingCustomer', 'approved', 'paid', 'notPaid'],
  awaitingCustomer: ['approved', 'paid', 'notPaid'],
  approved: ['paid', 'notPaid'],
  paid: [],
  notPaid: [],
};

/** Foreign answers in a row, or the time from the first of them, after which a person is asked. */
const foreignTimes = 5;
const foreignMs = 15 * 60_000;
/** Sooner than any deadline: so late an answer may be none to the till. */
const surelyInTimeMs = 45_000;

const lanes = 4;
/** How long an answer may take by the profile of every till here. */
const answerMs = 60_000;
/** How long what is approved of a parked sale is kept, and a minute to see that. */
const mostParkedMs = 16 * 60_000;
type ForeignRow = { times: number; sinceMs: number; inRun: number; run?: string | undefined };

const basic = Buffer.from(`62801:${password}`).toString('base64');

export class Checks implements Watch {
  readonly handedOver = new Map<string, HandedOver>();
  /** What each sale put into the drawer, as the screen had it last. */
  readonly drawers = new Map<string, number>();
  readonly #world: World;
  readonly #machines = new Map<string, Machine>();
  readonly #pays = new Map<string, number>();
  readonly #adviceKinds = new Map<string, string>();
  readonly #adviceBodies = new Map<string, string>();
  readonly #paysInFlight = new Set<string>();
  /** When each payment request left, and in which run of the core. */
  readonly #leftAt = new Map<string, { atMs: number; runId: string }>();
  readonly #advicesInFlight = new Map<string, Set<string>>();
  readonly #refused = new Set<string>();
  /** Foreign answers in a row by advice: what may stop it, and in one run of the core must. */
  readonly #foreign = new Map<string, ForeignRow>();
  /** The transaction each payment request was about. */
  readonly #tranIds = new Map<string, string>();
  readonly #states = new Map<string, State>();
  readonly #billPhases = new Map<string, string>();
  readonly #wasSeenApproved = new Set<string>();
  /** Since when a sale stands parked, by run and sale. */
  readonly #parkedAt = new Map<string, number>();
  /** Tills whose disk did not let them give back in time. */
  readonly #cannotUndo = new Set<string>();
  readonly #onView: (machine: Machine, view: TillView) => void;
  /** Messages that left, for the bound on repeats. */
  sends = 0;

  constructor(world: World, onView: (machine: Machine, view: TillView) => void) {
    this.#world = world;
    this.#onView = onView;
  }

  know(machine: Machine): void {
    this.#machines.set(machine.name, machine);
  }

  onLeaving(sender: Sender, path: string, body: string): () => void {
    this.sends += 1;
    const message = JSON.parse(body) as Record<string, string>;
    const sent = operationOf(path);
    const { name: operation, kind } = sent;
    const id = message['id'] ?? '';
    const paymentId = kind === 'request' ? id : (message['requestId'] ?? id);
    this.#world.note(`${sender.name} sends ${operation} ${short(paymentId)}`);
    // Nothing of a question is kept.
    if (kind === 'lookup') return () => {};
    this.#checkDurable(sender, operation, message);
    if (kind === 'code') return () => {};
    if (kind === 'request') {
      const times = (this.#pays.get(id) ?? 0) + 1;
      this.#pays.set(id, times);
      if (times > 1) this.#world.violate('S2', `payment request ${short(id)} left ${times} times`);
      this.#paysInFlight.add(id);
      this.#tranIds.set(id, message['tranId'] ?? '');
      const runId = this.#machines.get(sender.name)?.view?.runId ?? '';
      this.#leftAt.set(id, { atMs: this.#world.nowMs, runId });
      return () => this.#paysInFlight.delete(id);
    }
    return this.#adviceLeaves(sender, sent, paymentId, id, body);
  }

  onAnswer(sender: Sender, body: string, reply: Reply, tookMs: number): void {
    const { id } = JSON.parse(body) as { id: string };
    const { status } = reply;
    const isSettling = ![500, 504, 401, 403].includes(status);
    if (!reply.isForeign) {
      this.#foreign.delete(id);
      if (isSettling && ![200, 201, 202].includes(status)) this.#refused.add(id);
      return;
    }
    // That it is not known counts whoever says it, and tells nothing of who did.
    if (!isSettling) return;
    const machine = this.#machines.get(sender.name);
    const row = this.#foreign.get(id) ?? { times: 0, sinceMs: this.#world.nowMs, inRun: 0 };
    row.times += 1;
    if (row.run !== machine?.view?.runId) row.inRun = 0;
    row.run = machine?.view?.runId;
    const mayRepeat = status === 503 && machine?.repeatsOn503;
    if (!mayRepeat && tookMs < surelyInTimeMs) row.inRun += 1;
    this.#foreign.set(id, row);
    const isPersistent = row.times >= foreignTimes || this.#world.nowMs - row.sinceMs >= foreignMs;
    if (isPersistent) this.#refused.add(id);
  }

  /**
   * An exception needs a refusal for good, or something foreign again and again: nothing else may stop
   * the repeats.
   */
  checkException(adviceId: string): void {
    if (this.#refused.has(adviceId)) return;
    this.#world.violate('M3', `advice ${short(adviceId)} stopped without a final refusal`);
  }

  /** From now on it is tried, and counted, anew. */
  onSentAgain(adviceId: string): void {
    this.#refused.delete(adviceId);
    this.#foreign.delete(adviceId);
  }

  onView(machine: Machine, view: TillView): void {
    const { payment } = view;
    if (payment) {
      const before = this.#states.get(payment.paymentId);
      if (before !== payment.state) {
        this.#states.set(payment.paymentId, payment.state);
        const reason = payment.state === 'notPaid' ? ` (${payment.reason.code})` : '';
        machine.note(`shows ${short(payment.paymentId)} ${payment.state}${reason}`);
        const left = this.#leftAt.get(payment.paymentId);
        const tookMs = left?.runId === view.runId ? this.#world.nowMs - left.atMs : 0;
        if (payment.state === 'approved' && tookMs > answerMs) {
          this.#world.violate('S7', `${short(payment.paymentId)} was approved after its time`);
        }
        if (before && !successors[before].includes(payment.state)) {
          this.#world.violate(
            'S4',
            `${short(payment.paymentId)} went from ${before} to ${payment.state}`,
          );
        }
      }
      if (payment.state === 'awaitingCustomer' && payment.qrCode !== null) {
        if (!payment.qrCode.includes(this.#tranIds.get(payment.paymentId) ?? '?')) {
          this.#world.violate('U2', `${short(payment.paymentId)} shows the code of another`);
        }
        if (!this.#paysInFlight.has(payment.paymentId)) {
          this.#world.violate(
            'U2',
            `the code of ${short(payment.paymentId)} shows without its request`,
          );
        }
      }
    }
    if (view.sale) {
      this.#seeBills(machine, view.sale, view.runId);
      this.#seeSale(machine, view.sale);
    }
    this.#seeParked(view);
    this.#onView(machine, view);
  }

  // Cash goes into the drawer when the screen takes it, and out when the screen says so.
  #seeSale(machine: Machine, sale: SaleView): void {
    const { saleId, state, total, tenders, change, rounding, left } = sale;
    const cash = tenders.filter(({ kind }) => kind === 'cash');
    const cashMinor = cash.reduce((sum, { amount }) => sum + amount.amountMinor, 0);
    const isDone = state === 'completed';
    this.drawers.set(saleId, cashMinor - (isDone ? change.amountMinor : 0));
    if (!isDone || this.handedOver.has(saleId)) return;
    machine.note(`goods handed over for ${short(saleId)}`);
    this.handedOver.set(saleId, { machine, sale });
    const tendered = tenders.reduce((sum, { amount }) => sum + amount.amountMinor, 0);
    const isRefund = sale.lines.some((line) => line.isRefund);
    const paid = (isRefund ? -1 : 1) * (tendered - change.amountMinor - rounding.amountMinor);
    if (paid !== total.amountMinor || left.amountMinor !== 0)
      this.#world.violate('M9', `sale ${short(saleId)} of ${total.amountMinor} was paid ${paid}`);
  }

  // B2: what was approved of a sale that was put aside is not kept for longer than it may. B3: none is
  // sold whose bills are not paid.
  #seeBills(machine: Machine, { saleId, state, lines }: SaleView, runId: string): void {
    const key = `${runId} ${saleId}`;
    const sinceMs = this.#parkedAt.get(key);
    this.#parkedAt.delete(key);
    const keptMs = sinceMs === undefined ? 0 : this.#world.nowMs - sinceMs;
    const isKept = keptMs > mostParkedMs && !this.#cannotUndo.has(machine.name);
    for (const { bill } of lines) {
      if (!bill) continue;
      const name = `bill ${short(bill.story?.transactionId ?? '?')}`;
      if (isKept && (bill.state === 'ready' || bill.state === 'differs'))
        this.#world.violate('B2', `${name} was kept for ${Math.round(keptMs / 60_000)} minutes`);
      if (state === 'completed' && bill.state !== 'completed')
        this.#world.violate('B3', `${name} is ${bill.state} and its sale completed`);
      if (bill.story) this.#seeBill(machine, bill.story, runId);
    }
  }

  #seeBill(machine: Machine, { transactionId: id, phase }: BillStory, runId: string): void {
    if (this.#billPhases.get(id) === phase) return;
    this.#billPhases.set(id, phase);
    machine.note(`shows bill ${short(id)} ${phase}`);
    const left = this.#leftAt.get(id);
    const tookMs = left?.runId === runId ? this.#world.nowMs - left.atMs : 0;
    if (phase === 'approved' && tookMs > answerMs && !this.#wasSeenApproved.has(id))
      this.#world.violate('S7', `bill ${short(id)} was approved after its time`);
    if (phase === 'approved') this.#wasSeenApproved.add(id);
  }

  #seeParked({ parked, runId }: TillView): void {
    for (const { saleId } of parked) {
      const key = `${runId} ${saleId}`;
      if (!this.#parkedAt.has(key)) this.#parkedAt.set(key, this.#world.nowMs);
    }
  }

  onLog(machine: Machine, line: string): void {
    // The disk would not have it: it is tried until it does.
    if (line.startsWith('notUndoneYet')) this.#cannotUndo.add(machine.name);
    // What became of them is decided anew.
    if (line.startsWith('advicesNotNoted')) {
      for (const row of this.#foreign.values()) row.inRun = 0;
    }
    const isDoubted = line.startsWith('broken the book is not as its record has it');
    if (isDoubted || line.includes('"event":"storeMended"')) {
      machine.isMended = true;
      machine.note(`mends its store ${line}`);
    }
    if (line.includes(password) || line.includes(basic)) {
      this.#world.violate('S13', 'the log holds the password');
    }
  }

  #adviceLeaves(
    sender: Sender,
    { name: operation, isBill }: SentOperation,
    paymentId: string,
    id: string,
    body: string,
  ): () => void {
    const known = this.#adviceBodies.get(id);
    if (known !== undefined && known !== body) {
      this.#world.violate('S3', `advice ${short(id)} has other bytes than before`);
    }
    this.#adviceBodies.set(id, body);
    const row = this.#foreign.get(id);
    if (
      row &&
      row.inRun >= foreignTimes &&
      row.run === this.#machines.get(sender.name)?.view?.runId
    ) {
      this.#world.violate('S12', `advice ${short(id)} goes on after ${row.inRun} foreign answers`);
    }
    const first = this.#adviceKinds.get(paymentId);
    if (first !== undefined && first !== `${operation} ${id}`) {
      this.#world.violate(
        'S5',
        `${short(paymentId)} has two advices: ${first} and ${operation} ${id}`,
      );
    }
    this.#adviceKinds.set(paymentId, `${operation} ${id}`);
    // Each interface has lanes of its own.
    const lane = `${sender.name}${isBill ? ' bills' : ''}`;
    const inFlight = this.#advicesInFlight.get(lane) ?? new Set();
    this.#advicesInFlight.set(lane, inFlight);
    if (inFlight.has(id)) this.#world.violate('S8', `advice ${short(id)} is under way twice`);
    inFlight.add(id);
    if (inFlight.size > lanes) this.#world.violate('S8', `${inFlight.size} advices are under way`);
    return () => inFlight.delete(id);
  }

  /** A process died: nothing of it is under way any more. */
  onCrash(machine: Machine): void {
    this.#advicesInFlight.delete(machine.name);
    this.#advicesInFlight.delete(`${machine.name} bills`);
  }

  // What each request is recognised by stands on the disk only when the commit that records it does.
  #checkDurable(sender: Sender, operation: string, message: Record<string, string>): void {
    const mark = operation === '/payments' ? message['tranId'] : message['id'];
    const machine = this.#machines.get(sender.name);
    if (!machine || mark === undefined) return;
    const holds = (ending: string) =>
      machine.disk.find(`${folder}/till.${ending}`)?.holdsDurably(mark) ?? false;
    const lies = machine.disk.faults.liesAbout !== null;
    if (holds('sqlite-wal') || holds('sqlite') || (lies && holds('record'))) return;
    this.#world.violate('S1', `${operation} leaves before its commit is durable`);
  }
}
