// A notice about the till's own book: what happened, what was kept, where the old file is, whom to call.
import type { StoreNotice } from '../../../src-shared/contract/views.ts';
import type { Texts } from '../../texts/en.ts';

export function storeNoticeWords(
  { frame }: Texts,
  { kind, isWhole, setAside }: Omit<StoreNotice, 'id'>,
): string {
  if (kind === 'moved') return frame.storeNotices.moved;
  // Of a file that is gone nothing could be carried over.
  const kept = kind === 'lost' ? frame.storeOnlyRecent : frame.storeKept;
  return [
    frame.storeNotices[kind],
    isWhole ? kept : frame.storeNotWhole,
    ...(setAside === null ? [] : [frame.storeSetAside(setAside)]),
    frame.storeCallAdmin,
  ].join(' ');
}
