import { writeSync } from 'node:fs';
import { ManualClock } from '../../support/manual-clock.ts';
import { DAY_MS, T0 } from '../store-sample.ts';
import { openTestStore } from './opened.ts';

/**
 * Child of the kill test of clustering: opens a store whose day is over, says so and does its upkeep,
 * which writes the day anew. Argument: data directory.
 */
const [dir = ''] = process.argv.slice(2);
const store = await openTestStore(dir, { clock: new ManualClock(T0 + 2 * DAY_MS) });
writeSync(1, 'open\n');
await store.maintain();
await store.close();
