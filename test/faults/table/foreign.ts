// Fault rows about who answers: a proxy, a portal or a gateway in the intermediary's place, and the
// intermediary in an odd wrapping. F21, F30, F38 to F40, F45 to F50 where the words are not its own.
import { join } from 'node:path';
import { expect } from 'vitest';
import { openStore } from '../../../electron/core/store/safe/open.ts';
import { todoWords } from '../../../renderer/features/queue/advice-words.ts';
import { catalogue as en } from '../../../renderer/texts/en/en.ts';
import { httpAnswer } from '../../support/http-bytes.ts';
import { fillWithOwedAdvices } from '../../support/owed-advices.ts';
import { say } from '../../support/raw-server.ts';
import type { FaultBench } from '../fault-bench.ts';
import type { AnswerRow, StoryRow } from './row.ts';

const html = '<!doctype html><title>Free Wi-Fi</title><h1>Sign in</h1>';
const noRoute = '{"message":"no Route matched with those values"}';
const unusable = 'answerUnusable, RESPONSE_NOT_FINAL';

/** What stands in the answer, and what it is called; null: nothing. */
type Body = readonly [what: string, body: string, type: string | null];
const bodies: readonly Body[] = [
  ['a line of text', 'default backend - 404', 'text/plain; charset=utf-8'],
  ['a line of text without a type', 'default backend - 404', null],
  ['a page', html, 'Text/HTML; charset=utf-8'],
  ['a page without a type', html, null],
  ['a page called JSON', html, 'application/json'],
  ['an object of a gateway', noRoute, 'application/json'],
  ['a list', '[]', 'application/json'],
  ['null', 'null', 'application/json'],
  ['half an ErrorDetail', '{"errorType":"UNABLE_TO_LOCATE_RECORD","err', 'application/json'],
  ['an ErrorDetail of another', '{"errorType":"GENERAL_ERROR","tranId":"another"}', null],
  ['an ErrorDetail called text', '{"errorType":"GENERAL_ERROR","errorMessage":"x"}', 'text/plain'],
];
const answered =
  (status: number, [, body, type]: Body) =>
  () =>
    httpAnswer(status, body, { 'content-type': type });

/** One body for each status that a proxy makes, round and round. */
const byProxies: readonly [id: string, status: number][] = [
  ['F30', 302],
  ['F44', 405],
  ['F38', 407],
  ['F44', 413],
  ['F45', 429],
  ['F48', 502],
  ['F49', 503],
];
const advices = ['confirmation', 'reversal'] as const;

const foreignRows: AnswerRow[] = [
  // The customer's money stays where it is if one of these is taken for "nothing to reverse".
  ...bodies.flatMap((body): AnswerRow[] =>
    advices.map((kind) => ({
      id: kind === 'reversal' ? 'F39' : 'F40',
      kind,
      injected: `404 with ${body[0]}`,
      answer: answered(404, body),
      end: 'repeated',
    })),
  ),
  ...byProxies.flatMap(([id, status], index): AnswerRow[] => {
    const body = bodies[index % bodies.length] ?? bodies[0];
    if (!body) return [];
    const facts = { id, injected: `${status} with ${body[0]}`, answer: answered(status, body) };
    return [
      ...advices.map((kind): AnswerRow => ({ ...facts, kind, end: 'repeated' })),
      { ...facts, kind: 'pay', end: unusable },
    ];
  }),
  ...[200, 202].flatMap((status): AnswerRow[] =>
    // An object is what an advice is answered with; one about another says nothing of this.
    bodies
      .filter(([what]) => !/object/.test(what))
      .map((body, index) => ({
        id: 'F21',
        kind: advices[index % 2] ?? 'reversal',
        injected: `${status} with ${body[0]}`,
        answer: answered(status, body),
        end: 'repeated',
      })),
  ),
  ...bodies.map(
    (body): AnswerRow => ({
      id: 'F41',
      kind: 'pay',
      injected: `404 with ${body[0]}`,
      answer: answered(404, body),
      end: unusable,
    }),
  ),
  ...bodies.slice(0, 6).map(
    (body): AnswerRow => ({
      id: 'F41',
      kind: 'code',
      injected: `404 with ${body[0]}`,
      answer: answered(404, body),
      end: 'codeUnavailable',
    }),
  ),
];

// The status says it alone where there is no body, whatever it is called.
const hollow: AnswerRow[] = (
  [
    ['F17', 'confirmation', 202, 'delivered'],
    ['F17', 'reversal', 200, 'delivered'],
    ['F39', 'reversal', 404, 'delivered'],
    ['F40', 'confirmation', 404, 'attention'],
    ['F49', 'reversal', 503, 'attention'],
  ] as const
).flatMap(([id, kind, status, end]): AnswerRow[] =>
  ['text/html', 'image/png'].map((type) => ({
    id,
    kind,
    injected: `${status}, empty and called ${type}`,
    answer: () => httpAnswer(status, '', { 'content-type': type }),
    end,
  })),
);

const whateverTheBody: AnswerRow[] = (
  [
    ['F46', 500, 'repeated'],
    ['F50', 504, 'repeated'],
    ['F37', 401, 'held'],
    ['F38', 403, 'held'],
  ] as const
).flatMap(([id, status, end]): AnswerRow[] =>
  advices.map((kind) => ({
    id,
    kind,
    injected: `${status} with a page`,
    answer: () => httpAnswer(status, html, { 'content-type': 'text/html' }),
    end,
  })),
);

const portal = say(httpAnswer(200, html, { 'content-type': 'text/html' }));
const notFoundPage = say(httpAnswer(404, html, { 'content-type': null }));

/** A person presses "Send again" on the only exception. */
async function sendAgain(bench: FaultBench): Promise<void> {
  const { rows } = await bench.till.call('getQueue', {});
  await bench.till.call('sendAgain', { adviceId: rows[0]?.adviceId ?? '' });
}

const queued = 1_000;

export const foreignStories: readonly StoryRow[] = [
  {
    id: 'F39',
    injected: 'reversal: 404 with a page without a type, again and again',
    end: 'a person within half a minute, in words; tried anew by "Send again"; given back in the end',
    async run(bench) {
      bench.server.behave('reversePayment', notFoundPage);
      await bench.giveBack();
      const startedMs = bench.clock.monotonicMs();
      await bench.until(() => bench.till.view.owed.attention === 1);
      expect(bench.clock.monotonicMs() - startedMs).toBeLessThan(30_000);
      expect(bench.server.of('reversePayment')).toHaveLength(5);
      const { rows, paused } = await bench.till.call('getQueue', {});
      expect(paused).toBeNull();
      expect(rows).toMatchObject([{ lastAnswer: { status: 404, silence: 'foreignAnswer' } }]);
      if (rows[0]) expect(todoWords(en, rows[0])).toBe(en.queue.todoForeign.reversal);
      await bench.idle();
      expect(bench.server.of('reversePayment')).toHaveLength(5);
      await sendAgain(bench);
      await bench.until(() => bench.till.view.owed.attention === 0);
      await bench.until(() => bench.till.view.owed.attention === 1);
      expect(bench.server.of('reversePayment')).toHaveLength(10);
      bench.server.behaveWell('reversePayment');
      await sendAgain(bench);
      await bench.whenNothingIsOwed();
      expect(bench.till.view.owed.attention).toBe(0);
      expect(bench.server.of('reversePayment')).toHaveLength(11);
    },
  },
  {
    id: 'F48',
    injected: 'confirmation: pages, by turns 502 and a status that counts whoever says it',
    end: 'a person after the fifth 502: the others neither end the row nor are of it',
    async run(bench) {
      const statuses = [502, 504, 502, 500, 502, 403, 502, 504, 502];
      bench.server.behave('confirmPayment', ({ socket }) => {
        const status = statuses[bench.server.of('confirmPayment').length - 1] ?? 504;
        socket.write(httpAnswer(status, html, { 'content-type': 'text/html' }));
      });
      await bench.sell();
      await bench.until(() => bench.till.view.owed.attention === 1);
      expect(bench.server.of('confirmPayment')).toHaveLength(statuses.length);
    },
  },
  {
    id: 'F21',
    injected: 'confirmation: pages with an answer of the intermediary between them',
    end: 'counted anew after each; no exception',
    async run(bench) {
      const page = httpAnswer(200, html, { 'content-type': 'text/html' });
      bench.server.behave(
        'confirmPayment',
        ({ socket }) => {
          const count = bench.server.of('confirmPayment').length;
          socket.write(count % 4 === 0 ? httpAnswer(500) : page);
        },
        11,
      );
      await bench.sell();
      await bench.whenNothingIsOwed();
      expect(bench.till.view.owed.attention).toBe(0);
      expect(bench.server.of('confirmPayment')).toHaveLength(12);
    },
  },
  {
    id: 'F21',
    injected: `confirmation: a portal answers each of ${queued} queued for an hour`,
    end: 'none becomes an exception; sending pauses and goes on by itself',
    bench: () => ({
      prepare(dataFolder: string) {
        const store = openStore(join(dataFolder, 'till.sqlite'));
        fillWithOwedAdvices(store, queued);
        store.close();
      },
      before: async (server) => {
        server.behave('confirmPayment', portal);
        return server.port;
      },
    }),
    async run(bench) {
      await bench.server.whenReceived('confirmPayment', 3);
      await bench.idle(65);
      expect(await bench.till.call('getQueue', {})).toMatchObject({ paused: 'refusedInARow' });
      // Four at first, then one after each pause; in the steps of this clock some run out of time.
      expect(bench.server.of('confirmPayment').length).toBeLessThanOrEqual(16);
      expect(bench.till.view.owed).toMatchObject({ confirmations: queued, attention: 0 });
      bench.server.behaveWell('confirmPayment');
      // The pause that is running ends by itself; a person need not be there.
      await bench.idle(20);
      await bench.until(() => bench.till.view.owed.confirmations < queued - 50);
      expect(bench.till.view.owed.attention).toBe(0);
    },
  },
  {
    id: 'F39',
    injected: 'reversal: 404 with a page, where the profile trusts it',
    end: 'delivered',
    bench: () => ({ profile: { trustBare404: true } }),
    async run(bench) {
      bench.server.behave('reversePayment', notFoundPage);
      await bench.giveBack();
      await bench.whenNothingIsOwed();
      expect(bench.till.view.owed.attention).toBe(0);
      expect(bench.server.of('reversePayment')).toHaveLength(1);
    },
  },
  {
    id: 'F49',
    injected: 'confirmation: 503 with a page, ten times, where the profile repeats on 503',
    end: 'repeated until it is taken',
    bench: () => ({ profile: { repeatAdviceOn503: true } }),
    async run(bench) {
      const busy = httpAnswer(503, html, { 'content-type': 'text/html' });
      bench.server.behave('confirmPayment', say(busy), 10);
      await bench.sell();
      await bench.whenNothingIsOwed();
      expect(bench.till.view.owed.attention).toBe(0);
      expect(bench.server.of('confirmPayment')).toHaveLength(11);
    },
  },
];

export const foreignAnswers: readonly AnswerRow[] = [...foreignRows, ...hollow, ...whateverTheBody];
