import { onTestFinished, vi } from 'vitest';
import { runCli } from '../../src/cli/cli.ts';
import type { Ended } from './yamabiko.ts';

/**
 * A command in the process of the test, one after the other: for what its words alone decide. Whatever
 * listens, measures or waits for signals is started as a user does, by `yamabiko`.
 */
export async function runHere(words: readonly string[]): Promise<Ended> {
  vi.stubEnv('LC_ALL', 'C');
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name] += String(text);
      return true;
    }),
  );
  onTestFinished(() => void vi.unstubAllEnvs());
  try {
    return { code: await runCli(words), ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
