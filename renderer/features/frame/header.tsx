import type { ReactNode } from 'react';
import type { TillView } from '../../../src-shared/contract/views/till.ts';
import { texts } from '../../texts/texts.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { TrainingBand } from '../training/training-band.tsx';
import type { Place } from './places.ts';
import { ProblemsNotice } from './problems-notice.tsx';
import { RunningStrip } from './running-strip.tsx';
import { SaleStrip } from './sale-strip.tsx';
import { StoreNotices } from './store-notices.tsx';
import { TopBar } from './top-bar.tsx';
import { UnreadableNotice } from './unreadable-notice.tsx';

const { parts } = texts.frame;

type Props = {
  readonly till: TillView;
  readonly place: Place;
  /** Why the last step failed, if it did. */
  readonly notice: ReactNode;
  readonly onGo: (place: Place) => void;
  readonly onKeyMap: () => void;
};

/** Above every place: the band of training, the main places, and what has to be read. */
export function Header({ till, place, notice, onGo, onKeyMap }: Props) {
  const { payment, sale } = till;
  return (
    <header>
      {till.mode === 'training' && (
        <Boundary what={parts.band}>
          <TrainingBand />
        </Boundary>
      )}
      <Boundary what={parts.bar}>
        <TopBar place={place} shopName={till.shop.name} onGo={onGo} onKeyMap={onKeyMap} />
      </Boundary>
      <Boundary what={parts.notices}>
        {/* Not while a payment is on the counter: its code would have to give way. */}
        {!payment && <StoreNotices notices={till.storeNotices} />}
        {/* And one after the other: the keypad must stay on the screen. */}
        {!payment && till.storeNotices.length === 0 && <ProblemsNotice till={till} />}
        {!payment && till.storeNotices.length === 0 && <UnreadableNotice till={till} />}
        {notice}
      </Boundary>
      {place !== 'sale' && (payment || sale) && (
        <Boundary what={parts.strip}>
          {payment && <RunningStrip payment={payment} onBack={() => onGo('sale')} />}
          {!payment && sale && <SaleStrip sale={sale} onBack={() => onGo('sale')} />}
        </Boundary>
      )}
    </header>
  );
}
