// Plays the scenes with processes that die at their crash points, and reads the books afterwards. A
// place holds what one run needs: a port, and the data folder of a till set up to talk to it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { ReceivedRequest } from '../../electron/training/received.ts';
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import type { BillLedgerEntry } from '../../electron/training/services/bills/ledger.ts';
import { validProfile } from '../support/profile.ts';
import { credentials, startIntermediary, temporaryFolder } from '../support/test-till.ts';
import { type BookEntry, idsIn, readBooks } from './books.ts';
import type { TraceLine } from './points.ts';
import type { SceneName } from './scenes.ts';
import { leaveOwed, stages } from './stages.ts';
import type { CrashTillSettings } from './till.ts';

/** How many runs go on at the same time, and the longest life of a process, in milliseconds. */
const places = 3;
const longestLifeMs = 30_000;

/** What became of a scene whose processes died at `deaths`, one after the other. */
export type Life = {
  readonly scene: SceneName;
  readonly deaths: readonly string[];
  /** What each process came by, in order. */
  readonly points: readonly (readonly string[])[];
  readonly ends: readonly string[];
  readonly findings: readonly string[];
  readonly requests: readonly ReceivedRequest[];
};

export type Plan = { readonly scene: SceneName; readonly deaths: readonly string[] };

type Place = {
  readonly port: number;
  /** Emptied and filled for each run, never made anew: a till notices when its data was moved. */
  readonly dataFolder: string;
  /** The data of the till as it was set up. */
  readonly template: string;
};

export class CrashRuns {
  readonly #program: string;
  readonly #free: Place[] = [];
  readonly #waiting: ((place: Place) => void)[] = [];

  private constructor(program: string) {
    this.#program = program;
  }

  /** Bundles the process that is killed, because it starts a thousand times, and sets the tills up. */
  static async start(): Promise<CrashRuns> {
    const folder = temporaryFolder();
    const root = fileURLToPath(new URL('../../', import.meta.url));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      build: {
        ssr: 'test/crashes/till.ts',
        target: 'node24',
        outDir: folder,
        emptyOutDir: false,
        rolldownOptions: { output: { entryFileNames: 'crash-till.mjs' } },
      },
      ssr: { noExternal: true, external: ['better-sqlite3'] },
    });
    const runs = new CrashRuns(join(folder, 'crash-till.mjs'));
    await Promise.all(Array.from({ length: places }, () => runs.#makePlace()));
    return runs;
  }

  /** Plays every plan, some at a time; the lives in the order of the plans. */
  liveAll(plans: readonly Plan[]): Promise<Life[]> {
    return Promise.all(plans.map((plan) => this.live(plan)));
  }

  /** Plays the scene; each death but the last is followed by a start that dies in its turn. */
  async live({ scene, deaths }: Plan): Promise<Life> {
    const place = this.#free.pop() ?? (await this.#nextFree());
    const { dataFolder, template } = place;
    for (const name of readdirSync(dataFolder)) rmSync(join(dataFolder, name));
    if (!stages[scene]?.isNew) cpSync(template, dataFolder, { recursive: true });
    const intermediary = await startIntermediary({ port: place.port });
    try {
      return await this.#play({ scene, deaths }, dataFolder, intermediary);
    } finally {
      await intermediary.stop();
      const next = this.#waiting.shift();
      if (next) next(place);
      else this.#free.push(place);
    }
  }

  #nextFree(): Promise<Place> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async #play(
    { scene, deaths }: Plan,
    dataFolder: string,
    intermediary: TrainingIntermediary,
  ): Promise<Life> {
    const stage = stages[scene] ?? {};
    if (stage.since) {
      await leaveOwed(dataFolder, intermediary);
      stage.since(dataFolder);
    }
    intermediary.setFault(stage.fault ?? null);
    const findings: string[] = [];
    const points: string[][] = [];
    const screens = new Map<string, string>();
    for (const [index, fatal] of [...deaths, null].entries()) {
      const part = index === 0 ? 'play' : 'comeBack';
      const trace = await this.#run({ scene, part, fatal, dataFolder }, intermediary, findings);
      points.push(trace.flatMap((line) => ('point' in line ? [line.point] : [])));
      for (const line of trace) if ('screen' in line) screens.set(line.paymentId, line.screen);
    }
    const entries = [...intermediary.ledger(), ...intermediary.bills.ledger().map(asPayment)];
    const books = readBooks(dataFolder, entries, intermediary.requests());
    for (const state of ['paid', 'notPaid'] as const) {
      const ended = idsIn(dataFolder, state);
      const seen = [...screens].filter(([, screen]) => screen === state);
      if (!seen.every(([id]) => ended.has(id))) {
        findings.push(`${state} stood on the screen and is not so any more`);
      }
    }
    return {
      scene,
      deaths,
      points,
      ends: books.ends,
      findings: [...findings, ...books.findings],
      requests: intermediary.requests(),
    };
  }

  /** One process, from its start to its end; what it came by. */
  async #run(
    what: Pick<CrashTillSettings, 'scene' | 'part' | 'fatal' | 'dataFolder'>,
    { baseUrl, controlUrl }: TrainingIntermediary,
    findings: string[],
  ): Promise<TraceLine[]> {
    const { blanks, isNew } = stages[what.scene] ?? {};
    const { username, password } = credentials;
    const traceFile = `${what.dataFolder}.trace`;
    rmSync(traceFile, { force: true });
    const settings: CrashTillSettings = {
      ...what,
      traceFile,
      profileDocument: isNew || blanks ? profileOf(baseUrl) : null,
      blanks: what.part === 'play' ? (blanks ?? 0) : 0,
      password,
      control: {
        url: controlUrl,
        authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
      },
    };
    const child = spawn(process.execPath, [this.#program, JSON.stringify(settings)], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, NODE_COMPILE_CACHE: join(this.#program, '../cache') },
      timeout: longestLifeMs,
    });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += String(chunk);
    });
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    const lines = existsSync(traceFile) ? readFileSync(traceFile, 'utf8').trimEnd() : '';
    const trace = lines
      .split('\n')
      .flatMap((line) => (line ? [JSON.parse(line) as TraceLine] : []));
    const last = trace.findLast((line) => 'point' in line)?.point;
    const isAsTold = what.fatal === null ? code === 0 : signal === 'SIGKILL' && last === what.fatal;
    if (!isAsTold) {
      const told = what.fatal === null ? 'should have gone on to its end' : 'should have died';
      findings.push(`a process ${told}: code ${code}, ${signal}, after ${last}; ${said}`);
    }
    return trace;
  }

  async #makePlace(): Promise<void> {
    const intermediary = await startIntermediary();
    const folder = temporaryFolder();
    const [dataFolder, template] = [join(folder, 'data'), join(folder, 'template')];
    const findings: string[] = [];
    const what = { scene: 'firstStart', part: 'play', fatal: null, dataFolder } as const;
    await this.#run(what, intermediary, findings);
    await intermediary.stop();
    if (findings.length > 0) throw new Error(findings.join('\n'));
    cpSync(dataFolder, template, { recursive: true });
    this.#free.push({ port: Number(new URL(intermediary.origin).port), dataFolder, template });
  }
}

const states = {
  declined: 'declined',
  reserved: 'reserved',
  confirmed: 'settled',
  reversed: 'released',
  reversedUnknown: 'reversedUnknown',
} as const;

/** An entry of the biller's ledger in the words of the payments'. */
function asPayment(entry: BillLedgerEntry): BookEntry {
  return { paymentId: entry.id, state: states[entry.state], amountMinor: entry.approvedMinor };
}

function profileOf(baseUrl: string): Record<string, unknown> {
  const bills = { baseUrl: `${new URL(baseUrl).origin}/billpay/v4` };
  return {
    ...validProfile(baseUrl),
    interfaces: { qr: { baseUrl }, bills },
    partPaymentAllowed: true,
    completion: { voidWindowSeconds: 10 },
  };
}
