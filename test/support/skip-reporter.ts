import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { absentOf } from './needs.ts';

interface Skipped {
  readonly file: string;
  readonly test: string;
  /** Tools that the file asks for and the machine lacks; empty = skipped for another reason. */
  readonly absent: readonly string[];
}

/**
 * Counts and names the skipped tests at the end, with the tool that each lacks; with
 * YAMABIKO_TEST_ALL=1 a skipped test fails the run. Silent in a run that a name filter narrows,
 * where every test not chosen looks skipped.
 */
export default class SkipReporter implements Reporter {
  #vitest: Vitest | null = null;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    if (this.#vitest?.getGlobalTestNamePattern() !== undefined) return;
    const skipped = modules.flatMap(skippedOf);
    if (skipped.length === 0) return;
    const lines = skipped.map(({ file, test, absent }) => {
      const why =
        absent.length > 0 ? `not installed: ${absent.join(', ')}` : 'marked to be skipped';
      return `  ${file} > ${test} (${why})`;
    });
    const all = process.env['YAMABIKO_TEST_ALL'] === '1';
    process.stderr.write(
      `\n${skipped.length} skipped${all ? ', a failure as YAMABIKO_TEST_ALL=1' : ''}:\n${lines.join('\n')}\n`,
    );
    if (all) process.exitCode = 1;
  }
}

function skippedOf(module: TestModule): readonly Skipped[] {
  const absent = absentOf(toolsAskedFor(module.moduleId));
  return [...module.children.allTests('skipped')].map((test) => ({
    file: relative(process.cwd(), module.moduleId),
    test: test.fullName,
    absent,
  }));
}

/** Names inside the `needs('…')` calls of a file. */
function toolsAskedFor(path: string): readonly string[] {
  const calls = readFileSync(path, 'utf8').matchAll(/\bneeds\(([^)]*)\)/g);
  return [...calls].flatMap(([, names]) =>
    [...(names ?? '').matchAll(/['"]([^'"]+)['"]/g)].flatMap(([, name]) => name ?? []),
  );
}
