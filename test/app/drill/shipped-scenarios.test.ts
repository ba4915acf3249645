import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drillSites } from '../../../src/app/drill/drill-sites.ts';
import { loadScenarios } from '../../../src/config/drill-load.ts';
import { loadConfig } from '../../../src/config/load.ts';
import type { Config } from '../../../src/core/config.ts';
import { type DrillSite, placeOfSite, tiesOf } from '../../../src/practice/drill/drill-site.ts';
import { effectsAt, timelineOf } from '../../../src/practice/drill/timeline.ts';
import { PRACTICE_SIZES, practiceCouncil } from '../../../src/practice/practice-council.ts';

const CONFIG = join(import.meta.dirname, '../../../config');
const loaded = await loadConfig(CONFIG, { withoutSectors: true });
if (!loaded.ok) throw new Error('the shipped configuration is not valid');
const base = loaded.config;
const { scenarios, problems } = await loadScenarios(CONFIG, 'Asia/Tokyo');

/** What the judging asks of a pattern at the least (DESIGN §8). */
const LEAST_UNITS = 3;
const LEAST_SECTOR_RATIO = 0.1;
const LEAST_TARGETS = 5;

it('every shipped scenario is right, and there is one of each kind', () => {
  expect(problems).toEqual([]);
  expect(scenarios).toHaveLength(9);
  const patterns = new Set(scenarios.map(({ expected }) => expected.pattern));
  expect([...patterns].sort()).toEqual([
    'cross-sector',
    'none',
    'own-network',
    'sector-wide',
    'shared-cause',
  ]);
});

describe.each(PRACTICE_SIZES)('in the %s practice council', (size) => {
  const config: Config = practiceCouncil(base, size, { now: 0, hasIpv6: false });
  const sites = drillSites(config);
  const fieldOf = new Map(config.sectors.map(({ id, field }) => [id, field]));
  const affectedAt = (id: string): readonly DrillSite[] => {
    const scenario = scenarios.find((each) => each.id === id);
    if (scenario === undefined) throw new Error(id);
    const at = (scenario.expected.at ?? 0) + 5 * 60_000;
    const effects = effectsAt(timelineOf(scenario, sites), at);
    return sites.filter((site) => effects.has(site.id));
  };
  const idsOf = (pattern: string) =>
    scenarios.filter(({ expected }) => expected.pattern === pattern).map(({ id }) => id);

  it.each(scenarios.map(({ id }) => id))('%s finds members for every act', (id) => {
    const scenario = scenarios.find((each) => each.id === id);
    const { notes } = timelineOf(scenario ?? Object.assign(Object.create(null)), sites);
    for (const note of notes) expect(note.sites, `act ${note.act}`).toBeGreaterThanOrEqual(3);
  });

  it.each(idsOf('cross-sector'))('%s hits enough unrelated members in two fields', (id) => {
    const affected = affectedAt(id);
    const byField = Map.groupBy(affected, ({ sector }) => fieldOf.get(sector ?? '') ?? '');
    expect(byField.size).toBeGreaterThanOrEqual(2);
    for (const of of byField.values()) expect(of.length).toBeGreaterThanOrEqual(LEAST_UNITS);
    if (size === 'small') {
      const ties = affected.flatMap((site) => [...new Set(tiesOf(site))]);
      expect(new Set(ties).size).toBe(ties.length);
    }
  });

  it.each(idsOf('shared-cause'))('%s hits all who share one thing, and five at least', (id) => {
    const affected = affectedAt(id);
    expect(affected.length).toBeGreaterThanOrEqual(LEAST_TARGETS);
    const [first, ...rest] = affected.map((site) => new Set(tiesOf(site)));
    const shared = rest.reduce((left, ties) => left.intersection(ties), first ?? new Set());
    expect(shared.size).toBeGreaterThanOrEqual(1);
    const holders = sites.filter((site) => tiesOf(site).some((tie) => shared.has(tie)));
    expect(holders.length).toBe(affected.length);
  });

  it('2026-02-25-data-centre hits a range in which several providers stand, none of which is most', () => {
    const affected = affectedAt('2026-02-25-data-centre');
    const byProvider = Map.groupBy(affected, (site) => placeOfSite(site).provider?.zone);
    expect(byProvider.size).toBeGreaterThanOrEqual(2);
    // What a fact must cover of the affected (DESIGN §8): the provider of no part of them does.
    for (const of of byProvider.values()) expect(of.length / affected.length).toBeLessThan(0.7);
  });

  it.each(idsOf('sector-wide'))(
    '%s hits a tenth of one sector, who share nothing in common',
    (id) => {
      const affected = affectedAt(id);
      const [sector] = new Set(affected.map((site) => site.sector));
      expect(new Set(affected.map((site) => site.sector)).size).toBe(1);
      const members = sites.filter((site) => site.sector === sector).length;
      expect(affected.length / members).toBeGreaterThan(LEAST_SECTOR_RATIO);
      const counts = Map.groupBy(
        affected.flatMap((site) => [...new Set(tiesOf(site))]),
        (tie) => tie,
      );
      for (const of of counts.values()) expect(of.length / affected.length).toBeLessThan(0.5);
    },
  );

  it('own-network leaves nobody out, and quiet-day touches nobody', () => {
    expect(affectedAt('own-network')).toHaveLength(sites.length);
    expect(affectedAt('quiet-day')).toHaveLength(0);
  });
});
