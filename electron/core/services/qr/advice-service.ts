// How the QR interface has its advices delivered. Another interface brings its own file like this.
import {
  qrAdviceOperations,
  qrInterface,
  qrSettledBy,
} from '../../../../src-shared/services/qr/operations.ts';
import type { AdviceService } from '../../engine/advice-queue.ts';
import type { IntermediaryClient } from '../../wire/client.ts';
import { judge } from './classify.ts';

/** @param deadlineMs how long an advice waits for its whole answer, in milliseconds */
export function qrAdviceService(
  client: IntermediaryClient,
  options: { deadlineMs: number; repeatOn503: boolean; trustBare404: boolean },
): AdviceService {
  return {
    repeatOn503: options.repeatOn503,
    settledBy: qrSettledBy,
    async deliver(advice, signal) {
      const operation = qrAdviceOperations[advice.kind];
      const message = { ...qrInterface.operations[operation], body: advice.body };
      const answer = await client.send(message, { deadlineMs: options.deadlineMs, signal });
      const judged = judge(operation, answer, advice.body, options.trustBare404);
      return { ...judged, sent: answer.sent };
    },
  };
}
