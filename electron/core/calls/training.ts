// What only a till in training can do.
import type { trainingCalls } from '../../../src-shared/contract/calls/training.ts';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { fail, succeed } from '../../../src-shared/result.ts';
import type { Session } from '../session.ts';
import type { Calls } from './dispatch.ts';

const notInTraining = fail<Failure>({ code: 'trainingOnly' });

export function trainingCallsOf({ training }: Session): Calls<typeof trainingCalls> {
  return {
    actOnPhone: async (scenario) => {
      if (!training) return notInTraining;
      const acted = await training.act(scenario);
      return acted ? succeed({}) : fail({ code: 'phoneIdle' });
    },
    chooseBillScenario: async (scenario) => {
      if (!training) return notInTraining;
      const chosen = await training.chooseBill(scenario);
      return chosen ? succeed({}) : fail({ code: 'noReply' });
    },
    practise: async ({ exercise }) => {
      if (!training) return notInTraining;
      const begun = await training.practise(exercise);
      return begun ? succeed({}) : fail({ code: 'noReply' });
    },
    cutPower: () => {
      if (!training) return notInTraining;
      training.cutPower();
      return succeed({});
    },
  };
}
