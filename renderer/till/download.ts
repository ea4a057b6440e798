/** Hands a text to the browser's own download, as a JSON file. */
export function download(fileName: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has taken its own hold of the data by the next turn.
  window.setTimeout(() => URL.revokeObjectURL(address), 0);
}
