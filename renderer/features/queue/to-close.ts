import type { AdviceRow, UnreadableRow } from '../../../src-shared/contract/views/queue.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import { answerWords } from '../../words/answer-words.ts';

/** What is about to be closed, as far as it can be told. */
export type ToClose = {
  readonly adviceId: string;
  readonly kind: AdviceRow['kind'] | null;
  readonly about: string;
  readonly lastAnswer: string | null;
};

/** An exception as the question names it. */
export function closeRow(row: AdviceRow): ToClose {
  return {
    adviceId: row.adviceId,
    kind: row.kind,
    about: texts.queue.closing.about([
      texts.queue.kinds[row.kind],
      saleWords(row.saleNumber),
      ...(row.amount ? [formatMoney(row.amount)] : []),
    ]),
    lastAnswer: row.lastAnswer && answerWords(texts, row.lastAnswer),
  };
}

/** A message that cannot be read, as the question names it. */
export function closeUnreadable(row: UnreadableRow): ToClose {
  return {
    adviceId: row.id,
    kind: null,
    about: texts.queue.closing.about([
      texts.queue.unreadable.advice,
      saleWords(row.saleNumber),
      ...(row.amount ? [formatMoney(row.amount)] : []),
    ]),
    lastAnswer: null,
  };
}

/** Which sale it is of, where that is known. */
export function saleWords(saleNumber: string | null): string {
  return saleNumber === null ? texts.queue.unreadable.unknownSale : texts.saleNumber(saleNumber);
}
