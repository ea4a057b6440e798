// From answers to what they mean for a bill: only one about the bill that was asked for is believed.
import { describe, expect, it } from 'vitest';
import { billEvent, judge } from '../../../../electron/core/services/bills/classify.ts';
import {
  adviceMessage,
  billersAnswer,
  billRequest,
} from '../../../../electron/core/services/bills/messages.ts';
import { addressed } from '../../../../electron/core/wire/addressed.ts';
import { profileSchema } from '../../../../src-shared/contract/profile.ts';
import type { Bill } from '../../../../src-shared/services/bills/bill.ts';
import {
  type BillOperation,
  billInterface,
} from '../../../../src-shared/services/bills/operations.ts';
import { validProfile } from '../../../support/profile.ts';

const profile = profileSchema.parse(validProfile('https://until.example/qr/v1'));
const bill: Bill = {
  id: '54dc7651-89f8-46dc-9f93-26be5a7eff0d',
  saleNumber: '000321',
  attempt: 1,
  amount: { amountMinor: 64_230, currency: '710' },
  asked: { kind: 'account', number: '8814400276153', biller: null },
  state: 'asking',
};
const request = billRequest(profile, bill, '2026-03-14T11:03:02.530+02:00');
const sent = JSON.parse(request) as Record<string, unknown>;
const good = {
  ...sent,
  account: { accountRef: '8814400276153' },
  amounts: { approvedAmount: { amount: 64_230, currency: '710' } },
  slipData: { messageLines: [{ text: 'Karoo' }, { cut: true }], issuerReference: 'KBC5518820' },
};

const event = (body: object, status = 201, operation: BillOperation = 'createAccountPayment') => {
  const text = JSON.stringify(body);
  const answer = { status, body: text, contentType: 'application/json', sent: true } as const;
  return billEvent(operation, judge(operation, answer, request), '710');
};

it('takes the answer about the account that was asked for', () => {
  expect(event(good)).toMatchObject({
    type: 'approved',
    approval: { approved: bill.amount, issuerReference: 'KBC5518820', slipLines: ['Karoo'] },
  });
  const letters = { ...good, amounts: { approvedAmount: { amount: 64_230, currency: 'ZAR' } } };
  expect(event(letters, 200)).toMatchObject({ approval: { approved: bill.amount } });
});

it.each([
  ['another account', { ...good, account: { accountRef: '8814400276154' } }],
  ['another request', { ...good, id: '54dc7651-89f8-46dc-9f93-26be5a7eff0e' }],
  ['no account at all', { ...good, account: undefined }],
  ['an amount that is none', { ...good, amounts: { approvedAmount: { amount: '64230' } } }],
  [
    'money the other way',
    {
      ...good,
      amounts: { approvedAmount: { amount: 64_230, currency: '710', ledgerIndicator: 'CREDIT' } },
    },
  ],
])('an answer about %s is no answer', (_, body) => {
  expect(event(body)).toEqual({ type: 'outcomeUnknown', why: 'answerUnusable' });
});

describe('no status from 100 to 599', () => {
  it('leads to an approval without a usable body', () => {
    for (let status = 100; status <= 599; status += 1) {
      for (const body of [{}, { status: 'ok' }, { errorType: 'GENERAL_ERROR' }]) {
        expect(event(body, status).type, String(status)).not.toBe('approved');
      }
    }
  });

  it('is a final refusal of a payment without an explanation; of a refund the listed ones are', () => {
    for (let status = 300; status <= 599; status += 1) {
      const bare = (operation: BillOperation) => {
        const answer = { status, body: '', contentType: '', sent: true } as const;
        const meant = billEvent(operation, judge(operation, answer, request), '710');
        return meant.type === 'declined' && meant.isFinal;
      };
      expect(bare('createAccountPayment'), String(status)).toBe(false);
      expect(bare('createRefund'), String(status)).toBe([400, 501, 503].includes(status));
    }
  });
});

it('keeps no text of the far end for a currency', () => {
  const amounts = {
    ...good.amounts,
    feeAmount: { amount: 1, currency: 'Somebody Else'.repeat(99) },
  };
  expect(event({ ...good, amounts })).toMatchObject({ approval: { fee: { currency: 'none' } } });
  const all = { approvedAmount: { amount: 64_230, currency: '7100' } };
  expect(event({ ...good, amounts: all })).toMatchObject({
    approval: { approved: { currency: 'none' } },
  });
});

it('gives no card number of a slip to a biller', () => {
  const tenders = [{ kind: 'card', amountMinor: 1, reference: '4111 1111 1111 1111' }] as const;
  const body = adviceMessage(
    { id: '31146644-0f9e-4cd3-a7aa-e4a6ac9448a7', owes: { kind: 'confirmation', tenders } },
    { id: bill.id, thirdPartyIdentifiers: [] },
    bill,
    '2026-03-14T11:04:10.450+02:00',
  );
  expect(body).not.toContain('1111 1111');
});

it('reads a list of billers without the blocked ones and those that cannot be read', () => {
  const named = (id: string, more = {}) => ({
    billerInstitution: { id, name: `B ${id}` },
    ...more,
  });
  const list = [
    named('1'),
    named('2', { allowed: false }),
    'x',
    named(' 4'),
    named('5'.repeat(41)),
    named('3', { categories: null }),
  ];
  expect(billersAnswer.parse(list).map(({ id }) => id)).toEqual(['1', '3']);
});

it('addresses a message by the ids of its own body', () => {
  const reversal = adviceMessage(
    { id: '31146644-0f9e-4cd3-a7aa-e4a6ac9448a7', owes: { kind: 'reversal', reason: 'CANCELLED' } },
    { id: bill.id, thirdPartyIdentifiers: [] },
    bill,
    '2026-03-14T11:04:10.450+02:00',
  );
  expect(addressed(billInterface.operations.reverseBillPayment, reversal).path).toBe(
    `/payments/${bill.id}/reversals/31146644-0f9e-4cd3-a7aa-e4a6ac9448a7`,
  );
  const { createRefund } = billInterface.operations;
  expect(() => addressed(createRefund, '{"id":"../../elsewhere"}')).toThrow(/has a id/);
});
