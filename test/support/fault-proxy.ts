// A line that breaks in every way a line can: a TCP proxy in front of a server on loopback. It passes
// bytes, so it stands before TLS as well. A fault is armed; the next connection that says something
// (and, with `at`, says that) meets it and keeps it until it ends. Others pass untouched.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { Conditions } from '../../electron/training/conditions.ts';
import { wholeMessageLength } from './http-bytes.ts';

/** What the till says, or what it is answered. */
export type Way = 'request' | 'response';

/**
 * - `cut`: so many bytes of one way pass, and the next one is met by: `end` (FIN), `reset` (RST),
 *   `hold` (nothing passes any more, a FIN neither, until `release`), `vanish` (as `hold`, and the
 *   server is gone: a half-open connection);
 * - `slice`: segments of at most `most` bytes, both ways;
 * - `drip`: both ways, `bytes` at each `step()`;
 * - `twice`: the whole message of one way comes twice (plain HTTP only);
 * - `append`: bytes nobody asked for follow the answer (plain HTTP only).
 */
export type LineFault =
  | {
      readonly kind: 'cut';
      readonly way: Way;
      readonly after: number;
      readonly how: 'end' | 'reset' | 'hold' | 'vanish';
    }
  | { readonly kind: 'slice'; readonly most: number }
  | { readonly kind: 'drip'; readonly bytes: number }
  | { readonly kind: 'twice'; readonly way: Way }
  | { readonly kind: 'append'; readonly text: string };

type Armed = { readonly fault: LineFault; readonly at: string; timesLeft: number };

export class FaultProxy {
  readonly #server: Server;
  readonly #lines = new Set<Line>();
  readonly #conditions = new Conditions();
  #toPort: number;
  #armed: Armed | null = null;
  #met: Line[] = [];

  private constructor(toPort: number) {
    this.#toPort = toPort;
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (outer) => {
      const line = new Line(outer, this.#toPort, {
        meet: (said) => this.#meet(line, said),
        changed: () => this.#conditions.check(),
      });
      this.#lines.add(line);
      outer.on('close', () => this.#lines.delete(line));
    });
  }

  static async start(toPort: number): Promise<FaultProxy> {
    const proxy = new FaultProxy(toPort);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** From now on; `at` is what the first bytes must hold, `times` how many connections meet it. */
  arm(fault: LineFault, { at = '', times = 1 }: { at?: string; times?: number } = {}): void {
    this.#armed = { fault, at, timesLeft: times };
  }

  disarm(): void {
    this.#armed = null;
  }

  /** Resolves when `count` connections have come to where their fault is. */
  whenMet(count = 1): Promise<void> {
    return this.#conditions.until(
      () => this.#met.filter(({ isAtFault }) => isAtFault).length >= count,
    );
  }

  /** Resolves when the till has let go of every connection that met a fault. */
  whenLetGo(): Promise<void> {
    return this.#conditions.until(() => this.#met.every(({ isLetGo }) => isLetGo));
  }

  /** Passes what was held, and everything after it. */
  release(): void {
    for (const line of this.#met) line.release();
  }

  /** One step of every connection that drips. */
  step(): void {
    for (const line of this.#lines) line.step();
  }

  /** New connections go to another server. */
  retarget(toPort: number): void {
    this.#toPort = toPort;
  }

  /** Breaks every connection. */
  breakAll(): void {
    for (const line of this.#lines) line.reset();
  }

  /** Refuses new connections, until `accept` with the port this gives. */
  refuseNew(): number {
    const { port } = this;
    this.#server.close();
    return port;
  }

  /** Breaks every connection and refuses new ones, until `accept` with the port this gives. */
  async refuse(): Promise<number> {
    const port = this.refuseNew();
    this.breakAll();
    await once(this.#server, 'close');
    return port;
  }

  async accept(port: number): Promise<void> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async stop(): Promise<void> {
    if (this.#server.listening) await this.refuse();
  }

  #meet(line: Line, said: Buffer): LineFault | null {
    const armed = this.#armed;
    if (!armed || armed.timesLeft === 0 || !said.includes(armed.at)) return null;
    armed.timesLeft -= 1;
    this.#met.push(line);
    return armed.fault;
  }
}

type LinePorts = { meet(said: Buffer): LineFault | null; changed(): void };

/** One connection: the till's end (`outer`) and the server's (`inner`). */
class Line {
  readonly #ends: Record<Way, Socket>;
  readonly #ports: LinePorts;
  readonly #passed: Record<Way, number> = { request: 0, response: 0 };
  readonly #gathered: Record<Way, Buffer> = { request: Buffer.alloc(0), response: Buffer.alloc(0) };
  readonly #sending: Record<Way, Promise<void>> = {
    request: Promise.resolve(),
    response: Promise.resolve(),
  };
  #fault: LineFault | null = null;
  #held: (() => void)[] | null = null;
  isAtFault = false;
  /** The till has closed its end, whether or not that may pass. */
  isLetGo = false;

  constructor(outer: Socket, toPort: number, ports: LinePorts) {
    const inner = connect({ port: toPort, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    this.#ends = { request: inner, response: outer };
    this.#ports = ports;
    outer.on('data', (chunk) => this.#hear('request', chunk));
    inner.on('data', (chunk) => this.#hear('response', chunk));
    outer.on('end', () => {
      this.#letGo();
      this.#inTurn('request', () => inner.end());
    });
    inner.on('end', () => this.#inTurn('response', () => outer.end()));
    outer.on('error', () => inner.destroy());
    inner.on('error', () => this.#held ?? outer.destroy());
    outer.on('close', () => {
      // What was held for the server can still be released to it: a late delivery.
      if (!this.#held) inner.destroy();
      this.#letGo();
    });
    inner.on('close', () => this.#held ?? this.#inTurn('response', () => outer.destroySoon()));
  }

  release(): void {
    const held = this.#held;
    this.#held = null;
    this.#fault = null;
    for (const pass of held ?? []) pass();
  }

  reset(): void {
    this.#held = null;
    this.#ends.response.resetAndDestroy();
    this.#ends.request.destroy();
  }

  step(): void {
    if (this.#fault?.kind !== 'drip') return;
    for (const way of ['request', 'response'] as const) {
      const drop = this.#gathered[way].subarray(0, this.#fault.bytes);
      this.#gathered[way] = this.#gathered[way].subarray(drop.length);
      this.#write(way, drop);
    }
  }

  #hear(way: Way, chunk: Buffer): void {
    if (way === 'request' && !this.#fault) {
      this.#fault = this.#ports.meet(chunk);
      this.#passed.request = 0;
      this.#passed.response = 0;
    }
    this.#inTurn(way, () => this.#pass(way, chunk));
  }

  // What is held waits for `release`; everything else goes on at once.
  #inTurn(way: Way, pass: () => void): void {
    if (this.#held) this.#held.push(() => this.#inTurn(way, pass));
    else if (this.#fault?.kind === 'slice') this.#sending[way] = this.#sending[way].then(pass);
    else pass();
  }

  #pass(way: Way, chunk: Buffer): void {
    const fault = this.#fault;
    switch (fault?.kind) {
      case 'cut':
        if (way === fault.way) this.#cut(fault, chunk);
        else this.#write(way, chunk);
        return;
      case 'slice':
        this.#sending[way] = this.#slice(way, chunk, fault.most);
        return;
      case 'drip':
        this.#gathered[way] = Buffer.concat([this.#gathered[way], chunk]);
        return this.#reach();
      case 'twice':
        if (way !== fault.way) return this.#write(way, chunk);
        return this.#whenWhole(way, chunk, (message) => Buffer.concat([message, message]));
      case 'append':
        if (way === 'request') return this.#write(way, chunk);
        return this.#whenWhole(way, chunk, (message) =>
          Buffer.concat([message, Buffer.from(fault.text)]),
        );
      default:
        this.#write(way, chunk);
    }
  }

  #cut(fault: LineFault & { kind: 'cut' }, chunk: Buffer): void {
    const { way, after, how } = fault;
    const left = after - this.#passed[way];
    this.#passed[way] += chunk.length;
    this.#write(way, chunk.subarray(0, left));
    if (chunk.length <= left) return;
    if (how === 'hold' || how === 'vanish') {
      this.#held = [() => this.#write(way, chunk.subarray(left))];
      if (how === 'vanish') this.#ends.request.destroy();
    } else if (how === 'end') {
      this.#ends.response.end();
      this.#ends.request.destroy();
    } else {
      this.reset();
    }
    this.#reach();
  }

  async #slice(way: Way, chunk: Buffer, most: number): Promise<void> {
    for (let at = 0; at < chunk.length; at += most) {
      this.#write(way, chunk.subarray(at, at + most));
      // A turn of the loop between two pieces, so that they are read one by one.
      await new Promise(setImmediate);
    }
    this.#reach();
  }

  #whenWhole(way: Way, chunk: Buffer, change: (message: Buffer) => Buffer): void {
    const gathered = Buffer.concat([this.#gathered[way], chunk]);
    const length = wholeMessageLength(gathered);
    this.#gathered[way] = gathered;
    if (length === null || gathered.length < length) return;
    this.#gathered[way] = Buffer.alloc(0);
    this.#write(way, change(gathered));
    this.#reach();
  }

  #write(way: Way, bytes: Buffer): void {
    if (bytes.length > 0 && this.#ends[way].writable) this.#ends[way].write(bytes);
  }

  #letGo(): void {
    this.isLetGo = true;
    this.#ports.changed();
  }

  #reach(): void {
    this.isAtFault = true;
    this.#ports.changed();
  }
}
