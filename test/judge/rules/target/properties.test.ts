import { describe, expect, it } from 'vitest';
import { judgeSample } from '../../../../src/judge/rules/target/judge-sample.ts';
import type { JudgedSample } from '../../../../src/judge/rules/target/series-settings.ts';
import {
  cellOf,
  createSeriesState,
  decodeSeriesState,
  encodeSeriesState,
  SERIES_STATE_BYTES,
} from '../../../../src/judge/rules/target/series-state.ts';
import { seeded } from '../../../support/seeded.ts';
import { DAY, failure, MINUTE, MONDAY, missed, Series, settingsOf, success } from './series.ts';

/** Two days of everything: a rhythm, spikes, slow stretches, failures, gaps, suspects, blocks. */
function mixed(seed: number, scale = 1): JudgedSample[] {
  const random = seeded(seed);
  const series = new Series({}, { seed });
  const samples: JudgedSample[] = [];
  const add = (at: number, sample: Partial<JudgedSample>) => {
    const base = { scheduledAt: at, attempt: 1, outcome: 'success', reason: null } as const;
    const none = { blame: null, failedPhase: null, totalMs: null, validity: 'valid' } as const;
    samples.push({ ...base, ...none, phases: success(1).phases ?? never(), ...sample });
  };
  let slowUntil = 0;
  for (let at = MONDAY; at < MONDAY + 2 * DAY; at += MINUTE) {
    const draw = random();
    if (draw < 0.0015) slowUntil = at + 30 * MINUTE * random();
    const rhythm = 1 + 0.3 * Math.sin((2 * Math.PI * (at % DAY)) / DAY);
    const ms = scale * series.noisy(100 * rhythm * (at < slowUntil ? 3 : 1));
    if (draw > 0.99) add(at, draw > 0.995 ? missed() : { ...success(ms), validity: 'suspect' });
    else if (draw > 0.975) {
      const failed = failure(draw > 0.98 ? 'reset' : 'blocked', 'wait');
      add(at, failed);
      add(at, random() < 0.5 ? { ...failed, attempt: 2 } : { ...success(ms), attempt: 2 });
    } else add(at, success(ms));
  }
  return samples;
}

function never(): never {
  throw new Error('a success has phases');
}

const CONTEXT = {
  settings: settingsOf({ minExcessMs: 0 }),
  inMaintenance: false,
  mayAdopt: true,
};

function verdictsOf(samples: readonly JudgedSample[], state = createSeriesState()) {
  return samples.map((sample) => {
    const verdict = judgeSample(state, sample, CONTEXT);
    return { ...verdict, why: verdict.why };
  });
}

const SEEDS = [1, 2, 3, 4, 5];

describe('the rules on a series', () => {
  it.each(SEEDS)('judge by the past alone (seed %i)', (seed) => {
    const samples = mixed(seed);
    const cut = 500 + seed * 300;
    expect(verdictsOf(samples).slice(0, cut)).toEqual(verdictsOf(samples.slice(0, cut)));
  });

  it.each(SEEDS)('go on after a restart as if there had been none (seed %i)', (seed) => {
    const samples = mixed(seed);
    const whole = verdictsOf(samples);
    const cut = 200 + seed * 450;
    const state = createSeriesState();
    verdictsOf(samples.slice(0, cut), state);
    const restored = decodeSeriesState(encodeSeriesState(state));
    expect(restored).toEqual(state);
    expect(verdictsOf(samples.slice(cut), restored ?? never())).toEqual(whole.slice(cut));
  });

  it.each([0.01, 7, 1000])('do not depend on the unit of the values (times %d)', (scale) => {
    const ours = verdictsOf(mixed(3));
    const theirs = verdictsOf(mixed(3, scale));
    expect(theirs.map(({ judgement, since, ended }) => [judgement, since, ended])).toEqual(
      ours.map(({ judgement, since, ended }) => [judgement, since, ended]),
    );
    expect(ours.map(({ judgement }) => judgement)).toContain('slow');
    const off = ours.flatMap(({ ratio, normalMs, score }, index) => {
      const other = theirs[index] ?? never();
      return [
        ratio === null ? 0 : Math.abs((other.ratio ?? 0) / ratio - 1),
        normalMs === null ? 0 : Math.abs((other.normalMs ?? 0) / scale / normalMs - 1),
        0.1 * (Math.abs(other.score - score) / (1 + score)),
      ];
    });
    expect(Math.max(...off)).toBeLessThan(1e-3);
  });

  it('do not depend on the order in which targets are judged', () => {
    const all = SEEDS.map((seed) => mixed(seed));
    const apart = all.map((samples) => verdictsOf(samples));
    const states = all.map(() => createSeriesState());
    const turns = Math.max(...all.map(({ length }) => length));
    const mixedUp = all.map((): ReturnType<typeof verdictsOf> => []);
    for (let turn = 0; turn < turns; turn += 1) {
      const order = turn % 2 === 0 ? [...all.keys()] : [...all.keys()].reverse();
      for (const which of order) {
        const sample = all[which]?.[turn];
        if (sample !== undefined) mixedUp[which]?.push(...verdictsOf([sample], states[which]));
      }
    }
    expect(mixedUp).toEqual(apart);
  });

  it('stay finite whatever is measured', () => {
    const random = seeded(9);
    const odd = [0, 0, 1e-9, 1e12, 100, 100, 100, -5];
    const samples = mixed(9).map((sample) => ({
      ...sample,
      totalMs: sample.outcome === 'success' ? (odd[Math.floor(random() * odd.length)] ?? 0) : 1,
    }));
    const zeros = samples.map((sample) => ({ ...sample, totalMs: 0 }));
    const said = verdictsOf([...samples, ...zeros]);
    const figures = said.flatMap((each) => [
      each.score,
      each.normalMs ?? 0,
      each.ratio ?? 0,
      each.deviation ?? 0,
    ]);
    expect(figures.every(Number.isFinite)).toBe(true);
    expect(said.every(({ score }) => score >= 0)).toBe(true);
  });

  it('are kept in bytes of one length, and others are no state', () => {
    const bytes = encodeSeriesState(createSeriesState());
    expect(bytes).toHaveLength(SERIES_STATE_BYTES);
    expect(SERIES_STATE_BYTES).toBeLessThan(3 * 1024);
    const state = createSeriesState();
    expect(decodeSeriesState(bytes)).toEqual(state);
    const blocked = { ...failure('blocked', null), totalMs: 1 };
    verdictsOf(
      mixed(1)
        .slice(0, 5)
        .map((sample) => ({ ...sample, ...blocked })),
      state,
    );
    expect(state).toMatchObject({ isBlocked: true, failedPhase: null });
    expect(decodeSeriesState(encodeSeriesState(state))).toEqual(state);
    expect(cellOf(state.table, state.table.length)).toBe(0);
    expect(decodeSeriesState(bytes.slice(1))).toBeNull();
    expect(
      decodeSeriesState(Uint8Array.from(bytes, (byte, at) => (at === 0 ? 99 : byte))),
    ).toBeNull();
    expect(
      decodeSeriesState(Uint8Array.from(bytes, (byte, at) => (at === 1 ? 99 : byte))),
    ).toBeNull();
  });
});
