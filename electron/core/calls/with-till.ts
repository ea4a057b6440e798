// What all calls have in common that need a till which can sell: it acts, and the snapshot answers.
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { TillView } from '../../../src-shared/contract/views/till.ts';
import { fail, type Result, succeed } from '../../../src-shared/result.ts';
import type { Selling } from '../selling.ts';
import type { Session } from '../session.ts';

export function withTill(
  session: Session,
  act: (selling: Selling) => Result<null, Failure>,
): Result<TillView, Failure> {
  if (!session.selling) return fail({ code: 'notSetUp' });
  const acted = act(session.selling);
  return acted.ok ? succeed(session.view()) : acted;
}
