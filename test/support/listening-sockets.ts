// Where a process listens, as Linux tells it.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export type Listening = { readonly address: string; readonly port: number };

/** Addresses are as the kernel writes them: 127.0.0.1 is `0100007F` on a little-endian machine. */
export function listeningSockets(pid: number): Listening[] {
  const table = ['tcp', 'tcp6'].flatMap((kind) =>
    readFileSync(`/proc/${pid}/net/${kind}`, 'utf8').trim().split('\n').slice(1),
  );
  const open = new Set(readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`)));
  return table
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[3] === '0A' && open.has(`socket:[${columns[9]}]`))
    .map((columns) => {
      const [address = '', hex = ''] = (columns[1] ?? '').split(':');
      return { address, port: Number.parseInt(hex, 16) };
    });
}

function linkOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    // Closed since it was listed.
    return null;
  }
}
