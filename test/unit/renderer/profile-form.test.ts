import { describe, expect, it } from 'vitest';
import { prettyJson } from '../../../renderer/features/history/story/pretty-json.ts';
import { checkDocument } from '../../../renderer/features/settings/check-document.ts';
import {
  brokenFields,
  documentOf,
  fieldOfProblem,
  formOf,
  groups,
  inFormOrder,
  mergedProblems,
  oncePerField,
} from '../../../renderer/features/settings/profile-form-data.ts';
import { catalogue as en } from '../../../renderer/texts/en/en.ts';
import { problemWords } from '../../../renderer/words/problem-words.ts';
import { readProfile } from '../../../src-shared/contract/profile.ts';
import type { Problem, Rule } from '../../../src-shared/contract/rule.ts';
import { validProfile } from '../../support/profile.ts';

const profile = {
  ...validProfile(''),
  currency: '710',
  maxAmountMinor: 250_000,
  interfaces: {
    qr: {
      baseUrl: 'https://pay.example.com/qr/v1',
      username: 'till-4',
      answerSeconds: 45,
      connectSeconds: 5,
      scheme: 'EMVCO_MERCHANT',
    },
  },
  tls: { extraCaFile: '/etc/ssl/shop.pem' },
  completion: { voidWindowSeconds: 0 },
  partPaymentAllowed: true,
  repeatAdviceOn503: false,
  trustBare404: true,
};

describe('the profile as a form', () => {
  it('comes back as the same profile', () => {
    const read = readProfile(profile);
    expect(read.ok).toBe(true);
    const { document, problems } = documentOf(formOf(profile));
    expect(problems).toEqual([]);
    expect(readProfile(document)).toEqual(read);
  });

  it('shows the largest payment in rand and reads it as written', () => {
    const values = formOf(profile);
    expect(values.maxAmountMinor).toBe('2\u202f500.00');
    const { document } = documentOf({ ...values, maxAmountMinor: 'R 1 000,50' });
    expect(document).toMatchObject({ maxAmountMinor: 100_050 });
  });

  it('names field and rule when an amount cannot be read', () => {
    const { problems } = documentOf({ ...formOf(profile), maxAmountMinor: 'a lot' });
    expect(problems).toEqual([{ field: 'maxAmountMinor', rule: { code: 'amount' } }]);
  });

  it('names what cannot be read beside what the till refuses, each field once', async () => {
    const values = { ...formOf(profile), maxAmountMinor: 'a lot', terminalId: 'SHORT' };
    const { document, problems } = documentOf(values);
    const all = mergedProblems(problems, await checkDocument(document));
    expect(all).toEqual([
      { field: 'terminalId', rule: { code: 'length', exactly: 8 } },
      { field: 'maxAmountMinor', rule: { code: 'amount' } },
    ]);
    expect(await checkDocument(profile)).toEqual([]);
  });

  it('never puts the password into the document', () => {
    const { document } = documentOf({ ...formOf(profile), password: 'open sesame' });
    expect(JSON.stringify(document)).not.toContain('sesame');
  });

  it('starts a new till with values that the till accepts', () => {
    const { document } = documentOf(formOf(null));
    const read = readProfile(document);
    const broken = read.ok ? [] : read.failure.map(({ field }) => field);
    expect(broken).not.toContain('interfaces.qr.answerSeconds');
    expect(broken).not.toContain('maxAmountMinor');
    expect(broken).toContain('terminalId');
  });

  it('shows what the till takes where a profile of before says nothing', () => {
    expect('cashRounding' in profile).toBe(false);
    const values = formOf(profile);
    expect(values.cashRounding).toBe('down');
    expect(values.dayBeginsHour).toBe('0');
    const read = readProfile(profile);
    expect(read.ok && read.value).toMatchObject({ cashRounding: 'down', dayBeginsHour: 0 });
  });

  it('leaves it to the till to refuse a number that is none', () => {
    const { document } = documentOf({ ...formOf(profile), 'interfaces.qr.answerSeconds': 'soon' });
    const read = readProfile(document);
    expect(read.ok ? [] : read.failure).toEqual([
      { field: 'interfaces.qr.answerSeconds', rule: { code: 'wholeNumber' } },
    ]);
  });
});

describe('a problem', () => {
  it('stands at its own field, or at the one that mends a rule about a group', () => {
    const at = (field: string) => fieldOfProblem({ field });
    expect(at('merchant.id')).toBe('merchant.id');
    expect(at('tls')).toBe('tls.clientCertificateFile');
    expect(at('merchant')).toBe('merchant.name');
    expect(at('document')).toBeNull();
  });

  it('is named in the order of the form, whatever order the till found it in', () => {
    const found = ['document', 'merchant.id', 'tls', 'terminalId', 'institution.id'];
    const ordered = inFormOrder(found.map((field) => ({ field, rule: { code: 'missing' } })));
    expect(ordered.map(({ field }) => field)).toEqual([
      'terminalId',
      'institution.id',
      'merchant.id',
      'tls',
      'document',
    ]);
  });

  it('stands once for each field in the list, whatever the field breaks', () => {
    const found: Problem[] = [
      { field: 'merchant.id', rule: { code: 'missing' } },
      { field: 'merchant.id', rule: { code: 'length', exactly: 15 } },
      { field: 'document', rule: { code: 'missing' } },
    ];
    expect(oncePerField(found)).toEqual([found[0], found[2]]);
    expect(oncePerField(found)).toHaveLength(brokenFields(found));
  });

  it('is counted by the field, not by the rule', () => {
    const found = ['merchant.id', 'merchant.id', 'tls', 'tls.clientCertificateFile', 'document'];
    expect(brokenFields(found.map((field) => ({ field, rule: { code: 'missing' } })))).toBe(3);
  });

  it('is told with the label of the form, and with the bare name where there is none', () => {
    const told = (field: string, rule: Rule = { code: 'missing' }) =>
      problemWords(en, { field, rule });
    expect(told('merchant.id')).toBe('Merchant id is missing.');
    expect(told('interfaces.qr.answerSeconds', { code: 'tooSmall', least: 5 })).toBe(
      'Time to pay (seconds) must be at least 5.',
    );
    expect(told('maxAmountMinor', { code: 'tooLarge', most: 99_999_999 })).toBe(
      'Largest payment must be at most 999\u202f999.99.',
    );
    expect(told('shop', { code: 'unknownField' })).toBe('shop is not a known field.');
    const pair = readProfile({ ...profile, tls: { clientKeyFile: '/etc/ssl/till.key' } });
    expect(pair.ok ? [] : pair.failure.map((problem) => problemWords(en, problem))).toEqual([
      en.settings.tlsTogether,
    ]);
  });

  it('can be said of every field, for each has a label', () => {
    for (const { path } of groups.flatMap(({ fields }) => fields)) {
      expect(en.settings.fields[path].label).not.toBe('');
    }
  });
});

describe('a message', () => {
  it('is spread over lines when it is JSON, and left alone when it is not', () => {
    expect(prettyJson('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(prettyJson('<html>')).toBe('<html>');
  });
});
