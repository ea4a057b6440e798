// What a till sells with, put together: the client, the link, the queue of what is owed, the till.
import type { Profile } from '../../src-shared/contract/profile.ts';
import { Till } from './counter/till.ts';
import { AdviceQueue } from './engine/advice-queue.ts';
import { PaymentBook } from './engine/payment-book.ts';
import { qrAdviceService } from './services/qr/advice-service.ts';
import type { SessionPorts } from './session.ts';
import type { UsableProfile } from './set-up/check-profile.ts';
import { usernameOf } from './set-up/credentials.ts';
import type { Store } from './store/store.ts';
import { IntermediaryClient } from './wire/client.ts';
import { Link } from './wire/link.ts';

export type Selling = {
  readonly profile: Profile;
  readonly client: IntermediaryClient;
  readonly link: Link;
  readonly queue: AdviceQueue;
  readonly till: Till;
};

type SellingParts = SessionPorts & { readonly store: Store; readonly runId: string };

export function sellWith(
  { profile, tls }: UsableProfile,
  password: string,
  { store, runId, ...ports }: SellingParts,
): Selling {
  const { qr } = profile.interfaces;
  const client = new IntermediaryClient(
    {
      baseUrl: qr.baseUrl,
      username: usernameOf(profile),
      password,
      connectMs: qr.connectSeconds * 1_000,
      tls,
    },
    ports.clock,
    ports.connect,
  );
  const link = new Link(
    () => client.reach(),
    ports,
    (state) => {
      if (state === 'connected') queue.resume();
      ports.onChange('now');
    },
  );
  const queue = new AdviceQueue({
    ...ports,
    store,
    link,
    runId,
    services: {
      qr: qrAdviceService(client, {
        deadlineMs: qr.answerSeconds * 1_000,
        repeatOn503: profile.repeatAdviceOn503,
        trustBare404: profile.trustBare404,
      }),
    },
    onChange: () => ports.onChange('soon'),
  });
  const till = new Till({
    ...ports,
    store,
    book: new PaymentBook({ ...ports, store, profile, runId }),
    client,
    queue,
    link,
    profile,
    onChange: () => ports.onChange('now'),
  });
  return { profile, client, link, queue, till };
}
