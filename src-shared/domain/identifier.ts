// How the institutions of a transaction name it, each with an entry of its own.

/**
 * Kept and sent back verbatim, unknown members included (dossier README §6). The identifier itself is
 * documented as required, and not enforced (qr.md §4).
 */
export type ThirdPartyIdentifier = {
  readonly institutionId: string;
  readonly transactionIdentifier?: string | null | undefined;
};
