// Reads the text of a QR code (tag, length, value; protocol dossier qr.md §8) before anybody sees it.
// A code that the customer's phone would take for something else is refused while no money can move
// yet. One that is let through is drawn as it came, and `tranId` is never taken from the text.
import { isSameId } from '../../domain/same-id.ts';
import { fail, type Result, succeed } from '../../result.ts';
import type { Code } from './payment.ts';

export type DataObject = { readonly tag: string; readonly value: string };

/** What a QR code of error level M holds in byte mode, at its largest (version 40). */
const bytesMost = 2_331;

/** Who owns the template that carries the transaction id, in the worked examples (sub-tag 00). */
const issuer = 'za.co.elec';

/**
 * Splits a sequence of data objects: two digits of tag, two of length in characters, the value. A tag
 * that comes twice is refused: of two readers each could take another one of them.
 */
export function readDataObjects(text: string): Result<DataObject[]> {
  const characters = Array.from(text);
  const objects: DataObject[] = [];
  const seen = new Set<string>();
  let at = 0;
  while (at < characters.length) {
    const head = characters.slice(at, at + 4).join('');
    if (!/^\d{4}$/.test(head)) return fail(`no tag and length at character ${at + 1}`);
    const tag = head.slice(0, 2);
    const length = Number(head.slice(2));
    const value = characters.slice(at + 4, at + 4 + length);
    if (length === 0) return fail(`tag ${tag} is empty`);
    if (value.length < length) return fail(`tag ${tag} is cut short`);
    if (seen.has(tag)) return fail(`tag ${tag} comes twice`);
    seen.add(tag);
    objects.push({ tag, value: value.join('') });
    at += 4 + length;
  }
  return objects.length > 0 ? succeed(objects) : fail('the text is empty');
}

/**
 * Why a code must not be shown, as a sentence for the log; null when it may be. The text has to be
 * what §8 says, so a web address, `upi://` or any other text that a phone acts on is refused with it.
 */
export function flawOfCode({ tranId, qrCode }: Code): string | null {
  if (hasControls(tranId)) return 'The tranId holds control characters.';
  if (hasControls(qrCode)) return 'The code holds control characters.';
  if (utf8Length(qrCode) > bytesMost) return `The code has more than ${bytesMost} bytes.`;
  const objects = readDataObjects(qrCode);
  if (!objects.ok) return `The code is not a sequence of data objects: ${objects.failure}.`;
  const [first] = objects.value;
  if (first?.tag !== '00' || first.value !== '01') return 'The code does not start with 000201.';
  for (const { tag, value } of objects.value.filter(isTemplate)) {
    const template = readDataObjects(value);
    if (!template.ok) return `Template ${tag} of the code cannot be read: ${template.failure}.`;
  }
  return namesAnother(objects.value, tranId) ? 'The code is of another transaction.' : null;
}

/** What is odd about a code that may be shown, as a sentence for the log, or null. */
export function doubtAboutCode({ tranId, qrCode }: Code): string | null {
  const objects = readDataObjects(qrCode);
  const isCarried = objects.ok && transactionsOf(objects.value).some(({ id }) => id === tranId);
  return isCarried ? null : 'No template of the code carries its tranId.';
}

// By its owner, or, where no template has ours, by its looks: an id as long as ours that is another.
// The ids of other schemes beside it (§8, example 2) are theirs.
function namesAnother(objects: readonly DataObject[], tranId: string): boolean {
  const transactions = transactionsOf(objects);
  const isOurs = ({ id }: { id: string }) => isSameId(id, tranId);
  if (transactions.some((each) => each.owner === issuer && !isOurs(each))) return true;
  return !transactions.some(isOurs) && transactions.some(({ id }) => id.length === tranId.length);
}

/** The owner, in small letters, and the id of each merchant account template that has one (sub-tags 00 and 01). */
function transactionsOf(objects: readonly DataObject[]): { owner: string; id: string }[] {
  return objects.filter(isTemplate).flatMap(({ value }) => {
    const template = readDataObjects(value);
    if (!template.ok) return [];
    const valueOf = (wanted: string) => template.value.find((part) => part.tag === wanted)?.value;
    const id = valueOf('01');
    return id === undefined ? [] : [{ owner: (valueOf('00') ?? '').toLowerCase(), id }];
  });
}

function isTemplate({ tag }: DataObject): boolean {
  return tag >= '26' && tag <= '51';
}

// Half a surrogate pair is no character at all, and cannot be drawn.
function hasControls(text: string): boolean {
  return /[\p{Cc}\p{Cs}]/u.test(text);
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_00_00 ? 3 : 4;
  }
  return bytes;
}
