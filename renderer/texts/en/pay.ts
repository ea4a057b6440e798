// How a sale is paid: what is left, the ways to pay it, and the change.
export const pay = {
  title: 'Pay',
  left: 'Left to pay',
  total: 'Total',
  tenders: 'Taken so far',
  back: 'Back to the sale',
  backToTenders: 'Back',
  takeBack: 'Take back',
  takeBackOf: (amount: string) => `Take back ${amount}`,
  /** What the person must do for a tender to leave the sale. */
  backQuestions: {
    cash: (amount: string) => `Hand ${amount} in cash back to the customer first. Is it done?`,
    card: (amount: string) =>
      `Give ${amount} back on the other terminal first. Has it given the money back?`,
    qr: (amount: string) =>
      `Void the QR payment of ${amount}? The money goes back to the customer by itself.`,
  },
  backGo: { cash: 'Cash handed back', card: 'Card given back', qr: 'Void' },
  keep: 'Keep it',

  amount: 'Amount',
  hint: 'Press Enter for the code, or type less to take a part.',
  most: (left: string) => `At most ${left}: that is all that is left to pay.`,
  partOf: (part: string, left: string) => `${part} of ${left}`,
  qr: 'Take QR payment',
  cash: 'Cash',
  card: 'Card on other terminal',

  received: 'Cash received',
  receivedHint: 'Type what you were given, or press a note.',
  inCoins: (left: string, cash: string) => `${left} is ${cash} in cash.`,
  nothingInCoins: (left: string) =>
    `${left} is less than the smallest coin: nothing to pay in cash.`,
  exact: 'Exact',
  exactOf: (amount: string) => `Exact: ${amount}`,
  change: 'Change',
  stillLeft: 'Then still to pay',
  takeCash: 'Take cash',

  cardTitle: 'Card on other terminal',
  cardFirst: 'Take the card payment on the other terminal first.',
  cardHint: 'Press Card was paid once the other terminal says so.',
  reference: 'Reference on its slip',
  referenceMissing: 'Type the reference from the slip, so that the payment can be found again.',
  takeCard: 'Card was paid',

  sold: {
    change: 'Change',
    paid: 'Paid',
    giveChange: 'Hand over the change and the goods. The sale is complete.',
    noChange: 'No change. Hand over the goods. The sale is complete.',
    handOver: 'Hand over the goods. The sale is complete.',
    cash: 'Cash received',
    card: 'Card',
    qr: 'QR',
    rounding: 'Rounded',
  },
};
