// One interface of the intermediary as this till reaches it: a client, a link, a queue of what is owed
// there. A dead one never holds up another.
import type { Profile } from '../../../src-shared/contract/profile.ts';
import { adviceRetry } from '../../../src-shared/domain/retry-schedule.ts';
import type { Chance, Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { addressed } from '../wire/addressed.ts';
import { IntermediaryClient } from '../wire/client.ts';
import { Link } from '../wire/link.ts';
import type { Connect, TlsMaterial } from '../wire/transport.ts';
import { AdviceQueue, type AdviceService } from './advice-queue.ts';
import type { AnyService, EndpointOptions } from './service.ts';

export type Endpoint = {
  readonly service: AnyService;
  readonly client: IntermediaryClient;
  readonly link: Link;
  readonly queue: AdviceQueue;
  /** As in its options. */
  readonly confirmWithinMs: number | undefined;
};

type Parts = {
  readonly store: Store;
  readonly profile: Profile;
  readonly tls: TlsMaterial;
  readonly password: string;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly connect?: Connect;
  readonly runId: string;
  /** `soon`: of the queue, which changes by the hundred. */
  readonly onChange: (urgency: 'now' | 'soon') => void;
};

/** Puts the interface of a service together; starts nothing. */
export function openEndpoint(
  service: AnyService,
  options: EndpointOptions,
  { password, tls, ...parts }: Parts,
): Endpoint {
  const { baseUrl, username, connectMs } = options;
  const client = new IntermediaryClient(
    { baseUrl, username, password, connectMs, tls },
    parts.clock,
    parts.connect,
  );
  const link = new Link(
    () => client.reach(),
    parts,
    (state) => {
      if (state === 'connected') queue.resume();
      parts.onChange('now');
    },
  );
  const queue = new AdviceQueue({
    ...parts,
    link,
    service: adviceServiceOf(service, client, options, parts.profile),
    onChange: () => parts.onChange('soon'),
  });
  return { service, client, link, queue, confirmWithinMs: options.confirmWithinMs };
}

/** How a service has its advices delivered. */
export function adviceServiceOf(
  service: AnyService,
  client: IntermediaryClient,
  { adviceDeadlineMs, repeatOn503 }: Pick<EndpointOptions, 'adviceDeadlineMs' | 'repeatOn503'>,
  profile: Profile,
): AdviceService {
  return {
    name: service.name,
    repeatOn503,
    settledBy: service.settledBy,
    retry: (operation) => service.operations[operation]?.retry ?? adviceRetry,
    async deliver(advice, signal) {
      const { operation } = advice;
      const known = service.operations[operation];
      if (!known) throw new Error(`${service.name} has no ${operation}`);
      const message = addressed(known, advice.body);
      const answer = await client.send(message, { deadlineMs: adviceDeadlineMs, signal });
      const judged = service.judge(operation, answer, advice.body, profile);
      return { ...judged, sent: answer.sent };
    },
  };
}
