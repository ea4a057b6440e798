// The network of one till: late, cut, silent, slow to connect, doubling and delaying what it
// carries. It promises what TCP and TLS promise and nothing more, and watches what the till sends.
import type { ExchangeOptions, Network, RawResponse } from '../../electron/core/wire/transport.ts';
import { invariant } from '../../src-shared/result.ts';
import { short } from './far-end.ts';
import type { IntermediaryModel } from './intermediary.ts';
import { isOfKept, type KeptReplies, keptReply, nothingKept, withReply } from './kept-replies.ts';
import { operationOf } from './operations.ts';
import type { Random } from './random.ts';
import type { Fault, Reply } from './replies.ts';
import { spoiled, strangersAnswer } from './strangers.ts';
import type { World } from './world.ts';

/** Probabilities per request, and moods of the line. */
export type LineFaults = {
  isDown: boolean;
  /** A line that is down says nothing, instead of refusing at once. */
  isSilent: boolean;
  lostRequest: number;
  lostAnswer: number;
  reset: number;
  /** Carried much later, when the till has long given up. */
  delayed: number;
  doubled: number;
  slow: number;
  /** What the far end does wrong, and how often. */
  far: number;
  farFaults: readonly Fault[];
  /** How often somebody in between answers, before the far end has heard of it or in place of it. */
  stranger: number;
  /** What a portal answers to everything, while there is one. */
  portal: Reply | null;
  /** How often somebody gives what he kept of an earlier answer, as a cache does. */
  copies: number;
  /** What passed here, and he may hold on to. */
  passed: KeptReplies;
};

export const soundLine: Readonly<LineFaults> = {
  isDown: false,
  isSilent: false,
  lostRequest: 0,
  lostAnswer: 0,
  reset: 0,
  delayed: 0,
  doubled: 0,
  slow: 0,
  far: 0,
  farFaults: [],
  stranger: 0,
  portal: null,
  copies: 0,
  passed: nothingKept,
};

/** The process that sends: dead ones send and hear nothing, sleeping ones hear it later. */
export type Sender = {
  readonly isDead: boolean;
  readonly name: string;
  hear(action: () => void): void;
  /** About to send: may die here. */
  beforeSending(path: string): void;
  afterSending(path: string): void;
};

export type Wire = {
  /** A request is about to leave; the place to check what must be durable by now. */
  onLeaving(sender: Sender, path: string, body: string): () => void;
  /** A whole answer reached the till, so long after its request had left. */
  onAnswer(sender: Sender, body: string, reply: Reply, tookMs: number): void;
};

const connectMs = 5_000;

export class VirtualNetwork implements Network {
  readonly #world: World;
  readonly #random: Random;
  readonly #line: LineFaults;
  readonly #far: IntermediaryModel;
  readonly #sender: Sender;
  readonly #wire: Wire;

  constructor(parts: {
    world: World;
    random: Random;
    line: LineFaults;
    far: IntermediaryModel;
    sender: Sender;
    wire: Wire;
  }) {
    this.#world = parts.world;
    this.#random = parts.random;
    this.#line = parts.line;
    this.#far = parts.far;
    this.#sender = parts.sender;
    this.#wire = parts.wire;
  }

  reach(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#connect(resolve, reject);
    });
  }

  exchange(options: ExchangeOptions): Promise<RawResponse> {
    const body = bodyOf(options);
    return new Promise((resolve, reject) => {
      let isOver = false;
      let left = () => {};
      const end = (finish: () => void) => {
        if (isOver) return;
        isOver = true;
        left();
        finish();
      };
      const fail = (message: string) => end(() => reject(new Error(message)));
      if (options.signal.aborted) return fail('aborted');
      options.signal.addEventListener('abort', () => fail('aborted'), { once: true });
      this.#connect(
        () => {
          if (isOver || this.#sender.isDead) return;
          this.#sender.beforeSending(options.path);
          if (this.#sender.isDead) return;
          options.onLeaving();
          left = this.#wire.onLeaving(this.#sender, options.path, body);
          const leftMs = this.#world.nowMs;
          const answer = (reply: Reply) =>
            end(() => {
              const { status, contentType } = reply;
              this.#wire.onAnswer(this.#sender, body, reply, this.#world.nowMs - leftMs);
              resolve({ status, contentType, body: reply.body });
            });
          this.#carry(options, answer, fail);
          this.#sender.afterSending(options.path);
        },
        (error) => fail(error.message),
      );
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #connect(done: () => void, failed: (error: Error) => void): void {
    const { isDown, isSilent, slow } = this.#line;
    const refuse = () => failed(new Error(isSilent ? 'ETIMEDOUT' : 'ECONNREFUSED'));
    if (isDown) return this.#hearAfter(isSilent ? connectMs : 5, refuse);
    this.#hearAfter(this.#delay(slow), done);
  }

  #carry(
    options: ExchangeOptions,
    answer: (reply: Reply) => void,
    fail: (why: string) => void,
  ): void {
    const line = this.#line;
    const random = this.#random;
    const { path } = options;
    const body = bodyOf(options);
    const note = (what: string) =>
      this.#world.note(`${this.#sender.name} line: ${what} ${nameOf(path, body)}`);
    const resetSoon = () => this.#hearAfter(random.integer(1, 2_000), () => fail('ECONNRESET'));
    if (line.isDown || random.chance(line.lostRequest)) {
      note('loses');
      if (random.chance(0.5)) resetSoon();
      else this.#hearAfter(1, options.onSent);
      return;
    }
    this.#hearAfter(2, options.onSent);
    let travelMs = this.#delay(line.slow);
    const stranger = this.#strangersAnswer(path, body);
    if (stranger) {
      this.#world.after(travelMs, () => this.#bring(stranger, path, body, answer, fail));
      return;
    }
    if (random.chance(line.delayed)) {
      travelMs += random.integer(20_000, 180_000);
      note('delays');
      if (random.chance(0.5)) resetSoon();
    }
    const fault =
      random.chance(line.far) && line.farFaults.length > 0 ? random.pick(line.farFaults) : null;
    const arrive = (hear: (reply: Reply) => void, what: Fault | null) => {
      this.#far.take(path, body, what && !isOwnWord(what, path) ? what : null, (reply) =>
        hear(this.#asItArrives(path, reply)),
      );
    };
    this.#world.after(travelMs, () =>
      arrive((reply) => this.#bring(reply, path, body, answer, fail), fault),
    );
    if (random.chance(line.doubled)) {
      note('doubles');
      // Whoever doubled it may pass on the answer to either.
      const both = random.chance(0.5);
      this.#world.after(travelMs + random.integer(1, 5_000), () =>
        arrive((reply) => both && this.#bring(reply, path, body, answer, fail), null),
      );
    }
    if (random.chance(line.reset)) {
      note('resets');
      resetSoon();
    }
  }

  // Somebody who does not pass the request on.
  #strangersAnswer(path: string, body: string): Reply | null {
    const { portal, stranger, copies, passed } = this.#line;
    if (portal) return portal;
    // Who gave a code a second time has the approval that goes with it.
    const often = isOfKept(passed, path, body) ? 0.9 : copies;
    const kept = this.#random.chance(often) ? keptReply(passed, path) : null;
    return kept ?? (this.#random.chance(stranger / 2) ? strangersAnswer(this.#random, path) : null);
  }

  #asItArrives(path: string, reply: Reply): Reply {
    const random = this.#random;
    this.#line.passed = withReply(this.#line.passed, path, reply);
    return random.chance(this.#line.stranger / 2) ? spoiled(random, path, reply) : reply;
  }

  #bring(
    reply: Reply,
    path: string,
    body: string,
    answer: (reply: Reply) => void,
    fail: (why: string) => void,
  ): void {
    const name = nameOf(path, body);
    const lost = this.#line.isDown || this.#random.chance(this.#line.lostAnswer);
    this.#world.note(
      `${this.#sender.name} ${lost ? 'does not get' : 'gets'} ${told(reply)} for ${name}`,
    );
    if (!lost) {
      return this.#hearAfter(this.#delay(this.#line.slow), () => {
        answer(reply);
      });
    }
    if (this.#random.chance(0.5))
      this.#hearAfter(this.#random.integer(1, 3_000), () => fail('ECONNRESET'));
  }

  #delay(slow: number): number {
    return this.#random.chance(slow)
      ? this.#random.integer(500, 8_000)
      : this.#random.integer(2, 120);
  }

  #hearAfter(delayMs: number, action: () => void): void {
    this.#world.after(delayMs, () => this.#sender.hear(action));
  }
}

/** An operation and enough of an id to follow it through a story. */
// Every message of the interface has one.
function bodyOf({ body }: ExchangeOptions): string {
  invariant(body !== null, 'a message without a body is not of this interface');
  return body;
}

export function nameOf(path: string, body: string): string {
  const message = JSON.parse(body) as { id: string; requestId?: string };
  return `${operationOf(path).name} ${short(message.requestId ?? message.id)}`;
}

function told({ status, contentType, body, isForeign }: Reply): string {
  return isForeign ? `${status} ${contentType} ${body.slice(0, 60)}` : String(status);
}

// That an advice is taken (A3), or that there is nothing to reverse (A1), is said by the far end in
// earnest or not at all (A5).
function isOwnWord(fault: Fault, path: string): boolean {
  const { name, kind } = operationOf(path);
  if (kind === 'advice' && fault === 'empty') return true;
  return fault === 'notFound' && name === '/payments/reversals';
}
