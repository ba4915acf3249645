import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import type { Incident } from '../../src/core/words/incident.ts';
import { openTestStore, removeDir, temporaryDir } from '../store/embedded/opened.ts';
import { seeded } from '../support/seeded.ts';
import { openWorld, worldOf } from './judged-world.ts';
import { failsAt, TROUBLED } from './killed-council.ts';

const SCRIPT = join(import.meta.dirname, 'judge-until-killed.ts');
const MINUTES = 240;
const KILLS = 12;
/** A child is killed within the minute after so many that it has stored, at most. */
const MOST_MINUTES = 15;

it(`opens no incident twice and loses none over ${KILLS} kills after some stored minutes`, async () => {
  const dir = temporaryDir();
  const random = seeded(5);
  try {
    const openAtKill: number[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      openAtKill.push(await live(dir, 1 + Math.floor(random() * MOST_MINUTES)));
    }
    expect(openAtKill.filter((open) => open > 0).length).toBeGreaterThanOrEqual(KILLS / 2);
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

/**
 * Judges on a directory until it is killed after so many stored minutes, or to the end; how many incidents
 * went on when it told so last.
 */
async function live(dir: string, killAfter: number | null): Promise<number> {
  const child = spawn(process.execPath, [SCRIPT, dir, String(MINUTES)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  let minutes = 0;
  let open = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    minutes += 1;
    open = Number(line);
    if (minutes === killAfter) child.kill('SIGKILL');
  }
  const [code, signal] = await exit;
  expect([code, signal]).toEqual(killAfter === null ? [0, null] : [null, 'SIGKILL']);
  return open;
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
