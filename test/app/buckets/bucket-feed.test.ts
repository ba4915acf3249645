import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BucketFeed } from '../../../src/app/buckets/bucket-feed.ts';
import { SectorReleases } from '../../../src/app/buckets/sector-releases.ts';
import type { Config } from '../../../src/core/config.ts';
import { NOTHING_JUDGED } from '../../../src/core/ports/judging.ts';
import { createMemoryStore, type MemoryStore } from '../../../src/store/memory/memory-store.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';
import { removeDir, temporaryDir } from '../../store/embedded/opened.ts';
import { incidentOf } from '../../store/stored-incident.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { influxOf, Points } from './feed-points.ts';

const NOW = Date.UTC(2026, 10, 28, 3);
const DAY_MS = 86_400_000;
const LOOK_MS = 5000;
const COUNCIL: Config = councilOf([
  sector('gas', [member('member-a', [target('a', { consent: 'named' })])]),
]);

let dir: string;
beforeEach(() => {
  dir = temporaryDir();
});
afterEach(() => removeDir(dir));

async function startFeed(store: MemoryStore, points = new Points()) {
  const clock = new ManualClock(NOW);
  const recorded = recordedLog();
  const today = () => COUNCIL;
  const { log } = recorded;
  const feed = await BucketFeed.start({
    influx: influxOf(points, COUNCIL, NOW),
    today,
    figures: () => {
      throw new Error('no minute passes here');
    },
    judging: NOTHING_JUDGED,
    kept: store.judgements,
    releases: await SectorReleases.open({ today, judging: NOTHING_JUDGED, storeDir: dir, log }),
    ...{ storeDir: dir, clock, log },
  });
  return { feed, points, clock, recorded };
}

describe('incidents in the buckets', () => {
  it('are written at a start where they go on or ended within days, whoever kept them', async () => {
    const store = createMemoryStore();
    const others = Array.from({ length: 700 }, (_, n) =>
      incidentOf(`20261126-${n + 1}`, { endedAt: NOW - 2 * DAY_MS }),
    );
    const incidents = [
      incidentOf('20261101-1', { endedAt: NOW - 20 * DAY_MS }),
      incidentOf('20261101-2', { endedAt: NOW - 1000 }),
      incidentOf('20261101-3'),
      ...others,
    ];
    await store.judgements.keepStep({ incidents, memory: null });
    const { points, clock, feed } = await startFeed(store);
    await clock.run(LOOK_MS);
    await feed.close();
    const written = points.incidents();
    expect(written).toMatchObject({ '20261101-2': NOW - 1000, '20261101-3': null });
    expect(Object.keys(written)).toHaveLength(702);
    expect(written).not.toHaveProperty('20261101-1');
  });

  it('are written as they were last when the service stops between two looks', async () => {
    const { feed, points } = await startFeed(createMemoryStore());
    feed.takeIncidents([incidentOf('20261128-1')]);
    feed.takeIncidents([incidentOf('20261128-1', { endedAt: NOW })]);
    await feed.close();
    expect(points.incidents()).toEqual({ '20261128-1': NOW });
  });

  it('are left to the next start, and that is logged, where the disk takes nothing', async () => {
    const { feed, points, recorded } = await startFeed(createMemoryStore());
    feed.takeIncidents([incidentOf('20261128-1')]);
    points.isFull = true;
    await feed.close();
    expect(recorded.entries.map(({ event }) => event)).toContain('buckets.not_written');
  });
});
