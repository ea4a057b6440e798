// Where a message goes: the path of its operation, with the ids that its own body has. So an address
// never says another id than the message, however often it is repeated.
import type { Operation } from '../../../src-shared/domain/outcome.ts';
import { invariant } from '../../../src-shared/result.ts';
import type { Message } from './client.ts';
import { isJsonObject, readJson } from './strict-json.ts';

/** The message of an operation. `{id}` in a path is this field of the body, which has to be a UUID there. */
export function addressed({ role, method, path }: Operation, body: string): Message {
  if (!path.includes('{')) return { role, method, path, body };
  const read = readJson(body);
  const fields = read.ok && isJsonObject(read.value) ? read.value : {};
  const whole = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = fields[name];
    const isUuid =
      typeof value === 'string' &&
      /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(value);
    invariant(isUuid, `a message to ${path} has a ${name}`);
    return value;
  });
  return { role, method, path: whole, body };
}
