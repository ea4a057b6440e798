// Which deaths there are to die. All of them, or those that differ for the disk and the line: between
// two points with no write, send or commit between them it makes no difference where a process dies.
import { nameOf } from './points.ts';
import type { Life, Plan } from './runs.ts';
import { stages } from './stages.ts';

/** The commits that money rests on, and the messages that follow from them. */
const money =
  /^(codeIssued|approved|completed|tender|voided|cancelled|outcomeUnknown|results|approveLines): (before|after) the commit|^(pay|confirmPayment|reversePayment|createAccountPayment|confirmBillPayment|createRefund): after the last byte/;

/** A death at every point of these undisturbed lives; of lives that begin the same, once. */
export function firstDeaths(undisturbed: readonly Life[], howMany: 'all' | 'differing'): Plan[] {
  const begun = new Set<string>();
  const named = new Set<string>();
  return undisturbed.flatMap(({ scene, points: [points = []] }) => {
    const { since, isNew, blanks } = stages[scene] ?? {};
    // Once such a start is over, what follows is what follows in the other scenes.
    const firstSend = since
      ? points.findIndex((point) => /: before the first byte /.test(point))
      : -1;
    const started = firstSend < 0 ? points.length : firstSend;
    const begin = since || isNew || blanks ? scene : '';
    return points
      .filter((_, index) => {
        const before = `${begin} ${points.slice(0, index + 1).join()}`;
        return !begun.has(before) && begun.add(before);
      })
      .filter((point) => {
        const isNewName = !named.has(nameOf(point));
        named.add(nameOf(point));
        if (howMany === 'all' || isNewName) return true;
        return points.indexOf(point) < started && differs(points, point);
      })
      .map((point) => ({ scene, deaths: [point] }));
  });
}

/**
 * A second death at every point that the recovery from a first one came by; or where money is at
 * stake, and once at every kind of point that nobody has died at yet.
 */
export function secondDeaths(once: readonly Life[], howMany: 'all' | 'money'): Plan[] {
  const firsts = new Set<string>();
  const named = new Set(once.flatMap(({ deaths }) => deaths.map(nameOf)));
  return once.flatMap(({ scene, deaths: [first = ''], points: [, points = []] }) => {
    const isOfMoney = money.test(first) && !firsts.has(nameOf(first));
    firsts.add(nameOf(first));
    return points
      .filter((point) => {
        const isNewName = !named.has(nameOf(point));
        named.add(nameOf(point));
        return howMany === 'all' || isNewName || (isOfMoney && differs(points, point));
      })
      .map((point) => ({ scene, deaths: [first, point] }));
  });
}

/**
 * Whether the disk or the line differs from the point before, as the next start sees it. Every kind of
 * point is died at once all the same.
 */
function differs(points: readonly string[], point: string): boolean {
  // The intermediary has the message already; nothing is left to do; nothing is changed by it.
  if (/^(\w+: answered|close .*: after|durable: after the commit) /.test(point)) return false;
  // What was torn off is cut off, whatever it was.
  if (/: half of the record /.test(point)) return false;
  if (!/: before /.test(point)) return true;
  // The second record has been written since.
  const previous = points[points.indexOf(point) - 1];
  return previous === point.replace('before the commit', 'half of the record');
}
