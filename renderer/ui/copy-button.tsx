import { useState } from 'react';
import { texts } from '../texts/texts.ts';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';

type Props = {
  readonly text: string;
  /** What is copied, for whoever does not see what the button stands beside. */
  readonly what: string;
};

/** Copies a text, and says in its own place whether that worked. */
export function CopyButton({ text, what }: Props) {
  const [copied, setCopied] = useState<boolean | null>(null);
  const { copy, copied: done, notCopied, copyOf } = texts.history;
  const words = copied === null ? copy : copied ? done : notCopied;
  return (
    <Button
      kind="bare"
      aria-label={copied === null ? copyOf(what) : undefined}
      onClick={() => void copyText(text).then(setCopied)}
    >
      <span aria-live="polite">{words}</span>
    </Button>
  );
}
