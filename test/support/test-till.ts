// A real core on a real store in a temporary folder, talking to a real intermediary on loopback.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Core, CoreOptions, Loans } from '../../electron/core/loans.ts';
import { noLog } from '../../electron/core/log.ts';
import { type CorePorts, realPorts, startCore } from '../../electron/core/start.ts';
import { secretFile } from '../../electron/hosts/secret-file.ts';
import {
  startTrainingIntermediary,
  type TrainingIntermediary,
  type TrainingOptions,
} from '../../electron/training/server.ts';
import { failureWords } from '../../renderer/features/frame/failure-words.ts';
import { catalogue } from '../../renderer/texts/en/en.ts';
import type { CallName, Input, Output } from '../../src-shared/contract/contract.ts';
import type { Failure } from '../../src-shared/contract/failure.ts';
import type { PaymentStory } from '../../src-shared/contract/views/history.ts';
import type { TillView } from '../../src-shared/contract/views/till.ts';
import { validProfile } from './profile.ts';
import type { TestClock } from './test-clock.ts';

export const credentials = { username: '62801', password: 'correct horse' };

const folders: string[] = [];
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new folder that is gone when the process of the tests ends, whatever happens in it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(process.env['UNTIL_RUN_FOLDER'] ?? tmpdir(), 'until-'));
  folders.push(folder);
  return folder;
}

export function startIntermediary(options: Partial<TrainingOptions> = {}) {
  return startTrainingIntermediary({ credentials, ...options });
}

/** Asks the intermediary's control for its ledger: takes as long as any answer on loopback. */
export async function roundTrip({
  controlUrl,
}: Pick<TrainingIntermediary, 'controlUrl'>): Promise<void> {
  const basic = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
  const response = await fetch(`${controlUrl}/ledger`, {
    headers: { authorization: `Basic ${basic}` },
  }).catch(() => undefined);
  await response?.arrayBuffer();
}

/**
 * Moves the clock in steps until the condition holds. Between two steps a real round trip to the
 * intermediary gives the answers to what was sent time to come in.
 */
export async function runUntil(
  clock: TestClock,
  intermediary: Pick<TrainingIntermediary, 'controlUrl'>,
  done: () => boolean,
): Promise<void> {
  for (let step = 0; step < 2_000 && !done(); step += 1) {
    clock.advance(100);
    await roundTrip(intermediary);
  }
  if (!done()) throw new Error('it did not come about in 200 seconds of the till');
}

/** Everything a host is asked for; a test overrides what it looks at. */
const noLoans: Omit<Loans, 'sealPassword'> = {
  startTraining: () => Promise.reject(new Error('this test does not train')),
  restart: () => {},
  cutPower: () => {},
};

export type TestTillOptions = {
  intermediary?: Pick<TrainingIntermediary, 'baseUrl'>;
  dataFolder?: string;
  profile?: Record<string, unknown>;
  options?: Partial<CoreOptions>;
  loans?: Partial<Loans>;
  ports?: Partial<CorePorts>;
};

export class TestTill {
  readonly core: Core;
  readonly dataFolder: string;
  /** Every snapshot so far, oldest first. */
  readonly views: TillView[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(core: Core, dataFolder: string) {
    this.core = core;
    this.dataFolder = dataFolder;
    core.onChange((view) => {
      this.views.push(view);
      for (const look of this.#waiting) look();
    });
  }

  static async start(given: TestTillOptions): Promise<TestTill> {
    const dataFolder = given.dataFolder ?? temporaryFolder();
    const profileDocument = given.intermediary && {
      ...validProfile(given.intermediary.baseUrl),
      ...given.profile,
    };
    // As a host keeps it, unless the test does otherwise.
    const secrets = secretFile(dataFolder);
    const kept = await secrets.open();
    const core = await startCore(
      {
        dataFolder,
        training: false,
        password: credentials.password,
        passwordKeptIn: 'ownerOnlyFile',
        keptPassword: kept.ok ? kept.value : null,
        allowHttp: true,
        version: '0.0.0',
        ...(profileDocument ? { profileDocument } : {}),
        ...given.options,
      },
      { ...noLoans, sealPassword: (text) => secrets.seal(text), ...given.loans },
      { ...realPorts(noLog), ...given.ports },
    );
    return new TestTill(core, dataFolder);
  }

  get view(): TillView {
    const view = this.views.at(-1);
    if (!view) throw new Error('no snapshot yet');
    return view;
  }

  /** Calls and expects success. */
  async call<Name extends CallName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    const reply = await this.core.dispatch(name, input);
    if (!reply.ok) throw new Error(`${name}: ${failureWords(catalogue, reply.failure)}`);
    return reply.value as Output<Name>;
  }

  /** The sentence a window shows for a call that was refused. */
  async refusal(name: CallName, input: unknown): Promise<string> {
    const reply = await this.core.dispatch(name, input);
    if (reply.ok) throw new Error(`${name} was not refused`);
    return failureWords(catalogue, reply.failure);
  }

  /** Why a call is refused: its code with the facts. */
  async failure<Name extends CallName>(name: Name, input: Input<Name>): Promise<Failure> {
    const reply = await this.core.dispatch(name, input);
    if (reply.ok) throw new Error(`${name} was not refused`);
    return reply.failure;
  }

  /** A payment with all that happened to it, as the page of its sale has it. */
  async storyOf(paymentId: string): Promise<PaymentStory> {
    const stories = await this.stories({ search: paymentId });
    const story = stories.find(({ payment }) => payment.paymentId === paymentId);
    if (!story) throw new Error(`no sale has the payment ${paymentId}`);
    return story;
  }

  /** Every payment of the sales on a page of the history, newest first. */
  async stories(asked: Input<'getHistory'> = {}): Promise<PaymentStory[]> {
    const { rows } = await this.call('getHistory', asked);
    const pages = await Promise.all(rows.map(({ saleId }) => this.call('getSale', { saleId })));
    return pages.flatMap(({ payments }) => payments.toReversed());
  }

  /** The first snapshot, from now on (the present one included), that fits. */
  when(fits: (view: TillView) => boolean): Promise<TillView> {
    return new Promise((resolve) => {
      const look = () => {
        if (!fits(this.view)) return;
        this.#waiting.delete(look);
        resolve(this.view);
      };
      this.#waiting.add(look);
      look();
    });
  }

  whenPayment(state: NonNullable<TillView['payment']>['state']): Promise<TillView> {
    return this.when(({ payment }) => payment?.state === state);
  }

  whenNothingOwed(): Promise<TillView> {
    return this.when(({ owed }) => owed.confirmations + owed.reversals + owed.attention === 0);
  }

  get saleId(): string {
    const id = this.view.sale?.saleId;
    if (!id) throw new Error('no sale on the counter');
    return id;
  }

  get paymentId(): string {
    const id = this.view.payment?.paymentId;
    if (!id) throw new Error('no payment on the counter');
    return id;
  }

  stop(): Promise<void> {
    return this.core.stop();
  }
}
