// The customers of a soak: one for each payment that waits at the intermediary. Most scan and pay;
// the others decline, look away, pay too late, or have a partner whose answer goes wrong.
import { setTimeout } from 'node:timers/promises';
import { systemChance } from '../../electron/core/clock.ts';
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import { declineTypes, type ScenarioName } from '../../src-shared/contract/scenarios.ts';
import type { Wallet } from '../demo/wallet.ts';
import { drawFrom, drawWeighted } from './draw.ts';

/** How long a customer takes to get the phone out, at most, in milliseconds. */
const reactionMsMax = 60;

/** What a customer does, and how many of a hundred do. */
const moods: readonly (readonly [ScenarioName | 'scan' | 'lookAway', number])[] = [
  ['scan', 71],
  ['decline', 10],
  ['lookAway', 1],
  ['silence', 1],
  ['approveLate', 1],
  ['loseAnswer', 3],
  ['answer500', 3],
  ['answer503', 1],
  ['answer504', 3],
  ['garbage', 2],
  ['approvePart', 1],
  ['approveMore', 1],
  ['approveForeign', 1],
  ['approveNothing', 1],
];

/** Serves whoever waits, until `signal`. */
export async function serveCustomers(
  intermediary: TrainingIntermediary,
  wallet: Wallet,
  signal: AbortSignal,
): Promise<void> {
  let seen = new Set<string>();
  const stopped = new Promise((resolve) => signal.addEventListener('abort', resolve));
  for (let arrived = 1; !signal.aborted; arrived += 1) {
    await Promise.race([intermediary.whenReceived('pay', arrived), stopped]);
    const waiting = intermediary.waiting();
    for (const tranId of waiting) {
      if (!seen.has(tranId)) void serve(intermediary, wallet, tranId);
    }
    seen = new Set(waiting);
  }
}

async function serve(
  intermediary: TrainingIntermediary,
  wallet: Wallet,
  tranId: string,
): Promise<void> {
  const mood = drawWeighted(moods);
  if (mood === 'lookAway') return;
  // A person's time, not a wait for something to have happened.
  await setTimeout(systemChance.draw() * reactionMsMax);
  if (mood !== 'scan') {
    const errorType = mood === 'decline' ? drawFrom(declineTypes) : undefined;
    intermediary.act({ name: mood, errorType }, tranId);
    return;
  }
  await wallet.scan(tranId).catch((error: unknown) => {
    // The cashier may have cancelled meanwhile: then the scan is refused, as it must be.
    if (intermediary.waiting().includes(tranId)) throw error;
  });
}
