// Checks messages against the interface's own Swagger file. What the till sends is checked against a
// closed copy: no field that the file does not name, and every pattern for the whole value (as
// written, `[0-9]{3}` would let the currency 7100 pass). Answers may carry fields we do not know.
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormatsModule from 'ajv-formats';
import { parse } from 'yaml';

type Schema = { [key: string]: unknown };

const swaggerFile = new URL('./qr-swagger.yaml', import.meta.url);
const { definitions } = parse(readFileSync(swaggerFile, 'utf8')) as { definitions: Schema };

const open = validators(definitions);
const closed = validators(closedCopy(definitions) as Schema);

/** Throws, naming each field, unless the body is a complete message with no unknown field. */
export function assertSent(definition: string, body: unknown): void {
  check(closed(definition), definition, body);
}

/** Throws, naming each field, unless the body fits the definition; it may hold more. */
export function assertAnswer(definition: string, body: unknown): void {
  check(open(definition), definition, body);
}

function check(validate: ValidateFunction, definition: string, body: unknown): void {
  if (validate(body)) return;
  const problems = (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
  );
  throw new Error(`Not a ${definition}: ${problems.join('; ')}\n${JSON.stringify(body, null, 2)}`);
}

function validators(schemas: Schema): (definition: string) => ValidateFunction {
  const ajv = new Ajv({ allErrors: true, strict: true });
  addFormatsModule.default(ajv);
  ajv.addSchema({ $id: 'qr', definitions: schemas });
  const compiled = new Map<string, ValidateFunction>();
  return (definition) => {
    const known = compiled.get(definition);
    if (known) return known;
    const validate = ajv.compile({ $ref: `qr#/definitions/${definition}` });
    compiled.set(definition, validate);
    return validate;
  };
}

function closedCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closedCopy);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Schema = {};
  for (const [key, inner] of Object.entries(value)) copy[key] = closedCopy(inner);
  // A field may itself be called `properties` or `pattern`: only a schema has these types.
  if (typeof copy['properties'] === 'object' && copy['type'] === 'object') {
    copy['additionalProperties'] ??= false;
  }
  if (typeof copy['pattern'] === 'string' && copy['type'] === 'string') {
    copy['pattern'] = `^(?:${copy['pattern']})$`;
  }
  return copy;
}
