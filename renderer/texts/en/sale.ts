// Keying in an amount, and how the last payments ended.

export const sale = {
  title: 'New sale',
  amount: 'Amount',
  take: 'Take QR payment',
  keypad: 'Keypad',
  backspace: 'Delete the last digit',
  unreadable: (rule: string) => `Amount ${rule}.`,
  tooMuch: (most: string) => `Amount must be at most ${most} on this till.`,
  hint: 'Type the amount, then press Enter.',
  /** In the hint’s place: typed digits are cents, a pasted amount is read as written. */
  pasted: (amount: string) => `Pasted: read as ${amount}.`,
  scanned: 'That was a scan. It was not taken as an amount.',
  enterAgain: (amount: string) => `Press Enter again to take ${amount}.`,
  latest: 'Last payment',
  earlier: 'Before that',
  noneYet: 'No payments yet',
  noneYetNote: 'The last payments will stand here, so that you can always see how they ended.',
};
