// A translator puts elements of its own in the place of our texts. What stands there then no longer
// changes with the till, and taking it away throws. The page asks not to be translated; where that is
// not heard, the window is drawn anew.
import { quietly } from './quietly.ts';

/** More drawings than this are a fight that nobody wins. */
const drawingsMax = 5;

/** Calls `onTouched` when elements appear inside `place` that this window never makes. */
export function watchForOtherHands(place: HTMLElement, onTouched: () => void): void {
  let drawings = 0;
  const look = (changes: readonly MutationRecord[]) => {
    const isTouched = changes.some(({ addedNodes }) => [...addedNodes].some(isForeign));
    if (!isTouched || drawings >= drawingsMax) return;
    drawings += 1;
    onTouched();
  };
  const observer = quietly(() => new MutationObserver(look), null);
  observer?.observe(place, { childList: true, subtree: true });
}

function isForeign(node: Node): boolean {
  return node.nodeName === 'FONT';
}
