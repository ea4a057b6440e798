// Money and moments, as every view has them. Views are plain data, complete enough to draw a screen
// without asking again; money decisions are made before they get here. Times that count down are
// milliseconds left at the moment the view was made, so that no two clocks have to agree.
import { z } from 'zod';

export const stamp = z.string();
export const moneyView = z.object({ amountMinor: z.int().nonnegative(), currency: z.string() });
/** More or less than nothing: a rounding. */
export const differenceView = z.object({ amountMinor: z.int(), currency: z.string() });
