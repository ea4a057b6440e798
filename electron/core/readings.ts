// What may stand in a text that was encoded, in one way or in several, one within the other: the text,
// and what comes of it when percent signs, quoted-printable, entities, escapes, Base64 and hex are
// undone, in every order, until nothing new comes of it. Pure.
// A reading is bytes, each as one character: in which letters they are is for who looks at them.

/** Of a text that is that many times as long when it is read in every way, nobody can say what it has. */
const most = { times: 40, more: 20_000 };

/** Whether one of the readings has what is looked for, `least` bytes or more; or nobody can say. */
export function isInReadings(
  text: string,
  least: number,
  isIn: (reading: string) => boolean,
): boolean {
  const readings = new Set([bytesOf(text)]);
  let left = text.length * most.times + most.more;
  // Goes on with those that are added meanwhile.
  for (const reading of readings) {
    left -= reading.length;
    if (left < 0 || isIn(reading)) return true;
    for (const undo of encodings) readings.add(undo(reading, least));
  }
  return false;
}

export function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

// One encoding each: what is looked for may itself look like another one.
const encodings: readonly ((reading: string, least: number) => string)[] = [
  (reading) => reading.replace(/%([\da-f]{2})/gi, (_, hex: string) => fromHex(hex)),
  // At the end of a line the sign says that the line goes on.
  (reading) => reading.replace(/=([\da-f]{2})|=[ \t]*\r?\n/gi, (_, hex = '') => fromHex(hex)),
  (reading) => reading.replace(/&(?:#x([\da-f]+);?|#(\d+);?|(\w+);)/gi, entity),
  (reading) => reading.replace(/(?:[\\%]u[\da-f]{4})+|\\x([\da-f]{2})|\\([\\/"'bfnrt])/gi, escape),
  unmarked,
];

function fromHex(hex: string): string {
  return Buffer.from(hex, 'hex').toString('latin1');
}

const controls = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function escape(all: string, hex?: string, sign?: string): string {
  if (hex) return fromHex(hex);
  if (sign) return controls.get(sign) ?? sign;
  const units = all.match(/[\da-f]{4}/gi) ?? [];
  return bytesOf(String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))));
}

const signs = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function entity(_: string, hex?: string, digits?: string, name = ''): string {
  const code = hex ? Number.parseInt(hex, 16) : Number(digits);
  if (code <= 0x10_ff_ff) return bytesOf(String.fromCodePoint(code));
  return signs.get(name.toLowerCase()) ?? '';
}

// Base64 and hex have no sign of their own: every run that is long enough may be one, in lines or
// groups or not. Four letters of Base64 are three bytes, two digits of hex are one; where the first of
// them begin depends on what goes before.
function unmarked(reading: string, least: number): string {
  const base64 = runsOf(reading, ofBase64, Math.floor((least * 4) / 3));
  if (base64 === '') return '';
  const hex = runsOf(base64, ofHex, least * 2);
  return [
    ...[0, 1, 2, 3].map((from) => Buffer.from(base64.slice(from), 'base64').toString('latin1')),
    ...[0, 1].map((from) => fromHex(hex.slice(from))),
  ].join('\n');
}

const [letter, gap] = [1, 2];
const kindsOf = (letters: RegExp, gaps: RegExp) =>
  Uint8Array.from({ length: 256 }, (_, byte) => {
    const sign = String.fromCharCode(byte);
    return letters.test(sign) ? letter : gaps.test(sign) ? gap : 0;
  });
const ofBase64 = kindsOf(/[\w+/-]/, /[\s:,.]/);
const ofHex = kindsOf(/[\da-f]/i, /-/);

// One behind the other. Done with every answer: a pattern takes ten times as long.
function runsOf(reading: string, kinds: Uint8Array, least: number): string {
  const bytes = Buffer.from(`${reading}\0`, 'latin1');
  let [length, begin] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (kinds[byte] === gap) continue;
    if (kinds[byte] === letter) {
      bytes[length] = byte;
      length += 1;
    } else {
      if (length - begin < least) length = begin;
      begin = length;
    }
  }
  return bytes.toString('latin1', 0, length);
}
