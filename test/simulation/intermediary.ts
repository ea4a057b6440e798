// A model of the intermediary and the partners behind it, with a ledger of its own: what is
// reserved, taken and given back. It shares no code with the till or with the training
// intermediary. What the till relies on can be switched off, one assumption at a time.
import { BillpayModel } from './billpay.ts';
import { type Assumptions, type Entry, type Share, short } from './far-end.ts';
import {
  accepted,
  detail,
  type Fault,
  faultReply,
  oddCode,
  type Reply,
  replyOf,
} from './replies.ts';
import type { World } from './world.ts';

/** What a customer does with a code in front of him. */
export type Decision =
  | { readonly kind: 'approve'; readonly afterMs: number; readonly share: Share }
  | { readonly kind: 'decline'; readonly afterMs: number };
type Message = {
  readonly id: string;
  readonly requestId?: string;
  readonly tranId?: string;
  readonly thirdPartyIdentifiers?: readonly object[];
  readonly amounts?: { readonly requestAmount: { readonly amount: number } };
};

type Live = {
  readonly entry: Entry;
  readonly identifiers: readonly object[];
  readonly answer: (reply: Reply) => void;
  isAnswered: boolean;
};

const currency = '710';

export class IntermediaryModel {
  readonly ledger = new Map<string, Entry>();
  /** The bill payment interface beside it. */
  readonly bills: BillpayModel;
  /** Payments of which an advice came before any request. */
  readonly remembered = new Set<string>();
  credentialsHold = true;
  readonly #world: World;
  readonly #assume: Assumptions;
  readonly #amounts = new Map<string, number>();
  readonly #live = new Map<string, Live>();
  readonly #seenAdvices = new Set<string>();
  #codes = 0;

  constructor(world: World, assume: Assumptions) {
    this.#world = world;
    this.#assume = assume;
    this.bills = new BillpayModel(world, assume, (adviceId) => this.#isForgotten(adviceId));
  }

  /** Takes a request; `answer` may be called much later, or never. */
  take(path: string, text: string, fault: Fault | null, answer: (reply: Reply) => void): void {
    if (!this.credentialsHold || fault === 'refuseCredentials') {
      return answer(replyOf(401, ''));
    }
    if (fault === 'endless') return;
    const before = fault && faultReply(fault, 'before');
    if (before) return answer(before);
    const wrapped = (reply: Reply) =>
      answer((fault && (faultReply(fault, 'after') ?? oddCode(fault, reply))) ?? reply);
    if (path.includes('/billpay/')) return this.bills.take(path, text, wrapped);
    const message = JSON.parse(text) as Message;
    switch (path.replace(/^.*\/v1/, '')) {
      case '/qrCodes':
        return wrapped(this.#issueCode(message));
      case '/payments':
        return this.#pay(message, wrapped);
      case '/payments/confirmations':
        return wrapped(this.#confirm(message));
      case '/payments/reversals':
        return wrapped(this.#reverse(message));
      default:
        this.#world.violate('wire', `a request to ${path}`);
        return answer(replyOf(404, ''));
    }
  }

  /** What is held, booked or refused by a transaction, of either interface. */
  entryOf(transactionId: string): Entry | undefined {
    return this.ledger.get(transactionId) ?? this.bills.ledger.get(transactionId);
  }

  /** A customer scans. False when the code leads nowhere (yet, or any more). */
  scan(tranId: string, decision: Decision): boolean {
    const live = this.#live.get(tranId);
    if (!live || live.entry.state !== 'waiting') return false;
    this.#world.after(decision.afterMs, () => this.#decide(live, decision));
    return true;
  }

  /** Nobody scanned in time. */
  giveUp(tranId: string): void {
    const live = this.#live.get(tranId);
    if (!live || live.isAnswered || live.entry.state !== 'waiting') return;
    live.entry.state = 'declined';
    this.#answer(live, detail(400, 'NO_SCAN_RECEIVED', live.entry.paymentId, tranId));
  }

  #issueCode(message: Message): Reply {
    this.#codes += 1;
    const tranId = `T${String(this.#codes).padStart(9, '0')}`;
    this.#amounts.set(tranId, message.amounts?.requestAmount.amount ?? 0);
    const template = `0008za.qr.sp01${String(tranId.length).padStart(2, '0')}${tranId}`;
    const qrCode = `00020126${String(template.length).padStart(2, '0')}${template}5303710`;
    // An issuer may give the till's own back, or only add to them.
    const given = this.#codes % 2 === 0 ? (message.thirdPartyIdentifiers ?? []) : [];
    const thirdPartyIdentifiers = [...given, issuersOwn(tranId)];
    return replyOf(201, JSON.stringify({ id: message.id, tranId, qrCode, thirdPartyIdentifiers }));
  }

  #pay(message: Message, answer: (reply: Reply) => void): void {
    const { id, tranId = '' } = message;
    this.#checkIdentifiers(message);
    if (this.ledger.has(id)) return answer(detail(400, 'DUPLICATE_RECORD', id, tranId));
    if (this.remembered.has(id) && this.#assume.A1) {
      this.#world.note(`far end refuses ${short(id)}: it was reversed before`);
      return answer(detail(400, 'INVALID_TRAN_ID', id, tranId));
    }
    const amountMinor = this.#amounts.get(tranId);
    if (amountMinor === undefined) return answer(detail(400, 'INVALID_TRAN_ID', id, tranId));
    const entry: Entry = {
      paymentId: id,
      tranId,
      amountMinor,
      reservedMinor: 0,
      settledMinor: 0,
      releasedMinor: 0,
      state: 'waiting',
      confirmed: 0,
      reversed: 0,
    };
    this.ledger.set(id, entry);
    this.#live.set(tranId, {
      entry,
      identifiers: message.thirdPartyIdentifiers ?? [],
      answer,
      isAnswered: false,
    });
  }

  #decide(live: Live, decision: Decision): void {
    const { entry } = live;
    const { paymentId, tranId } = entry;
    if (entry.state !== 'waiting') return;
    if (decision.kind === 'decline') {
      entry.state = 'declined';
      this.#world.note(`customer declines ${short(paymentId)}`);
      return this.#answer(live, detail(400, 'DECLINED_BY_CUSTOMER', paymentId, tranId));
    }
    const { share } = decision;
    const part = Math.max(1, Math.floor(entry.amountMinor / 2));
    entry.reservedMinor =
      share === 'part' ? part : share === 'more' ? entry.amountMinor + 100 : entry.amountMinor;
    entry.state = 'reserved';
    this.#world.note(`customer approves ${entry.reservedMinor} (${share}) for ${short(paymentId)}`);
    if (!this.#assume.A4) {
      this.#world.after(600_000, () => {
        if (entry.state === 'reserved') this.#settle(entry);
      });
    }
    const amount = {
      amount: entry.reservedMinor,
      currency: share === 'otherCurrency' ? '840' : currency,
    };
    this.#answer(
      live,
      replyOf(
        201,
        JSON.stringify({
          id: share === 'ownWay' ? '00000000-0000-4000-8000-000000000000' : paymentId,
          tranId: tranIdAs(share, tranId),
          partner: { id: 'P1', name: 'Partner' },
          amounts: share === 'absent' ? {} : { approvedAmount: amount },
          ...(share === 'ownWay'
            ? { risk: { approvedAmount: { amount: 1, currency } } }
            : {
                thirdPartyIdentifiers: [
                  ...live.identifiers,
                  { institutionId: 'P1', transactionIdentifier: tranId },
                ],
              }),
        }),
      ),
    );
  }

  // Once set by anyone, everyone sends it: in the payment request, and in every advice.
  #checkIdentifiers({ id, tranId = '', thirdPartyIdentifiers = [] }: Message): void {
    const own = JSON.stringify(issuersOwn(tranId));
    if (thirdPartyIdentifiers.some((each) => JSON.stringify(each) === own)) return;
    this.#world.violate('wire', `${short(id)} does not carry the issuer's identifier`);
  }

  #confirm(message: Message): Reply {
    this.#checkIdentifiers(message);
    const entry = this.ledger.get(String(message.requestId));
    if (!entry) return detail(404, 'UNABLE_TO_LOCATE_RECORD', String(message.requestId), '');
    entry.confirmed += 1;
    if (entry.reversed > 0)
      this.#world.violate('M5', `${short(entry.paymentId)} confirmed after its reversal`);
    if (this.#isForgotten(message.id)) return replyOf(202, accepted(message));
    if (entry.state === 'reserved') this.#settle(entry);
    else if (entry.state !== 'settled') {
      return detail(400, 'ACCOUNT_ALREADY_SETTLED', entry.paymentId, entry.tranId);
    } else if (!this.#assume.A2) entry.settledMinor += entry.reservedMinor;
    return replyOf(202, accepted(message));
  }

  #reverse(message: Message): Reply {
    this.#checkIdentifiers(message);
    const id = String(message.requestId);
    const entry = this.ledger.get(id);
    if (!entry) {
      this.remembered.add(id);
      return detail(404, 'UNABLE_TO_LOCATE_RECORD', id, '');
    }
    entry.reversed += 1;
    if (entry.confirmed > 0)
      this.#world.violate('M5', `${short(id)} reversed after its confirmation`);
    if (this.#isForgotten(message.id)) return replyOf(202, accepted(message));
    if (entry.state === 'settled') return detail(400, 'ACCOUNT_ALREADY_SETTLED', id, entry.tranId);
    if (entry.state === 'reserved') entry.releasedMinor = entry.reservedMinor;
    if (entry.state !== 'declined') entry.state = 'released';
    return replyOf(202, accepted(message));
  }

  // A3 off: one in five is accepted and forgotten.
  #isForgotten(adviceId: string): boolean {
    const isNew = !this.#seenAdvices.has(adviceId);
    this.#seenAdvices.add(adviceId);
    return !this.#assume.A3 && isNew && this.#world.random.chance(0.2);
  }

  #settle(entry: Entry): void {
    entry.state = 'settled';
    entry.settledMinor = entry.reservedMinor;
  }

  #answer(live: Live, reply: Reply): void {
    live.isAnswered = true;
    live.answer(reply);
  }
}

/** The issuer's entry among the identifiers, with a member that nobody else knows. */
function issuersOwn(tranId: string): object {
  return { kind: ['issuer'], institutionId: 'S1', transactionIdentifier: tranId };
}

function tranIdAs(share: Share, tranId: string): string {
  if (share === 'otherTranId') return 'T000000000';
  return share === 'ownWay' ? tranId.toLowerCase() : tranId;
}
