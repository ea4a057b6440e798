// What a till sells with, put together: the interfaces that it has, and the till.
import type { Profile } from '../../src-shared/contract/profile.ts';
import { Till } from './counter/till.ts';
import { type Endpoint, openEndpoint } from './engine/endpoint.ts';
import { TransactionBook } from './engine/transaction-book.ts';
import { services } from './services/services.ts';
import type { SessionPorts } from './session.ts';
import type { UsableProfile } from './set-up/check-profile.ts';
import type { Store } from './store/store.ts';

export type Selling = {
  readonly profile: Profile;
  /** By the name of its service; one that is not set up is not there. */
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  readonly till: Till;
};

type SellingParts = SessionPorts & { readonly store: Store; readonly runId: string };

export function sellWith(
  { profile, tls }: UsableProfile,
  password: string,
  { store, runId, ...ports }: SellingParts,
): Selling {
  const parts = { ...ports, store, runId, profile };
  const endpoints = Object.fromEntries(
    Object.values(services).flatMap((service) => {
      const options = service.endpoint(profile);
      return options
        ? [[service.name, openEndpoint(service, options, { ...parts, tls, password })]]
        : [];
    }),
  );
  const till = new Till({
    ...parts,
    book: new TransactionBook({ ...parts, services }),
    endpoints,
    onChange: () => ports.onChange('now'),
  });
  return { profile, endpoints, till };
}
