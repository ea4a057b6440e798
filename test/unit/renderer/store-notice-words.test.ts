import { expect, it } from 'vitest';
import { storeNoticeWords } from '../../../renderer/features/frame/store-notice-words.ts';
import { catalogue as en } from '../../../renderer/texts/en.ts';
import { storeNotice } from '../../../src-shared/contract/views.ts';

const { options: kinds } = storeNotice.shape.kind;
const words = (kind: (typeof kinds)[number], isWhole = true, setAside: string | null = null) =>
  storeNoticeWords(en, { kind, rows: 3, isWhole, setAside });

it.each(kinds)('%s: says in whole sentences what happened, and whom to call', (kind) => {
  expect(words(kind)).toMatch(/^The till’s book .+|^Entries of the till’s book .+/);
  expect(words(kind)).toMatch(/Call the admin/);
});

it('promises only what was kept', () => {
  expect(words('damaged')).toMatch(/Every payment that is still open/);
  expect(words('lost')).toMatch(/older ones may be missing/);
  expect(words('outdated', false)).toMatch(/Payments may be missing/);
  expect(words('outdated', false)).not.toMatch(/Every payment/);
});

it('says where the old file is', () => {
  expect(words('damaged', true, '/data/till.sqlite.damaged-1')).toContain(
    'kept: /data/till.sqlite.damaged-1.',
  );
});
