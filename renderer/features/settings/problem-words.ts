// What is wrong with a profile, with the words of the form. Pure: the catalogue is given.
import type { Problem } from '../../../src-shared/contract/profile.ts';
import { formatDigits } from '../../../src-shared/domain/money.ts';
import type { Texts } from '../../texts/en.ts';
import { fieldOfProblem } from './profile-form-data.ts';

/** Of every currency the till knows. */
const minorDigits = 2;

/** `Merchant id must be exactly 15 characters.`; the field as it is called where it has no label. */
export function problemWords({ settings }: Texts, problem: Problem): string {
  // The one rule about two fields; what else is said of the pair as a whole is said as it came.
  if (problem.field === 'tls' && problem.rule.includes('together')) return settings.tlsTogether;
  const path = fieldOfProblem(problem);
  const name = path === problem.field ? settings.fields[path].label : problem.field;
  return settings.sentence(
    name,
    path === 'maxAmountMinor' ? inMajorUnits(problem.rule) : problem.rule,
  );
}

// The till counts in minor units; the form shows and takes the amount as written.
function inMajorUnits(rule: string): string {
  return rule.replace(/(?<=^must be at (?:least|most) )\d+$/, (minor) =>
    formatDigits(Number(minor), minorDigits),
  );
}
