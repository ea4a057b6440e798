// A notice about the till's own book: what happened, what was kept, where the old file is, whom to call.
import type { StoreNotice } from '../../../src-shared/contract/views/notices.ts';
import type { Texts } from '../../texts/en/en.ts';

export function storeNoticeWords(
  { frame }: Texts,
  { kind, isWhole, setAside, sent }: Omit<StoreNotice, 'id'>,
): string {
  if (kind === 'sentElsewhere') {
    return [frame.storeNotices[kind], ...(sent ? [frame.sentTo(sent)] : [])].join(' ');
  }
  const old = setAside === null ? [] : [frame.storeSetAside(setAside)];
  // Nothing was mended, and no disk is to blame.
  if (kind === 'moved' || kind === 'foreign') return [frame.storeNotices[kind], ...old].join(' ');
  // Of a file that is gone nothing could be carried over.
  const kept = kind === 'lost' ? frame.storeOnlyRecent : frame.storeKept;
  return [
    frame.storeNotices[kind],
    isWhole ? kept : frame.storeNotWhole,
    ...old,
    frame.storeCallAdmin,
  ].join(' ');
}
