// Words and sentences that several of these files say alike.
import type { DestinationPart } from '../../../src-shared/contract/rule.ts';

/** `count` things, in words: `1 item`, `3 items`. */
export const counted = (count: number, one: string, many: string) =>
  `${count} ${count === 1 ? one : many}`;

export function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

export const notShownNow = 'This cannot be shown at the moment. The message at the top says why.';
export const otherTender = 'Ask for another way to pay.';
export const callAdmin = 'Call the store admin, and ask for another way to pay.';

export const destinationParts = {
  address: 'the address',
  username: 'the user name',
  authority: 'the certificate authority',
  certificate: 'the client certificate',
} satisfies Record<DestinationPart, string>;
