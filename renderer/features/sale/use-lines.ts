import { useEffect, useRef, useState } from 'react';
import type { LineView, SaleView } from '../../../src-shared/contract/views/sale.ts';
import type { TillView } from '../../../src-shared/contract/views/till.ts';
import { usePresent } from '../../till/use-till.ts';

type NewLine = { readonly amountMinor: number; readonly quantity: number };

export type Lines = {
  /** A line is on its way to the till. */
  readonly isAdding: boolean;
  /** Adds to the sale on the counter, or opens one; false when it was not taken. */
  readonly add: (line: NewLine) => Promise<boolean>;
  readonly takeOff: (line: LineView) => void;
  readonly putBack: (line: LineView) => void;
};

/** Changes of the lines, one after the other: quick hands add a line before the last one is in. */
export function useLines(): Lines {
  const { till, ask } = usePresent();
  const [underWay, setUnderWay] = useState(0);
  const latest = useRef(till);
  const before = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(() => {
    latest.current = newer(latest.current, till);
  });

  function inTurn(step: (sale: SaleView | null) => Promise<TillView | undefined>) {
    setUnderWay((count) => count + 1);
    const done = before.current.then(async () => {
      const view = await step(latest.current.sale);
      if (view) latest.current = newer(latest.current, view);
      setUnderWay((count) => count - 1);
      return view !== undefined;
    });
    before.current = done;
    return done;
  }

  return {
    isAdding: underWay > 0,
    add: (line) =>
      inTurn((sale) =>
        ask('addLine', sale?.state === 'open' ? { ...line, saleId: sale.saleId } : line),
      ),
    takeOff: ({ lineId }) =>
      void inTurn(async (sale) =>
        sale ? ask('removeLine', { saleId: sale.saleId, lineId }) : undefined,
      ),
    putBack: ({ lineId }) =>
      void inTurn(async (sale) =>
        sale ? ask('putLineBack', { saleId: sale.saleId, lineId }) : undefined,
      ),
  };
}

// An answer can overtake the snapshot that it is about, and the other way round.
function newer(known: TillView, next: TillView): TillView {
  return known.runId === next.runId && known.revision > next.revision ? known : next;
}
