// Where the buttons that decide stand. Lines and questions that come and go, words that grow longer,
// notices: each can put another button under a finger that was on its way, so the screen settles anew,
// whatever it was. What the same button at the same place means next is not seen here: its screen says
// that (useSettling).
import { quietly } from './quietly.ts';
import { beginSettling } from './settling.ts';

type Place = { readonly x: number; readonly y: number };

/** A press on its way is still on its button when that has moved by less, in pixels. */
const movedPx = 16;
/** How often to look where the page cannot be observed. */
const lookMs = 50;

let places = new Map<HTMLElement, Place>();

/** From now on every button that decides is watched. */
export function watchMoving(): void {
  const everything = { subtree: true, childList: true, characterData: true, attributes: true };
  const observer = quietly(() => new MutationObserver(look), null);
  if (observer) observer.observe(document.documentElement, everything);
  else window.setInterval(look, lookMs);
  window.addEventListener('resize', look);
}

function look(): void {
  const before = places;
  const buttons = [...document.querySelectorAll<HTMLElement>('[data-decides]')];
  places = new Map(buttons.map((button) => [button, placeNow(button, before.get(button))]));
  const isSame =
    places.size === before.size && buttons.every((b) => places.get(b) === before.get(b));
  if (!isSame) beginSettling();
}

// Many small steps are a move as well: each is measured from where it last stood still.
function placeNow(button: HTMLElement, before: Place | undefined): Place {
  const now = placeOf(button);
  return before && Math.hypot(now.x - before.x, now.y - before.y) < movedPx ? before : now;
}

// In the page, not in the window: who scrolls sees what moves.
function placeOf(button: HTMLElement): Place {
  let [x, y] = [0, 0];
  let at: Element | null = button;
  while (at instanceof HTMLElement) {
    x += at.offsetLeft;
    y += at.offsetTop;
    at = at.offsetParent;
  }
  return { x, y };
}
