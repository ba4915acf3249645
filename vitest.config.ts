import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

// Services and threads that tests start strip and compile each file once. Coverage counts by what is compiled.
if (!process.argv.some((each) => each.startsWith('--coverage'))) {
  process.env['NODE_COMPILE_CACHE'] ??= resolve(import.meta.dirname, 'node_modules/.cache/compile');
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/fixtures/**'],
    // Half of the time a test waits for slots, kills and starts: two cores carry three files at once.
    maxWorkers: availableParallelism() + 1,
    reporters: ['default', './test/support/skip-reporter.ts'],
    // Against a test that hangs: how fast something is has benches, and a busy machine is no failure.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    passWithNoTests: false,
  },
});
