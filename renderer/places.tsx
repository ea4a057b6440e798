import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import type { CurrentPaymentView } from '../src-shared/contract/views/payment.ts';
import type { TillView } from '../src-shared/contract/views/till.ts';
import { assertNever } from '../src-shared/result.ts';
import styles from './app.module.css';
import { Header } from './features/frame/header.tsx';
import { KeyMap } from './features/frame/key-map.tsx';
import { NotSetUpScreen } from './features/frame/not-set-up-screen.tsx';
import { type Place, placeOfKey } from './features/frame/places.ts';
import { StatusBar } from './features/frame/status-bar.tsx';
import { HistoryScreen } from './features/history/history-screen.tsx';
import { PaymentPage } from './features/history/payment-page.tsx';
import { PaymentScreen } from './features/payment/payment-screen.tsx';
import { SafePaymentStatus } from './features/payment/payment-status.tsx';
import { PlainPayment } from './features/payment/plain-payment.tsx';
import { QueueScreen } from './features/queue/queue-screen.tsx';
import { ReportsScreen } from './features/reports/reports-screen.tsx';
import { emptyEntry } from './features/sale/amount-entry.ts';
import { SaleScreen } from './features/sale/sale-screen.tsx';
import type { FormValues } from './features/settings/profile-form-data.ts';
import { SettingsScreen } from './features/settings/settings-screen.tsx';
import { texts } from './texts/texts.ts';
import { Boundary } from './ui/boundary.tsx';
import { useSettling } from './ui/settling.ts';
import { useKeys } from './ui/use-keys.ts';
import { type At, useAt } from './use-at.ts';

const { parts } = texts.frame;

/** The place the window is at, and the bars around it that lead to the others. */
export function Places({ till, notice }: { till: TillView; notice: ReactNode }) {
  const { payment } = till;
  const { at, go, openPayment } = useAt(payment);
  const [isKeyMapOpen, setKeyMapOpen] = useState(false);
  const kept = useKept();

  // A new screen begins at its top, however far the one before was scrolled.
  const main = useRef<HTMLElement>(null);
  const onCounter = at.place === 'sale' && payment ? `${payment.paymentId} ${payment.state}` : '';
  const screen = `${at.place} ${at.paymentId} ${onCounter}`;
  useLayoutEffect(() => {
    if (screen) main.current?.scrollTo(0, 0);
  }, [screen]);

  // What is pressed is meant for what stood there a moment ago.
  const completion = payment?.state === 'approved' ? payment.completion.kind : '';
  useSettling(`${screen} ${completion === 'ask'} ${till.mode}`);

  useKeys((event) => {
    const place = placeOfKey(event.key);
    if (place) go(place);
    const isTyping = event.target instanceof HTMLInputElement && at.place !== 'sale';
    if (event.key === '?' && !isTyping) setKeyMapOpen(true);
    return place !== undefined || (event.key === '?' && !isTyping);
  });

  return (
    <>
      <Boundary what={parts.bar}>
        <Header
          till={till}
          place={at.place}
          notice={notice}
          onGo={go}
          onKeyMap={() => setKeyMapOpen(true)}
        />
      </Boundary>
      <SafePaymentStatus payment={payment} />
      <main ref={main} className={styles.main}>
        <Boundary key={`${at.place} ${at.paymentId}`} what={parts.place}>
          <Inside till={till} at={at} kept={kept} onGo={go} onOpenPayment={openPayment} />
        </Boundary>
      </main>
      <Boundary what={parts.connection}>
        <StatusBar till={till} onOpenQueue={() => go('queue')} />
      </Boundary>
      {isKeyMapOpen && (
        <Boundary what={parts.keys}>
          <KeyMap onClose={() => setKeyMapOpen(false)} />
        </Boundary>
      )}
    </>
  );
}

type Kept = ReturnType<typeof useKept>;

/** What was typed and looked for: a look elsewhere loses nothing of it. */
function useKept() {
  const [entry, setEntry] = useState(emptyEntry);
  const [search, setSearch] = useState('');
  const [draft, setDraft] = useState<FormValues | null>(null);
  return { entry, setEntry, search, setSearch, draft, setDraft };
}

type InsideProps = {
  readonly till: TillView;
  readonly at: At;
  readonly kept: Kept;
  readonly onGo: (place: Place) => void;
  readonly onOpenPayment: (paymentId: string) => void;
};

function Inside({ till, at, kept, onGo, onOpenPayment }: InsideProps) {
  switch (at.place) {
    case 'sale':
      if (till.payment) return <OnCounter payment={till.payment} />;
      if (till.mode === 'notSetUp') {
        return <NotSetUpScreen problems={till.problems} onMend={() => onGo('settings')} />;
      }
      return (
        <SaleScreen entry={kept.entry} onEntry={kept.setEntry} onOpenPayment={onOpenPayment} />
      );
    case 'history':
      return at.paymentId === null ? (
        <HistoryScreen
          search={kept.search}
          onSearch={kept.setSearch}
          onOpenPayment={onOpenPayment}
        />
      ) : (
        <PaymentPage key={at.paymentId} paymentId={at.paymentId} onBack={() => onGo('history')} />
      );
    case 'queue':
      return <QueueScreen onOpenPayment={onOpenPayment} />;
    case 'reports':
      return <ReportsScreen />;
    case 'settings':
      return <SettingsScreen draft={kept.draft} onDraft={kept.setDraft} />;
    default:
      return assertNever(at.place);
  }
}

/** The payment's screen; should that break, the payment barely, but with every way out. */
function OnCounter({ payment }: { payment: CurrentPaymentView }) {
  const plain = (again: () => void) => (
    <PlainPayment key={payment.paymentId} payment={payment} onAgain={again} />
  );
  return (
    <Boundary key={payment.paymentId} what={parts.place} instead={plain}>
      <PaymentScreen payment={payment} />
    </Boundary>
  );
}
