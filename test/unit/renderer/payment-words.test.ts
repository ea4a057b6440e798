import { describe, expect, it } from 'vitest';
import { isResult, statusWords } from '../../../renderer/features/payment/status-words.ts';
import { catalogue as en } from '../../../renderer/texts/en/en.ts';
import { notPaidWords, shortReason } from '../../../renderer/words/not-paid-words.ts';
import { declineTypes } from '../../../src-shared/contract/scenarios.ts';
import type { NotPaidReasonView } from '../../../src-shared/contract/views/payment.ts';
import type { TillView } from '../../../src-shared/contract/views/till.ts';
import { approved, aSale, awaiting, noReason, notPaid, rand } from './views.ts';

const asked = rand(18_450);
const codes = Object.keys(en.reasons) as NotPaidReasonView['code'][];
const words = (reason: Partial<NotPaidReasonView> & Pick<NotPaidReasonView, 'code'>) =>
  notPaidWords(en, { ...noReason, ...reason }, asked);

describe('why a payment was not made', () => {
  it.each([...declineTypes, 'NO_SCAN_RECEIVED'])('has words of its own for %s', (errorType) => {
    const { what, todo } = words({ code: 'declined', errorType });
    expect(what).toMatch(/\.$/);
    expect(todo).toMatch(/\.$/);
    // Never a code alone.
    expect(what).not.toContain('_');
    expect(what).not.toBe(en.reasons.declined.what);
  });

  it('takes an unknown error type as an unspecified refusal', () => {
    expect(words({ code: 'declined', errorType: 'NEW_IN_2_0' }).what).toBe(
      en.reasons.declined.what,
    );
    expect(words({ code: 'declined' }).what).toBe(en.reasons.declined.what);
    expect(words({ code: 'codeRefused' }).what).toBe(en.reasons.codeRefused.what);
  });

  it('sends the cashier to the admin when the settings are to blame', () => {
    for (const errorType of ['INVALID_MERCHANT', 'FORMAT_ERROR', 'FUNCTION_NOT_SUPPORTED']) {
      const { todo } = words({ code: 'codeRefused', errorType });
      expect(todo).toContain('admin');
    }
  });

  it('names the till’s own user name and password when those are refused', () => {
    const reason = { ...noReason, code: 'codeRefused' as const, errorType: 'GENERAL_ERROR' };
    const refused = notPaidWords(en, reason, asked, { connection: 'credentialsRefused' });
    expect(refused.what).toContain('password is refused');
    expect(refused.todo).toContain('admin');
    const silent = { ...noReason, code: 'noAnswer' as const };
    const other = notPaidWords(en, silent, asked, { connection: 'credentialsRefused' });
    expect(other.what).toBe(en.reasons.noAnswer.what);
  });

  it('fits into a line in a few words', () => {
    const short = (code: NotPaidReasonView['code'], errorType: string | null = null) =>
      shortReason(en, { ...noReason, code, errorType });
    expect(short('declined', 'INSUFFICIENT_FUNDS')).toBe('Not enough money');
    expect(short('declined', 'NEW_IN_2_0')).toBe('Refused');
    expect(short('noAnswer', 'INSUFFICIENT_FUNDS')).toBe('No answer in time');
    expect(shortReason(en, null)).toBeNull();
  });

  it('names both amounts when another one was approved', () => {
    const { what } = words({ code: 'amountMismatch', approved: rand(9_225) });
    expect(what).toContain('R\u00a092.25');
    expect(what).toContain('R\u00a0184.50');
    expect(words({ code: 'amountMismatch' }).what).toBe(en.mismatch.nothing);
  });
});

describe('a sale of which a part is taken', () => {
  const part = { rest: asked };
  const reasons: Partial<NotPaidReasonView>[] = [
    ...codes.map((code) => ({ code })),
    ...[...declineTypes, 'NO_SCAN_RECEIVED', 'NEW_IN_2_0'].flatMap((errorType) => [
      { code: 'declined' as const, errorType },
      { code: 'codeRefused' as const, errorType },
    ]),
  ];
  const contexts = (['connected', 'noConnection', 'credentialsRefused'] as const).flatMap(
    (connection) =>
      reasons.map((reason) => ({ ...noReason, code: 'declined', ...reason, connection })),
  );

  it.each(contexts)('$code $errorType, $connection: tells how to end this sale', (given) => {
    const { connection, ...reason } = given;
    const told = notPaidWords(en, reason as NotPaidReasonView, asked, { connection, part });
    // What is left, and the one step that leads on: the sale holds money and cannot be left.
    expect(told.todo).toContain('R\u00a0184.50');
    expect(told.todo).toMatch(/press Other tender/i);
    expect(told.todo).not.toMatch(/Next sale/);
    // Never the advice for a sale of which nothing was taken.
    expect(told.todo).not.toMatch(/ask for another way|go on to the next sale/i);
    const alone = notPaidWords(en, reason as NotPaidReasonView, asked, { connection });
    expect(told.what).toBe(alone.what);
  });

  it('offers the rest by QR only where a new code may help', () => {
    const todo = (reason: Partial<NotPaidReasonView>) =>
      notPaidWords(en, { ...noReason, code: 'declined', ...reason }, asked, { part }).todo;
    expect(todo({ errorType: 'INSUFFICIENT_FUNDS' })).toMatch(/^Try again/);
    expect(todo({ code: 'cancelled' })).toMatch(/^Try again/);
    expect(todo({ errorType: 'INVALID_MERCHANT' })).toMatch(
      /^Press Other tender.*Call the store admin/,
    );
    expect(todo({ code: 'settledUnseen' })).toMatch(/^Look for this try/);
  });
});

describe('a reason that is about the line', () => {
  it.each(['codeUnavailable', 'connectionLost'] as const)(
    '%s agrees with the status bar',
    (code) => {
      const what = (connection: TillView['connection']['state']) =>
        notPaidWords(en, { ...noReason, code }, asked, { connection }).what;
      expect(what('noConnection')).toContain('There is no connection.');
      expect(what('connected')).not.toMatch(/no connection/i);
    },
  );
});

describe('the spoken state of a payment', () => {
  it('says the state and the amount', () => {
    expect(statusWords(en, null)).toBe('No payment is running.');
    expect(statusWords(en, approved)).toBe('Approved. R\u00a0184.50.');
    expect(statusWords(en, notPaid)).toBe('Not paid. No answer in time.');
  });

  it('does not change with the seconds', () => {
    const later = { ...awaiting, answerWithinMs: 7_000 };
    expect(statusWords(en, later)).toBe(statusWords(en, awaiting));
  });

  it('never calls a part approval approved without saying of how much', () => {
    const part = { ...approved, isPart: true, approved: rand(6_000) };
    expect(statusWords(en, part)).toBe('R\u00a060.00 of R\u00a0184.50 approved.');
  });

  it('says of an approved part what is still to pay', () => {
    const part = { ...approved, amount: rand(6_000), approved: rand(6_000), left: rand(12_450) };
    expect(statusWords(en, part)).toBe('Part approved. R\u00a060.00. Still to pay R\u00a0124.50.');
  });

  it('says of a completed sale what goes back to the customer', () => {
    const sold = aSale({ state: 'completed', change: rand(1_550) });
    expect(statusWords(en, null, sold)).toBe('Paid. R\u00a0184.50. Change R\u00a015.50.');
    expect(statusWords(en, null, aSale())).toBe('No payment is running.');
  });

  it('knows what has to be seen at once', () => {
    expect([null, awaiting, approved, notPaid].map(isResult)).toEqual([false, false, true, true]);
  });
});
