// A cashier, and the customer's side as far as control calls of the training intermediary reach, in
// the process that is to be killed. What they see goes into the trace.
import type { Core, CoreOptions } from '../../electron/core/loans.ts';
import { noLog } from '../../electron/core/log.ts';
import { realPorts, startCore } from '../../electron/core/start.ts';
import type { CallName, Input, Output } from '../../src-shared/contract/contract.ts';
import type { CurrentPaymentView } from '../../src-shared/contract/views/payment.ts';
import type { TillView } from '../../src-shared/contract/views/till.ts';
import { steadyChance } from '../support/test-clock.ts';
import type { CrashPoints } from './points.ts';
import { crashingConnect, crashingDisk } from './ports.ts';
import { SkippingClock } from './skipping-clock.ts';

export type CashierSettings = {
  readonly dataFolder: string;
  readonly profileDocument: Record<string, unknown> | null;
  readonly password: string;
  readonly control: { readonly url: string; readonly authorization: string };
};

export class Cashier {
  readonly clock = new SkippingClock();
  readonly #settings: CashierSettings;
  readonly #points: CrashPoints;
  readonly #waiting = new Set<() => void>();
  #core!: Core;
  #view!: TillView;
  #restarted: Promise<void> = Promise.resolve();

  private constructor(settings: CashierSettings, points: CrashPoints) {
    this.#settings = settings;
    this.#points = points;
  }

  /** Starts the till and waits until it has its line. */
  static async start(settings: CashierSettings, points: CrashPoints): Promise<Cashier> {
    const cashier = new Cashier(settings, points);
    await cashier.#start();
    return cashier;
  }

  async #start(): Promise<void> {
    const { dataFolder, profileDocument, password } = this.#settings;
    const options: CoreOptions = {
      dataFolder,
      training: false,
      password,
      passwordKeptIn: 'ownerOnlyFile',
      allowHttp: true,
      version: '0.0.0',
      ...(profileDocument && { profileDocument }),
    };
    const loans = {
      sealPassword: async () => {},
      startTraining: () => Promise.reject(new Error('this till does not train')),
      restart: () => {
        this.#restarted = this.stop().then(() => this.#start());
      },
      cutPower: () => {},
    };
    this.#core = await startCore(options, loans, {
      ...realPorts(noLog),
      clock: this.clock,
      // A repeat follows at once.
      chance: steadyChance(0),
      disk: crashingDisk(this.#points),
      connect: crashingConnect(this.#points),
    });
    this.#core.onChange((view) => this.#see(view));
    await this.when(({ connection }) => connection.state === 'connected');
  }

  stop(): Promise<void> {
    return this.#core.stop();
  }

  get view(): TillView {
    return this.#view;
  }

  get payment(): CurrentPaymentView | null {
    return this.#view.payment;
  }

  get paymentId(): string {
    return this.payment?.paymentId ?? '';
  }

  get saleId(): string {
    return this.#view.sale?.saleId ?? '';
  }

  async call<Name extends CallName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    const reply = await this.#core.dispatch(name, input);
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.failure)}`);
    return reply.value as Output<Name>;
  }

  /** Resolves with the first view, the present one included, that fits. */
  when(fits: (view: TillView) => boolean): Promise<TillView> {
    return new Promise((resolve) => {
      const look = () => {
        if (!fits(this.#view)) return;
        this.#waiting.delete(look);
        resolve(this.#view);
      };
      this.#waiting.add(look);
      look();
    });
  }

  whenPayment(state: CurrentPaymentView['state']): Promise<TillView> {
    return this.when(({ payment }) => payment?.state === state);
  }

  /** Nothing is on its way any more: delivered, or among the exceptions. */
  async whenSettled(): Promise<TillView> {
    await this.#restarted;
    return this.when(({ owed }) => owed.confirmations + owed.reversals === 0);
  }

  /** A control call of the training intermediary. */
  async control(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    const { url, authorization } = this.#settings.control;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return await response.json();
  }

  #see(view: TillView): void {
    const before = this.#view?.payment;
    const { payment } = view;
    this.#view = view;
    if (payment && (payment.paymentId !== before?.paymentId || payment.state !== before.state)) {
      this.#points.note({ paymentId: payment.paymentId, screen: payment.state });
    }
    for (const look of this.#waiting) look();
  }
}
