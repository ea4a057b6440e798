// The embedded intermediary's own thread, so that it outlives a power cut of the core as the real
// one would. Says where it listens, then serves until the thread is ended.
import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../../src-shared/result.ts';
import { startTrainingIntermediary, type TrainingOptions } from './server.ts';

invariant(parentPort, 'the embedded intermediary runs in a thread of its own');
const { baseUrl, billsUrl, controlUrl } = await startTrainingIntermediary(
  workerData as TrainingOptions,
);
parentPort.postMessage({ baseUrl, billsUrl, controlUrl });
