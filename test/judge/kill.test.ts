import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Incident } from '../../src/core/words/incident.ts';
import { openTestStore, removeDir, temporaryDir } from '../store/embedded/opened.ts';
import { seeded } from '../support/seeded.ts';
import { openWorld, worldOf } from './judged-world.ts';
import { failsAt, TROUBLED } from './killed-council.ts';

const SCRIPT = join(import.meta.dirname, 'judge-until-killed.ts');
const MINUTES = 240;
const KILLS = 12;
/** The children live this long at most after they have opened the store, ms. */
const LIFE_MS = 500;

it(`opens no incident twice and loses none over ${KILLS} kills at random moments`, async () => {
  const dir = temporaryDir();
  const random = seeded(5);
  try {
    for (let kill = 0; kill < KILLS; kill += 1) await live(dir, random() * LIFE_MS);
    await live(dir, null);
    const store = await openTestStore(dir);
    const kept = await store.judgements.incidents({ limit: 1000 });
    await store.close();
    expect(new Set(kept.map(({ id }) => id)).size).toBe(kept.length);
    expect(stretchesOf(kept)).toEqual(stretchesOf(await undisturbed()));
  } finally {
    removeDir(dir);
  }
});

/** Judges on a directory until it is killed after so long, or to the end. */
async function live(dir: string, killAfterMs: number | null): Promise<void> {
  const child = spawn(process.execPath, [SCRIPT, dir, String(MINUTES)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), exit]);
  if (killAfterMs !== null) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  const [code] = await exit;
  if (killAfterMs === null) expect(code).toBe(0);
}

/** The same council judged by one process. */
async function undisturbed(): Promise<readonly Incident[]> {
  const world = await openWorld(worldOf(TROUBLED));
  for (let minute = 0; minute < MINUTES; minute += 1) {
    await world.minute((target) => failsAt(target, minute));
  }
  return await world.store.judgements.incidents({ limit: 1000 });
}

/** What each incident is about and since when, in order. */
function stretchesOf(incidents: readonly Incident[]): readonly string[] {
  return incidents
    .map(({ subject, since, ending }) => `${JSON.stringify(subject)} ${since} ${ending}`)
    .sort();
}
