// What a sale can be paid with, as a window tells it. Apart from the schemas, which it needs not load.

export const tenderKinds = ['qr', 'cash', 'card'] as const;
export type TenderKind = (typeof tenderKinds)[number];
