import { expect, it } from 'vitest';
import { SectorReleases } from '../../../src/app/buckets/sector-releases.ts';
import { Readers } from '../../../src/app/sharing/reader.ts';
import { NOTHING_JUDGED } from '../../../src/core/ports/judging.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import { AT, sharingCouncil, VIEWERS } from './shared-council.ts';

const config = sharingCouncil(['named']);
const today = () => config;

async function readers(): Promise<Readers> {
  const parts = { today, judging: NOTHING_JUDGED, storeDir: null, log: noLog };
  const releases = await SectorReleases.open(parts);
  return new Readers({
    ...{ today, releases, hosts: () => new Map() },
    facts: { version: 1, factsOf: () => [] },
  });
}

it('holds ready the sites of those who asked last, and of no more than 300', async () => {
  const all = await readers();
  const { sites } = all.of(VIEWERS.council, AT);
  for (let n = 0; n < 299; n += 1) {
    all.of({ kind: 'member', member: `gas-${n}`, sector: 'gas' }, AT);
  }
  expect(all.of(VIEWERS.council, AT).sites).toBe(sites);
  for (let n = 0; n < 300; n += 1) {
    all.of({ kind: 'member', member: `rail-${n}`, sector: 'rail' }, AT);
  }
  expect(all.of(VIEWERS.council, AT).sites).not.toBe(sites);
});
