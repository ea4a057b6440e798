import { useState } from 'react';
import type { Problem } from '../../../src-shared/contract/rule.ts';
import type { TillView } from '../../../src-shared/contract/views/till.ts';
import { texts } from '../../texts/texts.ts';
import { ruleWords } from '../../words/problem-words.ts';
import { Notice } from './notice.tsx';

const mostSentences = 2;

/** In a till that works: why the profile it was given at the start was not taken. Until it is read. */
export function ProblemsNotice({ till }: { till: TillView }) {
  const [readRunId, setReadRunId] = useState<string | null>(null);
  const { mode, problems, runId } = till;
  if (mode === 'notSetUp' || problems.length === 0 || readRunId === runId) return null;
  return <Notice message={messageOf(problems)} onDismiss={() => setReadRunId(runId)} />;
}

function messageOf(problems: readonly Problem[]): string {
  const others = problems.filter(({ rule }) => rule.code !== 'httpForTests');
  if (others.length === 0) return texts.frame.httpForTests;
  return others.every(({ rule }) => rule.code === 'notKept')
    ? texts.frame.passwordNotKept
    : texts.frame.profileNotTaken(whyOf(others));
}

function whyOf(problems: readonly Problem[]): string {
  // By the name it has in the file: that is where whoever started the till has to look.
  const sentences = problems
    .slice(0, mostSentences)
    .map(({ field, rule }) => texts.settings.sentence(field, ruleWords(texts, rule)));
  const more = problems.length - sentences.length;
  if (more > 0) sentences.push(texts.frame.andMore(more));
  return sentences.join(' ');
}
