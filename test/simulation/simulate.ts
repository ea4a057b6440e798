// One seed, one story: some tills, their people and one far end go through a safety phase full of
// faults; then the faults stop and everything must converge (liveness); then the books are compared.
import { willingBillers } from './billpay.ts';
import { compareBooks, type LetThrough, readBook } from './books.ts';
import { Checks } from './checks.ts';
import { type Assumptions, allHold } from './far-end.ts';
import { harm } from './harm.ts';
import { IntermediaryModel } from './intermediary.ts';
import { folder, Machine, type Step } from './machine.ts';
import { soundLine } from './network.ts';
import { Cashier } from './people.ts';
import { Random } from './random.ts';
import { portalsAnswer } from './strangers.ts';
import { describe, type Swarm, swarmOf } from './swarm.ts';
import { freshDisk } from './template.ts';
import { soundDisk, VirtualDisk } from './virtual-disk.ts';
import { World } from './world.ts';

export type Story = {
  readonly seed: number;
  readonly hash: string;
  readonly violations: readonly string[];
  readonly lines: readonly string[];
  readonly simulatedMs: number;
  readonly payments: number;
  readonly letThrough: LetThrough;
};

const minute = 60_000;
/** Longest safety phase. */
const faultsUntilMs = 40 * minute;
/** Longest wait for everything to converge: the breaker's pause, an undecided approval, and some. */
const quietWithinMs = 60 * minute;

/** When the first of each fault strikes at the latest: most stories are told within a minute. */
const firstWithinMs = 40_000;

/** How long a code may take from the cashier's key when all is well. */
const soonMs = 5_000;

/** The longest the line holds a message back, and the till listens for it. */
const lateWithinMs = 5 * minute;

/** Plays the story of a seed; `aim` takes the place of what the seed drew of its faults. */
export async function simulate(
  seed: number,
  assume: Assumptions = allHold,
  aim: Partial<Swarm> = {},
): Promise<Story> {
  const world = new World(seed);
  const swarm = { ...swarmOf(world.random), ...aim };
  world.note(`seed ${seed}: ${describe(swarm)}`);
  const far = new IntermediaryModel(world, assume);
  if (swarm.bills) far.bills.billers = swarm.bills;
  const cashiers = new Map<string, Cashier>();
  const checks = new Checks(world, (machine, view) => cashiers.get(machine.name)?.look(view));
  const machines = Array.from({ length: swarm.tills }, (_, index) => {
    const random = new Random(seed * 31 + index + 1);
    const disk = swarm.isNew ? new VirtualDisk(random) : freshDisk(random);
    const { profile } = swarm;
    const machine = new Machine({
      name: `till ${index + 1}`,
      world,
      disk,
      far,
      random,
      profile,
      sellsBills: swarm.bills !== null,
      watch: checks,
    });
    checks.know(machine);
    cashiers.set(machine.name, new Cashier(machine, swarm.habits, swarm.bills, swarm.sales));
    return machine;
  });
  const people = [...cashiers.values()];
  const seeToExceptions = () => {
    for (const cashier of people) {
      if (cashier.machine.isAsleep) continue;
      void cashier.seeToExceptions(checks);
    }
  };
  const safe = new Safety(world, swarm, machines, far, seeToExceptions);
  for (const machine of machines) machine.start();
  safe.start();
  await world.run(
    faultsUntilMs,
    () =>
      people.every(({ salesLeft, machine }) => salesLeft === 0 && isIdle(machine)) &&
      !(swarm.support && machines.some(hasExceptions)) &&
      !safe.isDamageAhead,
  );

  safe.stop();
  world.note('-- the faults stop');
  for (const cashier of people) cashier.behave();
  far.bills.billers = willingBillers;
  const letThrough: LetThrough = {};
  await settleAll(world, people, checks);
  if (swarm.sellsAfterwards && world.violations.length === 0) await sellOnce(world, people, checks);
  for (const machine of machines) await machine.shutDown();
  await world.run(world.nowMs + 1_000);
  const mayMend = swarm.damage !== null || swarm.lies || swarm.syncFails || swarm.writeFails;
  const books = machines.map((machine) => readBook(world, machine, mayMend));
  for (const { isMended, name } of machines) {
    if (isMended && !mayMend) world.violate('S9', `${name} lost what was committed`);
  }
  compareBooks(world, books, far, checks, assume, letThrough);
  return {
    seed,
    hash: world.hash,
    violations: world.violations,
    lines: world.story,
    simulatedMs: world.nowMs,
    payments: books.reduce((sum, { transactions }) => sum + transactions.size, 0),
    letThrough,
  };
}

function isIdle(machine: Machine): boolean {
  return (
    machine.view !== null &&
    machine.view.sale === null &&
    machine.view.parked.length === 0 &&
    owedOf(machine) === 0
  );
}

function hasExceptions({ view }: Machine): boolean {
  return (view?.owed.attention ?? 0) > 0;
}

function owedOf({ view }: Machine): number {
  return view ? view.owed.confirmations + view.owed.reversals : 1;
}

// L1, L2: everything owed is delivered, by itself or after a person's "send again".
async function settleAll(world: World, people: readonly Cashier[], checks: Checks): Promise<void> {
  const until = world.nowMs + quietWithinMs;
  let isQuiet = false;
  const look = () => {
    for (const cashier of people) {
      cashier.machine.start();
      const { view } = cashier.machine;
      if (view) cashier.look(view);
    }
    if (!isQuiet && world.nowMs < until) world.after(5_000, look);
  };
  look();
  const isDone = () => people.every(({ machine }) => isIdle(machine));
  for (let round = 0; round < 5; round += 1) {
    if (!(await world.run(until, isDone))) {
      const left = people.map(
        ({ machine }) =>
          `${machine.name}: ${JSON.stringify([machine.view?.sale?.state ?? null, machine.view?.payment?.state ?? null])}, ${machine.view?.parked.length} parked, owes ${owedOf(machine)}`,
      );
      return world.violate('L1', `not quiet after an hour (${left.join('; ')})`);
    }
    const exceptions = await Promise.all(people.map((cashier) => cashier.seeToExceptions(checks)));
    if (exceptions.every((count) => count === 0)) break;
  }
  isQuiet = true;
  // What the line still carries may come late, and be answered once more.
  await world.run(world.nowMs + lateWithinMs);
  const before = checks.sends;
  await world.run(world.nowMs + 2 * minute);
  if (checks.sends > before)
    world.violate('L4', `${checks.sends - before} messages left a quiet till`);
}

// L3: with network and credentials back, a sale works at once.
async function sellOnce(world: World, people: readonly Cashier[], checks: Checks): Promise<void> {
  for (const cashier of people) {
    const { machine } = cashier;
    const before = checks.handedOver.size;
    cashier.serveOneMore();
    await world.run(world.nowMs + minute, () => (machine.view?.payment ?? null) !== null);
    const hasCode = () => {
      const payment = machine.view?.payment;
      return payment?.state === 'awaitingCustomer' && payment.qrCode !== null;
    };
    if (!(await world.run(world.nowMs + soonMs, hasCode)))
      world.violate('L3', `${machine.name} has no code in time though all is well again`);
    // The customer takes his time.
    const isPaid = () => checks.handedOver.size > before;
    if (!(await world.run(world.nowMs + 3 * minute, isPaid)))
      world.violate('L3', `${machine.name} cannot sell though all is well again`);
    await world.run(world.nowMs + 3 * minute, () => isIdle(machine));
  }
}

/** The phase in which everything may go wrong that the seed has switched on. */
class Safety {
  readonly #world: World;
  readonly #swarm: Swarm;
  readonly #machines: readonly Machine[];
  readonly #far: IntermediaryModel;
  readonly #seeToExceptions: () => void;
  #isOver = false;
  #damagesAhead = 0;

  constructor(
    world: World,
    swarm: Swarm,
    machines: readonly Machine[],
    far: IntermediaryModel,
    seeToExceptions: () => void,
  ) {
    this.#world = world;
    this.#swarm = swarm;
    this.#machines = machines;
    this.#far = far;
    this.#seeToExceptions = seeToExceptions;
  }

  start(): void {
    for (const machine of this.#machines) this.#plague(machine);
    if (this.#swarm.support) this.#every(30_000, 400_000, this.#seeToExceptions);
    if (this.#swarm.credentials) {
      this.#every(60_000, 600_000, () => {
        this.#far.credentialsHold = !this.#far.credentialsHold;
        this.#world.note(`credentials ${this.#far.credentialsHold ? 'hold' : 'are refused'}`);
      });
    }
  }

  /** A story is not over before what its seed is about has happened. */
  get isDamageAhead(): boolean {
    return this.#damagesAhead > 0;
  }

  stop(): void {
    this.#isOver = true;
    this.#far.credentialsHold = true;
    for (const machine of this.#machines) {
      machine.forgetDoom();
      machine.wake();
      Object.assign(machine.line, soundLine);
      Object.assign(machine.disk.faults, soundDisk);
      // What the disk lied about reaches it in the end.
      machine.disk.flush();
      machine.keepOff(false);
    }
  }

  #plague(machine: Machine): void {
    const swarm = this.#swarm;
    const { random, line, disk } = machine;
    const faults = disk.faults;
    if (swarm.lossy) Object.assign(line, { lostRequest: 0.1, lostAnswer: 0.15, reset: 0.1 });
    if (swarm.delayed) line.delayed = 0.1;
    if (swarm.doubled) line.doubled = 0.15;
    if (swarm.slow) line.slow = 0.3;
    Object.assign(line, { far: swarm.farFaults.length > 0 ? 0.3 : 0, farFaults: swarm.farFaults });
    if (swarm.strangers) Object.assign(line, { stranger: 0.3, copies: 0.3 });
    if (swarm.portals) {
      this.#every(3_000, 400_000, () => {
        line.portal = line.portal ? null : portalsAnswer(random, swarm.bills !== null);
        machine.note(line.portal ? `a portal says ${line.portal.status}` : 'the portal is gone');
      });
    }
    if (swarm.lies) faults.liesAbout = 'till.sqlite';
    if (swarm.syncFails) faults.syncFails = 0.04;
    if (swarm.writeFails) faults.writeFails = 0.01;
    if (swarm.kills)
      this.#every(5_000, 120_000, () => machine.doom('kill', ...this.#moment(random)));
    if (swarm.powerCuts)
      this.#every(5_000, 180_000, () => machine.doom('powerCut', ...this.#moment(random)));
    if (swarm.flaps) {
      this.#every(3_000, 90_000, () => {
        line.isDown = !line.isDown;
        line.isSilent = random.chance(0.5);
        machine.note(line.isDown ? 'line goes down' : 'line is up');
      });
    }
    if (swarm.restarts) this.#every(60_000, 600_000, () => void this.#restart(machine));
    if (swarm.diskFull) this.#every(20_000, 200_000, () => (faults.full = !faults.full));
    if (swarm.readOnly) this.#every(60_000, 300_000, () => (faults.readOnly = !faults.readOnly));
    if (swarm.sleeps)
      this.#every(10_000, 300_000, () => machine.suspend(random.pick([5_000, 120_000, 900_000])));
    if (swarm.wallJumps) {
      this.#every(10_000, 300_000, () =>
        machine.setWall(random.pick([-3_600_000, 3_600_000, 31_536_000_000, -31_536_000_000])),
      );
    }
    if (swarm.twice) this.#every(10_000, 200_000, () => void machine.tryTwice());
    const { damage } = swarm;
    if (damage !== null) {
      const copy = VirtualDisk.holding(disk, random);
      this.#damagesAhead += 1;
      this.#world.after(random.integer(2_000, 80_000), () => {
        if (this.#isOver) return;
        this.#damagesAhead -= 1;
        machine.keepOff(true);
        machine.crash(random.chance(0.5) ? 'kill' : 'powerCut');
        machine.note(`damage: ${damage}`);
        harm(disk, damage, random, copy, folder);
        machine.keepOff(false);
      });
    }
  }

  async #restart(machine: Machine): Promise<void> {
    try {
      await machine.stop();
    } finally {
      this.#world.after(machine.random.integer(500, 10_000), () => machine.start());
    }
  }

  // Writes are the most of all steps; the others have to be aimed at.
  #moment(random: Random): [steps: number, at: Step | null] {
    const at = random.pick([null, null, 'sync', 'send', 'sent'] as const);
    if (at === null) return [random.integer(1, 80), at];
    return [random.integer(1, at === 'sync' ? 12 : 3), at];
  }

  #every(leastMs: number, mostMs: number, act: () => void): void {
    const { random } = this.#world;
    const again = (afterMs: number) => {
      this.#world.after(afterMs, () => {
        if (this.#isOver) return;
        act();
        again(random.integer(leastMs, mostMs));
      });
    };
    again(random.integer(1_000, Math.min(mostMs, firstWithinMs)));
  }
}
