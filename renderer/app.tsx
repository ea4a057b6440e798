import { type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { TillClient } from '../src-shared/contract/till-client.ts';
import type { TillView } from '../src-shared/contract/views/till.ts';
import { assertNever } from '../src-shared/result.ts';
import styles from './app.module.css';
import { BrokenWindow } from './features/frame/broken-window.tsx';
import { failureWords } from './features/frame/failure-words.ts';
import { FullPage } from './features/frame/full-page.tsx';
import { Header } from './features/frame/header.tsx';
import { KeyMap } from './features/frame/key-map.tsx';
import { NotSetUpScreen } from './features/frame/not-set-up-screen.tsx';
import { Notice } from './features/frame/notice.tsx';
import { type Place, placeOfKey } from './features/frame/places.ts';
import { StartingOverlay } from './features/frame/starting-overlay.tsx';
import { StatusBar } from './features/frame/status-bar.tsx';
import { HistoryScreen } from './features/history/history-screen.tsx';
import { PaymentPage } from './features/history/payment-page.tsx';
import { PaymentScreen, useResultSound } from './features/payment/payment-screen.tsx';
import { SafePaymentStatus } from './features/payment/payment-status.tsx';
import { PlainPayment } from './features/payment/plain-payment.tsx';
import { isResult } from './features/payment/status-words.ts';
import { QueueScreen } from './features/queue/queue-screen.tsx';
import { ReportsScreen } from './features/reports/reports-screen.tsx';
import { emptyEntry } from './features/sale/amount-entry.ts';
import { SaleScreen } from './features/sale/sale-screen.tsx';
import type { FormValues } from './features/settings/profile-form-data.ts';
import { SettingsScreen } from './features/settings/settings-screen.tsx';
import { texts } from './texts/texts.ts';
import { PresentTill, useTill } from './till/use-till.ts';
import { Boundary, Freshness } from './ui/boundary.tsx';
import { Catcher } from './ui/catcher.tsx';
import { useSettling } from './ui/settling.ts';
import { useKeys } from './ui/use-keys.ts';

/** The window: the frame around every place, and what is in it. */
export function App({ client, isKeyOut }: { client: TillClient; isKeyOut: boolean }) {
  const { till, receivedAtMs, reachable, ask, saveFile, failure, dismissFailure } = useTill(client);
  const present = useMemo(
    () => till && { till, receivedAtMs, ask, saveFile },
    [till, receivedAtMs, ask, saveFile],
  );
  useResultSound(till?.payment ?? null);

  if (isKeyOut) {
    return (
      <main className={styles.alone}>
        <FullPage title={texts.frame.keyOut}>
          <p>{texts.frame.keyOutSafe}</p>
          <p>{texts.frame.keyOutNote}</p>
        </FullPage>
      </main>
    );
  }
  const since = till ? `${till.runId} ${till.revision} ${reachable}` : '';
  return (
    <Freshness value={since}>
      {present && (
        <PresentTill value={present}>
          <div className={styles.window} inert={!reachable}>
            <Catcher since={since} instead={brokenWindow}>
              <Places
                till={present.till}
                notice={
                  failure && (
                    <Notice
                      message={texts.frame.failed(failureWords(texts, failure))}
                      onDismiss={dismissFailure}
                    />
                  )
                }
              />
            </Catcher>
          </div>
        </PresentTill>
      )}
      {!reachable && (
        <Boundary what={parts.overlay}>
          <StartingOverlay isFirst={till === null} />
        </Boundary>
      )}
    </Freshness>
  );
}

const { parts } = texts.frame;
const brokenWindow = (again: () => void) => <BrokenWindow onAgain={again} />;

type At = { readonly place: Place; readonly paymentId: string | null };

function Places({ till, notice }: { till: TillView; notice: ReactNode }) {
  const [at, setAt] = useState<At>({ place: 'sale', paymentId: null });
  const [isKeyMapOpen, setKeyMapOpen] = useState(false);
  const [entry, setEntry] = useState(emptyEntry);
  const [search, setSearch] = useState('');
  const [draft, setDraft] = useState<FormValues | null>(null);
  const { payment } = till;
  const go = (place: Place) => setAt({ place, paymentId: null });
  const openPayment = (paymentId: string) => setAt({ place: 'history', paymentId });

  // A result has to be seen: it brings the cashier back from wherever they are.
  const result = isResult(payment) ? `${payment?.paymentId} ${payment?.state}` : null;
  const [seenResult, setSeenResult] = useState(result);
  if (result !== seenResult) {
    setSeenResult(result);
    if (result !== null) go('sale');
  }

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
          {inside()}
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

  function inside() {
    switch (at.place) {
      case 'sale':
        if (payment) {
          // Barely, but with every way out, when its own screen broke.
          const plain = (again: () => void) => (
            <PlainPayment key={payment.paymentId} payment={payment} onAgain={again} />
          );
          return (
            <Boundary key={payment.paymentId} what={parts.place} instead={plain}>
              <PaymentScreen payment={payment} />
            </Boundary>
          );
        }
        if (till.mode === 'notSetUp') {
          return <NotSetUpScreen problems={till.problems} onMend={() => go('settings')} />;
        }
        return <SaleScreen entry={entry} onEntry={setEntry} onOpenPayment={openPayment} />;
      case 'history':
        return at.paymentId === null ? (
          <HistoryScreen search={search} onSearch={setSearch} onOpenPayment={openPayment} />
        ) : (
          <PaymentPage key={at.paymentId} paymentId={at.paymentId} onBack={() => go('history')} />
        );
      case 'queue':
        return <QueueScreen onOpenPayment={openPayment} />;
      case 'reports':
        return <ReportsScreen />;
      case 'settings':
        return <SettingsScreen draft={draft} onDraft={setDraft} />;
      default:
        return assertNever(at.place);
    }
  }
}
