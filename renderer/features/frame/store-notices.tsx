import type { StoreNotice } from '../../../src-shared/contract/views/notices.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Notice } from './notice.tsx';
import { storeNoticeWords } from './store-notice-words.ts';

/** What happened to the till's own book on the disk, one at a time. The till keeps it until it is read. */
export function StoreNotices({ notices }: { notices: readonly StoreNotice[] }) {
  const { ask } = usePresent();
  const [notice] = notices;
  if (!notice) return null;
  const { id } = notice;
  return (
    <Notice
      message={storeNoticeWords(texts, notice)}
      onDismiss={() => void ask('closeNotice', { id })}
    />
  );
}
