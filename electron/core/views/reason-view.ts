// A reason as a window sees it: the same fields for every code of every service.
import type { Money } from '../../../src-shared/domain/money.ts';

type Reason<Code extends string> = {
  readonly code: Code;
  readonly errorType?: string | null;
  readonly message?: string | null;
  readonly approved?: Money | null;
};

export function reasonView<Code extends string>(reason: Reason<Code>) {
  const { code, errorType = null, message = null, approved = null } = reason;
  return { code, errorType, message, approved };
}
