// The HTTP face: finds out what a request wants, lets the fault in force have its way, and hands a
// message that may be read to the service. Whoever has no credentials, or wants what is not here, is
// refused by the headers alone; every other request is noted as soon as it is whole.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { assertNever, invariant } from '../../src-shared/result.ts';
import type { Clock } from '../core/clock.ts';
import type { Connections } from '../core/connections.ts';
import type { Answer, Reply, Respond } from './answers.ts';
import {
  type CredentialCheck,
  carryOut,
  isJson,
  jsonOf,
  type ReceivedBody,
  readBody,
} from './exchange.ts';
import type { Fault, FaultGate } from './faults.ts';
import type { ReceivedRequest, ReceivedRequests } from './received.ts';
import type { Address, Refusal, TrainingService } from './training-service.ts';

export const controlPath = '/training';

export type Front = {
  /** One for each interface; the first also answers at addresses of none. */
  readonly services: readonly [TrainingService, ...TrainingService[]];
  readonly received: ReceivedRequests;
  readonly faults: FaultGate;
  readonly connections: Connections;
  readonly isAuthorized: CredentialCheck;
  readonly answerControlCall: (method: string, path: string, body: unknown) => Answer;
  readonly clock: Clock;
};

const unauthorized: Answer = {
  kind: 'reply',
  status: 401,
  text: null,
  headers: { 'www-authenticate': 'Basic realm="Until training", charset="UTF-8"' },
};

/** Answers one request. Rejects only when our own code or the ledger's disk is broken. */
export async function takeRequest(
  front: Front,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? '';
  const path = (request.url ?? '').replace(/\/$/, '');
  const isAuthorized = front.isAuthorized(request.headers.authorization);
  const isControl = path.startsWith(`${controlPath}/`);
  const service = serviceAt(front, path);
  const address = service.find(method, path);
  const refused = isAuthorized ? refusedByPlace(service, isControl, address) : unauthorized;
  if (isAuthorized) front.connections.trust(request.socket);

  const body = refused ? null : await readBody(request);
  if (body?.kind === 'broken') return;
  const text = body?.kind === 'whole' ? body.text : '';
  if (isControl) {
    const call = path.slice(controlPath.length);
    carryOut(refused ?? front.answerControlCall(method, call, jsonOf(text)), response);
    return;
  }

  const noted: ReceivedRequest = {
    operation: address.kind === 'operation' ? address.operation : null,
    method,
    path,
    text,
    body: jsonOf(text),
    headers: withoutCredentials(request, isAuthorized),
    receivedAt: front.clock.monotonicMs(),
    answeredStatus: null,
  };
  front.received.add(noted);

  // A customer's wallet has its own line: faults are the till's.
  const isTills = address.kind === 'operation' && address.isTills;
  const fault = isTills ? front.faults.take(address.operation) : null;
  const refuse = (refusal: Refusal) => service.refuse(refusal, address, noted.body);
  const instead = fault ? answerOfFault(fault, refuse) : null;
  const respond: Respond = (answer) => {
    noted.answeredStatus = carryOut(instead ?? answer, response);
  };
  if (instead && !isProcessed(fault)) return respond(instead);

  if (refused) return respond(refused);
  invariant(
    address.kind === 'operation' && body !== null,
    'what was not refused has a place and a body',
  );
  const unreadable = address.takesBody ? statusOfUnreadable(request, body, noted.body) : null;
  if (unreadable !== null) return respond(refusal(unreadable, refuse));
  address.receive({ text, body: noted.body }, respond);
}

function serviceAt({ services }: Front, path: string): TrainingService {
  return services.find(({ basePath }) => `${path}/`.startsWith(`${basePath}/`)) ?? services[0];
}

function refusedByPlace(
  service: TrainingService,
  isControl: boolean,
  address: Address,
): Answer | null {
  if (isControl || address.kind === 'operation') return null;
  const refuse = (refusal: Refusal) => service.refuse(refusal, address, undefined);
  if (address.kind === 'nowhere') return refusal(404, refuse);
  const answer = refusal(405, refuse);
  return { ...answer, headers: { allow: address.allow } };
}

function isProcessed(fault: Fault | null): boolean {
  return fault?.kind === 'dropAfter' || (fault?.kind === 'status' && fault.processed === true);
}

function answerOfFault(fault: Fault, refuse: (refusal: Refusal) => Reply): Answer | null {
  switch (fault.kind) {
    case 'status': {
      const { status, errorType, body, headers = {} } = fault;
      const answer: Reply = errorType
        ? refuse({ status, errorType })
        : { kind: 'reply', status, text: body ?? null };
      // In small letters, so that a content-type of its own replaces ours.
      const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
      return { ...answer, headers: Object.fromEntries(lowered) };
    }
    case 'drop':
    case 'dropAfter':
      return { kind: 'break' };
    case 'silence':
      return { kind: 'never' };
    case 'refuse':
      // Met by connections, not by requests.
      return null;
    default:
      return assertNever(fault);
  }
}

function statusOfUnreadable(
  request: IncomingMessage,
  body: ReceivedBody,
  document: unknown,
): 400 | 413 | 415 | null {
  if (body.kind === 'tooLarge') return 413;
  if (!isJson(request)) return 415;
  return document === undefined ? 400 : null;
}

const refusals: Readonly<Record<400 | 404 | 405 | 413 | 415, Omit<Refusal, 'status'>>> = {
  400: { errorType: 'FORMAT_ERROR', errorMessage: 'The body is not JSON' },
  404: { errorType: 'FUNCTION_NOT_SUPPORTED', errorMessage: 'No operation at this address' },
  405: { errorType: 'FUNCTION_NOT_SUPPORTED', errorMessage: 'This address takes POST only' },
  413: { errorType: 'FORMAT_ERROR', errorMessage: 'The body is over 64 KiB' },
  415: { errorType: 'FORMAT_ERROR', errorMessage: 'The content type must be application/json' },
};

function refusal(status: 400 | 404 | 405 | 413 | 415, refuse: (refusal: Refusal) => Reply): Reply {
  const answer = refuse({ status, ...refusals[status] });
  // The rest of an oversized body is still on its way: this connection is of no more use.
  return status === 413 ? { ...answer, headers: { connection: 'close' } } : answer;
}

function withoutCredentials(request: IncomingMessage, isAuthorized: boolean) {
  const { authorization, ...headers } = request.headers;
  if (authorization === undefined) return headers;
  return { ...headers, authorization: isAuthorized ? 'accepted' : 'refused' };
}
