// The services of this till. Whoever needs something of one of them asks here, by the name of an
// operation or an interface; no two services have an operation of the same name.
import type { KeptFields } from '../wire/kept-answer.ts';
import { qrKeptFields } from './qr/kept-fields.ts';

const keptFields: Readonly<Record<string, KeptFields>> = { ...qrKeptFields };

/** The fields of an answer that are kept; none of an operation that no service has. */
export function keptFieldsOf(operation: string): KeptFields {
  return (Object.hasOwn(keptFields, operation) && keptFields[operation]) || {};
}
