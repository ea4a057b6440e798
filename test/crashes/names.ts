// What can be crashed at, as the code itself says it: the name of every commit and every operation.
import { globSync, readFileSync } from 'node:fs';
import { services } from '../../electron/core/services/services.ts';
import { migrations } from '../../electron/core/store/migrate.ts';

const root = new URL('../../', import.meta.url);
const textOf = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** Names of all commits, read from the sources of the core. */
export function commitNames(): string[] {
  const sources = globSync('electron/core/**/*.ts', { cwd: root }).map(textOf);
  const names = new Set<string>();
  for (const source of sources) {
    for (const [, given = ''] of source.matchAll(/\.commit(?:New)?\(\s*([^\s,]+)/g)) {
      for (const name of namesOf(given)) names.add(name);
    }
    for (const [, name = ''] of source.matchAll(/COMMIT -- (\w+)['`]/g)) names.add(name);
    if (source.includes('COMMIT -- migration ${')) {
      for (const { number } of migrations) names.add(`migration ${number}`);
    }
  }
  return [...names];
}

/** Names of all operations that are sent. */
export function operationNames(): readonly string[] {
  return Object.values(services).flatMap(({ operations }) => Object.keys(operations));
}

function namesOf(given: string): string[] {
  const [, name] = /^'(\w+)'$/.exec(given) ?? [];
  if (name !== undefined) return [name];
  if (given === 'event.type') return eventNames();
  // What a caller of the book of sales says, and of a sale as a whole what happens to it.
  if (given === 'name') return ['park', 'abandon', 'leave'];
  throw new Error(`a commit is named by ${given}: say here what that can be`);
}

function eventNames(): string[] {
  const source = textOf('src-shared/services/qr/transition.ts');
  const [, events = ''] = /export type PaymentEvent =(.+?)\n\nexport /s.exec(source) ?? [];
  return [...events.matchAll(/readonly type: '(\w+)'/g)].map(([, name = '']) => name);
}
