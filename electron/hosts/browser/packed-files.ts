// The built window as the loopback server answers with it: packed once, at the start, so that a slow
// computer neither packs nor sends the whole program at every reload.
import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { WindowFile } from '../window-files.ts';

/** A middle way: packing more tightly would cost the start more than it saves. */
const brotliQuality = 5;
const worthPacking = /^(text\/|application\/json|image\/svg)/;

export type PackedFile = WindowFile & {
  /** By the name of the encoding, best first. */
  readonly packed: ReadonlyMap<string, WindowFile['body']>;
};

/** Packs what gets smaller by it. */
export async function packFiles(
  files: ReadonlyMap<string, WindowFile>,
): Promise<ReadonlyMap<string, PackedFile>> {
  const packed = [...files].map(async ([path, file]) => [path, await packFile(file)] as const);
  return new Map(await Promise.all(packed));
}

/** What to answer to somebody who takes these encodings. */
export function answerWith(file: PackedFile, accepted: IncomingHttpHeaders): WindowFile {
  if (file.packed.size === 0) return file;
  const vary = { ...file.headers, vary: 'accept-encoding' };
  const taken = takenEncodings(accepted['accept-encoding']);
  for (const [encoding, body] of file.packed) {
    if (!taken.has(encoding)) continue;
    const length = String(body.length);
    return { body, headers: { ...vary, 'content-encoding': encoding, 'content-length': length } };
  }
  return { body: file.body, headers: vary };
}

async function packFile(file: WindowFile): Promise<PackedFile> {
  if (!worthPacking.test(file.headers['content-type'] ?? '')) return { ...file, packed: new Map() };
  const params = { [constants.BROTLI_PARAM_QUALITY]: brotliQuality };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(file.body, { params }),
    promisify(gzip)(file.body, { level: constants.Z_BEST_COMPRESSION }),
  ]);
  const smaller = [['br', br] as const, ['gzip', gz] as const].filter(
    ([, body]) => body.length < file.body.length,
  );
  return { ...file, packed: new Map(smaller) };
}

// `gzip;q=0` is a refusal; other weights change nothing between two that we both have.
function takenEncodings(header: string | string[] = ''): ReadonlySet<string> {
  const offers = String(header).split(',');
  return new Set(
    offers.flatMap((offer) => {
      const [name = '', weight = ''] = offer.split(';');
      return /^\s*q=0(\.0*)?\s*$/.test(weight) ? [] : [name.trim().toLowerCase()];
    }),
  );
}
