/** The present wall time in milliseconds, for ages on a screen; nothing is decided by it. */
export function wallNowMs(): number {
  return performance.timeOrigin + performance.now();
}
