// One window of a kind at a time. A browser opens six connections to a server and no more, and every
// window holds one for as long as it is open: the seventh would wait, its Cancel button with it. And
// two people at two windows would press for each other. So the newest takes the place.

export class Seat {
  #window: string | null = null;
  #onTaken = () => {};

  /**
   * Asks for the place. A window that was here before and lost its connection comes back without
   * `takes`; it is turned away (false) when another one has taken its place since. `onTaken` is told
   * when that happens later.
   */
  sit(window: string, takes: boolean, onTaken: () => void): boolean {
    if (!takes && this.#window !== null && this.#window !== window) return false;
    const leave = this.#onTaken;
    this.#window = window;
    this.#onTaken = onTaken;
    leave();
    return true;
  }
}
