// The rule that something breaks, and what is wrong with a profile or with what was typed, in words.
// Pure: the catalogue is given.
import type { Problem, Rule } from '../../src-shared/contract/rule.ts';
import { formatDigits } from '../../src-shared/domain/money.ts';
import type { Texts } from '../texts/en/en.ts';

/** Of every currency the till knows. */
const minorDigits = 2;
const amounts = new Set(['maxAmountMinor', 'amountMinor', 'receivedMinor']);

/** `must be exactly 15 characters`: to be said behind the name of what breaks it. */
export function ruleWords({ rules }: Texts, rule: Rule): string {
  switch (rule.code) {
    case 'length':
    case 'digits':
      return rules[rule.code](rule.exactly);
    case 'tooShort':
    case 'tooSmall':
      return rules[rule.code](rule.least);
    case 'tooLong':
    case 'tooLarge':
    case 'decimals':
      return rules[rule.code](rule.most);
    case 'choice':
      return rules.choice(rule.choices);
    case 'owed':
      return rules.owed(rule.count);
    case 'sentElsewhere':
      return rules.sentElsewhere(rule.changed);
    case 'file':
      return rules.file[rule.fault];
    default:
      return rules[rule.code];
  }
}

/** `Merchant id must be exactly 15 characters.`; the field as it is called where it has no label. */
export function problemWords(texts: Texts, problem: Problem): string {
  const { settings } = texts;
  const { field, rule } = problem;
  // The one rule about two fields.
  if (rule.code === 'pair') return settings.tlsTogether;
  const name = nameOf(texts, field);
  const words = amounts.has(field) ? inMajorUnits(texts, rule) : ruleWords(texts, rule);
  return settings.sentence(name, words);
}

function nameOf({ settings, inputs }: Texts, field: string): string {
  if (hasLabel(settings.fields, field)) return settings.fields[field].label;
  return hasLabel(inputs, field) ? (inputs[field] ?? field) : field;
}

function hasLabel<Fields extends object>(
  fields: Fields,
  field: PropertyKey,
): field is keyof Fields {
  return Object.hasOwn(fields, field);
}

// The till counts in minor units; the form shows and takes the amount as written.
function inMajorUnits(texts: Texts, rule: Rule): string {
  const { leastAmount, mostAmount } = texts.rules;
  if (rule.code === 'tooSmall') return leastAmount(formatDigits(rule.least, minorDigits));
  if (rule.code === 'tooLarge') return mostAmount(formatDigits(rule.most, minorDigits));
  return ruleWords(texts, rule);
}
