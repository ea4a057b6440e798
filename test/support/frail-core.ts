// A thread in the place of the core that does what a test tells it to: die, hang, be refused. The
// name of a call is what happens; `workerData.dataFolder` says how it starts.
import { parentPort, workerData } from 'node:worker_threads';
import type { FromCore, ToCore } from '../../electron/core/thread/messages.ts';

const start = (workerData as { dataFolder: string }).dataFolder;
const post = (message: FromCore) => parentPort?.postMessage(message);

if (start === 'refused') {
  post({ type: 'refused', message: 'The data folder is in use.' });
  process.exit(0);
}
if (start === 'dies') throw new Error('cannot start');

parentPort?.on('message', (message: ToCore) => {
  if (message.type === 'areYouThere') return post({ type: 'here' });
  if (message.type === 'served' || message.type === 'notServed') {
    post({ type: 'reply', id: 1, reply: { ok: true, value: message } });
    return;
  }
  // An orderly stop that never comes to its end is what `stop` is for.
  if (message.type === 'stop') {
    if (start !== 'hangs') process.exit(0);
    return;
  }
  // As a loop without end would, or a disk that never answers.
  if (message.name === 'spin') for (;;);
  if (message.name === 'die') throw new Error('told to die');
  if (message.name === 'seal') {
    post({ type: 'serve', id: 1, loan: 'sealPassword', input: message.input });
    return;
  }
  const value = message.name === 'environment' ? { ...process.env } : 1;
  if (message.name !== 'wait') post({ type: 'reply', id: message.id, reply: { ok: true, value } });
});
post({ type: 'ready' });
