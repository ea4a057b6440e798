// A till runs for months without a restart, and its disk may be full: neither is a matter for the log.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLog } from '../../../electron/core/log.ts';
import { temporaryFolder } from '../../support/test-till.ts';

it('never takes more room than two files, however long it is written', () => {
  const folder = temporaryFolder();
  const log = openLog(folder);
  const words = 'w'.repeat(10_000);
  for (let line = 0; line < 2_000; line += 1) log.info('test', { line, words });
  expect(readdirSync(folder).sort()).toEqual(['until.log', 'until.log.1']);
  const sizes = ['until.log', 'until.log.1'].map((name) => statSync(join(folder, name)).size);
  expect(Math.max(...sizes)).toBeLessThan(5.1 * 1024 * 1024);
  // The newest lines are there, one after the other.
  const lines = readFileSync(join(folder, 'until.log'), 'utf8').trim().split('\n');
  expect(JSON.parse(lines.at(-1) ?? '{}')).toMatchObject({ line: 1_999 });
  expect(statSync(join(folder, 'until.log')).mode & 0o077).toBe(0);
});

it('goes on in the file of the run before', () => {
  const folder = temporaryFolder();
  openLog(folder).info('first');
  openLog(folder).info('second');
  expect(readFileSync(join(folder, 'until.log'), 'utf8')).toMatch(/first[^]*second/);
});

it('that cannot be written is no reason to stop', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'until.log'));
  const log = openLog(folder);
  log.info('lost');
  log.error('lost', new Error('too'));
  rmSync(join(folder, 'until.log'), { recursive: true });
  log.info('kept');
  expect(readFileSync(join(folder, 'until.log'), 'utf8')).toContain('kept');
});

it('hides what it was told to, in every line from then on', () => {
  const folder = temporaryFolder();
  const log = openLog(folder);
  log.hide?.((text) => text.replaceAll('secret', '***'));
  log.info('linkDown', { reason: 'secret' });
  log.error('broken', new Error('secret', { cause: new Error('of secret') }));
  const text = readFileSync(join(folder, 'until.log'), 'utf8');
  expect(text).not.toContain('secret');
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toMatchObject([
    { event: 'linkDown', reason: '***' },
    { event: 'broken', err: { message: expect.stringContaining('***') } },
  ]);
});
