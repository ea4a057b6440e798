// Which faults a seed plays with: each is on or off by the toss of a coin, so that over many seeds
// every combination comes up, also the calm ones in which a rare order of events shows.
import type { BillHabits } from './bill-customers.ts';
import type { Billers } from './billpay.ts';
import type { Share } from './far-end.ts';
import type { Habits } from './people.ts';
import type { Random } from './random.ts';
import type { Fault } from './replies.ts';

const farFaults: readonly Fault[] = [
  'status500',
  'status500after',
  'status504after',
  'bare503',
  'bare503after',
  'bare502after',
  'page200',
  'page404',
  'notFound',
  'redirect',
  'empty',
  'garbage',
  'garbageAfter',
  'status204',
  'foreignDetail',
  'codeOfAnother',
  'codeLeadsAway',
  'refuseCredentials',
  'endless',
];
const oddShares: readonly Share[] = [
  'part',
  'more',
  'absent',
  'otherCurrency',
  'otherTranId',
  'ownWay',
];

/** Damage done to the files of a till while it is off. Never to both its records at once. */
export type Damage =
  | 'zeroPage'
  | 'truncate'
  | 'loseDatabase'
  | 'loseWal'
  | 'olderCopy'
  | 'tearRecord'
  | 'loseRecord'
  | 'flipBit';

const damages: readonly Damage[] = [
  'zeroPage',
  'truncate',
  'loseDatabase',
  'loseWal',
  'olderCopy',
  'tearRecord',
  'loseRecord',
  'flipBit',
];

export type Swarm = {
  readonly tills: number;
  readonly sales: number;
  /** One sale more when all is well again, which must work at once. */
  readonly sellsAfterwards: boolean;
  readonly isNew: boolean;
  readonly kills: boolean;
  readonly powerCuts: boolean;
  readonly restarts: boolean;
  readonly flaps: boolean;
  readonly lossy: boolean;
  readonly delayed: boolean;
  readonly doubled: boolean;
  readonly slow: boolean;
  readonly farFaults: readonly Fault[];
  /** Somebody in between answers now and then; a portal answers everything for a while. */
  readonly strangers: boolean;
  readonly portals: boolean;
  /** Somebody looks after the exceptions while it all goes on. */
  readonly support: boolean;
  readonly credentials: boolean;
  readonly diskFull: boolean;
  readonly readOnly: boolean;
  readonly syncFails: boolean;
  readonly writeFails: boolean;
  readonly lies: boolean;
  readonly damage: Damage | null;
  readonly sleeps: boolean;
  readonly wallJumps: boolean;
  readonly twice: boolean;
  readonly habits: Habits;
  readonly profile: Record<string, unknown>;
  /** Null where no bills are paid. */
  readonly bills: (BillHabits & Billers) | null;
};

/** Draws the faults of a seed. */
export function swarmOf(random: Random): Swarm {
  const on = (probability = 0.35) => random.chance(probability);
  const some = <Value>(values: readonly Value[], probability: number) =>
    values.filter(() => random.chance(probability));
  const powerCuts = on();
  // A disk that loses the database leaves the record whole.
  const lies = powerCuts && on(0.15);
  const damage = on(0.15) && !lies ? random.pick(damages) : null;
  const partPaymentAllowed = on(0.3);
  return {
    tills: on(0.08) ? random.integer(2, 3) : 1,
    sales: random.pick([1, 1, 1, 2, 3]),
    sellsAfterwards: on(0.25),
    isNew: on(0.1),
    kills: on(),
    powerCuts,
    restarts: on(0.2),
    flaps: on(),
    lossy: on(),
    delayed: on(0.25),
    doubled: on(0.25),
    slow: on(0.2),
    farFaults: on(0.5) ? some(farFaults, 0.3) : [],
    strangers: on(0.3),
    portals: on(0.2),
    support: on(0.3),
    credentials: on(0.1),
    diskFull: on(0.12),
    readOnly: on(0.05),
    syncFails: on(0.1),
    writeFails: on(0.08),
    lies,
    damage,
    sleeps: on(0.2),
    wallJumps: on(0.2),
    twice: on(0.05),
    habits: {
      scans: random.pick([1, 0.9, 0.6]),
      approves: random.pick([1, 0.9, 0.6]),
      dawdles: random.pick([0, 0.2, 0.5]),
      cancels: random.pick([0, 0.1, 0.5]),
      voids: random.pick([0, 0.1, 0.4]),
      pressesTwice: random.pick([0, 0.2]),
      keepsPicture: 0.25,
      windowIsBlank: random.pick([0, 0, 0.3]),
      baskets: random.pick([0, 0, 0.3, 0.8]),
      changesMind: random.pick([0, 0.2]),
      parks: random.pick([0, 0.1]),
      byHand: random.pick([0, 0, 0.3, 0.6]),
      takesBack: random.pick([0, 0.05, 0.2]),
      shares: on(0.3) ? ['all', 'all', ...some(oddShares, 0.5)] : ['all'],
    },
    profile: {
      partPaymentAllowed,
      repeatAdviceOn503: on(0.2),
      completion: { voidWindowSeconds: random.pick([10, 10, 0, 3]) },
      cashRounding: random.pick(['none', 'down', 'nearest']),
    },
    // Drawn last, so that what a seed drew before there were bills stays what it was.
    bills: on(0.4)
      ? {
          sells: random.pick([0.3, 0.8, 1]),
          refunds: random.pick([0, 0.3, 0.6]),
          looksUp: random.pick([0, 0.3]),
          forgets: random.pick([0, 0.3, 0.7]),
          givesUp: random.pick([0, 0.05, 0.2]),
          refuses: random.pick([0, 0, 0.3]),
          isSlow: random.pick([0, 0, 0.3]),
          shares: on(0.5) ? ['all', 'all', 'part', ...some(oddShares, 0.4)] : ['all'],
        }
      : null,
  };
}

/** The faults of a seed in words, for its story. */
export function describe(swarm: Swarm): string {
  const { habits, profile, bills, farFaults: far, ...rest } = swarm;
  const switched = Object.entries(rest)
    .filter(([, value]) => value !== false && value !== null)
    .map(([name, value]) => (value === true ? name : `${name}=${value}`));
  return (
    [...switched, ...far.map((fault) => `far:${fault}`)].join(' ') +
    ` habits=${JSON.stringify(habits)} profile=${JSON.stringify(profile)} bills=${JSON.stringify(bills)}`
  );
}
