import type { StoreNotice } from '../../../src-shared/contract/views.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Notice } from './notice.tsx';

/** What happened to the till's own book on the disk, one at a time. The till keeps it until it is read. */
export function StoreNotices({ notices }: { notices: readonly StoreNotice[] }) {
  const { ask } = usePresent();
  const [notice] = notices;
  if (!notice) return null;
  const { id } = notice;
  return (
    <Notice message={storeNoticeWords(notice)} onDismiss={() => void ask('closeNotice', { id })} />
  );
}

/** What happened, what was kept, where the old file is, and whom to call. */
export function storeNoticeWords({ kind, isWhole, setAside }: StoreNotice): string {
  const { frame } = texts;
  // Of a file that is gone nothing could be carried over.
  const kept = kind === 'lost' ? frame.storeOnlyRecent : frame.storeKept;
  return [
    frame.storeNotices[kind],
    isWhole ? kept : frame.storeNotWhole,
    ...(setAside === null ? [] : [frame.storeSetAside(setAside)]),
    frame.storeCallAdmin,
  ].join(' ');
}
