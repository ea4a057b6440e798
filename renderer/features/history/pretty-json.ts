/** A message spread over lines where it is JSON; as it came where it is not. Pure. */
export function prettyJson(message: string): string {
  try {
    return JSON.stringify(JSON.parse(message), null, 2);
  } catch {
    return message;
  }
}
