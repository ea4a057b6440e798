// How large a QR code is drawn and where: with the largest whole number of device pixels per module
// that fits, starting on a whole device pixel, so that all modules are equal and all edges sharp.

/** All lengths in CSS pixels. */
export type QrPlacing = {
  readonly side: number;
  /** From the edges of the free square to the code. */
  readonly inset: number;
};

/**
 * Places the code in the middle of a free square.
 * @param roomPx side of the free square, in CSS pixels
 * @param modules modules per side, quiet zone included
 * @param density device pixels per CSS pixel
 */
export function qrPlacing(roomPx: number, modules: number, density: number): QrPlacing {
  const room = Math.floor(roomPx * density);
  const side = Math.max(1, Math.floor(room / modules)) * modules;
  const inset = Math.max(0, Math.floor((room - side) / 2));
  return { side: side / density, inset: inset / density };
}
