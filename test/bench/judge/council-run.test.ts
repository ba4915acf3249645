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
