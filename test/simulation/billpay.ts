// A model of the bill payment interface and the billers behind it, with a ledger of its own: what is
// held for a bill, booked and given back, and which payment a refund is of. It shares no code with the
// till or with the training intermediary.
import { type Assumptions, type Entry, type Share, short } from './far-end.ts';
import { operationOf } from './operations.ts';
import { accepted, detail, type Reply, replyOf } from './replies.ts';
import type { World } from './world.ts';

/** What billers do: how often they refuse, take their time, and what they approve. */
export type Billers = {
  readonly refuses: number;
  readonly isSlow: number;
  readonly shares: readonly Share[];
};

export const willingBillers: Billers = { refuses: 0, isSlow: 0, shares: ['all'] };

export type BillEntry = Entry & {
  readonly isRefund: boolean;
  /** What the slip says, and a refund is asked for by. */
  readonly reference: string;
  /** The payment that a refund is of. */
  readonly of: BillEntry | null;
  /** Its answer was about another bill, and nothing may rest on that. */
  isMisanswered: boolean;
};

type BillMessage = {
  readonly id: string;
  readonly requestId?: string;
  readonly accountRef?: string;
  readonly noticeNumber?: string;
  readonly policyNumber?: string;
  readonly issuerReference?: string;
  readonly amounts?: { readonly requestAmount: { readonly amount: number } };
  readonly thirdPartyIdentifiers?: readonly object[];
  readonly tenders?: readonly { readonly amount: { readonly amount: number } }[];
};

/** A number that no biller knows. */
export const unknownNumber = '00000000';

const currency = '710';
const another = '22222222-2222-4222-8222-222222222222';

export class BillpayModel {
  readonly ledger = new Map<string, BillEntry>();
  /** Bills of which a reversal came before any request. */
  readonly remembered = new Set<string>();
  billers: Billers = willingBillers;
  readonly #world: World;
  readonly #assume: Assumptions;
  readonly #isForgotten: (adviceId: string) => boolean;
  #references = 0;

  constructor(world: World, assume: Assumptions, isForgotten: (adviceId: string) => boolean) {
    this.#world = world;
    this.#assume = assume;
    this.#isForgotten = isForgotten;
  }

  take(path: string, text: string, answer: (reply: Reply) => void): void {
    const message = JSON.parse(text) as BillMessage;
    const { name } = operationOf(path);
    const ids = [message.requestId, message.id].filter((id) => id !== undefined).join(' ');
    const inPath = path.split('/').filter((part) => /^[0-9a-f-]{36}$/.test(part));
    if (inPath.join(' ') !== ids) this.#world.violate('wire', `${path} is not about ${ids}`);
    switch (name) {
      case '/bills/accountLookups':
      case '/bills/accountLookups/traffic':
      case '/bills/accountLookups/policy':
        return answer(this.#lookUp(message));
      case '/bills/payments':
      case '/bills/payments/traffic':
      case '/bills/payments/policy':
      case '/bills/refunds':
        return this.#ask(message, name === '/bills/refunds', answer);
      case '/bills/payments/confirmations':
      case '/bills/refunds/confirmations':
        return answer(this.#confirm(message, name === '/bills/refunds/confirmations'));
      case '/bills/payments/reversals':
      case '/bills/refunds/reversals':
        return answer(this.#reverse(message));
      default:
        this.#world.violate('wire', `a request to ${path}`);
        return answer(replyOf(404, ''));
    }
  }

  #lookUp(message: BillMessage): Reply {
    const { random } = this.#world;
    if (random.chance(0.3)) return detail(501, 'FUNCTION_NOT_SUPPORTED', message.id, '');
    const balanceAmount = { amount: 2_500, currency };
    return replyOf(200, this.#answerText(message, message.id, { balanceAmount }, null));
  }

  #ask(message: BillMessage, isRefund: boolean, answer: (reply: Reply) => void): void {
    const { random } = this.#world;
    const { id } = message;
    if (this.ledger.has(id)) return answer(detail(400, 'DUPLICATE_RECORD', id, ''));
    if (this.remembered.has(id) && this.#assume.A1) {
      this.#world.note(`biller refuses ${short(id)}: it was reversed before`);
      return answer(detail(400, 'GENERAL_ERROR', id, ''));
    }
    const of = isRefund ? this.#refundable(message.issuerReference ?? '') : null;
    this.#references += 1;
    const entry: BillEntry = {
      paymentId: id,
      tranId: '',
      isRefund,
      of,
      reference: `KB${this.#references}`,
      amountMinor: of?.settledMinor ?? message.amounts?.requestAmount.amount ?? 0,
      reservedMinor: 0,
      settledMinor: 0,
      releasedMinor: 0,
      state: 'declined',
      confirmed: 0,
      reversed: 0,
      isMisanswered: false,
    };
    this.ledger.set(id, entry);
    const { refuses, isSlow, shares } = this.billers;
    const afterMs = random.chance(isSlow)
      ? random.integer(20_000, 80_000)
      : random.integer(20, 4_000);
    const refusal = this.#refusal(message, entry, random.chance(refuses));
    if (refusal) return void this.#world.after(afterMs, () => answer(refusal));
    this.#reserve(entry, message, random.pick(shares), (reply) =>
      this.#world.after(afterMs, () => answer(reply)),
    );
  }

  #refusal(message: BillMessage, { isRefund, of }: BillEntry, isDrawn: boolean): Reply | null {
    const { random } = this.#world;
    const { id } = message;
    if (isDrawn) {
      return random.pick([
        detail(400, 'INVALID_AMOUNT', id, ''),
        detail(503, 'UPSTREAM_UNAVAILABLE', id, ''),
        detail(501, 'FUNCTION_NOT_SUPPORTED', id, ''),
        replyOf(400, ''),
        replyOf(503, ''),
      ]);
    }
    if (isRefund && !of) return detail(400, 'UNABLE_TO_LOCATE_RECORD', id, '');
    const number = message.accountRef ?? message.noticeNumber ?? message.policyNumber;
    return number === unknownNumber ? detail(400, 'UNKNOWN_CUSTOMER_ACCOUNT', id, '') : null;
  }

  // A payment that was booked, and is given back by no other refund.
  #refundable(reference: string): BillEntry | null {
    const entries = [...this.ledger.values()];
    const of = entries.find((entry) => !entry.isRefund && entry.reference === reference);
    if (of?.state !== 'settled') return null;
    const isHeld = ({ state }: BillEntry) => state === 'reserved' || state === 'settled';
    return entries.some((entry) => entry.of === of && isHeld(entry)) ? null : of;
  }

  #reserve(
    entry: BillEntry,
    message: BillMessage,
    share: Share,
    answer: (reply: Reply) => void,
  ): void {
    const { paymentId: id, amountMinor } = entry;
    const part = Math.max(1, Math.floor(amountMinor / 2));
    entry.reservedMinor =
      share === 'part' ? part : share === 'more' ? amountMinor + 100 : amountMinor;
    entry.state = 'reserved';
    this.#world.note(`biller approves ${entry.reservedMinor} (${share}) for ${short(id)}`);
    if (!this.#assume.A4) {
      this.#world.after(600_000, () => {
        if (entry.state === 'reserved') settle(entry);
      });
    }
    const approvedAmount = {
      amount: entry.reservedMinor,
      currency: share === 'otherCurrency' ? '840' : currency,
    };
    const amounts = share === 'absent' ? {} : { approvedAmount };
    // Of a refund no account is named; another one's answer has another id.
    const isOther = share === 'otherTranId';
    entry.isMisanswered = isOther;
    const about = isOther && !entry.isRefund ? withNumber(message, '99999999') : message;
    const named = isOther && entry.isRefund ? another : id;
    const written = share === 'ownWay' ? named.toUpperCase() : named;
    answer(replyOf(201, this.#answerText(about, written, amounts, entry)));
  }

  #answerText(message: BillMessage, id: string, amounts: object, entry: BillEntry | null): string {
    const { accountRef, noticeNumber, policyNumber, issuerReference: asked } = message;
    return JSON.stringify({
      id,
      thirdPartyIdentifiers: [
        ...(message.thirdPartyIdentifiers ?? []),
        ...(entry ? [billersOwn(entry)] : []),
      ],
      amounts,
      slipData: entry ? { issuerReference: entry.reference, messageLines: [{ text: 'x' }] } : {},
      ...(accountRef && { account: { accountRef } }),
      ...(noticeNumber && { trafficFine: { noticeNumber } }),
      ...(policyNumber && { policy: { policyNumber } }),
      ...(asked && { partPaymentAllowed: null }),
    });
  }

  #confirm(message: BillMessage, isRefund: boolean): Reply {
    const id = String(message.requestId);
    const entry = this.ledger.get(id);
    if (!entry) {
      this.#world.violate('M4', `bill ${short(id)} is confirmed and was never asked for`);
      return detail(400, 'UNABLE_TO_LOCATE_RECORD', id, '');
    }
    entry.confirmed += 1;
    if (entry.reversed > 0)
      this.#world.violate('M5', `bill ${short(id)} confirmed after its reversal`);
    this.#checkConfirmation(entry, message, isRefund);
    if (this.#isForgotten(message.id)) return replyOf(202, accepted(message));
    if (entry.state === 'reserved') settle(entry);
    else if (entry.state !== 'settled') return detail(400, 'ACCOUNT_ALREADY_SETTLED', id, '');
    else if (!this.#assume.A2) entry.settledMinor += entry.reservedMinor;
    return replyOf(202, accepted(message));
  }

  // B1: what was taken for a bill is what was approved of it; of a refund nothing was taken.
  #checkConfirmation(entry: BillEntry, message: BillMessage, isRefund: boolean): void {
    const { tenders, thirdPartyIdentifiers = [] } = message;
    const name = `bill ${short(entry.paymentId)}`;
    const own = JSON.stringify(billersOwn(entry));
    if (!thirdPartyIdentifiers.some((each) => JSON.stringify(each) === own))
      this.#world.violate('wire', `${name} is confirmed without the biller's identifier`);
    if (entry.isMisanswered)
      this.#world.violate('B6', `${name} is confirmed on an answer about another one`);
    if (isRefund !== entry.isRefund) this.#world.violate('wire', `${name} is confirmed elsewhere`);
    if (isRefund) {
      if (tenders) this.#world.violate('B1', `refund ${name} is confirmed with tenders`);
      return;
    }
    const taken = (tenders ?? []).reduce((sum, { amount }) => sum + amount.amount, 0);
    if (taken !== entry.reservedMinor)
      this.#world.violate('B1', `${name}: ${taken} taken for ${entry.reservedMinor} approved`);
  }

  #reverse(message: BillMessage): Reply {
    const id = String(message.requestId);
    const entry = this.ledger.get(id);
    if (!entry) {
      this.remembered.add(id);
      return detail(400, 'UNABLE_TO_LOCATE_RECORD', id, '');
    }
    entry.reversed += 1;
    if (entry.confirmed > 0)
      this.#world.violate('M5', `bill ${short(id)} reversed after its confirmation`);
    if (this.#isForgotten(message.id)) return replyOf(202, accepted(message));
    if (entry.state === 'settled') return detail(400, 'ACCOUNT_ALREADY_SETTLED', id, '');
    if (entry.state === 'declined') return detail(400, 'UNABLE_TO_LOCATE_RECORD', id, '');
    if (entry.state === 'reserved') entry.releasedMinor = entry.reservedMinor;
    entry.state = 'released';
    return replyOf(202, accepted(message));
  }
}

function settle(entry: BillEntry): void {
  entry.state = 'settled';
  entry.settledMinor = entry.reservedMinor;
}

function billersOwn({ reference }: BillEntry): object {
  return { institutionId: 'B1', transactionIdentifier: reference, note: 'own' };
}

function withNumber(message: BillMessage, number: string): BillMessage {
  if (message.accountRef) return { ...message, accountRef: number };
  return message.noticeNumber
    ? { ...message, noticeNumber: number }
    : { ...message, policyNumber: number };
}
