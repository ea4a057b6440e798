import { type RefObject, useRef, useState } from 'react';
import { texts } from '../../texts/texts.ts';
import type { ClosingDraft } from './close-dialog.tsx';
import type { ToClose } from './to-close.ts';

const emptyDraft: ClosingDraft = { person: '', reason: '' };

type Closing = { readonly item: ToClose; readonly draft: ClosingDraft };

/** The question whether an item is closed for good. `onSay`: what came of it; empty when asked anew. */
export function useClosing(heading: RefObject<HTMLElement | null>, onSay: (words: string) => void) {
  const [closing, setClosing] = useState<Closing | null>(null);
  // Each question has a number: one that was left a moment ago must not close the next.
  const [asking, setAsking] = useState<number | null>(null);
  const questions = useRef(0);

  // The same item again: its words are still there.
  function askToClose(item: ToClose) {
    const isSame = closing?.item.adviceId === item.adviceId;
    setClosing({ item, draft: isSame ? closing.draft : emptyDraft });
    onSay('');
    questions.current += 1;
    setAsking(questions.current);
  }

  function leaveQuestion(number: number, done: boolean) {
    setAsking((now) => (now === number ? null : now));
    if (!done || !closing) return;
    onSay(texts.queue.closing.done(closing.item.about));
    setClosing(null);
    // Its line, and with it the button that had the focus, is gone.
    heading.current?.focus();
  }

  function keepDraft(draft: ClosingDraft) {
    if (closing) setClosing({ ...closing, draft });
  }

  const question = asking !== null && closing ? { number: asking, ...closing } : null;
  return { question, askToClose, keepDraft, leaveQuestion };
}
