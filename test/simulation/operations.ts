// Which operation of which interface a path is, for whoever watches or carries messages.

export type SentOperation = {
  /** Without ids; those of bills begin with `/bills`. */
  readonly name: string;
  readonly kind: 'code' | 'lookup' | 'request' | 'advice';
  readonly isBill: boolean;
};

const uuids = /\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

export function operationOf(path: string): SentOperation {
  const [, bills] = path.split('/billpay/v4');
  if (bills !== undefined) {
    const name = `/bills${bills.replaceAll(uuids, '')}`;
    const isLookup = name.startsWith('/bills/accountLookups');
    const kind = isAdvice(name) ? 'advice' : isLookup ? 'lookup' : 'request';
    return { name, kind, isBill: true };
  }
  const name = path.replace(/^.*\/v1/, '');
  if (name === '/qrCodes') return { name, kind: 'code', isBill: false };
  return { name, kind: isAdvice(name) ? 'advice' : 'request', isBill: false };
}

function isAdvice(name: string): boolean {
  return /\/(?:confirmations|reversals)$/.test(name);
}
