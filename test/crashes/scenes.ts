// Lives of payments and advices, short and one after the other: together they come by every commit
// and every send. Each is played by the cashier until the process dies, and settled by the cashier
// who comes back. Amounts say what the customer does (electron/training/scenario-by-amount.ts).
import type { Cashier } from './cashier.ts';

const amounts = {
  approve: 400_401,
  decline: 400_402,
  approveLate: 400_404,
  approvePart: 400_410,
  declineAsDuplicate: 400_433,
  /** The customer waits until somebody acts. */
  wait: 18_450,
} as const;

export type Scene = {
  readonly play: (cashier: Cashier) => Promise<void>;
  /** What the cashier who comes back does with an approval; taken unless said otherwise. */
  readonly givesBack?: true;
  /** What becomes of an exception; closed unless said otherwise. */
  readonly sendsAgain?: true;
};

export type SceneName = keyof typeof scenes;

export const scenes = {
  /** Set up for the first time: schema and profile. */
  firstStart: { play: async () => {} },

  /** Approved, shown, completed when the void window is over. */
  sale: {
    async play(cashier) {
      await approve(cashier, amounts.approve);
      cashier.clock.skip(10_000);
      await cashier.whenPayment('paid');
      await leave(cashier);
    },
  },

  voided: {
    givesBack: true,
    async play(cashier) {
      await approve(cashier, amounts.approve);
      await cashier.call('voidPayment', { paymentId: cashier.paymentId });
      await leave(cashier);
    },
  },

  /** Nobody looked at the approval for ten minutes. */
  undecided: {
    givesBack: true,
    async play(cashier) {
      await cashier.call('startPayment', { amountMinor: amounts.approve });
      await cashier.whenPayment('approved');
      cashier.clock.skip(10 * 60_000);
      await cashier.whenPayment('notPaid');
      await leave(cashier);
    },
  },

  /** Refused with an explanation, then so that an earlier copy may be live. */
  declined: {
    async play(cashier) {
      await cashier.call('startPayment', { amountMinor: amounts.decline });
      await cashier.whenPayment('notPaid');
      await leave(cashier);
      await cashier.call('startPayment', { amountMinor: amounts.declineAsDuplicate });
      await cashier.whenPayment('notPaid');
      await leave(cashier);
    },
  },

  /** No code is issued. */
  noCode: {
    async play(cashier) {
      await cashier.call('startPayment', { amountMinor: amounts.wait });
      await cashier.whenPayment('notPaid');
      await leave(cashier);
    },
  },

  /** Called off while the code is fetched, which never comes. */
  cancelledEarly: {
    async play(cashier) {
      await cashier.call('startPayment', { amountMinor: amounts.wait });
      await whenAt(cashier, '/requests', ({ operation }) => operation === 'createQrCode');
      await cashier.call('cancelPayment', { paymentId: cashier.paymentId });
      await leave(cashier);
    },
  },

  /** Called off while the customer looks at the code. */
  cancelled: {
    async play(cashier) {
      await cashier.call('startPayment', { amountMinor: amounts.wait });
      await whenCustomerWaits(cashier);
      await cashier.call('cancelPayment', { paymentId: cashier.paymentId });
      await leave(cashier);
    },
  },

  /** The time is up, the approval comes too late: its reversal goes out once more. */
  late: {
    async play(cashier) {
      await cashier.call('startPayment', { amountMinor: amounts.approveLate });
      await whenAt(cashier, '/ledger', ({ state }) => state === 'reserved');
      cashier.clock.skip(60_000);
      await cashier.whenPayment('notPaid');
      await cashier.whenSettled();
      const owedOnceMore = cashier.when(({ owed }) => owed.reversals === 1);
      await cashier.control('POST', '/late');
      await owedOnceMore;
      await leave(cashier);
    },
  },

  /** A part is approved, the rest is paid with a second code; both are confirmed together. */
  parts: {
    async play(cashier) {
      await approve(cashier, amounts.approvePart);
      const amountMinor = cashier.view.sale?.left.amountMinor ?? 0;
      await cashier.call('startPayment', { amountMinor, saleId: cashier.saleId });
      await whenCustomerWaits(cashier);
      await cashier.control('POST', '/act', { name: 'approve' });
      await cashier.whenPayment('approved');
      await cashier.call('approvalShown', { paymentId: cashier.paymentId });
      await leave(cashier);
      await cashier.whenSettled();
    },
  },

  /** Lines that are keyed in, corrected, taken off and put back; the sale is put aside and taken up. */
  basket: {
    async play(cashier) {
      await cashier.call('addLine', { amountMinor: 1_899, quantity: 2, name: 'Bread' });
      const { saleId } = cashier;
      await cashier.call('addLine', { amountMinor: 2_349, saleId });
      const lineId = cashier.view.sale?.lines[0]?.lineId ?? '';
      await cashier.call('changeLine', { saleId, lineId, quantity: 3 });
      await cashier.call('removeLine', { saleId, lineId });
      await cashier.call('putLineBack', { saleId, lineId });
      await cashier.call('parkSale', { saleId });
      await cashier.call('resumeSale', { saleId });
      await cashier.call('abandonSale', { saleId });
    },
  },

  /** Cash that is taken back, a card and cash with change: completed in the commit of the last one. */
  byHand: {
    async play(cashier) {
      await cashier.call('addLine', { amountMinor: 18_457 });
      const { saleId } = cashier;
      await cashier.call('takeCash', { saleId, receivedMinor: 5_000 });
      const tenderId = cashier.view.sale?.tenders[0]?.tenderId ?? '';
      await cashier.call('takeTenderBack', { saleId, tenderId });
      await cashier.call('takeCard', { saleId, amountMinor: 10_000, reference: 'A 0041' });
      await cashier.call('takeCash', { saleId, receivedMinor: 10_000 });
      await leave(cashier);
    },
  },

  /** A part by QR, the rest in cash: the QR payment is confirmed when all is paid. */
  split: {
    async play(cashier) {
      await cashier.call('addLine', { amountMinor: amounts.approve + 5_000 });
      const { saleId } = cashier;
      await cashier.call('startPayment', { amountMinor: amounts.approve, saleId });
      await cashier.whenPayment('approved');
      await cashier.call('approvalShown', { paymentId: cashier.paymentId });
      await cashier.call('takeCash', { saleId, receivedMinor: 10_000 });
      await leave(cashier);
      await cashier.whenSettled();
    },
  },

  /** Cash was taken, and nobody decided about the approval: it goes back, and the sale is put aside. */
  splitLeft: {
    givesBack: true,
    async play(cashier) {
      await cashier.call('addLine', { amountMinor: amounts.approve + 5_000 });
      const { saleId } = cashier;
      await cashier.call('takeCash', { saleId, receivedMinor: 1_000 });
      await cashier.call('startPayment', { amountMinor: amounts.approve, saleId });
      await cashier.whenPayment('approved');
      cashier.clock.skip(10 * 60_000);
      await cashier.when(({ parked }) => parked.length === 1);
      await cashier.whenSettled();
    },
  },

  /** A bill that is looked up, approved and paid for with goods, in cash and by QR. */
  bill: {
    async play(cashier) {
      await cashier.call('getBillers', {});
      const bill = { kind: 'account', number: '8814400276153' } as const;
      await cashier.call('lookUpBill', bill);
      await cashier.call('addLine', { amountMinor: amounts.approve - 60_000 });
      const { saleId } = cashier;
      await cashier.call('addBill', { ...bill, saleId, amountMinor: 64_200 });
      await cashier.call('approveLines', { saleId });
      await cashier.when(({ sale }) => sale?.approval === 'ready');
      await cashier.call('takeCash', { saleId, receivedMinor: 4_200 });
      await approve(cashier, amounts.approve, saleId);
      await leave(cashier);
      await cashier.whenSettled();
    },
  },

  /** A bill that is put aside for too long, asked for again, approved for less, and left. */
  billLeft: {
    async play(cashier) {
      const saleId = await approvedBill(cashier);
      await cashier.call('parkSale', { saleId });
      cashier.clock.skip(15 * 60_000);
      await cashier.when(({ parked }) => parked[0]?.undoneWithinMs === null);
      await cashier.call('resumeSale', { saleId });
      await cashier.control('POST', '/bills/next', { name: 'approvePart' });
      await cashier.call('approveLines', { saleId });
      await cashier.when(({ sale }) => sale?.lines[0]?.bill?.state === 'differs');
      const lineId = cashier.view.sale?.lines[0]?.lineId ?? '';
      await cashier.call('acceptApproved', { saleId, lineId });
      await cashier.call('removeLine', { saleId, lineId });
      await leave(cashier);
      await cashier.whenSettled();
    },
  },

  /** A fine and a policy, looked up and approved beside each other; the customer leaves. */
  otherBills: {
    async play(cashier) {
      const fine = { kind: 'trafficFine', number: '94/24615/657/109889' } as const;
      const policy = { kind: 'policy', number: '6870430078' } as const;
      const { due } = (await cashier.call('lookUpBill', fine)) as { due?: { amountMinor: number } };
      await cashier.call('lookUpBill', policy);
      await cashier.call('addBill', { ...fine, amountMinor: due?.amountMinor ?? 1 });
      const { saleId } = cashier;
      await cashier.call('addBill', { ...policy, saleId, amountMinor: 10_000 });
      await cashier.call('approveLines', { saleId });
      await cashier.when(({ sale }) => sale?.approval === 'ready' || sale?.approval === 'blocked');
      await leave(cashier);
      await cashier.whenSettled();
    },
  },

  /** A bill that is paid in cash and given back, the money handed out. */
  billRefund: {
    async play(cashier) {
      const saleId = await approvedBill(cashier);
      await cashier.call('takeCash', { saleId, receivedMinor: 60_000 });
      const issuerReference = cashier.view.sale?.lines[0]?.bill?.story?.issuerReference ?? '';
      await leave(cashier);
      await cashier.whenSettled();
      const refund = { issuerReference, amountMinor: 60_000, reason: 'Paid twice' };
      await cashier.call('addBillRefund', refund);
      await cashier.call('approveLines', { saleId: cashier.saleId });
      await cashier.when(({ sale }) => sale?.approval === 'ready');
      await leave(cashier);
      await cashier.whenSettled();
    },
  },

  /** The confirmation is taken, but its answers are 500 twice before one says so. */
  repeated: {
    async play(cashier) {
      await approve(cashier, amounts.approve);
      await cashier.call('nextSale', { saleId: cashier.saleId });
      await cashier.whenSettled();
    },
  },

  /** The confirmation is refused, and sent again by a person. */
  sentAgain: {
    sendsAgain: true,
    async play(cashier) {
      await approve(cashier, amounts.approve);
      await cashier.call('nextSale', { saleId: cashier.saleId });
      await settleExceptions(cashier, this);
    },
  },

  /** The confirmation is refused for good, and closed by a person. */
  closed: {
    async play(cashier) {
      await approve(cashier, amounts.approve);
      await cashier.call('nextSale', { saleId: cashier.saleId });
      await settleExceptions(cashier, this);
    },
  },

  /** The settings are changed: the till starts again with them. */
  newSettings: {
    async play(cashier) {
      const { profile } = await cashier.call('getSettings', {});
      const changed = { ...profile, terminalId: 'KST04T09' };
      await cashier.call('saveProfile', { profile: changed });
      await cashier.whenSettled();
    },
  },

  /** A start on what an earlier run left: see stages.ts. */
  unknownInterface: { play: comeBack },
  leftOpen: { play: comeBack },
  wrongCounts: { play: comeBack },
  olderSchema: { play: comeBack },
  lostDatabase: { play: comeBack },
  damagedDatabase: { play: comeBack },
  lostRecord: { play: comeBack },
  suspected: { play: comeBack },
  /** So much is recorded that the record begins anew, and the database's log is written back. */
  grownRecord: { play: async () => {} },
} satisfies Record<string, Scene>;

/** What a cashier does who finds the till started again. */
export async function comeBack(cashier: Cashier, scene: Scene = {} as Scene): Promise<void> {
  const { payment } = cashier;
  if (payment?.state === 'approved') {
    const { paymentId } = payment;
    if (payment.completion.kind === 'ask') await cashier.call('approvalShown', { paymentId });
    if (scene.givesBack) await cashier.call('voidPayment', { paymentId });
  }
  await leave(cashier);
  await settleExceptions(cashier, scene);
  for (const { id } of cashier.view.storeNotices) await cashier.call('closeNotice', { id });
}

async function approve(cashier: Cashier, amountMinor: number, saleId?: string): Promise<void> {
  const ofSale = saleId === undefined ? {} : { saleId };
  await cashier.call('startPayment', { amountMinor, ...ofSale });
  await cashier.whenPayment('approved');
  await cashier.call('approvalShown', { paymentId: cashier.paymentId });
}

/** A bill on the counter that its biller agreed to; gives the id of the sale. */
async function approvedBill(cashier: Cashier): Promise<string> {
  const bill = { kind: 'account', number: '8814400276153', amountMinor: 60_000 } as const;
  await cashier.call('addBill', bill);
  const { saleId } = cashier;
  await cashier.call('approveLines', { saleId });
  await cashier.when(({ sale }) => sale?.approval === 'ready');
  return saleId;
}

// What is left to pay is paid in cash, or nothing of it is sold.
async function leave(cashier: Cashier): Promise<void> {
  await cashier.whenSettled();
  const { sale } = cashier.view;
  if (!sale) return;
  const { saleId } = sale;
  const isHeld = sale.tenders.length > 0;
  if (sale.state === 'open' && sale.left.amountMinor > 0 && isHeld) {
    const whole = sale.cashLeft.amountMinor;
    await cashier.call('takeCash', { saleId, receivedMinor: whole });
  }
  const { state } = cashier.view.sale ?? {};
  if (state === 'open' && cashier.view.sale?.left.amountMinor !== 0) {
    await cashier.call('abandonSale', { saleId });
  } else await cashier.call('nextSale', { saleId });
}

async function settleExceptions(cashier: Cashier, scene: Scene): Promise<void> {
  await cashier.whenSettled();
  const { rows } = await cashier.call('getQueue', {});
  for (const { adviceId } of rows) {
    if (scene.sendsAgain) await cashier.call('sendAgain', { adviceId });
    else
      await cashier.call('closeAdvice', {
        adviceId,
        person: 'Store admin',
        reason: 'Settled by hand',
      });
  }
  await cashier.whenSettled();
}

/** The code stands on the screen, and the payment request is at the intermediary. */
async function whenCustomerWaits(cashier: Cashier): Promise<void> {
  await cashier.when(
    ({ payment }) => payment?.state === 'awaitingCustomer' && payment.qrCode !== null,
  );
  await whenAt(cashier, '/waiting', () => true);
}

/** Asks the intermediary until one of what it lists there fits; each question is a round trip. */
async function whenAt(
  cashier: Cashier,
  path: '/requests' | '/waiting' | '/ledger',
  fits: (listed: { readonly operation?: string; readonly state?: string }) => boolean,
): Promise<void> {
  for (;;) {
    const answer = (await cashier.control('GET', path)) as Record<string, object[]>;
    if (Object.values(answer).flat().some(fits)) return;
  }
}
