import { openSync, writeSync } from 'node:fs';
import { noLog } from '../../../src/core/ports/log.ts';
import { openEmbeddedStore } from '../../../src/store/embedded/open.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { HOUR_MS, sampleAt, T0 } from '../store-sample.ts';
import { RETENTION } from './opened.ts';

/**
 * Child of the kill test: appends 20 targets' samples slot after slot, an hour of slots in a second,
 * with upkeep in between, and writes the number of every acknowledged slot to a file. Ends when it is
 * killed or has appended as many slots as it was told. Arguments: data directory, file of
 * acknowledged slots, first slot, slot to end before.
 */
const [dir = '', acknowledgedPath = '', firstSlot = '0', endSlot = 'Infinity'] =
  process.argv.slice(2);
const acknowledged = openSync(acknowledgedPath, 'w');
const TARGETS = 20;
const SLOT_MS = 2 * 60_000;

const clock = new ManualClock(T0);
const store = await openEmbeddedStore({
  dir,
  timezone: 'Asia/Tokyo',
  retention: RETENTION,
  sync: 'normal',
  log: noLog,
  clock,
  commitIntervalMs: 0,
});
writeSync(1, 'open\n');
clock.step(Number(firstSlot) * SLOT_MS);
let upkeep: Promise<void> = Promise.resolve();
for (let slot = Number(firstSlot); slot < Number(endSlot); slot += 1) {
  clock.step(SLOT_MS);
  const samples = Array.from({ length: TARGETS }, (_, target) =>
    sampleAt(`target-${target}`, T0 + slot * SLOT_MS + target, { totalMs: slot + 1 }),
  );
  await store.samples.append(samples);
  writeSync(acknowledged, `${slot}\n`);
  if ((slot * SLOT_MS) % HOUR_MS === 0) {
    await upkeep;
    upkeep = store.maintain();
  }
}
await store.close();
