// Prints the fault table after a run of its tests: what passed, what the core still gets wrong, and
// what cannot run here or is tested elsewhere, with the reason.
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { leftOut, notHere } from './table/not-here.ts';

type Counts = { passed: number; failed: number; defects: number };

export class FaultTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const lines = new Map<string, string>();
    for (const [id, counts] of countsById(modules)) {
      const without = leftOut.find((entry) => entry.id === id);
      lines.set(id, resultLine(counts) + (without ? ` (without: ${without.why})` : ''));
    }
    for (const entry of notHere) {
      const line =
        entry.kind === 'elsewhere'
          ? `elsewhere: ${entry.file}, ${entry.title}`
          : `cannot run here: ${entry.why}`;
      lines.set(entry.id, line);
    }
    const sorted = [...lines].sort(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1)));
    const table = sorted.map(([id, line]) => `${id.padEnd(5)} ${line}\n`).join('');
    process.stdout.write(`\n${table}\n${summaryOf([...lines.values()])}\n`);
  }
}

function countsById(modules: readonly TestModule[]): Map<string, Counts> {
  const all = new Map<string, Counts>();
  for (const test of modules.flatMap((module) => [...module.children.allTests()])) {
    for (const id of idsOf(test)) {
      const counts = all.get(id) ?? { passed: 0, failed: 0, defects: 0 };
      if (test.result().state !== 'passed') counts.failed += 1;
      else if (test.options.fails) counts.defects += 1;
      else counts.passed += 1;
      all.set(id, counts);
    }
  }
  return all;
}

function idsOf({ name }: TestCase): string[] {
  return /^F\d+(?: F\d+)*/.exec(name)?.[0].split(' ') ?? [];
}

function resultLine({ passed, failed, defects }: Counts): string {
  const parts = [`${passed} passed`];
  if (failed > 0) parts.unshift(`${failed} FAILED`);
  if (defects > 0) parts.push(`${defects} known defects`);
  return `${failed > 0 ? 'FAIL' : 'pass'}: ${parts.join(', ')}`;
}

function summaryOf(lines: readonly string[]): string {
  const count = (start: string) => lines.filter((line) => line.startsWith(start)).length;
  return [
    `${lines.length} faults: ${count('pass')} pass, ${count('FAIL')} fail`,
    `${count('elsewhere')} tested elsewhere`,
    `${count('cannot')} cannot run here`,
  ].join(', ');
}
