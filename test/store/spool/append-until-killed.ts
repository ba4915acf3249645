import { openSync, writeSync } from 'node:fs';
import { noLog } from '../../../src/core/ports/log.ts';
import { openSpool } from '../../../src/store/spool/open-spool.ts';
import { sampleAt } from '../store-sample.ts';
import { fanOutTo, shared } from './opened.ts';

/**
 * Child of the kill test: appends five targets' samples slot after slot and writes the number of every
 * acknowledged slot to a file, until it is killed. Arguments: directory of the spool, file of
 * acknowledged slots, first slot, time of slot 0 (epoch ms), URL, token, bucket, sector's bucket.
 */
const [
  dir = '',
  path = '',
  firstSlot = '0',
  start = '0',
  url = '',
  token = '',
  bucket = '',
  sector = '',
] = process.argv.slice(2);
const acknowledged = openSync(path, 'w');
const TARGETS = ['a', 'b', 'c', 'd', 'e'];

const spool = await openSpool({
  dir,
  sync: 'normal',
  capBytes: 2 ** 30,
  segmentBytes: 4000,
  target: { url, org: 'test', token, proxies: {}, ca: [] },
  fanOut: fanOutTo(bucket, {
    sectors: [{ bucket: sector, sector: 'gas', targets: shared('a', 'b') }],
  }),
  commitIntervalMs: 0,
  log: noLog,
});
writeSync(1, 'open\n');
for (let slot = Number(firstSlot); ; slot += 1) {
  await spool.append(
    TARGETS.map((target) => sampleAt(target, Number(start) + slot, { totalMs: slot + 1 })),
  );
  writeSync(acknowledged, `${slot}\n`);
}
