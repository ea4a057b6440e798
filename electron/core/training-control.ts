// What a till in training can have done at the embedded intermediary, and to itself.
import type { Profile } from '../../src-shared/contract/profile.ts';
import type { ExerciseName, Scenario } from '../../src-shared/contract/scenarios.ts';
import type { BillScenario } from '../../src-shared/services/bills/scenarios.ts';
import type { Loans, TrainingAccess } from './loans.ts';
import type { SessionPorts } from './session.ts';
import { IntermediaryClient } from './wire/client.ts';

export type Training = {
  act(scenario: Scenario): Promise<boolean>;
  chooseBill(scenario: BillScenario): Promise<boolean>;
  practise(exercise: ExerciseName): Promise<boolean>;
  cutPower(): void;
};

const refused = { kind: 'status', status: 400, errorType: 'FORMAT_ERROR', times: 1 } as const;
const outageMs = 60_000;

/** What befalls the line, in the words of the control call. */
const faults: Readonly<Record<ExerciseName, object>> = {
  outage: { kind: 'refuse', operations: 'all', forMs: outageMs },
  refusedConfirmation: { ...refused, operations: ['confirmPayment'] },
  refusedReversal: { ...refused, operations: ['reversePayment'] },
};

export function trainWith(
  access: TrainingAccess,
  { institution }: Profile,
  loans: Loans,
  { clock, connect }: SessionPorts,
): Training {
  const control = new IntermediaryClient(
    {
      baseUrl: access.controlUrl,
      username: institution.id,
      password: access.password,
      connectMs: 1_000,
      tls: {},
    },
    clock,
    connect,
  );
  const tell = async (path: string, body: object) => {
    const answer = await control.send(
      { role: 'request', method: 'POST', path, body: JSON.stringify(body) },
      { deadlineMs: 5_000 },
    );
    return answer.silence === undefined && answer.status < 300;
  };
  return {
    act: (scenario) => tell('/act', scenario),
    chooseBill: (scenario) => tell('/bills/next', scenario),
    practise: (exercise) => tell('/fault', faults[exercise]),
    cutPower: () => loans.cutPower(),
  };
}
