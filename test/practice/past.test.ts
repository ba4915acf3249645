import { describe, expect, it } from 'vitest';
import { decodeSketch, quantileOf } from '../../src/core/stats/sketch.ts';
import type { PracticeProfile } from '../../src/core/words/practice-profile.ts';
import type { Rollup } from '../../src/core/words/rollup.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import { lessonOf, pastOf, type SiteWithPast } from '../../src/practice/past.ts';
import { rollupsOfSamples } from '../../src/store/rollups-of-samples.ts';

const HOUR_MS = 3_600_000;
/** Half past one in the afternoon in Japan. */
const NOW = Date.UTC(2026, 10, 23, 4, 30, 17);
const RUNNING = Date.UTC(2026, 10, 23, 4);

function siteOf(member: string, profile: PracticeProfile, sector = 'gas'): SiteWithPast {
  return {
    target: `${member}-www`,
    member,
    sector,
    vantage: 'practice',
    family: 4,
    url: `https://www.${member}.test/`,
    timeoutMs: 10_000,
    facts: {
      profile,
      address: '127.0.0.1',
      address6: '::1',
      certificate: { notAfter: NOW + HOUR_MS, fingerprint: 'ab' },
    },
  };
}

function past(site: SiteWithPast, now = NOW) {
  const hours = [...pastOf([site], now)];
  return {
    hours,
    samples: hours.flatMap(({ samples }) => samples),
    rollups: hours.flatMap(({ rollups }) => rollups),
  };
}

/** NaN where there is no roll-up or no success in it. */
function medianOf(rollup: Rollup | undefined): number {
  if (rollup === undefined) return Number.NaN;
  return quantileOf(decodeSketch(rollup.sketch), 0.5) ?? Number.NaN;
}

/** Sum of the phases in µs, and `totalMs` in µs. */
function sums({ phases, totalMs }: Sample): readonly number[] {
  const us = (ms: number | null) => Math.round((ms ?? 0) * 1000);
  return [Object.values(phases).reduce((sum: number, ms) => sum + us(ms), 0), us(totalMs)];
}

describe('the past of a practice site', () => {
  it('is 14 days: hours of roll-ups, and samples of the last 24 hours up to now', () => {
    const { hours, samples, rollups } = past(siteOf('a', 'busy'));
    expect(hours[0]?.at).toBe(RUNNING - 14 * 24 * HOUR_MS);
    expect(rollups.map(({ at }) => at)).toEqual(hours.slice(0, -25).map(({ at }) => at));
    expect(rollups).toHaveLength(13 * 24);
    expect(rollups.every(({ count, period }) => count === 60 && period === '1h')).toBe(true);
    expect(samples[0]?.scheduledAt).toBeGreaterThanOrEqual(RUNNING - 24 * HOUR_MS);
    expect(samples.at(-1)?.scheduledAt).toBeLessThan(NOW);
    const steps = samples.slice(1).map(({ scheduledAt }, index) => {
      return scheduledAt - (samples[index]?.scheduledAt ?? 0);
    });
    expect(new Set(steps)).toEqual(new Set([60_000]));
    expect(samples).toHaveLength(24 * 60 + 30);
  });

  it.each([
    [1, 1, 60],
    [5, 5, 60],
    [30, 24, 48],
    [60, 24, 24],
  ])('of a lesson with a slot every %i min is %i hours of samples', (minutes, hours, slots) => {
    const extent = lessonOf(minutes * 60_000);
    const lesson = [...pastOf([siteOf('a', 'busy')], RUNNING, { extent, troubles: [] })];
    expect(lesson[0]?.at).toBe(RUNNING - hours * HOUR_MS);
    expect(lesson.flatMap(({ rollups }) => rollups)).toEqual([]);
    const at = lesson.flatMap(({ samples }) => samples.map(({ scheduledAt }) => scheduledAt));
    expect(at).toHaveLength(slots);
    const steps = at.slice(1).map((each, index) => each - (at[index] ?? 0));
    expect(new Set(steps)).toEqual(new Set([minutes * 60_000]));
  });

  it('is the same again for the same moment, and another for another site', () => {
    expect(past(siteOf('a', 'flaky'))).toEqual(past(siteOf('a', 'flaky')));
    expect(medianOf(past(siteOf('a', 'busy')).rollups[0])).not.toBe(
      medianOf(past(siteOf('b', 'busy')).rollups[0]),
    );
  });

  it('follows the rhythm of the day, in roll-ups as in samples', () => {
    const { rollups, samples } = past(siteOf('a', 'busy'));
    const atHour = (hour: number) =>
      rollups.filter(({ at }) => (at / HOUR_MS + 9) % 24 === hour).map(medianOf);
    const mean = (values: readonly number[]) =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    const ratio = mean(atHour(15)) / mean(atHour(3));
    expect(ratio).toBeGreaterThan(1.8);
    expect(ratio).toBeLessThan(2.5);
    const yesterday = rollupsOfSamples(samples, '1h');
    const same = yesterday.find(({ at }) => (at / HOUR_MS + 9) % 24 === 3);
    expect(same && medianOf(same) / mean(atHour(3))).toBeCloseTo(1, 0);
  });

  it.each([
    'steady',
    'redirecting',
    'flaky',
    'hanging',
    'cut-off',
    'dripping',
    'expired',
    'nameless',
    'wrong-page',
  ] as const)('has samples whose phases sum to their total in whole µs: %s', (profile) => {
    for (const sample of past(siteOf('a', profile)).samples) {
      const [sum, total] = sums(sample);
      expect(sum).toBe(total);
      expect(sample.totalMs).toBeGreaterThan(0);
    }
  });

  it('goes over both families where a site has both, each with times of its own', () => {
    const site = siteOf('a', 'busy');
    const [four, six] = [past(site), past({ ...site, family: 6 })];
    expect(six.samples[0]).toMatchObject({ family: 6, peerAddress: '::1' });
    expect(six.rollups.every(({ family }) => family === 6)).toBe(true);
    expect(medianOf(six.rollups[0]) / medianOf(four.rollups[0])).toBeCloseTo(1, 0);
    expect(six.samples.map(({ totalMs }) => totalMs)).not.toEqual(
      four.samples.map(({ totalMs }) => totalMs),
    );
    expect(six.samples[0]?.encodedBodyBytes).toBe(four.samples[0]?.encodedBodyBytes);
  });

  it('fails always where the site does, and as often as it does', () => {
    const shareOf = (profile: PracticeProfile) => {
      const { rollups } = past(siteOf('a', profile));
      return rollups.reduce((sum, { failures }) => sum + failures, 0) / (rollups.length * 60);
    };
    expect(shareOf('error')).toBe(1);
    expect(shareOf('steady')).toBe(0);
    expect(shareOf('flaky')).toBeCloseTo(0.25, 1);
  });

  it('had troubles: shared ones, of a sector, and of single sites', () => {
    const gas = past(siteOf('practice-gas-0008', 'steady')).samples;
    const reasonOf = (wanted: string) => gas.filter(({ reason }) => reason === wanted);
    const failed = reasonOf('connect');
    expect(failed).toHaveLength(120);
    // Its provider's trouble met it too.
    expect(reasonOf('timeout')).toHaveLength(40);
    expect(failed[0]).toMatchObject({ reason: 'connect', failedPhase: 'connect', blame: 'target' });
    const from = RUNNING - 15 * HOUR_MS + 5 * 60_000;
    expect(failed.every(({ scheduledAt }) => scheduledAt >= from)).toBe(true);
    const city = Array.from({ length: 12 }, (_, index) =>
      siteOf(`practice-local-government-${index}`, 'steady', 'local-government'),
    );
    const medians = city.map((site) => {
      const hours = rollupsOfSamples(past(site).samples, '1h');
      const at = (hoursAgo: number) =>
        hours.find((hour) => hour.at === RUNNING - hoursAgo * HOUR_MS);
      return medianOf(at(3)) / medianOf(at(5));
    });
    expect(medians.filter((ratio) => ratio > 2).length).toBeGreaterThanOrEqual(3);
    expect(medians.filter((ratio) => ratio < 1.5).length).toBeGreaterThanOrEqual(1);
  });
});
