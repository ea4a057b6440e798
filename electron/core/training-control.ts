// What a till in training can have done at the embedded intermediary, and to itself.
import type { Profile } from '../../src-shared/contract/profile.ts';
import type { Scenario } from '../../src-shared/contract/scenarios.ts';
import type { Loans, TrainingAccess } from './loans.ts';
import type { SessionPorts } from './session.ts';
import { IntermediaryClient } from './wire/client.ts';

export type Training = {
  act(scenario: Scenario): Promise<boolean>;
  cutPower(): void;
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
  return {
    async act(scenario) {
      const answer = await control.send(
        { role: 'request', method: 'POST', path: '/act', body: JSON.stringify(scenario) },
        { deadlineMs: 5_000 },
      );
      return answer.silence === undefined && answer.status < 300;
    },
    cutPower: () => loans.cutPower(),
  };
}
