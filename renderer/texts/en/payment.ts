// The payment on the counter, from its code to its result.
import { isolated } from '../isolated.ts';
import { callAdmin, lower } from './phrases.ts';

const takeOtherwise = (rest: string) => `Press Other tender and take ${rest} in another way.`;

export const payment = {
  statusName: 'Payment status',
  idle: 'No payment is running.',
  gettingCode: 'Getting the code…',
  gettingCodeNote: 'Nobody can pay yet.',
  waiting: 'Waiting for the customer to scan and pay',
  codeName: 'QR code',
  seconds: (count: number) => (count === 1 ? 'second' : 'seconds'),
  timeUp: 'Time is up',
  timeUpNote: 'Waiting for the till’s decision…',
  codeHidden: 'The code is hidden.',
  codeBroken: 'The code cannot be drawn.',
  codeBrokenNote: 'Nobody can pay with it. Cancel the payment, then try again.',
  cancel: 'Cancel payment',
  cancelQuestion: 'Cancel? If the customer has already paid, the money goes back by itself.',
  keepWaiting: 'Keep waiting',
  cancelling: 'Cancelling…',
  approved: 'Approved',
  handOver: 'Hand over the goods.',
  holdGoods: 'Keep the goods until you have answered.',
  voidableFor: (seconds: number) => `You can void for ${seconds} s`,
  confirming: 'Confirming…',
  void: 'Void',
  voidNote: 'Void gives the money back to the customer; then keep the goods.',
  voidQuestion: 'Void this payment? The money goes back to the customer; keep the goods.',
  voidQuestionWithin: (seconds: number) =>
    `Void within ${seconds} s? The money goes back to the customer; keep the goods.`,
  tooLateToVoid: 'Too late to void: it confirmed itself while you were asked. Hand over the goods.',
  keepPayment: 'Keep the payment',
  nextSale: 'Next sale',
  askTitle: 'The till stopped before anyone saw this approval.',
  askNote: 'If the customer is still here and gets the goods, press Next sale. If not, press Void.',
  askEnds: (left: string) => `Without an answer it is voided by itself in ${left}.`,
  partWord: 'Part approved',
  part: (approved: string, asked: string) => `${approved} of ${asked} approved`,
  partTitle: 'The customer’s app approved only a part.',
  partNote: 'Take the rest in any way, or void it and take nothing.',
  restDue: (rest: string) => `Still to pay ${rest}`,
  keepUntilPaid: 'Keep the goods until all of it is paid.',
  takeRest: 'Take the rest',
  paid: 'Paid',
  paidNote: 'Hand over the goods. The sale is complete.',
  changeDue: (change: string) => `Change ${change}`,
  otherTender: 'Other tender',
  notPaid: 'Not paid',
  tryAgain: 'Try again, new code',
  serviceSays: (message: string) => `The payment service says: “${isolated(message)}”`,
  partPaid: (paid: string, rest: string) =>
    `${paid} of this sale is taken and stays taken; ${rest} is still to pay.`,
  nothingMore: 'Nothing more was taken.',
  /** What to do when a part of the sale is taken and the rest did not come about. */
  partTaken: {
    tryRest: (rest: string) => `Try again with a new code. Or ${lower(takeOtherwise(rest))}`,
    callAdmin: (rest: string) =>
      `${takeOtherwise(rest)} Call the store admin: this till cannot take it by QR.`,
    lookFirst: (rest: string) =>
      `Look for this try in the payment service’s list first. If it is not there: ${lower(takeOtherwise(rest))}`,
  },
  givenBack: 'The money goes back to the customer by itself.',
  credentialsRefused: {
    what: 'This till’s user name or password is refused.',
    todo: callAdmin,
  },
  reversal: {
    none: 'No money was taken.',
    owed: 'If the customer’s app says paid, the money goes back by itself. The till repeats the message until it has arrived.',
    delivered:
      'If the customer’s app says paid, the money goes back by itself. The payment service has the message.',
    attention:
      'The message that gives the money back was not taken. A person has to settle it: see Queue.',
    closed:
      'The message that gives the money back was not taken, and a person has settled it: see History.',
  },
};
