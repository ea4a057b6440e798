// Why a call did not do what it was asked: a code with facts. The window has the words for the
// person at the till; the details of what broke are in the log.
import { z } from 'zod';
import { roles } from './role.ts';
import { problem } from './rule.ts';

const money = z.object({
  amountMinor: z.int().nonnegative(),
  currency: z.string().regex(/^[0-9]{3}$/),
});

export const failure = z.discriminatedUnion('code', [
  z.object({
    code: z.enum([
      'unknownCall',
      // A sale.
      'unknownSale',
      'otherSaleOpen',
      'saleEnded',
      'unknownLine',
      'unknownTender',
      'nothingToPay',
      'notTendered',
      'paymentOpen',
      'holdsMoney',
      'notParked',
      'linesArePaid',
      'unreadableSale',
      // A line that something is asked for.
      'serviceLine',
      'refundAlone',
      'notApproved',
      'lineNotApproved',
      // A payment.
      'tooLateToCancel',
      'tooLateToVoid',
      // What is owed.
      'itemGone',
      'itemUnknown',
      'itemDelivered',
      'itemSentAgain',
      'itemClosed',
      // Settings and training.
      'notSetUp',
      'finishFirst',
      'restarting',
      'trainingOnly',
      'phoneIdle',
      // The till itself.
      'diskFull',
      'diskTrouble',
      'broken',
      // More than a window may ask at once, or in one call.
      'tooOften',
      'tooLarge',
      // A file could not be written where it was wanted.
      'notSaved',
      // There is no till at the moment, or none that answered in time.
      'hostGone',
      'noReply',
    ]),
  }),
  z.object({ code: z.literal('badInput'), problems: z.array(problem) }),
  /** It takes at least this role. */
  z.object({ code: z.literal('notAllowed'), role: z.enum(roles) }),
  /** More than this till takes at once, or than the rest of the sale. */
  z.object({ code: z.literal('tooMuch'), most: money }),
  z.object({ code: z.literal('moreThanRest'), rest: money }),
  /** A sale has this many lines at most, and a till this many sales that are put aside. */
  z.object({ code: z.literal('tooManyLines'), most: z.int() }),
  z.object({ code: z.literal('tooManyParked'), most: z.int() }),
  /** An amount that cannot be paid with coins, of which this is the smallest. */
  z.object({ code: z.literal('notInCoins'), coin: money }),
]);
export type Failure = z.infer<typeof failure>;
