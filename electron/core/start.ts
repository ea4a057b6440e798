// The core's front door for a host: opens the store, recovers, starts, and hands over three
// functions.
import { callsOf } from './calls/calls.ts';
import { type Caller, dispatch } from './calls/dispatch.ts';
import { type Chance, type Clock, systemChance, systemClock } from './clock.ts';
import { Listeners } from './listeners.ts';
import type { Core, CoreOptions, Loans } from './loans.ts';
import { type Log, openLog } from './log.ts';
import { Session } from './session.ts';
import { type Disk, nodeDisk } from './store/disk.ts';
import { StoreRefused } from './store/safe/store-refused.ts';
import { type Connect, connectByNode } from './wire/transport.ts';

/** A till without people: whoever stands at it may do everything. */
const anybody: Caller = { role: 'admin' };

/** The core cannot start; `message` is a sentence for the person at the till. */
export class CoreRefused extends Error {}

/** Where the core touches the world: time, chance, log, disk, network, and its own end. */
export type CorePorts = {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly disk: Disk;
  readonly connect: Connect;
  /** Ends this core, which cannot go on; whoever carries it starts a new one. */
  readonly die: (error: unknown) => void;
};

/** The ports of a till in a shop. */
export function realPorts(log: Log): CorePorts {
  return {
    clock: systemClock,
    chance: systemChance,
    log,
    disk: nodeDisk,
    connect: connectByNode,
    die: (error) => {
      setImmediate(() => {
        throw error;
      });
    },
  };
}

/**
 * Starts the core.
 * @throws CoreRefused when the data folder is in use, newer than this program or unusable.
 */
export async function startCore(
  options: CoreOptions,
  loans: Loans,
  ports: CorePorts = realPorts(openLog(options.dataFolder)),
): Promise<Core> {
  const { clock, log } = ports;
  const listeners = new Listeners(clock, () => session.view());
  const onChange = (urgency: 'now' | 'soon') => listeners.tell(urgency);
  let stopped = false;
  // A money path that cannot go on stops here; the host starts a new core, and recovery settles
  // what was under way from what is in the store.
  const onBroken = (error: unknown) => {
    if (stopped) return;
    stopped = true;
    listeners.stop();
    log.error('broken', error);
    ports.die(error);
  };

  const session = await openSession(options, loans, { ...ports, onChange, onBroken });
  const { mode, problems } = session.view();
  log.info('start', { mode, version: options.version });
  for (const { field, rule } of problems)
    log.info('profileProblem', { field, rule: JSON.stringify(rule) });
  session.start();
  const stopWatching = clock.watch((notice) => {
    log.info(notice.kind, { byMs: notice.kind === 'resumed' ? notice.awayMs : notice.byMs });
    if (notice.kind !== 'resumed') return;
    session.resume();
    // A window's countdown may have stood still.
    onChange('now');
  });
  const calls = callsOf(session);

  return {
    dispatch: (name, input) => dispatch(calls, log, anybody, name, input),
    onChange: (listener) => listeners.add(listener),
    async stop() {
      stopped = true;
      stopWatching();
      listeners.stop();
      await session.stop();
      log.info('stop');
    },
  };
}

async function openSession(...parts: Parameters<typeof Session.open>): Promise<Session> {
  try {
    return await Session.open(...parts);
  } catch (error) {
    if (error instanceof StoreRefused) throw new CoreRefused(error.message, { cause: error });
    throw error;
  }
}
