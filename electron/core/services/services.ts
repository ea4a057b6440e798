// The services of this till: the one list of their names. Whoever needs something of one of them asks
// here, by its name or that of an operation; no two services have an operation of the same name.
import type { AnyService } from '../engine/service.ts';
import type { KeptFields } from '../wire/kept-answer.ts';
import { billsService } from './bills/bills-service.ts';
import { billKeptFields } from './bills/kept-fields.ts';
import { qrKeptFields } from './qr/kept-fields.ts';
import { qrService } from './qr/qr-service.ts';

export const services: Readonly<Record<string, AnyService>> = {
  [qrService.name]: qrService,
  [billsService.name]: billsService,
};

const keptFields: Readonly<Record<string, KeptFields>> = {
  ...qrKeptFields,
  ...billKeptFields,
};

/** The fields of an answer that are kept; none of an operation that no service has. */
export function keptFieldsOf(operation: string): KeptFields {
  return (Object.hasOwn(keptFields, operation) && keptFields[operation]) || {};
}
