// The embedded intermediary: speaks the retailer's side of the QR interface (protocol dossier
// qr.md §1) on loopback, checks every message strictly, and keeps its own ledger. It is the other
// end of the line in training mode, in the demo and in every test.
import type { Scenario } from '../../src-shared/contract/scenarios.ts';
import type { QrOperation } from '../../src-shared/domain/outcome.ts';
import type { Chance, Clock } from '../core/clock.ts';
import type { Fault } from './faults.ts';
import type { LedgerEntry } from './ledger.ts';
import type { ReceivedRequest } from './received.ts';

export type TrainingOptions = {
  readonly credentials: { readonly username: string; readonly password: string };
  /** 0 (the default) takes a free port. */
  readonly port?: number | undefined;
  /** PEM. With `clientCa` a client certificate issued by it is required. */
  readonly tls?:
    | { readonly key: string; readonly cert: string; readonly clientCa?: string | undefined }
    | undefined;
  /** JSON lines, so that the ledger survives a restart; none: memory only. */
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
  whenReceived(operation: QrOperation | 'notifyScan', count: number): Promise<void>;
  /** Ends everything; open connections break. */
  stop(): Promise<void>;
};
