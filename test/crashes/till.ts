// The process that is killed: a real core on a real store and a real line, with a cashier. It plays a
// scene, or settles what an earlier process of the same scene left, and dies where it is told to.
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Cashier, type CashierSettings } from './cashier.ts';
import { CrashPoints, inside } from './points.ts';
import { comeBack, type Scene, type SceneName, scenes } from './scenes.ts';

export type CrashTillSettings = CashierSettings & {
  readonly scene: SceneName;
  readonly part: 'play' | 'comeBack';
  readonly traceFile: string;
  readonly fatal: string | null;
  /** Blanks after the name of the shop: the document grows by them, what it says does not. */
  readonly blanks: number;
};

const settings = JSON.parse(process.argv[2] ?? '{}') as CrashTillSettings;
const scene: Scene = scenes[settings.scene];
const points = new CrashPoints(settings.traceFile, settings.fatal);
const within = Object.values(inside).find(({ point }) => point === settings.fatal);
if (within) await dieWhenChanged(within.writes, within.point);
const cashier = await Cashier.start(withBlanks(settings), points);
if (settings.part === 'play') await scene.play(cashier);
else await comeBack(cashier, scene);
await cashier.stop();

function withBlanks(given: CrashTillSettings): CrashTillSettings {
  const { profileDocument, blanks } = given;
  if (profileDocument === null || blanks === 0) return given;
  const merchant = profileDocument['merchant'] as { name: string };
  const name = merchant.name + ' '.repeat(blanks);
  return { ...given, profileDocument: { ...profileDocument, merchant: { ...merchant, name } } };
}

// A thread of its own looks on, because that happens within one call, and ends the process as soon as
// the file changes.
async function dieWhenChanged(file: string, point: string): Promise<void> {
  const watch = `
    const { appendFileSync, statSync } = require('node:fs');
    const { parentPort, workerData } = require('node:worker_threads');
    const changedAt = () =>
      statSync(workerData.path, { bigint: true, throwIfNoEntry: false })?.mtimeNs;
    const before = changedAt();
    parentPort.postMessage('watching');
    while (changedAt() === before);
    appendFileSync(workerData.traceFile, workerData.line);
    process.kill(process.pid, 'SIGKILL');`;
  const line = `${JSON.stringify({ point })}\n`;
  const path = join(settings.dataFolder, file);
  const workerData = { path, line, traceFile: settings.traceFile };
  await once(new Worker(watch, { eval: true, workerData }), 'message');
}
