// A core in a process of its own, so that it can be killed for real (SIGKILL) and started again on
// the same store. Run as a program it is that process; imported, it is the handle of the test.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Core } from '../../electron/core/loans.ts';
import { startCore } from '../../electron/core/start.ts';
import type { Reply } from '../../src-shared/contract/contract.ts';
import type { TillView } from '../../src-shared/contract/views/till.ts';
import { TestTill } from './test-till.ts';

type Ask = { number: number; name: string; input: unknown };
type Told = { view: TillView } | { number: number; reply: Reply<unknown> };

export type TillProcess = {
  readonly till: TestTill;
  readonly pid: number;
  kill(): Promise<void>;
};

/** Starts the process, with `env` over our own environment, and waits for its first snapshot. */
export async function startTillProcess(
  dataFolder: string,
  profileDocument: unknown,
  password: string,
  env: NodeJS.ProcessEnv = {},
): Promise<TillProcess> {
  const settings = JSON.stringify({ dataFolder, profileDocument, password });
  const child = fork(fileURLToPath(import.meta.url), [settings], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const core = coreOf(child);
  await once(child, 'message');
  return {
    till: new TestTill(core, dataFolder),
    pid: child.pid ?? 0,
    kill: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function coreOf(child: ChildProcess): Core {
  const replies = new Map<number, (reply: Reply<unknown>) => void>();
  const listeners = new Set<(view: TillView) => void>();
  let last: TillView | undefined;
  child.on('message', (told: Told) => {
    if ('view' in told) {
      last = told.view;
      for (const listener of listeners) listener(told.view);
    } else {
      replies.get(told.number)?.(told.reply);
      replies.delete(told.number);
    }
  });
  let asked = 0;
  return {
    dispatch: (name, input) =>
      new Promise((resolve) => {
        asked += 1;
        replies.set(asked, resolve);
        child.send({ number: asked, name, input } satisfies Ask);
      }),
    onChange(listener) {
      listeners.add(listener);
      if (last) listener(last);
      return () => listeners.delete(listener);
    },
    stop: async () => {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

async function run(settings: {
  dataFolder: string;
  profileDocument: unknown;
  password: string;
}): Promise<void> {
  const refuse = () => Promise.reject(new Error('not in this test'));
  const core = await startCore(
    {
      ...settings,
      training: false,
      allowHttp: true,
      passwordKeptIn: 'ownerOnlyFile',
      version: '0.0.0',
    },
    { sealPassword: async () => {}, startTraining: refuse, restart: () => {}, cutPower: () => {} },
  );
  const tell = (told: Told) => process.send?.(told);
  core.onChange((view) => tell({ view }));
  process.on('message', (ask: Ask) => {
    void core.dispatch(ask.name, ask.input).then((reply) => tell({ number: ask.number, reply }));
  });
  process.on('disconnect', () => void core.stop().then(() => process.exit(0)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await run(JSON.parse(process.argv[2] ?? '{}'));
}
