// English: every word a window shows, one file for each thing the cashier does. A further language
// is a folder beside this one, named alike, whose catalogue has the same shape (`satisfies Texts`);
// texts.ts finds it by its name.
import { answers } from './answers.ts';
import { bills } from './bills.ts';
import { connection } from './connection.ts';
import { failures, inputs, rules } from './failures.ts';
import { frame, keys, mainPlaces, notSetUp, places } from './frame.ts';
import { history } from './history.ts';
import { moments } from './moments.ts';
import { pay } from './pay.ts';
import { payment } from './payment.ts';
import { queue } from './queue.ts';
import { line, mismatch, reasons, refusals, shortReasons, shortRefusals } from './reasons.ts';
import { reports } from './reports.ts';
import { sale } from './sale.ts';
import { salePage } from './sale-page.ts';
import { settings } from './settings.ts';
import { advices, attempt, ofAmount, saleNumber, saleStates, states, tenders } from './states.ts';
import { phone, practise } from './training.ts';

export const catalogue = {
  /** For dates and times. */
  locale: 'en-ZA',
  product: 'Until',
  places,
  mainPlaces,
  frame,
  failures,
  inputs,
  rules,
  connection,
  keys,
  sale,
  bills,
  pay,
  states,
  saleStates,
  tenders,
  advices,
  ofAmount,
  saleNumber,
  attempt,
  payment,
  reasons,
  line,
  mismatch,
  refusals,
  shortReasons,
  shortRefusals,
  answers,
  queue,
  history,
  salePage,
  reports,
  settings,
  notSetUp,
  phone,
  practise,
  moments,
};

export type Texts = typeof catalogue;
