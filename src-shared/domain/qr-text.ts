// Reads the text of a QR code (tag, length, value; protocol dossier qr.md §8), only to warn about
// an odd one. The code is always drawn as it came, and `tranId` is never taken from the text.
import { fail, type Result, succeed } from '../result.ts';

export type DataObject = { readonly tag: string; readonly value: string };

/** Splits a sequence of data objects: two digits of tag, two of length, then the value. */
export function readDataObjects(text: string): Result<DataObject[]> {
  const objects: DataObject[] = [];
  let at = 0;
  while (at < text.length) {
    const head = text.slice(at, at + 4);
    if (!/^\d{4}$/.test(head)) return fail(`no tag and length at character ${at + 1}`);
    const length = Number(head.slice(2));
    const value = text.slice(at + 4, at + 4 + length);
    if (length === 0) return fail(`tag ${head.slice(0, 2)} is empty`);
    if (value.length < length) return fail(`tag ${head.slice(0, 2)} is cut short`);
    objects.push({ tag: head.slice(0, 2), value });
    at += 4 + length;
  }
  return objects.length > 0 ? succeed(objects) : fail('the text is empty');
}

/** A sentence for the log when the code looks wrong, or null when it looks right. */
export function doubtAboutCode(qrCode: string, tranId: string): string | null {
  const objects = readDataObjects(qrCode);
  if (!objects.ok) return `The code is not a sequence of data objects: ${objects.failure}.`;
  const [first] = objects.value;
  if (first?.tag !== '00' || first.value !== '01') return 'The code does not start with 000201.';
  const carriesTranId = objects.value
    .filter(({ tag }) => Number(tag) >= 26 && Number(tag) <= 51)
    .some(({ value }) => {
      const template = readDataObjects(value);
      return (
        template.ok && template.value.some((part) => part.tag === '01' && part.value === tranId)
      );
    });
  return carriesTranId ? null : 'No template of the code carries its tranId.';
}
