// Who this till is and whom it talks to, field by field.
import type { Profile } from '../../../src-shared/contract/profile.ts';
import type { SettingsView } from '../../../src-shared/contract/views/settings.ts';
import type { CashRounding } from '../../../src-shared/domain/sale/rounding.ts';

type Scheme = Profile['interfaces']['qr']['scheme'];

export const settings = {
  title: 'Settings',
  leavesTraining:
    'This till is in training. Saving a profile ends training: from then on real money moves.',
  save: 'Save',
  saving: 'Saving…',
  saved: 'Saved. The till goes on with it at once.',
  savedPassword: 'Saved. Take one small payment to see that the password is right.',
  problems: (count: number) =>
    count === 1 ? 'One field needs another look.' : `${count} fields need another look.`,
  notSaved: 'Nothing was saved.',
  nextProblem: 'Go to the next',
  optional: 'optional',
  loading: 'Opening the settings…',
  sentence: (label: string, rule: string) => `${label} ${rule}.`,
  tlsTogether: 'Client certificate and its key belong together: give both files or neither.',
  yes: 'Yes',
  no: 'No',
  groups: {
    till: { title: 'This till', note: 'Who this till is to the payment service.' },
    shop: { title: 'Shop', note: 'As registered with the payment service.' },
    connection: { title: 'Connection', note: 'Where payments go, and with whose credentials.' },
    payments: { title: 'Payments', note: 'What this till may take, and how long things last.' },
    bills: {
      title: 'Bills',
      note: 'Only where the payment service takes bills. Without an address this till takes none.',
    },
    security: {
      title: 'Certificates',
      note: 'Only where the payment service asks for them. Paths of PEM files on this computer.',
    },
  },
  fields: {
    'institution.id': { label: 'Institution id', help: 'Issued by the payment service.' },
    'institution.name': { label: 'Institution name', help: 'The retailer’s name.' },
    'client.id': {
      label: 'Sender id',
      help: 'Only when another institution sends for the retailer.',
    },
    'client.name': { label: 'Sender name', help: 'Goes with the sender id.' },
    'merchant.type': { label: 'Merchant type', help: 'The 4-digit category, such as 5411.' },
    'merchant.id': { label: 'Merchant id', help: 'Exactly 15 characters.' },
    'merchant.name': { label: 'Shop name', help: 'At most 23 characters.' },
    'merchant.city': { label: 'City', help: 'At most 13 characters.' },
    'merchant.region': { label: 'Region', help: 'Such as WC.' },
    'merchant.country': { label: 'Country', help: 'Such as ZA.' },
    terminalId: { label: 'Terminal id', help: 'Exactly 8 characters; one per till.' },
    currency: { label: 'Currency', help: 'The one currency this till takes.' },
    maxAmountMinor: {
      label: 'Largest payment',
      help: 'No single payment may be more than this.',
    },
    'interfaces.qr.baseUrl': {
      label: 'Address',
      help: 'Such as https://pay.example.com/qr/v1',
    },
    'interfaces.qr.username': {
      label: 'User name',
      help: 'Empty: the sender’s, else the institution’s id.',
    },
    password: { label: 'Password', help: '' },
    'interfaces.qr.answerSeconds': {
      label: 'Time to pay (seconds)',
      help: 'From showing the code to its answer, 5 to 300.',
    },
    'interfaces.qr.connectSeconds': {
      label: 'Time to connect (seconds)',
      help: 'Before the line counts as down, 1 to 30.',
    },
    'interfaces.qr.scheme': {
      label: 'Kind of code',
      help: 'As agreed with the payment service.',
    },
    'interfaces.bills.baseUrl': {
      label: 'Bills go to',
      help: 'Such as https://pay.example.com/billpay/v4. Empty: no bills.',
    },
    'interfaces.bills.answerSeconds': {
      label: 'A biller answers within (seconds)',
      help: '5 to 300.',
    },
    'interfaces.bills.connectSeconds': {
      label: 'Bills connect within (seconds)',
      help: 'Before the line counts as down, 1 to 30.',
    },
    'tls.extraCaFile': {
      label: 'Extra certificate authority',
      help: 'When the payment service’s certificate is privately issued.',
    },
    'tls.clientCertificateFile': {
      label: 'Client certificate',
      help: 'Goes with the client key.',
    },
    'tls.clientKeyFile': { label: 'Client key', help: 'Goes with the client certificate.' },
    'completion.voidWindowSeconds': {
      label: 'Void window (seconds)',
      help: 'How long an approval can be voided, 0 to 120. 0 confirms at once.',
    },
    cashRounding: {
      label: 'Rounding of cash',
      help: 'What is paid in cash when there are no coins smaller than 10 c. QR and card are always taken to the cent.',
    },
    dayBeginsHour: {
      label: 'Day begins at (hour)',
      help: 'Reports count from here, 0 to 23. 4 for a shop that is open past midnight.',
    },
    partPaymentAllowed: {
      label: 'Part payments',
      help: 'Offer an approval for less than the total to the cashier.',
    },
    repeatAdviceOn503: {
      label: 'Repeat on “not available”',
      help: 'Keep repeating messages that are answered with 503.',
    },
    trustBare404: {
      label: 'Trust every “not found”',
      help: 'Take any 404 to a money-back message for “nothing to give back”. Only as agreed with the payment service.',
    },
  },
  passwordKept: {
    keyring: 'Leave empty to keep the present one. It is kept in this computer’s keyring.',
    ownerOnlyFile:
      'Leave empty to keep the present one. It is kept in a file only this user can read.',
  } satisfies Record<SettingsView['passwordKeptIn'], string>,
  passwordBlanks: 'It begins or ends with a blank, and is sent with it.',
  passwordLetters: 'It has letters beyond A to Z; they are sent as UTF-8.',
  passwordNeeded: {
    keyring: 'Issued by the payment service. It will be kept in this computer’s keyring.',
    ownerOnlyFile:
      'Issued by the payment service. It will be kept in a file only this user can read.',
  } satisfies Record<SettingsView['passwordKeptIn'], string>,
  schemes: {
    ELECTRUM_MERCHANT_MINIMAL: 'Minimal',
    EMVCO_MERCHANT: 'EMV, complete',
    PSEUDO_EMVCO_MERCHANT: 'EMV, partly filled',
  } satisfies Record<Scheme, string>,
  cashRoundings: {
    none: 'None: to the cent',
    down: 'Down to 10 c: 184.57 is 184.50',
    nearest: 'To the nearest 10 c: 184.57 is 184.60',
  } satisfies Record<CashRounding, string>,
  window: { title: 'This window', note: 'Kept in this window only; it applies at once.' },
  appearance: 'Appearance',
  appearances: { auto: 'As the system', light: 'Light', dark: 'Dark' },
  sounds: 'Sounds',
  soundsOn: 'On',
  soundsOff: 'Off',
  about: { title: 'About', note: 'For support.' },
  version: 'Version',
  dataFolder: 'Data folder',
};
