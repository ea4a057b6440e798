import { type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { TillClient } from '../src-shared/contract/till-client.ts';
import type { TillView } from '../src-shared/contract/views.ts';
import { assertNever } from '../src-shared/result.ts';
import styles from './app.module.css';
import { failureWords } from './features/frame/failure-words.ts';
import { FullPage } from './features/frame/full-page.tsx';
import { KeyMap } from './features/frame/key-map.tsx';
import { NotSetUpScreen } from './features/frame/not-set-up-screen.tsx';
import { Notice } from './features/frame/notice.tsx';
import { type Place, placeOfKey } from './features/frame/places.ts';
import { ProblemsNotice } from './features/frame/problems-notice.tsx';
import { RunningStrip } from './features/frame/running-strip.tsx';
import { StartingOverlay } from './features/frame/starting-overlay.tsx';
import { StatusBar } from './features/frame/status-bar.tsx';
import { StoreNotices } from './features/frame/store-notices.tsx';
import { TopBar } from './features/frame/top-bar.tsx';
import { UnreadableNotice } from './features/frame/unreadable-notice.tsx';
import { HistoryScreen } from './features/history/history-screen.tsx';
import { PaymentPage } from './features/history/payment-page.tsx';
import { PaymentScreen, useResultSound } from './features/payment/payment-screen.tsx';
import { isResult, statusWords } from './features/payment/status-words.ts';
import { QueueScreen } from './features/queue/queue-screen.tsx';
import { ReportsScreen } from './features/reports/reports-screen.tsx';
import { emptyEntry } from './features/sale/amount-entry.ts';
import { SaleScreen } from './features/sale/sale-screen.tsx';
import type { FormValues } from './features/settings/profile-form-data.ts';
import { SettingsScreen } from './features/settings/settings-screen.tsx';
import { TrainingBand } from './features/training/training-band.tsx';
import { texts } from './texts/texts.ts';
import { PresentTill, useTill } from './till/use-till.ts';
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
          <p>{texts.frame.keyOutNote}</p>
        </FullPage>
      </main>
    );
  }
  return (
    <>
      {present && (
        <PresentTill value={present}>
          <div className={styles.window} inert={!reachable}>
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
          </div>
        </PresentTill>
      )}
      {!reachable && <StartingOverlay isFirst={till === null} />}
    </>
  );
}

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

  // What is pressed is meant for what stood there a moment ago; words above it push it down.
  const completion = payment?.state === 'approved' ? payment.completion.kind : '';
  const above = `${till.storeNotices.length} ${till.problems.length} ${till.owed.unreadable}`;
  useSettling(`${screen} ${completion === 'ask'} ${till.mode} ${above} ${notice !== null}`);

  useKeys((event) => {
    const place = placeOfKey(event.key);
    if (place) go(place);
    const isTyping = event.target instanceof HTMLInputElement && at.place !== 'sale';
    if (event.key === '?' && !isTyping) setKeyMapOpen(true);
    return place !== undefined || (event.key === '?' && !isTyping);
  });

  return (
    <>
      <header>
        {till.mode === 'training' && <TrainingBand />}
        <TopBar
          place={at.place}
          shopName={till.shop.name}
          onGo={go}
          onKeyMap={() => setKeyMapOpen(true)}
        />
        {/* Not while a payment is on the counter: its code would have to give way. */}
        {!payment && <StoreNotices notices={till.storeNotices} />}
        {/* And one after the other: the keypad must stay on the screen. */}
        {!payment && till.storeNotices.length === 0 && <ProblemsNotice till={till} />}
        {!payment && till.storeNotices.length === 0 && <UnreadableNotice till={till} />}
        {notice}
        {payment && at.place !== 'sale' && (
          <RunningStrip payment={payment} onBack={() => go('sale')} />
        )}
      </header>
      <output className="unseen" aria-label={texts.payment.statusName}>
        {statusWords(texts, payment)}
      </output>
      <main ref={main} className={styles.main}>
        {inside()}
      </main>
      <StatusBar till={till} onOpenQueue={() => go('queue')} />
      {isKeyMapOpen && <KeyMap onClose={() => setKeyMapOpen(false)} />}
    </>
  );

  function inside() {
    switch (at.place) {
      case 'sale':
        if (payment) return <PaymentScreen payment={payment} />;
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
