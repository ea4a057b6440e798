// Two hands at one counter: one taps the buttons of the real window, the other acts through the
// contract, which is faster. Both do what a cashier does: wait, cancel, void, look the other way.
import { errors, type Page } from 'playwright-core';
import type { CallName, Input } from '../../src-shared/contract/contract.ts';
import type { Failure } from '../../src-shared/contract/failure.ts';
import type { CurrentPaymentView } from '../../src-shared/contract/views/payment.ts';
import { counter } from '../support/counter.ts';
import { chanceOf, drawNumber, drawWeighted } from './draw.ts';
import type { TillLine } from './till-line.ts';

/** An amount in cents; none of those that train a scenario by themselves. */
const drawAmount = () => drawNumber(100, 50_000);

type Whim = 'nextSale' | 'void' | 'cancel' | 'letItConfirm';
const whims: readonly (readonly [Whim, number])[] = [
  ['nextSale', 82],
  ['void', 8],
  ['cancel', 8],
  ['letItConfirm', 2],
];

/** How long a button may take to be there for a tap, in milliseconds. */
const tapMs = 5_000;
/** A step that the payment may overtake (cancel, void) is tried for so long, in milliseconds. */
const overtakenMs = 1_500;
/** Taps on one payment before the window counts as one that does not follow. */
const mostTries = 5;

const isDecided = (payment: CurrentPaymentView | null) =>
  payment?.state === 'approved' || payment?.state === 'paid' || payment?.state === 'notPaid';

/** One sale through the contract. The counter is empty before and after. */
export async function sellByContract(till: TillLine): Promise<void> {
  const whim = drawWeighted(whims);
  const { payment } = await till.call('startPayment', { amountMinor: drawAmount() });
  const paymentId = payment?.paymentId ?? '';
  if (whim === 'cancel') {
    await till.when('a code or an end', (view) => view.payment?.state !== 'requestingCode');
    await tryCall(till, 'cancelPayment', { paymentId });
  }
  await till.when('a result', (view) => isDecided(view.payment));
  if (till.view.payment?.state === 'approved') {
    await tryCall(till, 'approvalShown', { paymentId });
    if (whim === 'void') await tryCall(till, 'voidPayment', { paymentId });
    if (whim === 'letItConfirm') await whenDecidedForGood(till);
  }
  await till.call('nextSale', { saleId: payment?.saleId ?? '' });
}

/**
 * One sale at the window, by tapping. The counter is empty before and after.
 * @returns how many more payments it took than one
 */
export async function sellAtWindow(page: Page, till: TillLine): Promise<number> {
  const { take, tap, cancel, nextSale } = counter(page);
  const whim = drawWeighted(whims);
  let more = 0;
  await tap(String(drawAmount()));
  await take.click({ timeout: tapMs });
  await till.when('a payment on the counter', (view) => view.payment !== null);
  if (whim === 'cancel') {
    await unlessOvertaken(async () => {
      await cancel.click({ timeout: overtakenMs });
      const question = page.getByRole('alertdialog');
      const answer = question.getByRole('button', { name: 'Cancel payment' });
      await answer.click({ timeout: overtakenMs });
    });
  }
  await till.when('a result', (view) => isDecided(view.payment));
  if (till.view.payment?.state === 'notPaid' && chanceOf(30)) {
    await page.getByRole('button', { name: /try again/i }).click({ timeout: tapMs });
    await till.when('another attempt', (view) => view.payment?.attempt !== 1);
    more += 1;
    await till.when('a result', (view) => isDecided(view.payment));
  }
  if (till.view.payment?.state === 'approved') {
    if (whim === 'void') await tapVoid(page);
    if (whim === 'letItConfirm') await whenDecidedForGood(till);
  }
  for (let tries = 1; till.view.payment !== null; tries += 1) {
    if (tries > mostTries) throw new Error('The window does not follow the till.');
    await unlessOvertaken(() => nextSale.click({ timeout: tapMs }));
    await unlessOvertaken(() => take.waitFor({ timeout: tapMs }));
  }
  return more;
}

/** Looks at every other place of the window, and comes back. */
export async function lookAround(page: Page): Promise<void> {
  for (const place of ['History', 'Queue', 'Reports', 'Settings', 'Sale']) {
    await page.getByRole('link', { name: place, exact: true }).click({ timeout: tapMs });
  }
  await counter(page).take.waitFor({ timeout: tapMs });
}

async function tapVoid(page: Page): Promise<void> {
  const button = counter(page).void;
  await unlessOvertaken(async () => {
    await button.first().click({ timeout: overtakenMs });
    const question = page.getByRole('alertdialog');
    await question.getByRole('button', { name: 'Void' }).click({ timeout: overtakenMs });
  });
}

function whenDecidedForGood(till: TillLine): Promise<void> {
  return till.when('the end of the void window', (view) => view.payment?.state !== 'approved');
}

const tooLate: readonly Failure['code'][] = ['tooLateToCancel', 'tooLateToVoid', 'paymentOpen'];

/** What comes too late is refused, as it must be; nothing else may go wrong. */
async function tryCall<Name extends CallName>(
  till: TillLine,
  name: Name,
  input: Input<Name>,
): Promise<void> {
  const reply = await till.ask(name, input);
  if (reply.ok || tooLate.includes(reply.failure.code)) return;
  throw new Error(`${name}: ${JSON.stringify(reply.failure)}`);
}

/** A tap whose button the payment has taken away meanwhile is no tap. */
async function unlessOvertaken(tap: () => Promise<void>): Promise<void> {
  await tap().catch((error: unknown) => {
    if (!(error instanceof errors.TimeoutError)) throw error;
  });
}
