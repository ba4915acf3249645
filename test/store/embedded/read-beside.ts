import { writeSync } from 'node:fs';
import type { Sample } from '../../../src/core/words/sample.ts';
import { openEmbeddedReader } from '../../../src/store/embedded/reader.ts';

/** Child of the reader's test: writes what it can read of a data directory to stdout, as JSON. */
const [dir = ''] = process.argv.slice(2);
const reader = openEmbeddedReader(dir);
const all = { from: 0, to: Number.MAX_SAFE_INTEGER };
const scanned: Sample[] = [];
for await (const block of reader.scan({ ...all, attempts: 'all' })) scanned.push(...block);
const [samples, latest, gaps, rollups] = await Promise.all([
  reader.samples({ target: 'a', ...all, limit: 2 }),
  reader.latest(0),
  reader.gaps(all),
  reader.rollups({ period: '1h', ...all }),
]);
await reader.close();
const counts = rollups.map(({ target, at, count }) => ({ target, at, count }));
writeSync(1, JSON.stringify({ scanned, samples, latest, gaps, counts }));
