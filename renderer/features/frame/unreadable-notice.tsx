import { useState } from 'react';
import type { TillView } from '../../../src-shared/contract/views/till.ts';
import { texts } from '../../texts/texts.ts';
import { Notice } from './notice.tsx';

/** Records of the till's own book that cannot be read: money may hang on them. Until it is read. */
export function UnreadableNotice({ till }: { till: TillView }) {
  const { runId, owed } = till;
  const [read, setRead] = useState({ runId: '', count: 0 });
  const wasRead = read.runId === runId && owed.unreadable <= read.count;
  if (owed.unreadable === 0 || wasRead) return null;
  return (
    <Notice
      message={texts.frame.unreadable(owed.unreadable)}
      onDismiss={() => setRead({ runId, count: owed.unreadable })}
    />
  );
}
