import { useEffect } from 'react';
import { usePresent } from '../../till/use-till.ts';

/**
 * Tells the till that an approval stands on the glass, which it does two frames later; only then the
 * void window starts. A window that is hidden paints no frames, so it never says so.
 */
export function useShown(paymentId: string, isUnshown: boolean): void {
  const { ask } = usePresent();
  useEffect(() => {
    if (!isUnshown) return undefined;
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => void ask('approvalShown', { paymentId }));
    });
    return () => cancelAnimationFrame(frame);
  }, [isUnshown, paymentId, ask]);
}
