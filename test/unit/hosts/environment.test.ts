import { expect, it } from 'vitest';
import { cleanEnvironment, refusalOfEnvironment } from '../../../electron/hosts/environment.ts';

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

it('goes on with what it needs and nothing else, however it is written', () => {
  const kept = { Path: 'C:/', HOME: '/home/k', TILL_PORT: '1', LC_ALL: 'C', DISPLAY: ':0' };
  const left = { NODE_OPTIONS: '--inspect', LD_PRELOAD: 'x.so', HTTPS_PROXY: 'p', TILLER: '1' };
  expect(cleanEnvironment({ ...kept, ...left, TMPDIR: undefined })).toEqual(kept);
});
