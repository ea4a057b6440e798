import type { Dispatch, SetStateAction } from 'react';
import { usePresent } from '../../till/use-till.ts';
import { askedBill, type BillDraft, type BillForm, withFound } from './bill-draft.ts';

/** Asks what is due. The answer belongs to its question alone: one that was left changes nothing. */
export function useLookUp(onForm: Dispatch<SetStateAction<BillForm | null>>) {
  const { ask } = usePresent();

  async function lookUp(draft: BillDraft) {
    const askNumber = draft.askNumber + 1;
    onForm({ ...draft, step: 'look', look: 'asking', askNumber });
    const answer = await ask('lookUpBill', askedBill(draft));
    onForm((now) => {
      if (now?.step !== 'look' || now.askNumber !== askNumber || now.look !== 'asking') return now;
      return withFound(now, answer ?? { found: 'noAnswer' });
    });
  }

  return {
    lookUp: (draft: BillDraft) => void lookUp(draft),
    /** Without what a lookup would say: the amount is taken from the bill. */
    goOn: (draft: BillDraft) => onForm(withFound(draft, { found: 'notOffered' })),
  };
}
