import { useCallback, useState } from 'react';
import type { LineView, SaleView } from '../../../src-shared/contract/views/sale.ts';
import { BillLineDialog } from '../../services/bills/bill-line-dialog.tsx';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { LineEditor } from './line-editor.tsx';
import { ParkedSales } from './parked-sales.tsx';
import { LastSale, RecentSales } from './recent-sales.tsx';
import { SaleExits } from './sale-exits.tsx';
import { SaleLines } from './sale-lines.tsx';
import type { Lines } from './use-lines.ts';

type Props = {
  readonly sale: SaleView | null;
  readonly lines: Lines;
  readonly onLeaveLines: () => void;
  readonly onOpenSale: (saleId: string) => void;
};

/** The lines of the sale; without one, how the last sales ended. */
export function SaleAside({ sale, ...rest }: Props) {
  const { till } = usePresent();
  if (sale) return <OpenSale key={sale.saleId} sale={sale} {...rest} />;
  return (
    <>
      <Boundary what={texts.frame.parts.latest}>
        <RecentSales rows={till.recent} onOpenSale={rest.onOpenSale} />
      </Boundary>
      <ParkedSales />
    </>
  );
}

function OpenSale({ sale, lines, onLeaveLines, onOpenSale }: Props & { sale: SaleView }) {
  const { till } = usePresent();
  const [editedId, setEditedId] = useState<string | null>(null);
  const edited = sale.lines.find(({ lineId }) => lineId === editedId);
  const open = useCallback(({ lineId }: LineView) => setEditedId(lineId), []);
  const last = till.recent.find(({ saleId }) => saleId !== sale.saleId);
  return (
    <>
      {last && (
        <Boundary what={texts.frame.parts.latest}>
          <LastSale row={last} onOpenSale={onOpenSale} />
        </Boundary>
      )}
      <Boundary what={texts.frame.parts.lines}>
        <SaleLines
          sale={sale}
          onOpen={open}
          onTakeOff={lines.takeOff}
          onPutBack={lines.putBack}
          onLeave={onLeaveLines}
        />
      </Boundary>
      <SaleExits sale={sale} />
      <ParkedSales />
      {edited?.bill && (
        <BillLineDialog
          key={edited.lineId}
          line={{ ...edited, bill: edited.bill }}
          onTakeOff={lines.takeOff}
          onClose={() => setEditedId(null)}
        />
      )}
      {edited && !edited.bill && (
        <LineEditor
          key={edited.lineId}
          sale={sale}
          line={edited}
          onTakeOff={lines.takeOff}
          onClose={() => setEditedId(null)}
        />
      )}
    </>
  );
}
