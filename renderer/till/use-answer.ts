// Keeps the answer to a question fresh: asks when the question or the till's revision changes, and
// on a slow tick. Only one question is under way at a time, and only the newest answer counts.
import { useEffect, useRef, useState } from 'react';
import type { CallName, Input, Output } from '../../src-shared/contract/contract.ts';
import { usePresent } from './use-till.ts';

export type Answer<Value> = {
  readonly value: Value;
  readonly receivedAtMs: number;
  /** False while the answer is still that to the question before. */
  readonly isCurrent: boolean;
};

type Received<Value> = {
  readonly question: unknown;
  readonly value: Value;
  readonly receivedAtMs: number;
};

export type Asked<Value> = {
  /** The latest answer, or null until the first one is in. */
  readonly answer: Answer<Value> | null;
  /** The last question was refused; why stands above every place. */
  readonly isRefused: boolean;
};

/** The latest answer, or null until the first one is in. `input` must keep its identity. */
export function useAnswer<Name extends CallName>(
  name: Name,
  input: Input<Name>,
  everyMs?: number,
): Answer<Output<Name>> | null {
  return useAsked(name, input, everyMs).answer;
}

/** The same for a place that says it when there is none. */
export function useAsked<Name extends CallName>(
  name: Name,
  input: Input<Name>,
  everyMs?: number,
): Asked<Output<Name>> {
  const { till, ask } = usePresent();
  const [answer, setAnswer] = useState<Received<Output<Name>> | null>(null);
  const [isRefused, setRefused] = useState(false);
  const [tick, setTick] = useState(0);
  const wanted = useRef<{ input: Input<Name>; freshness: string } | null>(null);
  const asking = useRef(false);
  const freshness = `${till.runId} ${till.revision} ${tick}`;

  useEffect(() => {
    wanted.current = { input, freshness };
    if (asking.current) return;
    asking.current = true;
    const run = async () => {
      while (wanted.current !== null) {
        const { input: question } = wanted.current;
        wanted.current = null;
        const value = await ask(name, question);
        setRefused(value === undefined);
        if (value !== undefined) {
          setAnswer({ question, value, receivedAtMs: performance.now() });
        }
      }
      asking.current = false;
    };
    void run();
  }, [name, input, ask, freshness]);

  useEffect(() => {
    if (everyMs === undefined) return undefined;
    const timer = window.setInterval(() => setTick((tick) => tick + 1), everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs]);

  if (!answer) return { answer, isRefused };
  const { question, value, receivedAtMs } = answer;
  return { answer: { value, receivedAtMs, isCurrent: question === input }, isRefused };
}
