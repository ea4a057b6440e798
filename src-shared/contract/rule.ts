// The rules a document or an input can break: codes with facts, for the window to put into words.
// No fact is a sentence: a number, one of a few names, or values that the schema itself lists.
import { z } from 'zod';

/** What can be wrong with a file that a person named; nothing of what stands in it. */
export const fileFaults = [
  'missing',
  'forbidden',
  'notRegular',
  'isLink',
  'tooLarge',
  'notOurs',
  'openToOthers',
  'notText',
  'notJson',
  'empty',
  'unusable',
] as const;
export type FileFault = (typeof fileFaults)[number];

/** What makes out where and how a password is sent. */
export const destinationParts = ['address', 'username', 'authority', 'certificate'] as const;
export type DestinationPart = (typeof destinationParts)[number];

export const rule = z.discriminatedUnion('code', [
  z.object({
    code: z.enum([
      'missing',
      'empty',
      'unknownField',
      'text',
      'wholeNumber',
      'yesOrNo',
      'object',
      'id',
      'characters',
      'outerBlanks',
      'colon',
      'address',
      'notHttps',
      'httpForTests',
      'pair',
      'amount',
      'billNumber',
      'issuerReference',
      'sameServer',
      'other',
      // Of certificates and keys.
      'noPem',
      'passphrase',
      'notPartner',
      'expired',
      'notYetValid',
      // Of a kept password.
      'locked',
      'notKept',
    ]),
  }),
  z.object({ code: z.literal('length'), exactly: z.int() }),
  z.object({ code: z.literal('digits'), exactly: z.int() }),
  z.object({ code: z.literal('tooShort'), least: z.int() }),
  z.object({ code: z.literal('tooLong'), most: z.int() }),
  z.object({ code: z.literal('tooSmall'), least: z.int() }),
  z.object({ code: z.literal('tooLarge'), most: z.int() }),
  z.object({ code: z.literal('decimals'), most: z.int() }),
  z.object({ code: z.literal('choice'), choices: z.array(z.string().regex(/^\w+$/)) }),
  /** It leads to whom messages are owed. */
  z.object({ code: z.literal('owed'), count: z.int() }),
  /** A kept password was given for another destination: it has to be entered again. */
  z.object({ code: z.literal('sentElsewhere'), changed: z.array(z.enum(destinationParts)) }),
  z.object({ code: z.literal('file'), fault: z.enum(fileFaults) }),
]);
export type Rule = z.infer<typeof rule>;

/** One thing wrong with a document: which field, and the rule it breaks. */
export const problem = z.object({ field: z.string(), rule });
export type Problem = z.infer<typeof problem>;

/** A check of a schema whose rule `problemsOf` hands on. */
export const breaks = (broken: Rule) => ({ params: { rule: broken } });

/**
 * The problems of a parse, one for each field: the first rule it breaks. Parse with `reportInput`, or
 * a missing field is not told from one of the wrong type.
 */
export function problemsOf(error: z.ZodError): Problem[] {
  const problems = new Map<string, Problem>();
  for (const found of error.issues.flatMap(problemsOfIssue)) {
    if (!problems.has(found.field)) problems.set(found.field, found);
  }
  return [...problems.values()];
}

type Issue = z.core.$ZodIssue;

function problemsOfIssue(issue: Issue): Problem[] {
  const field = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: field ? `${field}.${key}` : key,
      rule: { code: 'unknownField' },
    }));
  }
  const isMissing = issue.path.length > 0 && issue.input === undefined;
  return [{ field: field || 'document', rule: isMissing ? { code: 'missing' } : ruleOf(issue) }];
}

function ruleOf(issue: Issue): Rule {
  switch (issue.code) {
    case 'invalid_type':
      return { code: kinds[issue.expected] ?? 'other' };
    case 'too_small': {
      const least = Number(issue.minimum);
      if (issue.origin !== 'string') return { code: 'tooSmall', least };
      if (issue.exact) return { code: 'length', exactly: least };
      return least <= 1 ? { code: 'empty' } : { code: 'tooShort', least };
    }
    case 'too_big': {
      const most = Number(issue.maximum);
      if (issue.origin !== 'string') return { code: 'tooLarge', most };
      return issue.exact ? { code: 'length', exactly: most } : { code: 'tooLong', most };
    }
    case 'invalid_value':
      return { code: 'choice', choices: issue.values.map(String).sort() };
    case 'invalid_format':
      return { code: issue.format === 'uuid' ? 'id' : 'other' };
    case 'custom':
      return rule.catch({ code: 'other' }).parse(issue.params?.['rule']);
    default:
      return { code: 'other' };
  }
}

const kinds: Readonly<Partial<Record<string, 'text' | 'wholeNumber' | 'yesOrNo' | 'object'>>> = {
  string: 'text',
  int: 'wholeNumber',
  number: 'wholeNumber',
  boolean: 'yesOrNo',
  object: 'object',
};
