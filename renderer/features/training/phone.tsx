import { type ReactNode, useState } from 'react';
import {
  type DeclineType,
  declineTypes,
  type ScenarioName,
  scenarioNames,
} from '../../../src-shared/contract/scenarios.ts';
import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Decider } from '../../ui/decider.tsx';
import styles from './phone.module.css';

type Page = 'pay' | 'declines' | 'more';

const others = scenarioNames.filter((name) => name !== 'approve' && name !== 'decline');

/** Training: the customer's phone, which decides how the payment on the counter ends. */
export function Phone({ payment }: { payment: CurrentPaymentView }) {
  const { ask } = usePresent();
  const [page, setPage] = useState<Page>('pay');
  const [isAway, setAway] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);

  function act(name: ScenarioName, errorType?: DeclineType) {
    setPage('pay');
    setChosen(errorType ? texts.phone.declines[errorType] : texts.phone.scenarios[name]);
    void ask('actOnPhone', errorType ? { name, errorType } : { name });
  }

  if (isAway) {
    return (
      <div className={styles.drawer}>
        <Button onClick={() => setAway(false)}>{texts.phone.show}</Button>
      </div>
    );
  }

  return (
    <section className={styles.phone} aria-label={texts.phone.title} data-page={page}>
      <Top page={page} onBack={() => setPage('pay')} onAway={() => setAway(true)} />
      {page === 'pay' && (
        <Pay payment={payment} chosen={chosen} onApprove={() => act('approve')} onOpen={setPage} />
      )}
      {page === 'declines' && (
        <Choices>
          {declineTypes.map((type) => (
            <Choice key={type} onChoose={() => act('decline', type)}>
              {texts.phone.declines[type]}
            </Choice>
          ))}
        </Choices>
      )}
      {page === 'more' && (
        <Choices>
          {others.map((name) => (
            <Choice key={name} onChoose={() => act(name)}>
              {texts.phone.scenarios[name]}
            </Choice>
          ))}
        </Choices>
      )}
    </section>
  );
}

type TopProps = { readonly page: Page; readonly onBack: () => void; readonly onAway: () => void };

function Top({ page, onBack, onAway }: TopProps) {
  return (
    <header className={styles.top}>
      {page === 'pay' ? (
        <span className={styles.name}>{texts.phone.title}</span>
      ) : (
        <Decider className={styles.back} onClick={onBack}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M15 5l-7 7 7 7" />
          </svg>
          {texts.phone.back}
        </Decider>
      )}
      <Decider className={styles.away} aria-label={texts.phone.hide} onClick={onAway}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M5 9l7 7 7-7" />
        </svg>
      </Decider>
    </header>
  );
}

type PayProps = {
  readonly payment: CurrentPaymentView;
  /** What was last decided here. */
  readonly chosen: string | null;
  readonly onApprove: () => void;
  readonly onOpen: (page: Page) => void;
};

function Pay({ payment, chosen, onApprove, onOpen }: PayProps) {
  const { till, ask } = usePresent();
  return (
    <div className={styles.page}>
      <p className={styles.asks}>
        {chosen ? (
          texts.phone.chosen(chosen)
        ) : (
          <>
            {texts.phone.asks(till.shop.name)}{' '}
            <strong>
              <Amount money={payment.amount} />
            </strong>
          </>
        )}
      </p>
      <Button kind="next" onClick={onApprove}>
        {texts.phone.approve}
      </Button>
      <div className={styles.pair}>
        <Button onClick={() => onOpen('declines')}>{texts.phone.decline}</Button>
        <Button onClick={() => onOpen('more')}>{texts.phone.more}</Button>
      </div>
      <Button onClick={() => void ask('cutPower', {})}>{texts.phone.cutPower}</Button>
    </div>
  );
}

function Choices({ children }: { children: ReactNode }) {
  return (
    <div className={styles.page}>
      <ul className={styles.choices}>{children}</ul>
    </div>
  );
}

function Choice({ children, onChoose }: { children: ReactNode; onChoose: () => void }) {
  return (
    <li>
      <Decider className={styles.choice} onClick={onChoose}>
        {children}
      </Decider>
    </li>
  );
}
