import { expect, it } from 'vitest';
import { ruleWords } from '../../../renderer/features/settings/problem-words.ts';
import { catalogue } from '../../../renderer/texts/en.ts';
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
