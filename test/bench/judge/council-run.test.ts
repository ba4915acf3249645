import { expect, it } from 'vitest';
import { CouncilRun } from '../../../bench/judge/council/council-run.ts';
import { plantSeasoned } from '../../../bench/judge/council/planted-council.ts';
import { practiceSites } from '../../../bench/judge/council/practice-sites.ts';
import { FIRST_DAY } from '../../../bench/judge/council-clock.ts';
import { NO_EFFECT } from '../../../src/core/words/scenario.ts';
import { isWell } from '../../../src/practice/drill/drill-site.ts';

const MINUTE_MS = 60_000;
const DEADLINE_MS = 10_000;
const LOOK_MS = 5000;

it('probes a time-out again 2 s after its end, as the service does', () => {
  const sites = practiceSites(MINUTE_MS, (site, index) => isWell(site) && index % 60 === 0);
  const begins = FIRST_DAY + 10 * MINUTE_MS;
  const isSilent = new Set(sites.sites.slice(0, 20).map(({ place }) => place.id));
  const run = new CouncilRun(
    sites,
    { from: FIRST_DAY, intervalMs: MINUTE_MS },
    ({ place: { id } }, at) =>
      isSilent.has(id) && at >= begins ? { ...NO_EFFECT, answer: 'silence' } : null,
  );
  run.until(begins + 3 * MINUTE_MS);
  const single = run.incidents.filter(
    ({ subject }) => subject.kind === 'target' && isSilent.has(subject.target),
  );
  expect(single.length).toBeGreaterThanOrEqual(10);
  const afterMs = single.map(({ since, openedAt }) => openedAt - since);
  expect(Math.min(...afterMs)).toBeGreaterThanOrEqual(2 * DEADLINE_MS + 2000);
  expect(Math.max(...afterMs)).toBeLessThanOrEqual(2 * DEADLINE_MS + 2000 + LOOK_MS);
});

it('plants slower answers as a whole, after hours in which they were learned', () => {
  const seasoned = plantSeasoned(1, 1);
  expect(seasoned.sites).toBeGreaterThan(250);
  const tripled = seasoned.kinds.find(({ kind }) => kind === 'answer 3 times');
  expect(tripled).toMatchObject({ planted: 1, phaseRight: 1 });
  expect(tripled?.afterS).toHaveLength(1);
});

it('measures the references too: while they answer, sites that fail together are no doubt of the network for long', () => {
  const sites = practiceSites(MINUTE_MS, (site, index) => isWell(site) && index % 60 === 0);
  const begins = FIRST_DAY + 10 * MINUTE_MS;
  const doubtsWhere = (isFailing: (sector: string | null) => boolean) => {
    const run = new CouncilRun(
      sites,
      { from: FIRST_DAY, intervalMs: MINUTE_MS },
      ({ place: { sector } }, at) =>
        isFailing(sector) && at >= begins ? { ...NO_EFFECT, answer: 'reset' } : null,
    );
    run.until(begins + 5 * MINUTE_MS);
    const doubts = run.incidents.filter(({ pattern }) => pattern === 'own-network');
    return doubts.map(({ endedAt }) => endedAt !== null && endedAt <= begins + 1.2 * MINUTE_MS);
  };
  expect(doubtsWhere((sector) => sector !== null)).not.toContain(false);
  expect(doubtsWhere(() => true)).toEqual([false]);
});

it('says our own network before any site, whether or not the references are known to fail yet', () => {
  const sites = practiceSites(MINUTE_MS, (site, index) => isWell(site) && index % 15 === 0);
  const begins = FIRST_DAY + 10 * MINUTE_MS;
  const run = new CouncilRun(sites, { from: FIRST_DAY, intervalMs: MINUTE_MS }, (_, at) =>
    at >= begins ? { ...NO_EFFECT, name: 'silence' } : null,
  );
  run.until(begins + 5 * MINUTE_MS);
  expect(run.incidents.map(({ pattern, endedAt }) => [pattern, endedAt])).toEqual([
    ['own-network', null],
  ]);
  const afterMs = (run.incidents[0]?.openedAt ?? 0) - begins;
  expect(afterMs).toBeLessThanOrEqual(DEADLINE_MS + 15_000);
});
