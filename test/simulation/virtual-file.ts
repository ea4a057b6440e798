// A file of a virtual disk: what is there now, and what of it a power cut would leave.
import type { Random } from './random.ts';

/** Writes that were not synced are torn at this many bytes, as a disk's own blocks are. */
const blockBytes = 512;

/** The least room a file gets when it first grows, in bytes. */
const leastRoom = 16_384;

/** A change that was not synced. Its bytes, and those that were there before, are kept aside. */
type Change = {
  readonly kind: 'write' | 'truncate';
  readonly at: number;
  /** Where the bytes are kept: first those that were there before, then the new ones. */
  readonly from: number;
  readonly oldLength: number;
  readonly newLength: number;
  readonly oldSize: number;
};

const nothing = new Uint8Array(0);

/** Room that files outgrew, by its size in bytes: new room makes work for the garbage collector. */
const outgrown = new Map<number, Uint8Array<ArrayBuffer>[]>();

/** Bytes that grow at the end, the first `size` of `bytes`. Copies share them until one of them is written to. */
class Image {
  bytes = nothing;
  size = 0;
  #share = { holders: 1 };

  write(at: number, bytes: Uint8Array): void {
    const end = at + bytes.length;
    if (end > this.bytes.length) this.#move(Math.max(end, 2 * this.bytes.length, leastRoom));
    else if (this.#share.holders > 1) this.#move(this.bytes.length);
    if (at > this.size) this.bytes.fill(0, this.size, at);
    this.bytes.set(bytes, at);
    this.size = Math.max(this.size, end);
  }

  truncate(size: number): void {
    if (size > this.size) this.write(this.size, new Uint8Array(size - this.size));
    this.size = size;
  }

  copy(): Image {
    const copy = new Image();
    copy.bytes = this.bytes;
    copy.size = this.size;
    copy.#share = this.#share;
    this.#share.holders += 1;
    return copy;
  }

  #move(room: number): void {
    const own = outgrown.get(room)?.pop() ?? new Uint8Array(room);
    own.set(this.bytes.subarray(0, this.size));
    this.#share.holders -= 1;
    if (this.#share.holders === 0 && this.size > 0) keepRoom(this.bytes);
    this.bytes = own;
    this.#share = { holders: 1 };
  }
}

function keepRoom(room: Uint8Array<ArrayBuffer>): void {
  const same = outgrown.get(room.length);
  if (same) same.push(room);
  else outgrown.set(room.length, [room]);
}

export class VirtualFile {
  readonly now: Image;
  /** What is synced; null while that is what is there now without what is pending. */
  #durable: Image | null;
  #pending: Change[] = [];
  readonly #kept = new Image();

  constructor(now = new Image(), durable: Image | null = null) {
    this.now = now;
    this.#durable = durable;
  }

  get size(): number {
    return this.now.size;
  }

  /** Whether this text would still be there after a power cut. */
  holdsDurably(text: string): boolean {
    const { bytes, size } = this.#synced();
    return Buffer.from(bytes.buffer, bytes.byteOffset, size).includes(text);
  }

  write(at: number, bytes: Uint8Array): void {
    this.#keep('write', at, at + bytes.length, bytes);
    this.now.write(at, bytes);
  }

  truncate(size: number): void {
    this.#keep('truncate', size, this.size, nothing);
    this.now.truncate(size);
  }

  sync(): void {
    if (this.#durable) for (const change of this.#pending) this.#apply(this.#durable, change);
    this.#settle();
  }

  /** A sync failed: the system takes what was written for clean and never writes it again. */
  forget(): void {
    this.#part();
    this.#settle();
  }

  /** Damage: bytes of what is there change, now and durably. */
  damage(at: number, bytes: Uint8Array): void {
    this.#part().write(at, bytes);
    this.now.write(at, bytes);
  }

  cutTo(size: number): void {
    const durable = this.#part();
    durable.truncate(Math.min(size, durable.size));
    this.now.truncate(size);
  }

  /** What a power cut leaves: what was synced, and any part of the rest. */
  afterPowerCut(random: Random): VirtualFile {
    const left = this.#synced().copy();
    const mood = random.draw();
    for (const change of this.#pending) {
      if (mood < 0.4) continue; // nothing of it
      if (mood < 0.7 && random.chance(0.5)) continue; // some of it, out of order
      this.#apply(left, change.kind === 'write' ? torn(change, random) : change);
      if (mood >= 0.7 && random.chance(0.3)) break; // the beginning of it
    }
    return new VirtualFile(left);
  }

  copy(): VirtualFile {
    const isSynced = this.#durable === null && this.#pending.length === 0;
    return new VirtualFile(this.now.copy(), isSynced ? null : this.#synced().copy());
  }

  // What is there without what is pending. Not to be written to.
  #synced(): Image {
    if (this.#durable) return this.#durable;
    if (this.#pending.length === 0) return this.now;
    const synced = this.now.copy();
    for (const { at, from, oldLength, oldSize } of this.#pending.toReversed()) {
      if (oldLength > 0) synced.write(at, this.#kept.bytes.subarray(from, from + oldLength));
      synced.truncate(oldSize);
    }
    return synced;
  }

  // From now on what is synced has a life of its own.
  #part(): Image {
    this.#durable ??= this.#synced().copy();
    return this.#durable;
  }

  #keep(kind: Change['kind'], at: number, end: number, bytes: Uint8Array): void {
    const { now } = this;
    const from = this.#kept.size;
    const old = now.bytes.subarray(Math.min(at, now.size), Math.min(end, now.size));
    const change = { kind, at, from, oldLength: old.length, newLength: bytes.length };
    this.#pending.push({ ...change, oldSize: now.size });
    if (old.length > 0) this.#kept.write(from, old);
    this.#kept.write(this.#kept.size, bytes);
  }

  #apply(image: Image, { kind, at, from, oldLength, newLength }: Change): void {
    if (kind === 'truncate') return image.truncate(at);
    const start = from + oldLength;
    image.write(at, this.#kept.bytes.subarray(start, start + newLength));
  }

  #settle(): void {
    this.#pending = [];
    this.#kept.size = 0;
  }
}

function torn(write: Change, random: Random): Change {
  if (!random.chance(0.3)) return write;
  const blocks = random.integer(0, Math.ceil(write.newLength / blockBytes));
  return { ...write, newLength: Math.min(write.newLength, blocks * blockBytes) };
}
