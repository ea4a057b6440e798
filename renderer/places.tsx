import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import type { CurrentPaymentView } from '../src-shared/contract/views/payment.ts';
import type { SaleView } from '../src-shared/contract/views/sale.ts';
import type { TillView } from '../src-shared/contract/views/till.ts';
import { assertNever } from '../src-shared/result.ts';
import styles from './app.module.css';
import { Header } from './features/frame/header.tsx';
import { KeyMap } from './features/frame/key-map.tsx';
import { NotSetUpScreen } from './features/frame/not-set-up-screen.tsx';
import { type Place, placeOfKey } from './features/frame/places.ts';
import { StatusBar } from './features/frame/status-bar.tsx';
import { noFilters } from './features/history/filters.ts';
import { HistoryScreen } from './features/history/history-screen.tsx';
import { SalePage } from './features/history/sale-page.tsx';
import { PayScreen } from './features/pay/pay-screen.tsx';
import { PlainSold } from './features/pay/plain-sold.tsx';
import { SoldScreen } from './features/pay/sold-screen.tsx';
import { PaymentScreen } from './features/payment/payment-screen.tsx';
import { SafePaymentStatus } from './features/payment/payment-status.tsx';
import { PlainPayment } from './features/payment/plain-payment.tsx';
import { QueueScreen } from './features/queue/queue-screen.tsx';
import { ReportsScreen } from './features/reports/reports-screen.tsx';
import { emptyLine } from './features/sale/line-entry.ts';
import { SaleScreen } from './features/sale/sale-screen.tsx';
import type { FormValues } from './features/settings/profile-form-data.ts';
import { SettingsScreen } from './features/settings/settings-screen.tsx';
import type { OnCounter } from './on-counter.ts';
import { BillDoneScreen } from './services/bills/bill-done-screen.tsx';
import { type BillForm, newBill, refundOf } from './services/bills/bill-draft.ts';
import { BillFormScreen } from './services/bills/bill-form.tsx';
import { hasBills } from './services/bills/bill-words.ts';
import { texts } from './texts/texts.ts';
import { Boundary } from './ui/boundary.tsx';
import { useSettling } from './ui/settling.ts';
import { useKeys } from './ui/use-keys.ts';
import { type At, useAt } from './use-at.ts';

const { parts } = texts.frame;

/** The place the window is at, and the bars around it that lead to the others. */
export function Places({ till, notice }: { till: TillView; notice: ReactNode }) {
  const { payment } = till;
  const { at, go, openSale, counter, toScreen } = useAt(till);
  const [isKeyMapOpen, setKeyMapOpen] = useState(false);
  const kept = useKept();

  // A new screen begins at its top, however far the one before was scrolled.
  const main = useRef<HTMLElement>(null);
  const screen = `${at.place} ${at.saleId} ${at.place === 'sale' ? nameOf(counter) : ''}`;
  useLayoutEffect(() => {
    if (screen) main.current?.scrollTo(0, 0);
  }, [screen]);

  // What is pressed is meant for what stood there a moment ago.
  const completion = payment?.state === 'approved' ? payment.completion.kind : '';
  useSettling(`${screen} ${completion === 'ask'} ${till.mode}`);

  useKeys((event) => {
    const place = placeOfKey(event.key);
    if (place) go(place);
    const { target } = event;
    const isTyping = target instanceof HTMLInputElement && !target.matches('[data-amount]');
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
      <SafePaymentStatus payment={payment} sale={till.sale} />
      <main ref={main} className={styles.main}>
        <Boundary key={`${at.place} ${at.saleId}`} what={parts.place}>
          <Inside
            till={till}
            at={at}
            counter={counter}
            kept={kept}
            onGo={go}
            onOpenSale={openSale}
            onScreen={toScreen}
          />
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
  const [entry, setEntry] = useState(emptyLine);
  const [filters, setFilters] = useState(noFilters);
  const [draft, setDraft] = useState<FormValues | null>(null);
  const [bill, setBill] = useState<BillForm | null>(null);
  return { bill, setBill, entry, setEntry, filters, setFilters, draft, setDraft };
}

/** With a word for everything that makes the same place another screen. */
function nameOf(counter: OnCounter): string {
  if (counter.screen === 'payment') {
    const { paymentId, state } = counter.payment;
    return `${paymentId} ${state}`;
  }
  return `${counter.screen} ${counter.sale?.saleId}`;
}

type InsideProps = {
  readonly till: TillView;
  readonly at: At;
  readonly counter: OnCounter;
  readonly kept: Kept;
  readonly onGo: (place: Place) => void;
  readonly onOpenSale: (saleId: string) => void;
  readonly onScreen: (screen: 'sale' | 'pay') => void;
};

function Inside(props: InsideProps) {
  const { at, kept, onGo, onOpenSale } = props;
  switch (at.place) {
    case 'sale':
      return <Counter {...props} />;
    case 'history':
      return at.saleId === null ? (
        <HistoryScreen filters={kept.filters} onFilters={kept.setFilters} onOpenSale={onOpenSale} />
      ) : (
        <SalePage
          key={at.saleId}
          saleId={at.saleId}
          onBack={() => onGo('history')}
          onRefund={(story) => {
            kept.setBill(refundOf(story));
            onGo('sale');
          }}
        />
      );
    case 'queue':
      return <QueueScreen onOpenSale={onOpenSale} />;
    case 'reports':
      return <ReportsScreen />;
    case 'settings':
      return <SettingsScreen draft={kept.draft} onDraft={kept.setDraft} />;
    default:
      return assertNever(at.place);
  }
}

function Counter({ till, counter, kept, onGo, onOpenSale, onScreen }: InsideProps) {
  switch (counter.screen) {
    case 'payment':
      return (
        <PaymentOnCounter
          payment={counter.payment}
          lineCount={till.sale?.lines.length ?? 1}
          hasBills={till.sale !== null && hasBills(till.sale)}
          onPay={() => onScreen('pay')}
        />
      );
    case 'sold':
      return <SoldOnCounter sale={counter.sale} />;
    case 'pay':
      return (
        <PayScreen key={counter.sale.saleId} sale={counter.sale} onBack={() => onScreen('sale')} />
      );
    case 'sale':
      if (till.mode === 'notSetUp' && !counter.sale) {
        return <NotSetUpScreen problems={till.problems} onMend={() => onGo('settings')} />;
      }
      if (kept.bill !== null && till.sells.bills) {
        return <BillFormScreen form={kept.bill} onForm={kept.setBill} sale={counter.sale} />;
      }
      return (
        <SaleScreen
          sale={counter.sale}
          entry={kept.entry}
          onEntry={kept.setEntry}
          onPay={() => onScreen('pay')}
          onBill={() => kept.setBill(newBill)}
          onOpenSale={onOpenSale}
        />
      );
    default:
      return assertNever(counter);
  }
}

type PaymentProps = {
  readonly payment: CurrentPaymentView;
  readonly lineCount: number;
  readonly hasBills: boolean;
  readonly onPay: () => void;
};

/** The payment's screen; should that break, the payment barely, but with every way out. */
function PaymentOnCounter(props: PaymentProps) {
  const { payment, onPay } = props;
  const plain = (again: () => void) => (
    <PlainPayment key={payment.paymentId} payment={payment} onPay={onPay} onAgain={again} />
  );
  return (
    <Boundary key={payment.paymentId} what={parts.place} instead={plain}>
      <PaymentScreen {...props} />
    </Boundary>
  );
}

/** The result's screen; should that break, what goes back barely, and the way on. */
function SoldOnCounter({ sale }: { sale: SaleView }) {
  const plain = (again: () => void) => <PlainSold sale={sale} onAgain={again} />;
  return (
    <Boundary key={sale.saleId} what={parts.place} instead={plain}>
      {hasBills(sale) ? <BillDoneScreen sale={sale} /> : <SoldScreen sale={sale} />}
    </Boundary>
  );
}
