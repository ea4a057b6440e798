// What a far end said to a message; null when nothing came of it yet.
import type { AnswerView } from '../../../src-shared/contract/views/answer.ts';
import type { StoredExchange } from '../store/tables/exchanges.ts';

export function answerView(exchange: StoredExchange): AnswerView | null {
  return exchange.answered_at === null
    ? null
    : {
        at: exchange.answered_at,
        status: exchange.status,
        silence: exchange.silence,
        errorType: exchange.error_type,
        message: exchange.message,
      };
}
