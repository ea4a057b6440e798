import { expect, it } from 'vitest';
import { storeNoticeWords } from '../../../renderer/features/frame/store-notice-words.ts';
import { catalogue as en } from '../../../renderer/texts/en/en.ts';
import { storeNotice } from '../../../src-shared/contract/views/notices.ts';

const { options: kinds } = storeNotice.shape.kind;
const words = (kind: (typeof kinds)[number], isWhole = true, setAside: string | null = null) =>
  storeNoticeWords(en, { kind, rows: 3, isWhole, setAside });

it.each(kinds)('%s: says in whole sentences what happened, and whom to call', (kind) => {
  expect(words(kind)).toMatch(
    /^(The till’s book|Entries of the till’s book|Payments and the till’s password) .+/,
  );
  expect(words(kind)).toMatch(/Call the store admin/);
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

it('blames no disk for a file of another till, and says where that is', () => {
  const said = words('foreign', true, '/data/till.record.foreign-1');
  expect(said).toContain('kept: /data/till.record.foreign-1.');
  expect(said).not.toMatch(/disk may be failing/);
});

it('says from where to where the password goes, and what changed', () => {
  const said = storeNoticeWords(en, {
    kind: 'sentElsewhere',
    rows: 0,
    isWhole: true,
    setAside: null,
    sent: {
      changed: ['address', 'authority'],
      from: { address: 'https://pay.example.com/qr', username: '62801' },
      to: { address: 'https://other.example.com/qr', username: '62801' },
    },
  });
  expect(said).toContain('Changed: the address and the certificate authority.');
  expect(said).toContain('Now: https://other.example.com/qr, user 62801.');
  expect(said).toContain('Before: https://pay.example.com/qr, user 62801.');
});
