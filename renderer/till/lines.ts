// Cuts a stream of text into lines; what follows the last line break waits for its end.

/** Returns a function that takes the next piece of text and gives the lines it completed. */
export function lineCutter(): (piece: string) => string[] {
  let rest = '';
  return (piece) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    // Blank lines only keep the connection alive.
    return lines.map((line) => line.trim()).filter((line) => line !== '');
  };
}
