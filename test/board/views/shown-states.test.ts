import { describe, expect, it } from 'vitest';
import { Live } from '../../../src/board/live.ts';
import { councilPageOf } from '../../../src/board/views/council.ts';
import { summariesOf } from '../../../src/board/views/overview.ts';
import type { PlacedTarget } from '../../../src/core/config.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import { createFixture, QUIET_FIGURES } from '../board-fixture.ts';
import { councilOf } from '../council-fixture.ts';
import { failureOf, missedOf, sampleOf } from '../sample-fixture.ts';

const NOW = Date.parse('2026-11-24T09:00:00+09:00');
const MINUTE = 60_000;
const QUIET = { prober: 'ok', reloadRefused: false, doubt: null, drill: null } as const;
const SUSPECT: Partial<Sample> = { validity: 'suspect', suspectCause: 'loop_delay' };
const BLOCKED: Partial<Sample> = { reason: 'blocked', statusCode: 403 };

function liveOf(sites: number): { live: Live; sites: readonly PlacedTarget[] } {
  const live = new Live(councilOf({ sectors: 1, sitesPerSector: sites }), NOW - 1);
  return { live, sites: live.table.targets };
}

function at(sites: readonly PlacedTarget[], index: number): PlacedTarget {
  const site = sites[index];
  if (site === undefined) throw new Error(`the fixture has no site ${index}`);
  return site;
}

function pageOf(live: Live) {
  const summaries = summariesOf(live, NOW, { condition: QUIET, judging: 0 });
  return councilPageOf(live, { summaries, now: NOW });
}

describe('what is counted as no answer', () => {
  it('is neither a suspect failure nor a blocked probe: each is counted apart', () => {
    const { live, sites } = liveOf(4);
    live.observe({ ...failureOf(at(sites, 0), NOW), ...SUSPECT });
    live.observe({ ...failureOf(at(sites, 1), NOW), ...BLOCKED });
    live.observe(failureOf(at(sites, 2), NOW));
    live.observe(sampleOf(at(sites, 3), NOW, SUSPECT));
    const { counts, troubled } = pageOf(live);
    expect(counts).toMatchObject({ failure: 1, blocked: 1, suspect: 1, success: 1, missed: 0 });
    expect(counts.failingSince).toEqual({ at: NOW, orEarlier: true });
    expect(troubled.sites.map(({ id }) => id)).toEqual(
      [2, 1, 0].map((index) => at(sites, index).target.id),
    );
  });

  it('does not begin with a suspect failure, nor end with one', () => {
    const { live, sites } = liveOf(1);
    const site = at(sites, 0);
    live.observe(sampleOf(site, NOW - 5 * MINUTE));
    live.observe({ ...failureOf(site, NOW - 4 * MINUTE), ...SUSPECT });
    expect(live.table.seriesAt(0).since).toBeNull();
    live.observe(failureOf(site, NOW - 3 * MINUTE));
    live.observe({ ...failureOf(site, NOW - 2 * MINUTE), ...SUSPECT });
    live.observe(failureOf(site, NOW - MINUTE));
    expect(live.table.seriesAt(0).since).toEqual({ at: NOW - 3 * MINUTE, orEarlier: false });
    expect(pageOf(live).counts).toMatchObject({ failure: 1, failureNew: 1 });
    live.observe({ ...failureOf(site, NOW), ...BLOCKED });
    expect(live.table.seriesAt(0).since).toEqual({ at: NOW, orEarlier: false });
    expect(pageOf(live).counts).toMatchObject({ blocked: 1, failureNew: 0, failingSince: null });
  });
});

describe('the sites told by name', () => {
  it('hold the newest beginnings, however many are down for longer', () => {
    const { live, sites } = liveOf(260);
    for (const [index, site] of sites.entries()) {
      const begun = index === 259 ? NOW - MINUTE : NOW - 5 * 3_600_000;
      if (index !== 0) live.observe(sampleOf(site, begun - MINUTE));
      live.observe(index === 1 ? missedOf(site, NOW) : failureOf(site, begun));
      live.observe(index === 1 ? missedOf(site, NOW) : failureOf(site, NOW));
    }
    const { troubled, counts } = pageOf(live);
    expect(counts).toMatchObject({ failure: 259, missed: 1, failureNew: 1 });
    expect(troubled.total).toBe(260);
    expect(troubled.sites).toHaveLength(200);
    expect(troubled.sites[0]?.id).toBe(at(sites, 259).target.id);
    const ids = troubled.sites.map(({ id }) => id);
    expect(ids).not.toContain(at(sites, 1).target.id);
    expect(ids).not.toContain(at(sites, 0).target.id);
  });
});

describe('a prober that does not keep up', () => {
  it('is degraded on every page and in the health, and well again when it keeps up', async () => {
    const fixture = createFixture(
      councilOf({ sectors: 1, sitesPerSector: 30 }),
      () => QUIET_FIGURES,
    );
    expect(fixture.views.health().data).toMatchObject({ status: 'ok', doubt: null });
    const now = Date.now();
    for (const site of fixture.live.table.targets) {
      fixture.live.observe({ ...failureOf(site, now), ...SUSPECT });
    }
    const doubt = { kind: 'strained', slots: 30, disturbed: 30 };
    expect(fixture.views.health().data).toMatchObject({ status: 'degraded', doubt });
    const { counts, council } = fixture.views.council().data;
    expect(council.condition).toMatchObject({ prober: 'degraded', doubt });
    expect(counts).toMatchObject({ failure: 0, suspect: 30 });
    const { data } = await fixture.views.prober({ clients: 0, clientsDropped: 0, requests: {} });
    expect(data).toMatchObject({ status: 'degraded', doubt });
    for (let round = 1; round <= 10; round += 1) {
      for (const site of fixture.live.table.targets) {
        fixture.live.observe(sampleOf(site, now + round));
      }
    }
    expect(fixture.views.health().data).toMatchObject({ status: 'ok', doubt: null });
  });
});
