// The embedded intermediary: speaks the retailer's side of the QR and of the bill payment interface
// (protocol dossier qr.md §1, billpay.md §1) on loopback, checks every message strictly, and keeps its own ledgers. It is the other
// end of the line in training mode, in the demo and in every test.
import http from 'node:http';
import https from 'node:https';
import type { Scenario } from '../../src-shared/contract/scenarios.ts';
import { type Chance, type Clock, systemChance, systemClock } from '../core/clock.ts';
import { Connections } from '../core/connections.ts';
import { answerControlCall } from './control.ts';
import { basicAuthCheck } from './exchange.ts';
import { type Fault, FaultGate } from './faults.ts';
import { controlPath, type Front, takeRequest } from './front.ts';
import { Ledger, type LedgerEntry } from './ledger.ts';
import { Listener } from './listener.ts';
import { Payments } from './payments.ts';
import { type ReceivedRequest, ReceivedRequests } from './received.ts';
import { QrService } from './service.ts';
import { BillLedger } from './services/bills/ledger.ts';
import { BillService } from './services/bills/service.ts';
import { type TrainingBills, trainingBills } from './services/bills/training-bills.ts';
import type { ServedOperation } from './training-service.ts';

/** A till has one connection for each request under way; a bench has a hundred. */
const connectionLimits = { mostUnknown: 64, mostKnown: 256 };

export type TrainingOptions = {
  readonly credentials: { readonly username: string; readonly password: string };
  /** 0 (the default) takes a free port. */
  readonly port?: number | undefined;
  /** PEM. With `clientCa` a client certificate issued by it is required. */
  readonly tls?:
    | { readonly key: string; readonly cert: string; readonly clientCa?: string | undefined }
    | undefined;
  /** JSON lines, so that the ledger survives a restart; none: memory only. That of bills: + `.bills`. */
  readonly ledgerFile?: string | undefined;
  /** How long `pay` waits for a scan before NO_SCAN_RECEIVED. */
  readonly answerAfterMs?: number | undefined;
  /** How long the scenario `approveLate` holds its answer back. */
  readonly lateAnswerMs?: number | undefined;
  /** How many received requests are kept for `requests()`; at most 5 000. */
  readonly requestsKept?: number | undefined;
  readonly clock?: Clock | undefined;
  readonly chance?: Chance | undefined;
};

export type TrainingIntermediary = {
  /** `http(s)://127.0.0.1:PORT`. */
  readonly origin: string;
  /** `origin` + `/qr/v1`: what a profile's base URL points at. */
  readonly baseUrl: string;
  /** `origin` + `/billpay/v4`. */
  readonly billsUrl: string;
  readonly bills: TrainingBills;
  /** `origin` + `/training`: control calls, see control.ts. */
  readonly controlUrl: string;
  /**
   * For the next payment request. It meets the scenario as soon as it arrives, or, with
   * `when: 'onScan'`, once its code has been scanned.
   */
  choose(scenario: Scenario, when?: 'atOnce' | 'onScan'): void;
  /** On the waiting payment (the latest when no tranId is given); false when none waits. */
  act(scenario: Scenario, tranId?: string): boolean;
  /** Sends the answers that `approveLate` holds back; how many there were. */
  releaseLate(): number;
  /** Null takes the fault away. After `refuse`, await `whenReachable` before calling again. */
  setFault(fault: Fault | null): void;
  /** Resolves once the intermediary listens (again). */
  whenReachable(): Promise<void>;
  ledger(): LedgerEntry[];
  /** The last requests received, oldest first; control calls are not among them. */
  requests(): ReceivedRequest[];
  /** The tranIds of payments that wait for the customer, oldest first. */
  waiting(): string[];
  /** Resolves once at least `count` (default 1) payments wait for the customer. */
  whenWaiting(count?: number): Promise<void>;
  /** Resolves once `count` requests of this kind have been received since the start. */
  whenReceived(operation: ServedOperation, count: number): Promise<void>;
  /** Ends everything; open connections break. */
  stop(): Promise<void>;
};

/** Starts it on 127.0.0.1. Rejects when the port is taken or the ledger file cannot be read. */
export async function startTrainingIntermediary(
  options: TrainingOptions,
): Promise<TrainingIntermediary> {
  const { tls, clock = systemClock, chance = systemChance } = options;
  const { ledger, payments, service, billLedger, billService } = interfacesOf(
    options,
    clock,
    chance,
  );
  const received = new ReceivedRequests(Math.min(options.requestsKept ?? 500, 5_000));
  const faults = new FaultGate();
  const server = serverOf(tls);
  const connections = new Connections(server, connectionLimits);
  const listener = new Listener(server);
  let callOffFaultEnd = (): void => {};

  const setFault = (fault: Fault | null): void => {
    callOffFaultEnd();
    faults.set(fault);
    if (fault?.kind === 'refuse') listener.refuse();
    else listener.accept();
    if (fault?.forMs !== undefined)
      callOffFaultEnd = clock.after(fault.forMs, () => setFault(null));
  };

  const front: Front = {
    services: [service, billService],
    received,
    faults,
    connections,
    clock,
    isAuthorized: basicAuthCheck(options.credentials),
    answerControlCall: (method, path, body) => answerControlCall(intermediary, method, path, body),
  };
  server.on('request', (request, response) => void takeRequest(front, request, response));

  const port = await listener.start(options.port ?? 0).catch((error: unknown) => {
    ledger.close();
    billLedger.close();
    throw error;
  });
  const origin = `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  const intermediary: TrainingIntermediary = {
    origin,
    baseUrl: origin + service.basePath,
    billsUrl: origin + billService.basePath,
    bills: trainingBills(billLedger, billService),
    controlUrl: origin + controlPath,
    choose: (scenario, when = 'atOnce') => payments.choose(scenario, when),
    act: (scenario, tranId) => payments.act(scenario, tranId),
    releaseLate: () => payments.releaseLate(),
    setFault,
    whenReachable: () => listener.whenReachable(),
    ledger: () => ledger.entries(),
    requests: () => received.list(),
    waiting: () => payments.waiting(),
    whenWaiting: (count = 1) => payments.whenWaiting(count),
    whenReceived: (operation, count) => received.whenReceived(operation, count),
    async stop() {
      callOffFaultEnd();
      payments.stop();
      billService.requests.stop();
      await listener.stop();
      ledger.close();
      billLedger.close();
    },
  };
  return intermediary;
}

/** What speaks the interfaces, each with its own book. */
function interfacesOf(options: TrainingOptions, clock: Clock, chance: Chance) {
  const { ledgerFile, answerAfterMs = 55_000, lateAnswerMs = 70_000 } = options;
  const ledger = new Ledger(ledgerFile);
  const billLedger = new BillLedger(ledgerFile === undefined ? undefined : `${ledgerFile}.bills`);
  const payments = new Payments({ ledger, clock, chance, answerAfterMs, lateAnswerMs });
  return {
    ledger,
    payments,
    service: new QrService({ ledger, payments, clock, chance }),
    billLedger,
    billService: new BillService({ ledger: billLedger, clock, chance, lateAnswerMs }),
  };
}

function serverOf(tls: TrainingOptions['tls']): http.Server | https.Server {
  // Longer than any client keeps a connection, so that ours is not the end that closes under a request.
  // Who drips a request is cut off.
  const options = { keepAliveTimeout: 75_000, headersTimeout: 10_000, requestTimeout: 30_000 };
  if (!tls) return http.createServer(options);
  return https.createServer({
    ...options,
    handshakeTimeout: 10_000,
    key: tls.key,
    cert: tls.cert,
    ...(tls.clientCa !== undefined && {
      ca: tls.clientCa,
      requestCert: true,
      rejectUnauthorized: true,
    }),
  });
}
