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

  /** A part is approved and taken, the rest with a second payment. */
  parts: {
    async play(cashier) {
      await approve(cashier, amounts.approvePart);
      await cashier.call('nextSale', { paymentId: cashier.paymentId });
      await cashier.whenSettled();
      const { payment } = cashier;
      if (payment?.state !== 'paid') throw new Error('the part was not taken');
      const { saleNumber, remaining } = payment;
      await cashier.call('startPayment', { amountMinor: remaining.amountMinor, saleNumber });
      await whenCustomerWaits(cashier);
      await cashier.control('POST', '/act', { name: 'approve' });
      await cashier.whenPayment('approved');
      await cashier.call('nextSale', { paymentId: cashier.paymentId });
      await cashier.whenSettled();
    },
  },

  /** The confirmation is taken, but its answers are 500 twice before one says so. */
  repeated: {
    async play(cashier) {
      await approve(cashier, amounts.approve);
      await cashier.call('nextSale', { paymentId: cashier.paymentId });
      await cashier.whenSettled();
    },
  },

  /** The confirmation is refused, and sent again by a person. */
  sentAgain: {
    sendsAgain: true,
    async play(cashier) {
      await approve(cashier, amounts.approve);
      await cashier.call('nextSale', { paymentId: cashier.paymentId });
      await settleExceptions(cashier, this);
    },
  },

  /** The confirmation is refused for good, and closed by a person. */
  closed: {
    async play(cashier) {
      await approve(cashier, amounts.approve);
      await cashier.call('nextSale', { paymentId: cashier.paymentId });
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
    else await cashier.call('nextSale', { paymentId });
  }
  await settleExceptions(cashier, scene);
  await leave(cashier);
  for (const { id } of cashier.view.storeNotices) await cashier.call('closeNotice', { id });
}

async function approve(cashier: Cashier, amountMinor: number): Promise<void> {
  await cashier.call('startPayment', { amountMinor });
  await cashier.whenPayment('approved');
  await cashier.call('approvalShown', { paymentId: cashier.paymentId });
}

async function leave(cashier: Cashier): Promise<void> {
  await cashier.whenSettled();
  const { payment } = cashier;
  if (payment) await cashier.call('nextSale', { paymentId: payment.paymentId });
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
