// What a person has to read of the till's own book.
import { z } from 'zod';
import { destinationParts } from '../rule.ts';

const destination = z.object({ address: z.string(), username: z.string() });

/** What happened to the till's own book on the disk; stays until somebody has read it. */
export const storeNotice = z.object({
  id: z.int(),
  /**
   * - `damaged`: the file was set aside, and what could be read was carried over;
   * - `lost`: it was gone or empty; `outdated`: an older one was in its place;
   * - `altered`: rows of it had changed by themselves;
   * - `moved`: it is on another computer or in another folder than before, perhaps as a copy;
   * - `foreign`: it, or the second record beside it, was another till's and was set aside;
   * - `sentElsewhere`: nothing of the book: the password goes elsewhere than before (`sent`).
   */
  kind: z.enum(['damaged', 'lost', 'outdated', 'altered', 'moved', 'foreign', 'sentElsewhere']),
  /** Rows that were put right from the second record. */
  rows: z.int(),
  /** Where the file is now that was damaged, or not ours. */
  setAside: z.string().nullable(),
  /** False when the second record does not make up for all that was lost: payments may be missing. */
  isWhole: z.boolean(),
  /** Where payments and the password go, and with whose name, from now on and before. */
  sent: z
    .object({ changed: z.array(z.enum(destinationParts)), from: destination, to: destination })
    .optional(),
});
export type StoreNotice = z.infer<typeof storeNotice>;
