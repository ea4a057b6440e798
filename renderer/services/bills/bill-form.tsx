import type { Dispatch, SetStateAction } from 'react';
import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
import { assertNever } from '../../../src-shared/result.ts';
import { useSettling } from '../../ui/settling.ts';
import { AmountStep } from './amount-step.tsx';
import { type BillDraft, type BillForm, newRefund } from './bill-draft.ts';
import { FindStep } from './find-step.tsx';
import { LookStep } from './look-step.tsx';
import { NumberStep } from './number-step.tsx';
import { RefundStep } from './refund-step.tsx';
import { useLookUp } from './use-look-up.ts';

type Props = {
  readonly form: BillForm;
  /** Null closes it. Kept above this screen, so that a look elsewhere loses nothing. */
  readonly onForm: Dispatch<SetStateAction<BillForm | null>>;
  readonly sale: SaleView | null;
};

/** What every step of a bill gets. */
export type StepProps = {
  readonly draft: BillDraft;
  readonly onDraft: (changes: Partial<BillDraft>) => void;
  readonly onLeave: () => void;
};

/** A bill, one question at a time: who, which number, what is due, how much. */
export function BillFormScreen({ form, onForm, sale }: Props) {
  useSettling(`bill ${form.step}`);
  const { lookUp, goOn } = useLookUp(onForm);
  const leave = () => onForm(null);
  if (form.step === 'refund') {
    return (
      <RefundStep
        form={form}
        onForm={(changes) => onForm({ ...form, ...changes })}
        onLeave={leave}
        isSaleOpen={sale !== null}
      />
    );
  }
  const step: StepProps = {
    draft: form,
    onDraft: (changes) => onForm({ ...form, ...changes }),
    onLeave: leave,
  };
  const { step: name } = form;
  switch (name) {
    case 'find':
      return <FindStep {...step} onRefund={() => onForm(newRefund)} />;
    case 'number':
      return <NumberStep {...step} onNext={() => lookUp(form)} />;
    case 'look':
      return <LookStep {...step} onAgain={() => lookUp(form)} onGoOn={() => goOn(form)} />;
    case 'amount':
      return <AmountStep {...step} sale={sale} />;
    default:
      return assertNever(name);
  }
}
