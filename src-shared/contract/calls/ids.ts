// How a call names the thing it is about.
import { z } from 'zod';

export const nothing = z.strictObject({});
export const onePayment = z.strictObject({ paymentId: z.uuid() });
export const oneAdvice = z.strictObject({ adviceId: z.uuid() });
