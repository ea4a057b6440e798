// Deliberate bugs, one at a time, in a build for tests only: while a module of the core is loaded, a
// piece of its text is replaced by a wrong one. The simulation must find every one of them; else it
// proves nothing. The first twelve are those of the quality anchors (§1e).
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { billMutants } from './bill-mutants.ts';
import { type Edit, type Mutant, one } from './mutant.ts';
import { saleMutants } from './sale-mutants.ts';

const root = new URL('../../', import.meta.url).href;
const core = (file: string) => `electron/core/${file}`;
const domain = (file: string) => `src-shared/domain/${file}`;
const qr = (file: string) => `src-shared/services/qr/${file}`;

const engineMutants: readonly Mutant[] = [
  {
    name: 'commit after send',
    edits: [
      {
        file: core('store/store.ts'),
        from: 'database.exec(`BEGIN IMMEDIATE -- ${name}`);',
        to: "if (database.inTransaction) database.exec('COMMIT'); database.exec('BEGIN IMMEDIATE');",
      },
      { file: core('store/store.ts'), from: 'database.exec(`COMMIT -- ${name}`);', to: '' },
    ],
  },
  {
    name: 'NORMAL sync',
    edits: [
      {
        file: core('store/safe/open.ts'),
        from: "'synchronous = FULL'",
        to: "'synchronous = NORMAL'",
      },
      {
        file: core('store/safe/open.ts'),
        from: "Number(pragma('synchronous')) < 2",
        to: "Number(pragma('synchronous')) < 1",
      },
    ],
  },
  one(
    'new id on repeat',
    core('engine/advice-queue.ts'),
    'const answer = await service.deliver(advice, this.#abort.signal);',
    `if (advice.attempts > 0) {
      const id = advice.id.replace(/^.{8}/, String(10_000_000 + advice.attempts));
      const body = advice.body.replace(advice.id, id);
      const { store } = this.#parts;
      store.commit('results', () => {
        const sql = 'UPDATE advices SET body = ? WHERE id = ?';
        store.write('advices', advice.id, sql, body, advice.id);
      });
      Object.assign(advice, { body });
    }
    const answer = await service.deliver(advice, this.#abort.signal);`,
  ),
  one(
    'wall-clock expiry',
    core('engine/advice-queue.ts'),
    'const answer = await service.deliver(advice, this.#abort.signal);',
    `if (Date.parse(sentAt) - Date.parse(advice.owed_at) > 86_400_000) {
      const given = { state: 'delivered' as const, dueMs: 0, sent: false, at: sentAt };
      const { store } = this.#parts;
      store.commit('results', () => noteAttempt(store, advice, given));
      this.#busy.delete(advice.id);
      return;
    }
    const answer = await service.deliver(advice, this.#abort.signal);`,
  ),
  {
    name: 'late response accepted',
    edits: [
      {
        file: core('engine/runner.ts'),
        from: 'this.#keepLate(entry, operation, judged);',
        to: `const taken = this.#parts.book.take(live.id, { operation, judged });
        if (taken) this.#afterwards(taken);`,
      },
      {
        file: qr('transition.ts'),
        from: "    case 'paid':\n    case 'notPaid':\n      return null;",
        to: `    case 'paid':
      return null;
    case 'notPaid':
      return event.type === 'approved' && payment.code
        ? { payment: { ...payment, state: 'approved', code: payment.code, approval: event.approval, approvedAt: at, shownAt: null }, owes: null }
        : null;`,
      },
    ],
  },
  {
    name: 'socket reused after timeout',
    edits: [
      {
        file: core('wire/client.ts'),
        from: 'if (judged || overdue) options.onLate?.(response);',
        to: 'if (judged || overdue) { options.onLate?.(response); this.stale = response; }',
      },
      {
        file: core('wire/client.ts'),
        from: 'if (!raw) throw',
        to: 'if (this.stale) { const { stale } = this; this.stale = undefined; return stale; }\n    if (!raw) throw',
      },
    ],
  },
  one(
    'redirect followed',
    core('wire/client.ts'),
    'return new Response(null, { status: raw.status });',
    `if (raw.status === 307) raw = await this.#network.exchange({
          method, path: '/elsewhere', headers: this.#headers, body: body ?? null, signal, ownConnection: false, onLeaving, onSent: () => {},
        });
        return new Response(null, { status: raw.status });`,
  ),
  one(
    '401 burns the queue',
    domain('advice.ts'),
    "if (isAboutCredentials(answer.status)) return 'hold';",
    '',
  ),
  one(
    'approval without amount check',
    qr('transition.ts'),
    'if (!fits(payment, event.approval, rules)) {',
    'if (!fits(payment, event.approval, rules) && event.approval.approved === undefined) {',
  ),
  {
    name: 'confirm after reverse',
    edits: [
      {
        file: core('store/migrations/0005-sales.ts'),
        from: 'CREATE UNIQUE INDEX advices_one',
        to: 'CREATE INDEX advices_one',
      },
      {
        file: qr('transition.ts'),
        from: "    case 'paid':\n    case 'notPaid':\n      return null;",
        to: `    case 'paid':
      return null;
    case 'notPaid':
      return event.type === 'completed' && payment.code && payment.approval
        ? { payment: { ...payment, state: 'paid', code: payment.code, approval: payment.approval, approvedAt: at }, owes: { kind: 'confirmation' } }
        : null;`,
      },
      {
        file: domain('sale/settle.ts'),
        from: '...open.map(({ id })',
        to: '...sale.parts.map(({ id })',
      },
    ],
  },
  one(
    'second instance',
    'test/simulation/virtual-sqlite.ts',
    'if (!free || (level === exclusive && highest > unlocked)) return busy;',
    'if (!free && level < 0) return busy;',
  ),
  one(
    'retry of the payment request',
    core('wire/client.ts'),
    'raw = await this.#network.exchange({',
    `const again = async (options: Parameters<Network['exchange']>[0]) =>
          this.#network.exchange(options).catch(() => this.#network.exchange(options));
        raw = await again({`,
  ),
  one(
    'answer at the deadline judged by the socket',
    core('wire/client.ts'),
    'const overdue = this.#clock.monotonicMs() - startedMs >= options.deadlineMs;',
    'const overdue = false;',
  ),
  one(
    'no reversal after an unknown outcome',
    qr('transition.ts'),
    'return notPaid(payment, { code: event.why }, reversal, at);',
    'return notPaid(payment, { code: event.why }, answered ? reversal : null, at);',
  ),
  one(
    'a restart forgets what was waiting',
    qr('transition.ts'),
    "return notPaid(payment, { code: 'tillStopped' }, 'TIMEOUT', at);",
    "return notPaid(payment, { code: 'tillStopped' }, null, at);",
  ),
  one(
    'the code shows before its request is on its way',
    core('engine/runner.ts'),
    'live.deadlineMs = clock.monotonicMs() + deadlineMs;',
    'live.deadlineMs = clock.monotonicMs() + deadlineMs;\n    live.isAtFarEnd = true;',
  ),
  one(
    'decision and advice in two commits',
    core('engine/transaction-book.ts'),
    'if (owes) this.#owe(service, id, state, owes, at);',
    `if (owes) void Promise.resolve().then(() => store.commit('owe', () => this.#owe(service, id, state, owes, at)));`,
  ),
  one(
    'DUPLICATE_RECORD taken for a decline',
    qr('transition.ts'),
    "const safe = event.explained && errorType !== 'DUPLICATE_RECORD';",
    'const safe = event.explained;',
  ),
  one(
    'a bare refusal owes nothing',
    qr('transition.ts'),
    "const safe = event.explained && errorType !== 'DUPLICATE_RECORD';",
    "const safe = errorType !== 'DUPLICATE_RECORD';",
  ),
  one(
    '404 to a confirmation taken for done',
    qr('operations.ts'),
    "path: '/payments/confirmations',\n      notFound: 'failed',",
    "path: '/payments/confirmations',\n      notFound: 'successful',",
  ),
  one(
    'given up after the second attempt',
    domain('advice.ts'),
    "if (answer.outcome === 'unknown') return 'repeat';",
    "if (answer.outcome === 'unknown') return answer.sentBefore ? 'attention' : 'repeat';",
  ),
  one(
    'the same advice launched twice',
    core('engine/advice-queue.ts'),
    'this.#ready = due.filter(({ id }) => !this.#busy.has(id));',
    'this.#ready = due;',
  ),
  one(
    'the second record is not synced',
    core('store/safe/journal.ts'),
    'if (synced) this.sync();',
    '',
  ),
  one(
    'a damaged store is made good without the second record',
    core('store/safe/agree.ts'),
    'const put = newest > 0 ? putRecorded(database, trusted, schema.recorded) : nothingPut;',
    'const put = { changed: trusted.rows.length, refused: 0 };',
  ),
  one(
    'a commit that failed stays in the second record',
    core('store/store.ts'),
    'if (recorded && !isDoubtful(error)) this.#takeBack();',
    '',
  ),
  one(
    'a foreign 404 taken for nothing to reverse',
    domain('outcome.ts'),
    "return trustBare404 || isOwnRefusal(answer) ? outcome : 'foreign';",
    'return outcome;',
  ),
  one(
    'a foreign 200 taken for delivered',
    domain('outcome.ts'),
    "if (isAdvice) return isOurs && body !== 'other' ? outcome : 'foreign';",
    'if (isAdvice) return outcome;',
  ),
  one(
    'a foreign refusal taken for a final one',
    domain('outcome.ts'),
    "if (outcome === 'failed') return isOwnRefusal(answer) ? outcome : 'foreign';",
    "if (outcome === 'failed') return outcome;",
  ),
  one(
    'foreign answers repeated without end',
    domain('advice.ts'),
    "if (answer.foreign && isPersistent(answer.foreign)) return 'attention';",
    '',
  ),
  one(
    'the first foreign answer is the last',
    domain('advice.ts'),
    "if (answer.foreign && isPersistent(answer.foreign)) return 'attention';",
    "if (answer.foreign) return 'attention';",
  ),
  one(
    'foreign answers counted on after a person sent it again',
    core('engine/advice-queue.ts'),
    "if (verdict === 'attention') this.#foreignRows.forget(advice.id);",
    '',
  ),
  one(
    "a proxy's 504 taken for the far end's",
    core('services/judge.ts'),
    "isOwn: meaning === 'successful' || isOwnRefusal(complete),",
    'isOwn: true,',
  ),
  one(
    'what is said about another transaction counts for this one',
    core('services/qr/read-body.ts'),
    "if (!isAbout(asked, read.value)) return { kind: 'other' };",
    '',
  ),
  one(
    'an approval of another transaction taken for ours',
    core('services/qr/read-body.ts'),
    "return data !== undefined && isSameId(data.tranId, asked.tranId ?? '');",
    'return data !== undefined;',
  ),
  one(
    'the last of two amounts counts',
    core('wire/strict-json.ts'),
    "if (names.has(name)) return fail('nameTwice');",
    '',
  ),
  one(
    'a code of another transaction is shown',
    core('services/qr/classify.ts'),
    'return flawOfCode(code) === null',
    'return flawOfCode(code) !== undefined',
  ),
  one(
    'a code of an earlier payment is used again',
    core('engine/transaction-book.ts'),
    'isReferenceOfAnother(store, service.name, reference, id)',
    'reference === id',
  ),
  one(
    'identifiers that came with the code are dropped',
    core('services/qr/qr-service.ts'),
    "event?.type === 'codeIssued' ? event.thirdPartyIdentifiers : []",
    '[] as never[]',
  ),
];

export const mutants: readonly Mutant[] = [...engineMutants, ...saleMutants, ...billMutants];

/** From now on modules load with this bug. @throws when the text it replaces is not there once. */
export function applyMutant(name: string): void {
  const mutant = mutants.find((candidate) => candidate.name === name);
  if (!mutant) throw new Error(`there is no mutant named ${name}`);
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const edits = mutant.edits.filter(({ file }) => url === root + file);
      if (edits.length === 0) return loaded;
      const source = edits.reduce(replaced, sourceText(loaded.source));
      return { ...loaded, source };
    },
  });
}

function replaced(source: string, { file, from, to }: Edit): string {
  if (source.split(from).length !== 2) {
    throw new Error(`${fileURLToPath(root + file)} does not hold once: ${from}`);
  }
  return source.replace(from, () => to);
}

function sourceText(source: unknown): string {
  return typeof source === 'string' ? source : Buffer.from(source as Uint8Array).toString('utf8');
}
