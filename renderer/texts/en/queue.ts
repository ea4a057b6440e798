// What is owed, and what a person has to settle.
import type { QueueView, UnreadableRow } from '../../../src-shared/contract/views/queue.ts';
import type { ClosingField } from '../../../src-shared/domain/closing.ts';
import { counted, notShownNow } from './phrases.ts';

export const queue = {
  title: 'Queue',
  nothing: 'Nothing is owed.',
  nothingNote:
    'Confirmations and money-back messages wait here until the payment service has taken them.',
  owed: (count: number) => counted(count, 'message is owed', 'messages are owed'),
  more: (count: number) => `and ${count} more`,
  sendNow: 'Send now',
  paused: {
    noConnection: 'Sending waits for the connection. Nothing gets lost; selling goes on.',
    credentialsRefused:
      'Sending is paused: the payment service refuses this till’s user name or password. Call the store admin to correct them in Settings. Nothing gets lost.',
    refusedInARow:
      'Sending is paused: several messages in a row were refused without a reason, or met a page that is not the payment service’s. The till tries one again by itself; Send now tries at once.',
  } satisfies Record<NonNullable<QueueView['paused']>, string>,
  exceptions: 'These need a person',
  waiting: 'On the way',
  waitingPaused: 'Waiting to be sent',
  kinds: { confirmation: 'Confirmation', reversal: 'Money back' },
  todo: {
    payment: {
      confirmation:
        'The goods were sold, but the payment service refuses the confirmation, so the shop’s money is not certain. Ask the payment service about this sale, then send it again or close it.',
      reversal:
        'The customer may have been charged, and the payment service refuses to give it back. Note the payment id, ask the payment service, then send it again or close it.',
    },
    bill: {
      confirmation:
        'The customer paid this bill here, but the biller refuses the confirmation, so the account may still be unpaid. Call support with the reference on the slip, then send it again or close it.',
      reversal:
        'This bill was not paid here, but the biller refuses to take it back and may count it as paid. Ask support about this sale, then send it again or close it.',
    },
    refund: {
      confirmation:
        'The money was given back to the customer, but the biller refuses to confirm that, so the shop’s money is not certain. Call support with the reference, then send it again or close it.',
      reversal:
        'No money was given back, but the biller refuses to undo this refund, so the account may be unpaid again. Ask support about this sale, then send it again or close it.',
    },
  },
  /** Where nobody refused it: what answers is not the payment service at all. */
  todoForeign: {
    confirmation:
      'Something between this till and the payment service answers in its place, such as a sign-in page or a filter of the network. The till did not believe it and stopped trying, so the shop’s money for this sale is not certain. Have the network looked at, then send it again.',
    reversal:
      'Something between this till and the payment service answers in its place, such as a sign-in page or a filter of the network. The till did not believe it and stopped trying, so the customer may still be charged. Have the network looked at, then send it again.',
  },
  sendAgain: 'Send again',
  sendingAgain: 'Sending again…',
  cameBack: (time: string) => `Sent again. This came back at ${time}:`,
  taken: (about: string) => `Taken: ${about}.`,
  close: 'Close with reason',
  closing: {
    title: 'Close this item?',
    /** What it is about: `Money back · Sale 000318 · R 184.50`. */
    about: (parts: readonly string[]) => parts.join(' · '),
    lastAnswer: (words: string) => `Last answer: ${words}`,
    warning:
      'The till will never send this again. Close it only once you have settled it with the payment service.',
    consequence: {
      confirmation: 'If it is not, the shop may not get the money for this sale.',
      reversal: 'If it is not, a customer who was charged does not get the money back.',
    },
    fields: {
      person: { label: 'Your name', help: 'So that others know whom to ask.' },
      reason: {
        label: 'Reason',
        help: 'What was agreed, with whom, and the reference.',
      },
    } satisfies Record<ClosingField, { label: string; help: string }>,
    problem: (label: string, rule: string) => `${label} ${rule}.`,
    keep: 'Keep it open',
    go: 'Close for good',
    done: (about: string) => `Closed: ${about}. It stands in History.`,
  },
  unreadable: {
    sale: 'Sale not readable',
    payment: 'Payment not readable',
    advice: 'Message not readable',
    unknownSale: 'Sale not known',
    todo: {
      sale: 'The till cannot tell what was sold, or how it was paid. Hand over nothing on it and give no money back; note the id, and call the store admin. What is owed for it is still sent. Nothing was deleted.',
      payment:
        'The till cannot tell what became of this payment, so money may have moved. Hand over nothing on it; note the id, ask the payment service, and call the store admin. Nothing was deleted.',
      advice:
        'The till cannot send this message, so the payment is not settled. Note the id and ask the payment service; then close it here.',
    } satisfies Record<UnreadableRow['record'], string>,
  },
  since: (age: string) => `owed for ${age}`,
  unreadableSince: (age: string) => `from ${age} ago`,
  attempts: (count: number) => counted(count, 'try', 'tries'),
  nextTry: (left: string) => `next try in ${left}`,
  sending: 'being sent now',
  held: 'waits',
  notTried: 'Not sent yet',
  loading: 'Looking up what is owed…',
  refused: notShownNow,
};
