// Draws an address as a QR code: one path on a grid, for paper and screens. Knows nothing of what the address opens.
import { encode } from "uqr";

export interface QrCode {
  /** Width and height of the grid, with the quiet zone that scanners need. */
  readonly size: number;
  /** The dark squares, as the `d` of an SVG path. */
  readonly path: string;
}

const QUIET = 4;

/** Medium correction: a slip is folded, and carried in a pocket. @param text at most a few hundred characters */
export function qrCode(text: string): QrCode {
  const { data, size } = encode(text, { ecc: "M", border: QUIET });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: squares.join("") };
}
