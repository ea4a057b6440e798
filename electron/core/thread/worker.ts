// The core's own thread: a slow `fsync` stops nothing but the core. This file only carries calls,
// answers and snapshots across; what they mean is decided in start.ts and behind it. An error that
// nobody caught ends the thread, and the main thread starts a new one: recovery does the rest.
import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../../../src-shared/result.ts';
import type { CoreOptions, Loans, TrainingAccess } from '../loans.ts';
import { CoreRefused, startCore } from '../start.ts';
import type { FromCore, Loan, ToCore } from './messages.ts';

invariant(parentPort, 'the core runs in a thread of its own');
const port = parentPort;
const asked = new Map<number, PromiseWithResolvers<unknown>>();
const inFlight = new Set<Promise<void>>();
let lastAsked = 0;

function post(message: FromCore): void {
  port.postMessage(message);
}

function ask(loan: Loan, input: unknown): Promise<unknown> {
  const answer = Promise.withResolvers<unknown>();
  lastAsked += 1;
  asked.set(lastAsked, answer);
  post({ type: 'serve', id: lastAsked, loan, input });
  return answer.promise;
}

function takeAsked(id: number): PromiseWithResolvers<unknown> {
  const answer = asked.get(id);
  invariant(answer, 'only a question that was asked is answered');
  asked.delete(id);
  return answer;
}

const loans: Loans = {
  async sealPassword(password) {
    await ask('sealPassword', password);
  },
  // The answer comes from our own main thread, which has the type.
  startTraining: async () => (await ask('startTraining', null)) as TrainingAccess,
  restart: () => post({ type: 'restart' }),
  cutPower: () => post({ type: 'cutPower' }),
};

async function receive(message: ToCore): Promise<void> {
  switch (message.type) {
    case 'call': {
      const core = await started;
      post({
        type: 'reply',
        id: message.id,
        reply: await core.dispatch(message.name, message.input),
      });
      return;
    }
    case 'areYouThere':
      return post({ type: 'here' });
    case 'served':
      return takeAsked(message.id).resolve(message.value);
    case 'notServed':
      return takeAsked(message.id).reject(new Error(message.message));
    case 'stop': {
      const core = await started;
      await core.stop();
      // Whoever called before the stop still gets the answer.
      await Promise.all(inFlight);
      process.exit(0);
    }
  }
}

port.on('message', (message: ToCore) => {
  const receiving = receive(message);
  if (message.type !== 'call') return;
  inFlight.add(receiving);
  void receiving.finally(() => inFlight.delete(receiving));
});

const started = startCore(workerData as CoreOptions, loans);
try {
  const core = await started;
  core.onChange((till) => post({ type: 'snapshot', till }));
  post({ type: 'ready' });
} catch (error) {
  if (!(error instanceof CoreRefused)) throw error;
  post({ type: 'refused', message: error.message });
  process.exit(0);
}
