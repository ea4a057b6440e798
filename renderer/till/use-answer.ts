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

/** The latest answer, or null until the first one is in. `input` must keep its identity. */
export function useAnswer<Name extends CallName>(
  name: Name,
  input: Input<Name>,
  everyMs?: number,
): Answer<Output<Name>> | null {
  const { till, ask } = usePresent();
  const [answer, setAnswer] = useState<Received<Output<Name>> | null>(null);
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

  if (!answer) return null;
  const { question, value, receivedAtMs } = answer;
  return { value, receivedAtMs, isCurrent: question === input };
}
