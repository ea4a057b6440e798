// Cash is paid in coins: what is due in cash is rounded by the store's rule. Pure.

/** The store's rule: not at all, down to ten cents, or to the nearest ten cents (five of them go down). */
export const cashRoundings = ['none', 'down', 'nearest'] as const;
export type CashRounding = (typeof cashRoundings)[number];

/** The smallest coin that the rule leaves, in minor units. */
export function smallestCoin(rule: CashRounding): number {
  return rule === 'none' ? 1 : 10;
}

/**
 * An amount as it is paid in cash, in minor units. Of a negative one (cash that is given back) it is the
 * mirror image, so that what was taken is given back to the cent.
 */
export function inCoins(amountMinor: number, rule: CashRounding): number {
  const coin = smallestCoin(rule);
  const whole = Math.abs(amountMinor);
  const rest = whole % coin;
  const isUp = rule === 'nearest' && rest * 2 > coin;
  const rounded = whole - rest + (isUp ? coin : 0);
  return amountMinor < 0 ? 0 - rounded : rounded;
}
