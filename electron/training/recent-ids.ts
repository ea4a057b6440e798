// Ids seen before, the oldest forgotten beyond a limit, so that memory stays bounded.

export class RecentIds {
  readonly #ids = new Set<string>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Adds an id; false when it was there already. */
  add(id: string): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    if (this.#ids.size > this.#most) {
      const [oldest] = this.#ids;
      if (oldest !== undefined) this.#ids.delete(oldest);
    }
    return true;
  }

  /** Takes an id out; false when it was not there. */
  take(id: string): boolean {
    return this.#ids.delete(id);
  }
}
