// Why a call was refused, in the cashier's words. Pure: the catalogue is given.
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import type { Texts } from '../../texts/en/en.ts';
import { problemWords } from '../../words/problem-words.ts';

export function failureWords(texts: Texts, failure: Failure): string {
  const { failures } = texts;
  switch (failure.code) {
    case 'badInput':
      return failure.problems.map((problem) => problemWords(texts, problem)).join(' ');
    case 'notAllowed':
      return failures.notAllowed[failure.role];
    case 'tooMuch':
      return failures.tooMuch(formatMoney(failure.most));
    case 'moreThanRest':
      return failures.moreThanRest(formatMoney(failure.rest));
    case 'tooManyLines':
      return failures.tooManyLines(failure.most.toLocaleString(texts.locale));
    case 'tooManyParked':
      return failures.tooManyParked(failure.most.toLocaleString(texts.locale));
    case 'notInCoins':
      return failures.notInCoins(formatMoney(failure.coin));
    default:
      return failures[failure.code];
  }
}
