// A process of the till is killed (SIGKILL) at every commit and every send of the life of payments
// and advices, at every write of a start, and once more in the recovery from that; then both books
// must agree. UNTIL_CRASHES=all (`npm run test:crashes`) kills at every point of every recovery;
// otherwise the second death follows a first one at a commit or a message that money rests on.
import { beforeAll, describe, expect, it } from 'vitest';
import { commitNames, operationNames } from './names.ts';
import { firstDeaths, secondDeaths } from './plans.ts';
import { inside, nameOf } from './points.ts';
import { CrashRuns, type Life, type Plan } from './runs.ts';
import { type SceneName, scenes } from './scenes.ts';

const isAll = process.env['UNTIL_CRASHES'] === 'all';
const longestMs = isAll ? 3 * 3_600_000 : 900_000;
const sceneNames = Object.keys(scenes) as SceneName[];

let undisturbed: Life[];
let once: Life[];
let twice: Life[];
let inCheckpoint: Life;
let inCopy: Life;

beforeAll(async () => {
  const runs = await CrashRuns.start();
  undisturbed = await runs.liveAll(sceneNames.map((scene) => ({ scene, deaths: [] })));
  once = await runs.liveAll(firstDeaths(undisturbed, isAll ? 'all' : 'differing'));
  twice = await runs.liveAll(secondDeaths(once, isAll ? 'all' : 'money'));
  inCheckpoint = await diedBefore('saveProfile: after the commit #1', () =>
    runs.live({ scene: 'grownRecord', deaths: [inside.checkpoint.point] }),
  );
  inCopy = await diedBefore('VACUUM INTO: after the commit #1', () =>
    runs.live({ scene: 'olderSchema', deaths: [inside.copy.point] }),
  );
}, longestMs);

// A thread beside the core watches for the moment; on a busy computer it may see it too late.
async function diedBefore(point: string, live: () => Promise<Life>, tries = 10): Promise<Life> {
  const life = await live();
  const isTooLate = life.points[0]?.includes(point) ?? false;
  return isTooLate && tries > 1 ? diedBefore(point, live, tries - 1) : life;
}

/** Says of each life that went wrong how it can be had again. */
function wrong(lives: readonly Life[]): string[] {
  return lives.flatMap(({ scene, deaths, findings }) =>
    findings.map((finding) => `${[scene, ...deaths].join(' / ')}: ${finding}`),
  );
}

function lifeAfter(scene: Plan['scene'], death: string): Life {
  const life = once.find((each) => each.scene === scene && each.deaths[0] === death);
  if (!life) throw new Error(`nobody died in ${scene} at ${death}`);
  return life;
}

const sent = ({ requests }: Life, operation: string) =>
  requests.filter((request) => request.operation === operation);

describe.each(sceneNames)('%s', (name) => {
  const ofScene = (lives: readonly Life[]) => lives.filter(({ scene }) => scene === name);

  it('ends well when nobody is killed', () => {
    expect(wrong(ofScene(undisturbed))).toEqual([]);
  });

  it('ends well after a death at each of its points', () => {
    expect(wrong(ofScene(once))).toEqual([]);
  });

  it('ends well after a second death in the recovery from the first', () => {
    expect(wrong(ofScene(twice))).toEqual([]);
  });
});

it('nobody is told of damage where there was none', () => {
  const damaged: SceneName[] = ['lostDatabase', 'damagedDatabase'];
  const told = [...undisturbed, ...once, ...twice].filter(
    ({ scene, points }) =>
      !damaged.includes(scene) && points.flat().some((point) => point.startsWith('closeNotice')),
  );
  expect(told.map(({ scene, deaths }) => [scene, ...deaths].join(' / '))).toEqual([]);
});

it('somebody died at every commit and every send that the code has', () => {
  const died = new Set([...once, ...twice].flatMap(({ deaths }) => deaths.map(nameOf)));
  const wanted = [
    ...commitNames().flatMap((name) => [`${name}: before the commit`, `${name}: after the commit`]),
    ...operationNames().flatMap((name) =>
      ['before the first byte', 'after the last byte', 'answered'].map((at) => `${name}: ${at}`),
    ),
  ];
  expect(wanted.filter((name) => !died.has(name))).toEqual([]);
});

it('somebody died at every kind of write that was met', () => {
  const lives = [...undisturbed, ...once, ...twice];
  const met = new Set(lives.flatMap(({ points }) => points.flat().map(nameOf)));
  const died = new Set([...once, ...twice].flatMap(({ deaths }) => deaths.map(nameOf)));
  expect([...met].filter((name) => !died.has(name))).toEqual([]);
});

describe('the faults of a crash', () => {
  it.each(['before the record', 'half of the record', 'before the commit'])(
    'F01 a payment that was not committed (%s) has sent nothing',
    (place) => {
      expect(lifeAfter('sale', `begin: ${place} #1`).requests).toEqual([]);
    },
  );

  it.each(['codeIssued: after the commit #1', 'pay: before the first byte #1'])(
    'F02 a payment request that was committed and not sent (%s) is never sent, and reversed',
    (death) => {
      const life = lifeAfter('sale', death);
      expect(sent(life, 'pay')).toEqual([]);
      expect(sent(life, 'reversePayment')).toMatchObject([{ answeredStatus: 404 }]);
      expect(life.ends).toEqual(['notPaid, reversal delivered, reversedUnknown (tillStopped)']);
    },
  );

  it.each([
    'pay: answered #1',
    'approved: before the record #1',
    'approved: half of the record #1',
  ])('F04 an approval that was not committed (%s) is given back', (death) => {
    const life = lifeAfter('sale', death);
    expect(sent(life, 'confirmPayment')).toEqual([]);
    expect(life.ends).toEqual(['notPaid, reversal delivered, released (tillStopped)']);
  });

  it.each(['completed: after the commit #1', 'confirmPayment: before the first byte #1'])(
    'F06 what was paid on the screen (%s) is confirmed after the restart',
    (death) => {
      const life = lifeAfter('sale', death);
      expect(sent(life, 'confirmPayment')).toHaveLength(1);
      expect(life.ends).toEqual(['paid, confirmation delivered, settled (400401)']);
    },
  );

  it.each(['confirmPayment: answered #1', 'results: before the record #1'])(
    'F08 a final answer that was not committed (%s) costs one repeat with the same bytes',
    (death) => {
      const life = lifeAfter('sale', death);
      const texts = sent(life, 'confirmPayment').map(({ text }) => text);
      expect(texts).toEqual([texts[0], texts[0]]);
      expect(life.ends).toEqual(['paid, confirmation delivered, settled (400401)']);
    },
  );

  it('F10 a void that was not committed leaves the approval to the cashier', () => {
    for (const place of ['before the record', 'half of the record']) {
      const { points } = lifeAfter('voided', `voided: ${place} #1`);
      // Decided anew, by the cashier who came back.
      expect(points[1]).toContain('voided: after the commit #1');
    }
  });

  it('F10 a void that was committed, or stood in the record, is only reversed', () => {
    for (const place of ['before the commit', 'after the commit']) {
      const life = lifeAfter('voided', `voided: ${place} #1`);
      expect(life.points[1]).not.toContain('voided: after the commit #1');
      expect(sent(life, 'confirmPayment')).toEqual([]);
      expect(life.ends).toEqual(['notPaid, reversal delivered, released (voided)']);
    }
  });

  it('F11 a death in the recovery changes nothing about the end', () => {
    const changed = twice.filter(({ scene, deaths: [first = ''], ends }) => {
      const withoutIt = lifeAfter(scene, first).ends;
      return JSON.stringify(ends) !== JSON.stringify(withoutIt);
    });
    expect(changed.map(({ scene, deaths }) => [scene, ...deaths].join(' / '))).toEqual([]);
    expect(twice.length).toBeGreaterThan(100);
  });

  it('F12 a death while the database is copied before a migration leaves no half of a copy', () => {
    expect(wrong([inCopy])).toEqual([]);
    expect(inCopy.points[0]).not.toContain('VACUUM INTO: after the commit #1');
    expect(inCopy.points[1]).toContain('rename to till.sqlite.before-5: after #1');
  });

  it('F13 a death in the middle of a checkpoint, or while the record begins anew, loses nothing', () => {
    expect(wrong([inCheckpoint])).toEqual([]);
    // It began to write into the database, and did not come back from the commit that led to it.
    expect(inCheckpoint.points[0]).toContain('saveProfile: before the commit #1');
    expect(inCheckpoint.points[0]).not.toContain('saveProfile: after the commit #1');
    const died = once
      .filter(({ scene }) => scene === 'grownRecord')
      .flatMap(({ deaths }) => deaths);
    expect(died).toEqual(
      expect.arrayContaining([
        'write till.record.new: half of it #1',
        'rename to till.record: after #1',
      ]),
    );
  });
});
