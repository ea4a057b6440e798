/** Changes the code of an address that the browser host printed for the key, as its page does. */
export async function enter(address: string): Promise<string> {
  const { origin, hash } = new URL(address);
  const answer = await fetch(`${origin}/enter`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ code: hash.slice(1) }),
  });
  if (!answer.ok) throw new Error(`The host did not take the code: ${answer.status}.`);
  return ((await answer.json()) as { key: string }).key;
}
