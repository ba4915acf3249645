import { writeSync } from 'node:fs';
import { openTestStore } from '../store/embedded/opened.ts';
import { MINUTE_MS, openWorld, T0, worldOf } from './judged-world.ts';
import { failsAt, TROUBLED } from './killed-council.ts';

/**
 * Child of the kill test: judges minute after minute on a real store, from the minute after the last one
 * that was stored whole, as fast as it can, and tells after each how many incidents go on. Ends when it is
 * killed or after the last minute. Arguments: data directory, minutes.
 */
const [dir = '', minutes = '0'] = process.argv.slice(2);
const store = await openTestStore(dir);
const newest = await store.samples.latest(0);
const stored = newest.map(({ scheduledAt }) => Math.floor((scheduledAt - T0) / MINUTE_MS));
const first = stored.length === 0 ? 0 : Math.min(...stored) + 1;
const world = await openWorld(worldOf(TROUBLED), store, T0 + first * MINUTE_MS);
for (let minute = first; minute < Number(minutes); minute += 1) {
  await world.minute((target) => failsAt(target, minute));
  writeSync(1, `${world.judge.openIncidents().length}\n`);
}
await world.judge.close();
await store.close();
