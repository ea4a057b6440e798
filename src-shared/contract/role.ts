// Who stands at the till, as far as it decides what they may do.

/** Each may do all that those before it may. */
export const roles = ['cashier', 'supervisor', 'admin'] as const;
export type Role = (typeof roles)[number];

export function isAtLeast(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}
