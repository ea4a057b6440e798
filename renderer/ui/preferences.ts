// What this window remembers about itself. Nothing here touches payments.
import { useSyncExternalStore } from 'react';
import { quietly } from './quietly.ts';

export type Appearance = 'auto' | 'light' | 'dark';

const appearanceKey = 'until-appearance';
const soundsKey = 'until-sounds';
const listeners = new Set<() => void>();
/** What a storage that is closed or full did not take: it lasts as long as the window. */
const unkept = new Map<string, string>();

export function readAppearance(): Appearance {
  const kept = read(appearanceKey);
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
}

export function readSoundsOn(): boolean {
  return read(soundsKey) !== 'off';
}

export function setAppearance(appearance: Appearance): void {
  keep(appearanceKey, appearance);
  applyAppearance();
  tell();
}

export function setSoundsOn(on: boolean): void {
  keep(soundsKey, on ? 'on' : 'off');
  tell();
}

/** Puts the kept appearance on the page; tokens.css does the rest. */
export function applyAppearance(): void {
  document.documentElement.dataset.appearance = readAppearance();
}

export function useAppearance(): Appearance {
  return useSyncExternalStore(listen, readAppearance);
}

export function useSoundsOn(): boolean {
  return useSyncExternalStore(listen, readSoundsOn);
}

/** A preference of one feature, under a name of its own. */
export function readPreference(key: string): string | null {
  return read(key);
}

export function keepPreference(key: string, value: string): void {
  keep(key, value);
  tell();
}

function read(key: string): string | null {
  return unkept.get(key) ?? quietly(() => localStorage.getItem(key), null);
}

function keep(key: string, value: string): void {
  const isKept = quietly(() => {
    localStorage.setItem(key, value);
    return true;
  }, false);
  if (isKept) unkept.delete(key);
  else unkept.set(key, value);
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
