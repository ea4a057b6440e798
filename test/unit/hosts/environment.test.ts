import { expect, it } from 'vitest';
import { refusalOfEnvironment } from '../../../electron/hosts/environment.ts';

it.each([
  ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
  ['SSLKEYLOGFILE', '/tmp/keys'],
])('does not start with %s=%s, and names it', (name, value) => {
  expect(refusalOfEnvironment({ [name]: value })).toMatch(
    new RegExp(`^${name} must not be .*\\.$`),
  );
});

it('starts with everything else', () => {
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: '1', SSLKEYLOGFILE: '', NODE_EXTRA_CA_CERTS: '/ca' };
  expect(refusalOfEnvironment(env)).toBeNull();
});
