// The built window in a real page, with a till that the test plays: each screen of the table is one
// snapshot, checked against the contract as the real till's are. What it asks is answered from a table.
import type { Page } from 'playwright-core';
import { type CallName, contract, type Output } from '../../src-shared/contract/contract.ts';
import type { Failure } from '../../src-shared/contract/failure.ts';
import { type TillView, tillView } from '../../src-shared/contract/views/till.ts';

/** What the played till answers: a value, or why not. Any other call gives the present snapshot. */
export type Answers = {
  readonly [Name in CallName]?: Output<Name> | { readonly failure: Failure };
};

export type DrawnWindow = {
  readonly page: Page;
  /** Loads the window anew and shows this snapshot; the answers hold until the next one. */
  open(till: TillView, answers?: Answers): Promise<void>;
  /** A later snapshot of the same till. */
  show(till: Partial<TillView>): Promise<void>;
  /** Answers from now on, beside those that it opened with. */
  answer(answers: Answers): Promise<void>;
  /** The till cannot be reached from now on. */
  lose(): Promise<void>;
};

/** @param address of a running browser host: its files are what is drawn, with its own rules for a page */
export async function drawnWindow(page: Page, address: string): Promise<DrawnWindow> {
  await page.addInitScript(() => {
    const kept = sessionStorage.getItem('played-till');
    if (kept === null) return;
    const played = JSON.parse(kept) as {
      till: unknown;
      answers: Record<string, { failure?: unknown }>;
    };
    const listeners = new Set<(till: unknown) => void>();
    Object.assign(window, {
      answerWindow: (more: typeof played.answers) => Object.assign(played.answers, more),
      tellWindow: (till: unknown) => {
        for (const listener of listeners) listener(till);
      },
      till: {
        call: (name: string) =>
          Promise.resolve(
            played.answers[name]?.failure
              ? { ok: false, failure: played.answers[name].failure }
              : { ok: true, value: played.answers[name] ?? played.till },
          ),
        onChange: (listener: (till: unknown) => void) => {
          listeners.add(listener);
          listener(played.till);
          return () => listeners.delete(listener);
        },
      },
    });
  });
  await page.goto(address);
  let shown: TillView;
  const tell = (till: TillView | null) =>
    page.evaluate((next) => {
      (Reflect.get(window, 'tellWindow') as (till: unknown) => void)(next);
    }, till);
  return {
    page,
    async open(till, answers = {}) {
      shown = tillView.parse(till);
      for (const [name, answer] of Object.entries(answers)) {
        if (!('failure' in answer)) contract[name as CallName].output.parse(answer);
      }
      await page.evaluate(
        (played) => sessionStorage.setItem('played-till', played),
        JSON.stringify({ till, answers }),
      );
      await page.reload();
      await page.getByRole('link', { name: 'Sale' }).waitFor();
    },
    async show(changes) {
      shown = tillView.parse({ ...shown, ...changes, revision: shown.revision + 1 });
      await tell(shown);
    },
    answer: (answers) =>
      page.evaluate((more) => {
        (Reflect.get(window, 'answerWindow') as (answers: unknown) => void)(more);
      }, answers),
    lose: () => tell(null),
  };
}
