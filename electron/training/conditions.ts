// Promises that resolve when something becomes true, so that nobody has to poll or sleep.

export class Conditions {
  #pending: { readonly holds: () => boolean; readonly resolve: () => void }[] = [];

  /** Resolves as soon as `holds` does; at once when it holds already. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#pending.push({ holds, resolve });
      this.check();
    });
  }

  /** To be called after each change that a condition may speak of. */
  check(): void {
    if (this.#pending.length === 0) return;
    const met = this.#pending.filter(({ holds }) => holds());
    this.#pending = this.#pending.filter((condition) => !met.includes(condition));
    for (const { resolve } of met) resolve();
  }
}
