import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../renderer/texts/en/en.ts';
import { ruleWords } from '../../../renderer/words/problem-words.ts';
import { contract } from '../../../src-shared/contract/contract.ts';
import { readProfile } from '../../../src-shared/contract/profile.ts';
import { validProfile } from '../../support/profile.ts';

const sentences = (document: unknown) => {
  const read = readProfile(document);
  return read.ok
    ? []
    : read.failure.map(({ field, rule }) => `${field} ${ruleWords(catalogue, rule)}.`);
};

it('accepts a valid profile and fills in what was left out', () => {
  const read = readProfile(validProfile('https://pay.example.com/qr/v1/'));
  expect(read).toMatchObject({
    ok: true,
    value: {
      currency: '710',
      completion: { voidWindowSeconds: 10 },
      interfaces: { qr: { baseUrl: 'https://pay.example.com/qr/v1', answerSeconds: 60 } },
    },
  });
});

it.each<[string, (profile: ReturnType<typeof validProfile>) => unknown, string]>([
  [
    'a short terminal id',
    (p) => ({ ...p, terminalId: 'KST' }),
    'terminalId must be exactly 8 characters.',
  ],
  [
    'a merchant id of 14',
    (p) => ({ ...p, merchant: { ...p.merchant, id: 'KESTREL0000004' } }),
    'merchant.id must be exactly 15 characters.',
  ],
  [
    'letters as merchant type',
    (p) => ({ ...p, merchant: { ...p.merchant, type: '54A1' } }),
    'merchant.type must be exactly 4 digits.',
  ],
  [
    'a long name',
    (p) => ({ ...p, merchant: { ...p.merchant, name: 'x'.repeat(24) } }),
    'merchant.name must be at most 23 characters.',
  ],
  [
    'a long city',
    (p) => ({ ...p, merchant: { ...p.merchant, city: 'x'.repeat(14) } }),
    'merchant.city must be at most 13 characters.',
  ],
  [
    'a country of 3',
    (p) => ({ ...p, merchant: { ...p.merchant, country: 'ZAF' } }),
    'merchant.country must be at most 2 characters.',
  ],
  ['no institution', (p) => ({ ...p, institution: undefined }), 'institution is missing.'],
  ['a password in it', (p) => ({ ...p, password: 'x' }), 'password is not a known field.'],
  [
    'a currency in letters',
    (p) => ({ ...p, currency: 'ZAR' }),
    'currency must be one of 072, 426, 516, 710, 748, 840, 943, 967.',
  ],
  [
    'half a client certificate',
    (p) => ({ ...p, tls: { clientKeyFile: '/key.pem' } }),
    'tls must be given together or not at all.',
  ],
  [
    'plain http',
    (p) => ({ ...p, interfaces: { qr: { baseUrl: 'http://pay.example.com/qr/v1' } } }),
    'interfaces.qr.baseUrl must start with https://.',
  ],
  [
    'credentials in the address',
    (p) => ({ ...p, interfaces: { qr: { baseUrl: 'https://a:b@pay.example.com' } } }),
    'interfaces.qr.baseUrl must be an address such as https://pay.example.com/qr/v1.',
  ],
])('refuses %s and names field and rule', (_, spoil, sentence) => {
  expect(sentences(spoil(validProfile('https://pay.example.com/qr/v1')))).toEqual([sentence]);
});

it('names every problem, not only the first', () => {
  expect(sentences({}).length).toBeGreaterThan(3);
});

it('allows http to this computer only, by any of its names', () => {
  for (const host of ['127.0.0.1:8080', 'localhost', '[::1]:9']) {
    expect(sentences(validProfile(`http://${host}/qr/v1`)), host).toEqual([]);
  }
  for (const host of ['127.0.0.1.example.com', 'localhost.example.com', '10.0.0.1']) {
    expect(sentences(validProfile(`http://${host}/qr/v1`)), host).toHaveLength(1);
  }
});

it('refuses what is no document at all', () => {
  for (const document of [null, 7, 'profile', []]) {
    expect(sentences(document)[0]).toMatch(/^document /);
  }
});

it('refuses characters that nobody sees, in every text of a profile', () => {
  const profile = validProfile('https://pay.example.com/qr/v1');
  const { merchant, institution } = profile;
  const texts: [string, (unseen: string) => unknown][] = [
    ['institution.id', (c) => ({ ...profile, institution: { ...institution, id: `62${c}801` } })],
    ['institution.name', (c) => ({ ...profile, institution: { ...institution, name: `K${c}G` } })],
    ['client.name', (c) => ({ ...profile, client: { id: '7', name: `C${c}t` } })],
    ['merchant.name', (c) => ({ ...profile, merchant: { ...merchant, name: `K${c}G` } })],
    ['merchant.city', (c) => ({ ...profile, merchant: { ...merchant, city: `C${c}T` } })],
    ['merchant.id', (c) => ({ ...profile, merchant: { ...merchant, id: `KESTREL0${c}000004` } })],
    ['terminalId', (c) => ({ ...profile, terminalId: `KST${c}4T02` })],
    ['tls.extraCaFile', (c) => ({ ...profile, tls: { extraCaFile: `/etc/${c}ca.pem` } })],
    [
      'interfaces.qr.username',
      (c) => ({ ...profile, interfaces: { qr: { ...profile.interfaces.qr, username: `a${c}b` } } }),
    ],
  ];
  for (const [field, spoiled] of texts) {
    for (const unseen of [
      '\0',
      '\n',
      '\r',
      '\t',
      '\u2028',
      '\u202e',
      '\u2066',
      '\u200b',
      '\ud800',
    ]) {
      const read = readProfile(spoiled(unseen));
      expect(read.ok ? [] : read.failure, JSON.stringify([field, unseen])).toEqual([
        { field, rule: { code: 'characters' } },
      ]);
    }
  }
});

describe('a password', () => {
  const { input } = contract.saveProfile;
  const read = (password: string) => input.safeParse({ profile: {}, password });

  it('is taken as it was typed, blanks and all, without a byte order mark', () => {
    for (const [typed, taken] of [
      [' two blanks ', ' two blanks '],
      ['pässword €', 'pässword €'],
      ['\uFEFFpasted', 'pasted'],
    ] as const) {
      expect(read(typed).data?.password).toBe(taken);
    }
  });

  it('has no characters that nobody sees', () => {
    for (const typed of ['', '\uFEFF', 'a\nb', 'a\0b', 'a\u200bb', 'a\u202eb']) {
      expect(read(typed).success, JSON.stringify(typed)).toBe(false);
    }
  });
});

it('what a person writes when closing an item, or searches for, is kept without them', () => {
  const closing = { adviceId: '5f0c7f2e-3a55-4b7e-9a6e-0d9f6c1a2b3c', person: 'No\u202ea\n' };
  const closed = contract.closeAdvice.input.parse({
    ...closing,
    reason: 'agreed\r\nby phone\u200b',
  });
  expect(closed).toMatchObject({ person: 'Noa', reason: 'agreed by phone' });
  expect(contract.getHistory.input.parse({ search: '\u200b000318' })).toEqual({ search: '000318' });
});
