// Moments, as they are stored and as they go over the wire.

/** Moment as RFC 3339 text with offset and milliseconds, as the wire wants it. */
export type Stamp = string;
