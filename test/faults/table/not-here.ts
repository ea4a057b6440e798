// The faults that have no row in these files, each with the reason: another test has it, or nothing
// that can be run here would show it.

export type NotHere =
  | {
      readonly id: string;
      readonly kind: 'elsewhere';
      readonly file: string;
      /** The words of that test's name. */
      readonly title: string;
    }
  | { readonly id: string; readonly kind: 'cannotRunHere'; readonly why: string };

const elsewhere = (id: string, file: string, title: string): NotHere => ({
  id,
  kind: 'elsewhere',
  file: `test/${file}`,
  title,
});
const cannot = (id: string, why: string): NotHere => ({ id, kind: 'cannotRunHere', why });

const kill = 'integration/kill.test.ts';
const crashPoints = 'crashes/crash-points.test.ts';

export const notHere: readonly NotHere[] = [
  elsewhere('F01', crashPoints, 'a payment that was not committed (%s) has sent nothing'),
  elsewhere('F02', crashPoints, 'committed and not sent (%s) is never sent, and reversed'),
  elsewhere('F03', kill, 'a waiting payment is not paid'),
  elsewhere('F04', crashPoints, 'an approval that was not committed (%s) is given back'),
  elsewhere('F05', kill, 'an approval that was shown goes on to its confirmation'),
  elsewhere('F06', crashPoints, 'paid on the screen (%s) is confirmed after the restart'),
  elsewhere('F07', kill, 'an owed reversal is repeated with the same id and bytes'),
  elsewhere('F08', crashPoints, 'a final answer that was not committed (%s) costs one repeat'),
  elsewhere('F09', kill, 'what was delivered is not sent again'),
  elsewhere('F10', crashPoints, 'a void that was not committed leaves the approval to the cashier'),
  elsewhere('F11', crashPoints, 'a death in the recovery changes nothing about the end'),
  elsewhere(
    'F12',
    'integration/store/store.test.ts',
    'keeps the old schema whole when a migration fails half-way',
  ),
  elsewhere('F13', crashPoints, 'a death in the middle of a checkpoint'),

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
  elsewhere(
    'F86',
    'simulation/simulation.test.ts',
    'breaks no promise while what it relies on holds',
  ),

  elsewhere(
    'F103',
    'integration/store/store.test.ts',
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
    'integration/store/store.test.ts',
    'belongs to one process, and to the next one as soon as that is dead',
  ),
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
  cannot(
    'F116',
    'the protocol declares no rate to keep to; each till spreads its tries (retry-schedule.test.ts) and has four messages under way at most',
  ),
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
  {
    id: 'F96',
    why: 'read-only in a disk in memory: no test may remount a file system',
  },
  { id: 'F97', why: 'a lock that is held, not one of 4 s or 60 s: the till waits 1 s and says so' },
  { id: 'F100', why: 'the window: its thread is not the core’s, so a slow sync cannot reach it' },
  {
    id: 'F105',
    why: 'no memory left: V8 ends the process then, which is a crash like any other (F01 to F13)',
  },
  {
    id: 'F109',
    why: 'an image of a whole disk on a computer of the same name: nothing tells it from the first',
  },
];
