import { describe, expect, it } from 'vitest';
import { failure, MINUTE, missed, Series, success } from './series.ts';

type Step = 'ok' | 'fail' | 'confirmed' | 'unconfirmed' | 'blocked' | 'missed' | 'suspect' | 'ours';

function play(series: Series, step: Step) {
  switch (step) {
    case 'ok':
      return series.give(success(100));
    case 'fail':
      return series.give(failure());
    case 'confirmed':
      return series.fail();
    case 'unconfirmed':
      series.give(failure());
      return series.give({ ...success(100), attempt: 2 });
    case 'blocked':
      return series.fail(failure('blocked', null));
    case 'missed':
      return series.give(missed());
    case 'suspect':
      return series.give({ ...failure(), validity: 'suspect' });
    case 'ours':
      return series.give({ ...failure('refused', null), blame: 'prober' });
    default:
      return step satisfies never;
  }
}

describe('what failures say of a target', () => {
  it.each<[string, Step[], string]>([
    ['nothing is known before the first sample that judges', ['missed'], 'unknown'],
    ['one answer is enough to be normal', ['ok'], 'normal'],
    ['a failure alone says nothing yet', ['ok', 'fail'], 'normal'],
    ['a first failure of an unknown target leaves it unknown', ['fail'], 'unknown'],
    ['a failure that the second attempt confirms is failing', ['ok', 'confirmed'], 'failing'],
    ['one that it does not confirm is not', ['ok', 'unconfirmed'], 'normal'],
    ['where the confirmation is lost, the next slot confirms', ['ok', 'fail', 'fail'], 'failing'],
    ['an answer between two failures confirms nothing', ['ok', 'fail', 'ok', 'fail'], 'normal'],
    ['one answer does not end it', ['ok', 'confirmed', 'ok'], 'failing'],
    ['two answers do', ['ok', 'confirmed', 'ok', 'ok'], 'normal'],
    ['a suspect failure judges nothing', ['ok', 'suspect', 'suspect'], 'normal'],
    ['a missed slot changes nothing', ['ok', 'confirmed', 'missed'], 'failing'],
    ['three of them leave it unknown', ['ok', 'missed', 'missed', 'suspect'], 'unknown'],
    ['a failure of ours is unknown', ['ok', 'ours'], 'unknown'],
    ['but does not end a trouble at once', ['ok', 'confirmed', 'ours'], 'failing'],
    ['confirmed blocks are a block', ['ok', 'blocked'], 'blocked'],
    ['a block after failures is one from the second on', ['ok', 'confirmed', 'blocked'], 'blocked'],
    ['failures after a block are failing', ['ok', 'blocked', 'confirmed'], 'failing'],
  ])('%s', (_, steps, judgement) => {
    const series = new Series();
    const verdict = steps.map((step) => play(series, step)).at(-1);
    expect(verdict?.judgement).toBe(judgement);
  });

  it('names slot, phase and reason of the first failure', () => {
    const series = new Series();
    series.give(success(100));
    const verdict = series.fail();
    expect(verdict).toMatchObject({ since: series.at, phase: 'connect', ended: null });
    expect(verdict.why).toEqual({
      ja: '接続できず（接続の途中）。失敗が続けて確認されました。00:02 から。',
      en: 'No connection, during the TCP connect. Failures were confirmed in a row. Since 00:02.',
    });
  });

  it('says with which sample it recovered, and since when it is normal', () => {
    const series = new Series();
    series.give(success(100));
    series.fail();
    series.give(success(100));
    const verdict = series.give(success(100));
    expect(verdict).toMatchObject({ ended: 'recovered', since: series.at - MINUTE });
    expect(series.give(success(100)).ended).toBeNull();
  });

  it('takes the next slot for the confirmation where slots follow closely', () => {
    const series = new Series({ intervalMs: 10_000, confirmed: 'by-next-slot' });
    series.give(success(100));
    series.give(failure());
    expect(series.give(failure())).toMatchObject({
      judgement: 'failing',
      since: series.at - 10_000,
    });
  });

  it('calls a target that changes each minute for an hour intermittent in one stretch', () => {
    const series = new Series();
    const said = Array.from({ length: 60 }, (_, slot) =>
      slot % 2 === 0 ? series.fail() : series.give(success(100)),
    );
    const judgements = said.map(({ judgement }) => judgement);
    const first = judgements.indexOf('flapping');
    expect(first).toBe(4);
    expect(new Set(judgements.slice(0, first))).toEqual(new Set(['failing']));
    expect(new Set(judgements.slice(first))).toEqual(new Set(['flapping']));
    expect(new Set(said.map(({ since }) => since)).size).toBe(1);
    const after = Array.from({ length: 9 }, () => series.give(success(100)));
    expect(after.map(({ ended }) => ended).filter((each) => each !== null)).toEqual(['recovered']);
    expect(after.at(-1)?.judgement).toBe('normal');
  });

  it('finds failures that never repeat in the next slot by their number', () => {
    const series = new Series({ intervalMs: 10_000, confirmed: 'by-next-slot' });
    const said = Array.from({ length: 20 }, (_, slot) => play(series, slot % 2 ? 'fail' : 'ok'));
    expect(said.at(-1)?.judgement).toBe('flapping');
  });

  it('is failing once an intermittent target stays away', () => {
    const series = new Series();
    for (let slot = 0; slot < 10; slot += 1) play(series, slot % 2 ? 'ok' : 'confirmed');
    const gone = Array.from({ length: 8 }, () => series.fail());
    expect(gone.map(({ judgement }) => judgement)).toEqual([
      ...Array.from({ length: 7 }, () => 'flapping'),
      'failing',
    ]);
    expect(gone.at(-1)?.since).toBe(series.at - 7 * MINUTE);
  });

  it('calls intermittent blocks a block, which affects nobody', () => {
    const series = new Series();
    for (let slot = 0; slot < 10; slot += 1) play(series, slot % 2 ? 'ok' : 'blocked');
    const verdict = series.fail(failure('blocked', null));
    expect(verdict).toMatchObject({ judgement: 'blocked', scope: null });
    expect(verdict?.why.en).toContain('Whether it blocks this vantage alone is not known');
  });

  it('takes a resolver that does not answer for a failure seen from outside', () => {
    const series = new Series();
    series.give(success(100));
    const verdict = series.fail({ ...failure('dns', 'dns'), blame: 'resolver' });
    expect(verdict).toMatchObject({ judgement: 'failing', phase: 'dns' });
  });

  it('says what it can of a failure without a reason', () => {
    const series = new Series();
    const verdict = series.fail({ ...failure(null, null) });
    expect(verdict.why.ja).toBe('失敗が続けて確認されました。00:01 から。');
    for (let slot = 0; slot < 10; slot += 1) play(series, slot % 2 ? 'confirmed' : 'ok');
    const flapping = series.fail(failure(null, null));
    expect(flapping.why.ja).toBe('応答がある回とない回が入れ替わっています。00:01 から。');
  });

  it('is not swayed by second attempts that judge nothing', () => {
    const series = new Series();
    play(series, 'ok');
    series.give(failure());
    const suspect = { ...failure(), attempt: 2, validity: 'suspect' } as const;
    expect(series.give(suspect).judgement).toBe('normal');
    expect(series.give(failure()).judgement).toBe('failing');
  });

  it('is unknown after planned work until a sample judges', () => {
    const series = new Series();
    series.inMaintenance = true;
    expect(series.give(success(100))).toMatchObject({ judgement: 'maintenance', since: series.at });
    expect(series.give(success(100)).since).toBe(series.at - MINUTE);
    series.inMaintenance = false;
    expect(series.give(missed())).toMatchObject({ judgement: 'unknown', since: series.at });
  });

  it('begins with a second attempt where the first one was suspect', () => {
    const series = new Series();
    series.give({ ...failure(), validity: 'suspect' });
    expect(series.give({ ...failure(), attempt: 2 }).judgement).toBe('unknown');
    expect(series.give(failure()).judgement).toBe('failing');
  });

  it('judges nothing during planned work and anew after it', () => {
    const series = new Series();
    series.give(success(100));
    series.fail();
    series.inMaintenance = true;
    expect(series.fail().judgement).toBe('maintenance');
    series.inMaintenance = false;
    expect(series.give(success(100))).toMatchObject({ judgement: 'normal', ended: null });
  });
});
