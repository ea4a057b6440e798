// Says in words, at the end of a run, what this computer could not test and why. A skipped test that
// nobody hears of counts as a passed one.
import type { Reporter, TestCase, TestModule } from 'vitest/node';

export class SaySkipped implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap((module) => [...module.children.allTests('skipped')]);
    const lines = skipped.map((test) => `  - ${test.fullName}: ${reasonOf(test)}.`);
    const words =
      lines.length === 0
        ? 'Nothing was skipped.'
        : `SKIPPED, so not proven by this run:\n${lines.join('\n')}`;
    process.stdout.write(`\n${words}\n\n`);
  }
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  return (result.state === 'skipped' ? result.note : undefined) ?? 'not on this system';
}
