// The checker of messages itself: it must be able to say no.
import { describe, expect, it } from 'vitest';
import { assertAnswer, assertSent } from '../../support/swagger.ts';
import { messages } from './training-client.ts';

describe('a sent message', () => {
  const payment = messages.payment('b7b3ff7b623d48df8cd58cc6f137bdc5');

  it('passes when it is complete', () => {
    expect(() => assertSent('PaymentRequest', payment)).not.toThrow();
  });

  it.each<[string, object]>([
    ['a field is missing', { tranId: undefined }],
    ['a field is unknown', { tip: 5 }],
    ['a field deep inside is unknown', { client: { id: '1', name: 'x', town: 'y' } }],
    ['a currency has four digits', { amounts: { requestAmount: { amount: 1, currency: '7100' } } }],
    [
      'an amount is no whole number',
      { amounts: { requestAmount: { amount: 1.5, currency: '710' } } },
    ],
    ['a name is too long', { client: { id: '1', name: 'x'.repeat(41) } }],
    ['the time is no time', { time: 'now' }],
  ])('is refused when %s', (_, change) => {
    expect(() => assertSent('PaymentRequest', { ...payment, ...change })).toThrow(
      'Not a PaymentRequest',
    );
  });
});

describe('an answer', () => {
  const detail = { id: 'd8aaa1f6d2b641ba', errorType: 'GENERAL_ERROR', errorMessage: 'x' };

  it('may hold more than the file knows', () => {
    expect(() => assertAnswer('ErrorDetail', { ...detail, hint: 'call us' })).not.toThrow();
  });

  it('is refused when a field breaks its rule, by name', () => {
    const wrong = { ...detail, errorType: 'BORED' };
    expect(() => assertAnswer('ErrorDetail', wrong)).toThrow('/errorType must be equal to one of');
  });
});
