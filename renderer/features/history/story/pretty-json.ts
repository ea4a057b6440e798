/** A message spread over lines where it is JSON; as it came where it is not. Pure. */
export function prettyJson(message: string): string {
  try {
    return JSON.stringify(JSON.parse(message), null, 2);
  } catch {
    return message;
  }
}

/** The id that a message goes by, where it says one. Pure. */
export function messageId(message: string): string | null {
  try {
    const read: unknown = JSON.parse(message);
    const id = typeof read === 'object' && read !== null && 'id' in read ? read.id : null;
    return typeof id === 'string' ? id : null;
  } catch {
    return null;
  }
}
