import { describe, expect, it } from 'vitest';
import { notPaidWords, shortReason } from '../../../renderer/features/payment/not-paid-words.ts';
import { paidOfSale } from '../../../renderer/features/payment/part-paid.ts';
import { isResult, statusWords } from '../../../renderer/features/payment/status-words.ts';
import { catalogue as en } from '../../../renderer/texts/en.ts';
import { declineTypes } from '../../../src-shared/contract/scenarios.ts';
import type { NotPaidReasonView } from '../../../src-shared/contract/views.ts';
import { approved, awaiting, noReason, notPaid, rand, row } from './views.ts';

const asked = rand(18_450);
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
      const { todo, retryFirst } = words({ code: 'codeRefused', errorType });
      expect(todo).toContain('admin');
      expect(retryFirst).toBe(false);
    }
  });

  it('offers a new code first where that may help, and not after the cashier’s own decision', () => {
    expect(words({ code: 'noAnswer' }).retryFirst).toBe(true);
    expect(words({ code: 'declined', errorType: 'NO_SCAN_RECEIVED' }).retryFirst).toBe(true);
    expect(words({ code: 'declined', errorType: 'INSUFFICIENT_FUNDS' }).retryFirst).toBe(false);
    expect(words({ code: 'cancelled' }).retryFirst).toBe(false);
    expect(words({ code: 'voided' }).retryFirst).toBe(false);
  });

  it('names the till’s own user name and password when those are refused', () => {
    const reason = { ...noReason, code: 'codeRefused' as const, errorType: 'GENERAL_ERROR' };
    const refused = notPaidWords(en, reason, asked, { areCredentialsRefused: true });
    expect(refused.what).toContain('password is refused');
    expect(refused.todo).toContain('admin');
    const silent = { ...noReason, code: 'noAnswer' as const };
    const other = notPaidWords(en, silent, asked, { areCredentialsRefused: true });
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

describe('a sale in parts', () => {
  const part = row({ paymentId: 'first', state: 'paid', approved: rand(15_000) });

  it('counts what earlier payments of the same sale have taken', () => {
    const others = [
      part,
      row({ paymentId: 'second', state: 'paid', approved: rand(1_000) }),
      row({ paymentId: 'other sale', saleNumber: '04-000001', state: 'paid', approved: asked }),
      row({ paymentId: 'voided', state: 'notPaid', approved: asked }),
    ];
    expect(paidOfSale(others, notPaid)).toEqual(rand(16_000));
  });

  it('knows of nothing when there is no earlier payment, and never counts itself', () => {
    expect(paidOfSale([], notPaid)).toBeNull();
    expect(paidOfSale([{ ...part, paymentId: notPaid.paymentId }], notPaid)).toBeNull();
  });
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

  it('knows what has to be seen at once', () => {
    expect([null, awaiting, approved, notPaid].map(isResult)).toEqual([false, false, true, true]);
  });
});
