// The training intermediary in a process of its own, once directly and once behind a relay that
// makes the way long. Prints nothing; tells its parent both base URLs.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { startIntermediary } from '../support/test-till.ts';

const roundTripMs = Number(process.argv[2]);
const { baseUrl } = await startIntermediary();
const { port, pathname } = new URL(baseUrl);

// Bytes and endings come through in order, each half a round trip late.
function passOn(from: Socket, to: Socket): void {
  const later = (action: () => void) => setTimeout(action, roundTripMs / 2);
  from.on('data', (bytes) => later(() => to.write(bytes)));
  from.on('end', () => later(() => to.end()));
  from.on('error', () => to.destroy());
}

const relay = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
  const far = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
  far.setNoDelay();
  passOn(near, far);
  passOn(far, near);
});
relay.listen(0, '127.0.0.1', () => {
  const { port: relayPort } = relay.address() as AddressInfo;
  process.send?.({ baseUrl, farUrl: `http://127.0.0.1:${relayPort}${pathname}` });
});
process.on('disconnect', () => process.exit(0));
