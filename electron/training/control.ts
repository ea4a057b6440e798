// Control calls below /training, with the same Basic credentials as the interface: what the phone
// panel, the demo and tests in another process use. Bodies and answers are JSON.
//
//   POST   /act       {name, errorType?, tranId?}  200, or 409 when no payment waits
//   POST   /next      {name, errorType?, when?}    200; `when` is "atOnce" (default) or "onScan"
//   POST   /late                                   200 {released}: sends held back answers
//   POST   /fault     a fault, see faults.ts       200; `refuse` needs `forMs`, to end by itself, and
//                                                  breaks the connection that asked for it too
//   DELETE /fault                                  200
//   GET    /ledger                                 200 {entries}
//   GET    /requests                               200 {requests}
//   GET    /waiting                                200 {tranIds}
//   POST   /bills/next {name, errorType?}          200: for the next payment or refund of a bill
//   POST   /bills/late                             200 {released}
//   GET    /bills/ledger                           200 {entries}
//   GET    /bills/accounts                         200 {accounts}: what can be paid, and what is due
//
// Bad input: 400 {problems: [{field, rule}]}.
import { z } from 'zod';
import { declineTypes, scenarioNames } from '../../src-shared/contract/scenarios.ts';
import { billErrorTypes, billScenarioNames } from '../../src-shared/services/bills/scenarios.ts';
import { type Answer, reply } from './answers.ts';
import { readDocument } from './base-messages.ts';
import { faultSchema } from './faults.ts';
import type { ReceivedRequest } from './received.ts';
import type { TrainingIntermediary } from './server.ts';

const scenario = {
  name: z.enum(scenarioNames, `must be one of ${scenarioNames.join(', ')}`),
  errorType: z.enum(declineTypes, `must be one of ${declineTypes.join(', ')}`).optional(),
};
const actSchema = z.strictObject({ ...scenario, tranId: z.string('must be text').optional() });
const nextSchema = z.strictObject({
  ...scenario,
  when: z.enum(['atOnce', 'onScan'], 'must be atOnce or onScan').optional(),
});
const nextBillSchema = z.strictObject({
  name: z.enum(billScenarioNames, `must be one of ${billScenarioNames.join(', ')}`),
  errorType: z.enum(billErrorTypes, `must be one of ${billErrorTypes.join(', ')}`).optional(),
});
// Whoever refuses connections cannot be told over one to stop doing so.
const controlFaultSchema = faultSchema.refine(
  (fault) => fault.kind !== 'refuse' || fault.forMs !== undefined,
  { path: ['forMs'], message: 'is needed with refuse' },
);

type Call = (intermediary: TrainingIntermediary, body: unknown) => Answer;

const calls: ReadonlyMap<string, Call> = new Map<string, Call>([
  [
    'POST /act',
    (intermediary, body) =>
      taking(actSchema, body, ({ tranId, ...scenario }) => {
        const acted = intermediary.act(scenario, tranId);
        return reply(acted ? 200 : 409, { acted });
      }),
  ],
  [
    'POST /next',
    (intermediary, body) =>
      taking(nextSchema, body, ({ when, ...scenario }) => {
        intermediary.choose(scenario, when);
        return reply(200, {});
      }),
  ],
  ['POST /late', (intermediary) => reply(200, { released: intermediary.releaseLate() })],
  [
    'POST /fault',
    (intermediary, body) =>
      taking(controlFaultSchema, body, (fault) => {
        intermediary.setFault(fault);
        return reply(200, {});
      }),
  ],
  [
    'DELETE /fault',
    (intermediary) => {
      intermediary.setFault(null);
      return reply(200, {});
    },
  ],
  ['GET /ledger', (intermediary) => reply(200, { entries: intermediary.ledger() })],
  ['GET /requests', (intermediary) => reply(200, { requests: intermediary.requests().map(shown) })],
  ['GET /waiting', (intermediary) => reply(200, { tranIds: intermediary.waiting() })],
  [
    'POST /bills/next',
    ({ bills }, body) =>
      taking(nextBillSchema, body, (scenario) => {
        bills.choose(scenario);
        return reply(200, {});
      }),
  ],
  ['POST /bills/late', ({ bills }) => reply(200, { released: bills.releaseLate() })],
  ['GET /bills/ledger', ({ bills }) => reply(200, { entries: bills.ledger() })],
  ['GET /bills/accounts', ({ bills }) => reply(200, { accounts: bills.accounts() })],
]);

/** Answers a control call; `path` is what follows /training. */
export function answerControlCall(
  intermediary: TrainingIntermediary,
  method: string,
  path: string,
  body: unknown,
): Answer {
  const call = calls.get(`${method} ${path}`);
  if (call) return call(intermediary, body);
  const allowed = [...calls.keys()]
    .map((key) => key.split(' '))
    .filter(([, known]) => known === path)
    .map(([method]) => method);
  if (allowed.length === 0) return { kind: 'reply', status: 404, text: null };
  return { kind: 'reply', status: 405, text: null, headers: { allow: allowed.join(', ') } };
}

function taking<Input>(
  schema: z.ZodType<Input>,
  body: unknown,
  then: (input: Input) => Answer,
): Answer {
  const input = readDocument(schema, body);
  return input.ok ? then(input.value) : reply(400, { problems: input.failure });
}

// Without the text as it came: it would repeat the token that the body leaves out.
function shown(request: ReceivedRequest): object {
  const { text: _text, body, ...facts } = request;
  const hasToken = typeof body === 'object' && body !== null && 'partnerPaymentToken' in body;
  return { ...facts, body: hasToken ? { ...body, partnerPaymentToken: '***' } : body };
}
