// Checks messages about bills against the interface's own schema, closed: no field that the file does not
// name. What the file says is documented but not enforced (a required field, a UUID) is enforced here.
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormatsModule from 'ajv-formats';
import { parse } from 'yaml';

type Schema = { [key: string]: unknown };

const file = new URL('../../support/billpay-schema.yaml', import.meta.url);
const { definitions } = parse(readFileSync(file, 'utf8')) as { definitions: Schema };

const ajv = new Ajv({ allErrors: true, strict: true });
addFormatsModule.default(ajv);
ajv.addSchema({ $id: 'bills', definitions: closedCopy(definitions) as Schema });
const compiled = new Map<string, ValidateFunction>();

/** Throws, naming each field, unless the body is a complete message with no unknown field. */
export function assertBillMessage(definition: string, body: unknown): void {
  const validate =
    compiled.get(definition) ?? ajv.compile({ $ref: `bills#/definitions/${definition}` });
  compiled.set(definition, validate);
  if (validate(body)) return;
  const problems = (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
  );
  throw new Error(`Not a ${definition}: ${problems.join('; ')}\n${JSON.stringify(body, null, 2)}`);
}

function closedCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closedCopy);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Schema = {};
  for (const [key, inner] of Object.entries(value)) {
    if (key.startsWith('x-') || key === 'discriminator') continue;
    copy[key] = closedCopy(inner);
  }
  const { 'x-documented-format': format } = value as Schema;
  if (format !== undefined) copy['format'] = format;
  // A field may itself be called `properties`: only a schema has this type.
  const { properties } = value as { properties?: Record<string, Schema> };
  if (typeof properties === 'object' && copy['type'] === 'object') {
    copy['additionalProperties'] ??= false;
    const documented = Object.keys(properties).filter(
      (name) => properties[name]?.['x-documented-required'] === true,
    );
    copy['required'] = [...((copy['required'] as string[] | undefined) ?? []), ...documented];
  }
  return copy;
}
