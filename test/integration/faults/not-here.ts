// The faults that have no row in these files, each with the reason: another test has it, this
// computer's loopback cannot show it, or the part of the till it is about has not been built yet.

export type NotHere =
  | {
      readonly id: string;
      readonly kind: 'elsewhere';
      readonly file: string;
      /** The words of that test's name. */
      readonly title: string;
    }
  | { readonly id: string; readonly kind: 'cannotRunHere' | 'notYet'; readonly why: string };

const elsewhere = (id: string, file: string, title: string): NotHere => ({
  id,
  kind: 'elsewhere',
  file: `test/${file}`,
  title,
});
const notYet = (why: string, ...ids: string[]): NotHere[] =>
  ids.map((id) => ({ id, kind: 'notYet', why }));
const cannot = (id: string, why: string): NotHere => ({ id, kind: 'cannotRunHere', why });

const kill = 'integration/kill.test.ts';
const crashPoints = 'needs the crash points enumerated, with a killed process at each';
const disk = 'needs the virtual disk of the simulation';
const record = 'needs the second record and the carry-over of a damaged store';
const trouble = 'needs what the core does when its disk is full, read-only, locked or failing';

export const notHere: readonly NotHere[] = [
  ...notYet(crashPoints, 'F01', 'F02', 'F04', 'F06', 'F08', 'F10', 'F11', 'F13'),
  elsewhere('F03', kill, 'a waiting payment is not paid'),
  elsewhere('F05', kill, 'an approval that was shown goes on to its confirmation'),
  elsewhere('F07', kill, 'an owed reversal is repeated with the same id and bytes'),
  elsewhere('F09', kill, 'what was delivered is not sent again'),
  elsewhere(
    'F12',
    'integration/store.test.ts',
    'keeps the old schema whole when a migration fails half-way',
  ),
  ...notYet(disk, 'F14', 'F98', 'F99', 'F100'),
  ...notYet(record, 'F15', 'F92', 'F101', 'F102'),

  cannot(
    'F54',
    'a loss that no message shows: found only by comparing both books (reconciliation)',
  ),
  cannot('F63', 'names are resolved by the system; no name server of ours can be put in between'),
  cannot('F75', 'the till speaks to no HTTP proxy, so there is none to fail'),
  cannot(
    'F82',
    'the core listens to no such event; it tries the line itself (advice-queue.test.ts)',
  ),
  ...notYet('needs the seeded simulation', 'F86'),

  ...notYet(trouble, 'F93', 'F94', 'F95', 'F96', 'F97', 'F105'),
  elsewhere(
    'F103',
    'integration/store.test.ts',
    'refuses data of a newer version without changing it',
  ),
  // A million, by `npm run bench:backlog`; ten million would take an hour to make.
  elsewhere('F106', 'bench/backlog.ts', 'payments behind'),

  elsewhere(
    'F107',
    'integration/core-thread.test.ts',
    'says in a sentence that another till has the data folder',
  ),
  elsewhere(
    'F108',
    'integration/store.test.ts',
    'belongs to one process, and to the next one as soon as that is dead',
  ),
  ...notYet('needs an id of the installation', 'F109'),
  elsewhere('F110', 'e2e/hosts.test.ts', 'goes on where it stood after it was killed'),
  elsewhere(
    'F111',
    'integration/core-thread.test.ts',
    'leaves nobody waiting, tells listeners, and comes back',
  ),
  elsewhere('F112', 'integration/browser-host.test.ts', 'stops in order on SIGTERM'),
  elsewhere('F113', 'integration/payment.test.ts', 'a second payment while one is open'),
  elsewhere(
    'F114',
    'integration/advice-queue.test.ts',
    'pauses the queue without touching it, and alarms',
  ),
  elsewhere('F115', 'integration/backlog.test.ts', 'ten thousand owed at the start all go out'),
  ...notYet('needs many tills in the simulation', 'F116'),
];

/** What a fault with rows here leaves out. */
export const leftOut: readonly { readonly id: string; readonly why: string }[] = [
  {
    id: 'F22',
    why: 'no alarm of its own: the design has none, the screen and the journal say why',
  },
  { id: 'F45', why: "Retry-After is not read: the design's breaker sets its own pauses" },
  { id: 'F52', why: '300 repeats instead of 10 000; the rest is for the simulation' },
  { id: 'F57', why: 'both orders once instead of 10 000 seeds; the rest is for the simulation' },
  { id: 'F65', why: 'an unreachable host or network: loopback refuses, but always has a route' },
  { id: 'F71', why: 'revocation: the till asks no responder and reads no list' },
  { id: 'F73', why: '20 owed instead of 1 000' },
  { id: 'F76', why: 'loss, reordering and duplicate packets: below TCP, not for a proxy of bytes' },
  { id: 'F80', why: 'a minute of flapping instead of an hour' },
  { id: 'F83', why: 'the interface itself cannot be changed; its effect, every connection broken' },
  { id: 'F87', why: 'the jump is noted in the log: there is no audit trail yet' },
  {
    id: 'F88',
    why: 'the date that TLS believes cannot be set in a test: a certificate of the future stands in',
  },
  { id: 'F89', why: 'business days: there are none yet, a report is about a date' },
  { id: 'F91', why: 'a real suspend: the test clock jumps and every connection breaks' },
];
