import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { ForkedScript } from '../process/fork-script.ts';
import { runFreshClone } from './fresh-clone.ts';
import type { PastOrder, WrittenPast } from './past-process.ts';
import { pageOf } from './practice-page.ts';
import { runFull, runSmall, type SmallRun } from './practice-run.ts';

const ROUNDS = 5;
const WATCH_MS = 60_000;

/** The practice council from the command to a living board, and from a fresh clone to one. */
export const benchPractice: Bench = async ({ quick, say }) => {
  const small: SmallRun[] = [];
  for (let round = 1; round <= (quick ? 1 : ROUNDS); round += 1) {
    const run = await runSmall();
    small.push(run);
    say(
      `small, round ${round}: past ${run.pastMs} ms, data after ${Math.round(run.times.dataMs)} ms`,
    );
  }
  const full = await runFull(quick ? 2000 : WATCH_MS);
  say(`full: every site measured after ${(full.times.allMs / 1000).toFixed(1)} s`);
  const clone = await runFreshClone(!quick);
  say(`clone: data ${(clone.times.dataMs / 1000).toFixed(1)} s after npm start`);
  const fullPast = quick ? null : await writeFullPast();
  if (fullPast !== null)
    say(`a past of the full council: ${(fullPast.tookMs / 1000).toFixed(0)} s`);
  return pageOf({ small, full, fullPast, clone });
};

async function writeFullPast(): Promise<WrittenPast> {
  const dataDir = await mkdtemp(join(tmpdir(), 'yamabiko-bench-past-'));
  const script = await ForkedScript.start(new URL('past-process.ts', import.meta.url));
  try {
    const order: PastOrder = { size: 'full', dataDir };
    return await script.call<WrittenPast>('write', order);
  } finally {
    await script.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
