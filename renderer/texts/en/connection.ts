// The line at the foot of the window: the connection, and what is owed.
import { counted } from './phrases.ts';

export const connection = {
  name: 'Connection',
  notSetUp: 'This till cannot sell yet.',
  credentialsRefused:
    'The payment service refuses this till’s user name or password. Call the store admin.',
  attention: (count: number) =>
    count === 1 ? '1 item needs a person.' : `${count} items need a person.`,
  withAttention: (rest: string, count: number) =>
    `${rest}, ${count} ${count === 1 ? 'needs' : 'need'} a person`,
  goesOn: (sentence: string) => `${sentence}; selling goes on.`,
  oldest: (age: string) => `The oldest has waited ${age}.`,
  noLine: 'No connection.',
  wrongDate:
    'The server’s certificate does not fit the date of this computer. Check date and time.',
  line: 'Connected.',
  checking: 'Checking the connection…',
  connected: 'Connected. Nothing owed.',
  sending: (owed: string, count: number) => `${owed} ${count === 1 ? 'is' : 'are'} on the way`,
  noConnection: 'No connection. Nothing owed; selling goes on.',
  waiting: (owed: string, count: number) => `${owed} ${count === 1 ? 'waits' : 'wait'}`,
  messages: (count: number) => counted(count, 'message', 'messages'),
  confirmations: (count: number) => counted(count, 'confirmation', 'confirmations'),
  reversals: (count: number) => counted(count, 'money-back message', 'money-back messages'),
  both: (confirmations: string, reversals: string) => `${confirmations} and ${reversals}`,
};
