import { useState } from 'react';
import type { AdviceRow, QueueView } from '../../../src-shared/contract/views/queue.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { type Asked, takenOf } from './resent.ts';
import { closeRow } from './to-close.ts';

/** Sends exceptions again, and remembers which until it is known what came of each. */
export function useSentAgain(queue: QueueView | null, onTaken: (words: string) => void) {
  const { ask } = usePresent();
  const [asked, setAsked] = useState<Asked>(new Map());

  function forget(adviceId: string) {
    setAsked((before) => new Map([...before].filter(([id]) => id !== adviceId)));
  }

  async function sendAgain(row: AdviceRow) {
    const before = { answeredAt: row.lastAnswer?.at ?? null, about: closeRow(row).about };
    onTaken('');
    setAsked((others) => new Map([...others, [row.adviceId, before]]));
    const sent = await ask('sendAgain', { adviceId: row.adviceId });
    // Why not stands above the page.
    if (sent === undefined) forget(row.adviceId);
  }

  const [taken] = queue ? takenOf(asked, queue) : [];
  if (taken) {
    onTaken(texts.queue.taken(taken.about));
    forget(taken.adviceId);
  }
  return { asked, sendAgain };
}
