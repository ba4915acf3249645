import { describe, expect, it } from 'vitest';
import { NO_PHASES } from '../../../../src/core/words/sample.ts';
import { DAY, HOUR, MINUTE, missed, Series, success } from './series.ts';

describe('slower than normal', () => {
  it('is known after half an hour and 20 answers, not before', () => {
    const series = new Series();
    const said = series.run(40 * MINUTE, 180);
    expect(said.findIndex(({ isLearned }) => isLearned)).toBe(30);
    expect(said.at(29)).toMatchObject({ normalMs: null, ratio: null, deviation: null });
    expect(said.at(-1)?.normalMs).toBeGreaterThan(170);
    expect(said.at(-1)?.normalMs).toBeLessThan(190);
  });

  it('says three times slower within five minutes, since the first slow slot', () => {
    const series = new Series();
    series.run(DAY, 180);
    const onset = series.at + MINUTE;
    const said = series.run(5 * MINUTE, 540);
    const first = said.findIndex(({ judgement }) => judgement === 'slow');
    expect(first).toBeGreaterThanOrEqual(0);
    expect(said.at(-1)).toMatchObject({ judgement: 'slow', since: onset });
    expect(said.at(-1)?.ratio).toBeGreaterThan(2.5);
    expect(said.at(-1)?.ratio).toBeLessThan(3.5);
  });

  it('says in words and numbers what moved', () => {
    const series = new Series();
    for (let slot = 0; slot < 24 * 60; slot += 1) series.give(success(series.noisy(182, 0.02)));
    const slow = { ...success(182).phases, ...NO_PHASES, wait: 468.2, connect: 72.8 };
    for (let slot = 0; slot < 20; slot += 1) {
      series.give({ outcome: 'success', totalMs: 541, phases: slow });
    }
    const verdict = series.give({ outcome: 'success', totalMs: 541, phases: slow });
    expect(verdict.phase).toBe('wait');
    expect(verdict.why.ja).toMatch(
      /^平常 18\d ms に対し 541 ms（3\.0 倍）。応答待ちが 1[01]\d ms → 468 ms。00:01 から。$/,
    );
    expect(verdict.why.en).toMatch(
      /^541 ms against a normal 18\d ms \(3\.0 times\)\. The server wait took 468 ms in place of 1[01]\d ms\. Since 00:01\.$/,
    );
  });

  it('recovers after answers that are well, and says since when', () => {
    const series = new Series();
    series.run(DAY, 180);
    series.run(20 * MINUTE, 540);
    const end = series.at + MINUTE;
    const said = series.run(20 * MINUTE, 180);
    const last = said.findIndex(({ judgement }) => judgement === 'normal');
    expect(last).toBeLessThanOrEqual(7);
    expect(said[last]).toMatchObject({ ended: 'recovered', since: end });
  });

  it('is not said of a single spike or two', () => {
    const series = new Series();
    series.run(DAY, 180);
    series.give(success(5000));
    series.give(success(5000));
    expect(series.run(HOUR, 180).map(({ judgement }) => judgement)).not.toContain('slow');
  });

  it.each([
    ['a ratio too small to matter', 180, 1.15],
    ['too few milliseconds', 15, 1.5],
  ])('is not said of %s', (_, ms, ratio) => {
    const series = new Series();
    series.run(DAY, ms, 0.03);
    expect(series.run(HOUR, ratio * ms, 0.03).map(({ judgement }) => judgement)).not.toContain(
      'slow',
    );
  });

  it('needs no distance above the threshold of warning', () => {
    const series = new Series({ thresholds: { warnMs: 200, criticalMs: null } });
    series.run(DAY, 180, 0.02);
    const said = series.run(10 * MINUTE, 210, 0.02);
    expect(said.at(-1)?.judgement).toBe('slow');
  });

  it('is said above the critical threshold before anything is learned', () => {
    const series = new Series({ thresholds: { warnMs: null, criticalMs: 300 } });
    const said = series.run(4 * MINUTE, 400, 0.02);
    expect(said.map(({ judgement }) => judgement)).toEqual(['normal', 'normal', 'slow', 'slow']);
    expect(said.at(-1)?.why.ja).toBe(
      '応答は確認できています。平常時の応答時間は学習中です。しきい値 300 ms を超えています。00:01 から。',
    );
  });

  it('learns nothing from suspect answers', () => {
    const series = new Series();
    series.run(DAY, 180);
    const before = series.give(success(180)).normalMs ?? 0;
    for (let slot = 0; slot < 120; slot += 1) series.give({ ...success(190), validity: 'suspect' });
    expect(series.give(success(180)).normalMs ?? 0).toBeCloseTo(before, 0);
  });

  it('expects nothing before the first value above 0', () => {
    const series = new Series();
    const said = [series.give(success(0)), ...series.run(30 * MINUTE, 100)];
    expect(said[0]).toMatchObject({ judgement: 'normal', score: 0, direction: null });
    expect(said.at(-1)?.normalMs).toBeNull();
    expect(series.run(MINUTE, 100)[0]?.normalMs).toBeGreaterThan(90);
  });

  it('ends where answers are well again in the mean, though not each of them', () => {
    const series = new Series();
    series.run(DAY, 180, 0.1);
    series.run(30 * MINUTE, 540, 0.1);
    const said = Array.from({ length: 40 }, (_, slot) =>
      series.give(success(slot % 4 === 0 ? 220 : 150)),
    );
    expect(said.at(-1)?.judgement).toBe('normal');
  });

  it('looks across no gap', () => {
    const series = new Series();
    series.run(DAY, 180);
    series.run(2 * MINUTE, 900);
    for (let slot = 0; slot < 30; slot += 1) series.give(missed());
    const said = series.run(2 * MINUTE, 900);
    expect(said.map(({ judgement }) => judgement)).toEqual(['normal', 'normal']);
  });

  it('does not take a trouble of 40 hours for normal', () => {
    const series = new Series();
    series.run(3 * DAY, 180);
    const said = series.run(40 * HOUR, 270);
    expect(said.at(-1)).toMatchObject({ judgement: 'slow' });
    expect(said.slice(30).every(({ judgement }) => judgement === 'slow')).toBe(true);
  });

  it('adopts what lasts, which is no recovery, and only where it may', () => {
    const series = new Series();
    series.run(3 * DAY, 180);
    series.mayAdopt = false;
    expect(series.run(3 * DAY, 360).at(-1)?.judgement).toBe('slow');
    series.mayAdopt = true;
    const said = series.run(HOUR, 360);
    expect(said.map(({ ended }) => ended).filter((each) => each !== null)).toEqual(['adopted']);
    expect(said.at(-1)?.judgement).toBe('normal');
    expect(said.at(-1)?.normalMs).toBeGreaterThan(340);
  });

  it('adopts nothing while the site fails now and then, however long it is slow', () => {
    const series = new Series();
    series.run(3 * DAY, 180);
    // One failure confirmed in each five slots: it flaps, and four answers of five are far from normal.
    const said = Array.from({ length: 3 * 24 * 12 }, () => [
      series.fail(),
      ...series.run(4 * MINUTE, 360),
    ]).flat();
    expect(said.map(({ ended }) => ended)).not.toContain('adopted');
    expect(said.at(-1)?.judgement).toBe('flapping');
    const after = series.run(HOUR, 360);
    expect(after.map(({ ended }) => ended).filter((each) => each !== null)).toEqual(['adopted']);
  });

  it('does not adopt with the first answer after failures, which may be the only one', () => {
    const series = new Series();
    series.run(3 * DAY, 180);
    series.mayAdopt = false;
    series.run(3 * DAY, 360);
    series.mayAdopt = true;
    series.fail();
    expect(series.give(success(360)).judgement).toBe('failing');
    expect(series.give(success(360)).ended).toBe('adopted');
  });

  it('remembers the normal before an adoption: the way back is no trouble, nor is the way forth', () => {
    const series = new Series();
    series.run(3 * DAY, 360);
    expect(series.run(3 * DAY, 180).map(({ judgement }) => judgement)).not.toContain('slow');
    expect(series.run(6 * HOUR, 360).map(({ judgement }) => judgement)).not.toContain('slow');
    expect(series.run(6 * HOUR, 180).map(({ judgement }) => judgement)).not.toContain('slow');
  });
});
