// Both hosts bring the till to a window: the page opens, a snapshot arrives, the till can be left.
import { afterEach, describe, expect, it } from 'vitest';
import { hosts, type RunningHost } from './hosts.ts';

let running: RunningHost | undefined;

afterEach(async () => {
  await running?.kill();
  running = undefined;
});

describe.each(hosts)('$name', ({ start }) => {
  it('opens the till, and stops in order', async () => {
    running = await start();
    const { page } = running;
    await page.getByRole('link', { name: 'Sale' }).waitFor();
    // Drawn from a snapshot: the training shop's terminal.
    await page.getByText('TRAIN001').first().waitFor();
    expect(await running.stop()).toBe(0);
    expect(running.complaints).toEqual([]);
  });

  it('goes on where it stood after it was killed', async () => {
    running = await start();
    const { dataFolder } = running;
    await running.kill();
    running = await start({ args: ['--data-dir', dataFolder] });
    await running.page.getByRole('link', { name: 'Sale' }).waitFor();
  });
});
