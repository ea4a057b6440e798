import { type KeyboardEvent, useRef, useState } from 'react';
import { brokenClosingRule, type ClosingField } from '../../../src-shared/domain/closing.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Mark } from '../../ui/mark.tsx';
import styles from './close-dialog.module.css';
import { ClosingText } from './closing-text.tsx';
import type { ToClose } from './to-close.ts';

export type ClosingDraft = Record<ClosingField, string>;

type Props = {
  readonly item: ToClose;
  /** Kept above, so that an Escape by mistake loses no words. */
  readonly draft: ClosingDraft;
  readonly onDraft: (draft: ClosingDraft) => void;
  /** The question is gone; with `done` the item is closed. */
  readonly onLeave: (done: boolean) => void;
};

const fields: readonly ClosingField[] = ['person', 'reason'];

/** Asks for a name and a reason before an item leaves the exceptions for good. */
export function CloseDialog({ item, draft, onDraft, onLeave }: Props) {
  const { ask } = usePresent();
  const dialog = useRef<HTMLDialogElement>(null);
  const isDone = useRef(false);
  const [isBusy, setBusy] = useState(false);
  /** Rules are told once the step was tried, and from then on as they are met. */
  const [wasTried, setTried] = useState(false);
  const words = texts.queue.closing;

  async function close() {
    if (isBusy) return;
    setTried(true);
    const broken = fields.find((field) => brokenClosingRule(field, draft[field]) !== null);
    if (broken) {
      dialog.current?.querySelector<HTMLElement>(`[name="${broken}"]`)?.focus();
      return;
    }
    setBusy(true);
    const answer = await ask('closeAdvice', { adviceId: item.adviceId, ...draft });
    // Why not stands on the page behind, which comes to the front.
    isDone.current = answer !== undefined;
    dialog.current?.close();
  }

  function onKeyDown(event: KeyboardEvent) {
    const isOnButton = event.target instanceof HTMLButtonElement;
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || isOnButton) {
      return;
    }
    event.preventDefault();
    if (!event.repeat) void close();
  }

  return (
    <Dialog
      ref={dialog}
      title={words.title}
      onClose={() => onLeave(isDone.current)}
      steps={
        <div className={styles.answers}>
          <Button onClick={() => dialog.current?.close()}>{words.keep}</Button>
          <Button kind="danger" isResting={isBusy} onClick={() => void close()}>
            {words.go}
          </Button>
        </div>
      }
    >
      <About item={item} />
      {/* Enter goes on from wherever one types; the buttons have their own. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className={styles.fields} onKeyDown={onKeyDown}>
        {fields.map((field) => (
          <ClosingText
            key={field}
            field={field}
            value={draft[field]}
            rule={wasTried ? brokenClosingRule(field, draft[field]) : null}
            onValue={(value) => onDraft({ ...draft, [field]: value })}
          />
        ))}
      </div>
    </Dialog>
  );
}

function About({ item }: { item: ToClose }) {
  const words = texts.queue.closing;
  return (
    <>
      <div className={styles.about}>
        <p>{item.about}</p>
        {item.lastAnswer !== null && (
          <p className={styles.quiet}>{words.lastAnswer(item.lastAnswer)}</p>
        )}
      </div>
      <p className={styles.warning}>
        <Mark kind="triangle" /> {words.warning} {item.kind && words.consequence[item.kind]}
      </p>
    </>
  );
}
