// What the line and the far end do to the till in a soak: clear intervals, and between them one
// trouble at a time from a shuffled deck, so that a long run meets each of them many times.
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { Fault } from '../../electron/training/faults.ts';
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import type { FaultProxy, LineFault, Way } from '../support/fault-proxy.ts';
import { drawFrom, drawNumber } from './draw.ts';

const clearMs = 4_000;
const troubleMs = 3_000;
/** A drip lets so many bytes pass at each step. */
const dripBytes = 50;
const dripStepMs = 10;
/** While nobody listened, another process may have got the port for a moment. */
const listenAgainMs = 50;

type Trouble = { readonly name: string; begin(): unknown; end(): unknown };

export class Weather {
  readonly #proxy: FaultProxy;
  readonly #intermediary: TrainingIntermediary;
  readonly #stop = new AbortController();
  #now = 'clear';
  #troubles = 0;
  #going: Promise<void> = Promise.resolve();

  constructor(proxy: FaultProxy, intermediary: TrainingIntermediary) {
    this.#proxy = proxy;
    this.#intermediary = intermediary;
  }

  /** What it is like at the moment, in a word or two. */
  get now(): string {
    return this.#now;
  }

  /** Troubles so far. */
  get troubles(): number {
    return this.#troubles;
  }

  start(): void {
    this.#going = this.#go();
  }

  /** Ends the trouble of the moment; from then on it is clear. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#going;
  }

  async #go(): Promise<void> {
    const drip = setInterval(() => this.#proxy.step(), dripStepMs);
    let deck: Trouble[] = [];
    while (await this.#lasts(clearMs)) {
      if (deck.length === 0) deck = this.#deck();
      const trouble = drawFrom(deck);
      deck = deck.filter((other) => other !== trouble);
      this.#now = trouble.name;
      this.#troubles += 1;
      await trouble.begin();
      await this.#lasts(troubleMs);
      await trouble.end();
      this.#now = 'clear';
    }
    // Lines that drip go on to their end.
    drip.unref();
  }

  /** The time passes; false when it was cut short by `stop`. */
  #lasts(forMs: number): Promise<boolean> {
    const { signal } = this.#stop;
    return setTimeout(forMs, true, { signal }).catch(() => false);
  }

  #deck(): Trouble[] {
    const line = (name: string, faults: () => LineFault, times = 3): Trouble => ({
      name,
      begin: () => this.#proxy.arm(faults(), { times }),
      end: () => {
        this.#proxy.disarm();
        this.#proxy.release();
      },
    });
    const cut = (how: 'end' | 'reset' | 'hold' | 'vanish') => (): LineFault => {
      const way: Way = drawFrom(['request', 'response'] as const);
      return { kind: 'cut', way, after: drawNumber(0, way === 'request' ? 700 : 400), how };
    };
    const far = (name: string, fault: Fault): Trouble => ({
      name,
      begin: () => this.#intermediary.setFault(fault),
      end: () => this.#intermediary.setFault(null),
    });
    const advices = ['confirmPayment', 'reversePayment'] as const;
    const operations = [...advices];
    return [
      line('cut', cut('end'), 5),
      line('reset', cut('reset'), 5),
      line('stall', cut('hold'), 2),
      line('vanish', cut('vanish'), 2),
      line('slices', () => ({ kind: 'slice', most: drawNumber(1, 8) }), 20),
      line('drip', () => ({ kind: 'drip', bytes: dripBytes }), 20),
      line('request twice', () => ({ kind: 'twice', way: 'request' }), 10),
      line('answer twice', () => ({ kind: 'twice', way: 'response' }), 10),
      line('bytes behind', () => ({ kind: 'append', text: 'HTTP/1.1 201 Created\r\n\r\n' }), 10),
      { name: 'break all', begin: () => this.#proxy.breakAll(), end: () => this.#proxy.breakAll() },
      this.#refusal(),
      far('advices 500', { kind: 'status', status: 500, operations }),
      far('advices 504, done', { kind: 'status', status: 504, processed: true, operations }),
      far('advices 503', { kind: 'status', status: 503, operations, times: 2 }),
      far('401', { kind: 'status', status: 401, operations: 'all', times: 3 }),
      far('code 500', { kind: 'status', status: 500, operations: ['createQrCode'], times: 5 }),
      far('advices lost', { kind: 'drop', operations }),
      far('answers lost', { kind: 'dropAfter', operations: 'all' }),
      far('advices silent', { kind: 'silence', operations, times: 2 }),
    ];
  }

  #refusal(): Trouble {
    let port = 0;
    const accept = async (): Promise<void> => {
      try {
        await this.#proxy.accept(port);
      } catch {
        await once(AbortSignal.timeout(listenAgainMs), 'abort');
        await accept();
      }
    };
    return {
      name: 'refused',
      begin: async () => {
        port = await this.#proxy.refuse();
      },
      end: accept,
    };
  }
}
