// What this window remembers about itself. Nothing here touches payments.
import { useSyncExternalStore } from 'react';

export type Appearance = 'auto' | 'light' | 'dark';

const appearanceKey = 'until-appearance';
const soundsKey = 'until-sounds';
const listeners = new Set<() => void>();

export function readAppearance(): Appearance {
  const kept = localStorage.getItem(appearanceKey);
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
}

export function readSoundsOn(): boolean {
  return localStorage.getItem(soundsKey) !== 'off';
}

export function setAppearance(appearance: Appearance): void {
  localStorage.setItem(appearanceKey, appearance);
  applyAppearance();
  tell();
}

export function setSoundsOn(on: boolean): void {
  localStorage.setItem(soundsKey, on ? 'on' : 'off');
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

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
