import { type RefObject, useLayoutEffect, useState } from 'react';
import { quietly } from './quietly.ts';

export type Room = { readonly width: number; readonly height: number };

/** The inner size of an element in CSS pixels, kept up to date; null before the first layout. */
export function useRoom(element: RefObject<HTMLElement | null>): Room | null {
  const [room, setRoom] = useState<Room | null>(null);
  useLayoutEffect(() => {
    const watched = element.current;
    if (!watched) return undefined;
    const measure = () => setRoom({ width: watched.clientWidth, height: watched.clientHeight });
    measure();
    const observer = quietly(() => new ResizeObserver(measure), null);
    observer?.observe(watched);
    // Where nothing observes elements, the window's own size is the next best.
    window.addEventListener('resize', measure);
    return () => {
      observer?.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [element]);
  return room;
}
