// Stands before every key, click and touch of the window, and lets only those decide that a person
// meant for what is on the screen: nothing that a scanner typed (scan.ts), nothing that was pressed
// before the screen had settled (settling.ts), nothing from a key that is held down.
import {
  type Burst,
  isCharacter,
  isSoonAfter,
  nextKey,
  nextUnseen,
  scannerGapMsMax,
  silence,
  type Target,
} from './scan.ts';
import { wasOnThisScreen, wasSettled } from './settling.ts';

/** What a screen that takes typed digits has to know. */
export type ScanListener = {
  /** A burst of characters begins; its first one has not arrived yet. */
  readonly onBegin: () => void;
  /** What has been typed since then was a scan. */
  readonly onScan: () => void;
  /** This key, which acts on what was typed, came too soon after a character to be taken for a person's. */
  readonly onHasty: (key: 'Enter' | '+') => void;
};

type Held = { readonly event: KeyboardEvent; readonly target: HTMLElement; readonly timer: number };
type Press = { readonly atMs: number; readonly x: number; readonly y: number };

/** Pressing it may decide something. */
const deciding = '[data-decides]';
/** Types only, as a key of the keypad does: taken at once, unless the press began on another screen. */
const typing = '[data-types]';
/** Take Enter and Space for themselves, and decide nothing by them. */
const ownKeys = 'select, input[type="radio"], input[type="checkbox"]';
const freeText = 'textarea, select, input:not([type="radio"], [type="checkbox"])';
const modifiers = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock']);
/** No key of a keyboard that we could see: composing, or a keyboard on the screen. */
const unseen = new Set(['Process', 'Unidentified', 'Dead']);
/** A person's: no scanner takes anything back. */
const corrections = new Set(['Backspace', 'Delete']);
/** Two presses closer together than this, in pixels, are on the same place. */
const samePlacePx = 40;
/** Fingers on the glass that are remembered. */
const pressesMax = 10;

const listeners = new Set<ScanListener>();
let burst: Burst = silence;
let held: Held | null = null;
let tab: { readonly atMs: number; readonly from: Element | null } | null = null;
let ours: KeyboardEvent | null = null;
/** The character that a key has just told, and the field may now receive. */
let told: { readonly key: string; readonly atMs: number } | null = null;
const presses = new Map<number, Press>();
let pressBefore: Press | null = null;

/** Calls until the returned function is called. */
export function listenForScans(listener: ScanListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Puts the guard in place; before anything else of the window listens. */
export function guardPresses(): void {
  window.addEventListener('keydown', onKeyDown, { capture: true });
  window.addEventListener('beforeinput', onBeforeInput, { capture: true });
  window.addEventListener('pointerdown', onPointerDown, { capture: true });
  window.addEventListener('click', onClick, { capture: true });
}

function onKeyDown(event: KeyboardEvent): void {
  if (event === ours || event.isComposing) return;
  const { key, timeStamp: atMs } = event;
  if (modifiers.has(key)) return;
  const target = targetOf(event);
  const isChord = event.ctrlKey || event.altKey || event.metaKey;
  told = isCharacter(key) && !isChord ? { key, atMs } : null;
  // A held key repeats as evenly as a scanner; it types, and decides nothing.
  if (event.repeat) {
    if (key === 'Escape' || adds(key, target) || acts(key, target)) drop(event);
    return;
  }
  letGo();
  if (isChord) return onChord(event);
  if (unseen.has(key)) {
    burst = nextUnseen(burst, atMs);
    return;
  }
  if (corrections.has(key)) {
    burst = silence;
    return;
  }
  const wasScan = burst.isScan;
  const { burst: next, verdict } = nextKey(burst, key, atMs, target);
  burst = next;
  if (verdict === 'begins') begin(atMs, target);
  if (verdict === 'scan') onScanned(event, key, wasScan);
  else if (adds(key, target)) onAdding(event, verdict === 'typed');
  else if (verdict === 'hasty' && isHeldBack(key, target)) onHasty(event);
  else if (acts(key, target)) onActing(event, verdict !== 'typed');
  else if (key === 'Escape' && !wasSettled(atMs)) drop(event);
  else if (key === 'Tab') tab = { atMs, from: document.activeElement };
}

// What reaches a field without a key that told it: typed by a number with Alt held, composed, put in by
// a program or by a keyboard on the screen. A scanner may send its characters in each of these ways.
function onBeforeInput(event: InputEvent): void {
  const character = event.data?.at(-1);
  if (character === undefined) return;
  const { timeStamp: atMs } = event;
  const wasTold = told?.key === event.data && atMs - (told?.atMs ?? 0) <= scannerGapMsMax;
  told = null;
  if (wasTold) return;
  letGo();
  const target = targetOf(event);
  const wasScan = burst.isScan;
  const { burst: next, verdict } = nextKey(burst, character, atMs, target);
  burst = next;
  if (verdict === 'begins') begin(atMs, target);
  if (verdict === 'scan') onScanned(event, character, wasScan);
}

function onScanned(event: KeyboardEvent | InputEvent, key: string, wasScan: boolean): void {
  if (!wasScan) for (const listener of listeners) listener.onScan();
  // A field for any text may be meant to be scanned into, and Escape only ever goes back.
  if (targetOf(event) === 'text' && (isCharacter(key) || key === 'Escape')) return;
  drop(event);
}

function onHasty(event: KeyboardEvent): void {
  drop(event);
  const { key } = event;
  if (key === 'Enter' || key === '+') for (const listener of listeners) listener.onHasty(key);
}

// As with the Enter of an amount: what follows may be typed at once, and belongs to the next one.
function onAdding(event: KeyboardEvent, isHasty: boolean): void {
  if (isHasty || !wasOnThisScreen(event.timeStamp)) onHasty(event);
  else burst = silence;
}

function onActing(event: KeyboardEvent, isFirst: boolean): void {
  const mayAct = isFirst && wasSettled(event.timeStamp);
  if (mayAct && (isOwn(event) || takesAmount(event))) return;
  drop(event);
  if (mayAct) hold(event);
}

/** Keys that press something: but for one, they wait until it is clear that no scan begins with them. */
function acts(key: string, target: Target): boolean {
  if (key === 'Enter') return true;
  return (key === ' ' && target === 'screen') || (key === '?' && target !== 'text');
}

/** Takes what was typed into the sale, as Enter takes it for a payment; in a text it is a character. */
function adds(key: string, target: Target): boolean {
  return key === '+' && target !== 'text';
}

// People leave a field with Tab as fast as they type, and call off at any time.
function isHeldBack(key: string, target: Target): boolean {
  return key === 'Enter' || (key !== 'Escape' && target !== 'text');
}

// Some scanners send control characters as chords, which are commands to a browser, and others every
// character by its number with Alt held.
function onChord(event: KeyboardEvent): void {
  const { timeStamp: atMs } = event;
  if (burst.isScan && isSoonAfter(burst, atMs)) drop(event);
  burst = nextUnseen(burst, atMs);
}

function begin(atMs: number, target: Target): void {
  // The Tab before it was the first key of a scan: the next step has the focus again.
  const isOfScan = tab !== null && atMs - tab.atMs <= scannerGapMsMax && target !== 'text';
  if (isOfScan && tab?.from instanceof HTMLElement) tab.from.focus({ preventScroll: true });
  tab = null;
  for (const listener of listeners) listener.onBegin();
}

function isOwn({ target, shiftKey }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.matches(ownKeys) || (shiftKey && target.matches('textarea'));
}

// The quick way waits for nothing: a scan that begins with Enter could only take what was typed before.
function takesAmount({ key, target }: KeyboardEvent): boolean {
  return key === 'Enter' && target instanceof Element && target.matches('[data-amount="quick"]');
}

function hold(event: KeyboardEvent): void {
  const target = event.target instanceof HTMLElement ? event.target : document.body;
  held = { event, target, timer: window.setTimeout(pressHeld, scannerGapMsMax) };
}

function letGo(): void {
  window.clearTimeout(held?.timer);
  held = null;
}

// No further key followed: a person pressed it. What the browser would have done with it is done here.
function pressHeld(): void {
  if (!held) return;
  const { event, target } = held;
  held = null;
  if (!target.isConnected || !wasOnThisScreen(event.timeStamp)) return;
  const { key, code } = event;
  ours = new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true });
  const isFree = target.dispatchEvent(ours);
  ours = null;
  if (!isFree) return;
  if (target.matches('button, a[href], summary')) target.click();
  else if (target instanceof HTMLInputElement && key === 'Enter') target.form?.requestSubmit();
}

function targetOf({ target }: Event): Target {
  if (!(target instanceof HTMLElement)) return 'screen';
  if (target.matches('[data-amount]')) return 'amount';
  return target.matches(freeText) ? 'text' : 'screen';
}

function onPointerDown(event: PointerEvent): void {
  pressBefore = [...presses.values()].at(-1) ?? null;
  if (presses.size >= pressesMax) presses.clear();
  presses.delete(event.pointerId);
  presses.set(event.pointerId, { atMs: event.timeStamp, x: event.clientX, y: event.clientY });
}

function onClick(event: MouseEvent): void {
  if (!(event.target instanceof Element)) return;
  const isDeciding = event.target.closest(deciding) !== null;
  if (!isDeciding && event.target.closest(typing) === null) return;
  // A click without a pointer is that of a key, which was judged, or of an assistive technology.
  const press = event instanceof PointerEvent ? presses.get(event.pointerId) : undefined;
  const beganAtMs = press?.atMs ?? event.timeStamp;
  const isMeant = isDeciding
    ? wasSettled(beganAtMs)
    : wasOnThisScreen(beganAtMs) && !(press && isSecondOfTwo(press));
  if (!isMeant) drop(event);
}

// The second press of a double one, whose first has changed the screen.
function isSecondOfTwo({ atMs, x, y }: Press): boolean {
  if (wasSettled(atMs) || !pressBefore || wasOnThisScreen(pressBefore.atMs)) return false;
  return Math.hypot(pressBefore.x - x, pressBefore.y - y) < samePlacePx;
}

function drop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
