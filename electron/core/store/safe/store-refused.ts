/** The store cannot be used; `message` is a sentence for the person at the till. */
export class StoreRefused extends Error {
  readonly reason: 'inUse' | 'newer' | 'unusable';

  constructor(reason: StoreRefused['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreRefused';
    this.reason = reason;
  }
}
