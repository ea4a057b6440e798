// Variables that would open the line to the intermediary behind the profile's back. Trust in a
// server comes from the profile alone, so a till does not start with them. NODE_EXTRA_CA_CERTS is not
// among them: whole computers are set up with it, and the transport does not ask Node's own store.
import type { Surroundings } from './flags.ts';

/** Why this environment is refused, as a sentence, or null when it is fine. */
export function refusalOfEnvironment(env: Surroundings['env']): string | null {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    return 'NODE_TLS_REJECT_UNAUTHORIZED must not be 0: it would accept any server as the intermediary.';
  }
  if (env['SSLKEYLOGFILE']) {
    return 'SSLKEYLOGFILE must not be set: it would write down the keys of every connection.';
  }
  return null;
}
