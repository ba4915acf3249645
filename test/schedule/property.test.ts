import { describe, expect, it } from 'vitest';
import { offsetRatioOf } from '../../src/core/time/slots.ts';
import { type Firings, firingsOf } from '../../src/schedule/firings.ts';
import { type Answer, probeTarget } from '../support/manual-prober.ts';
import { type Running, scheduling } from './schedule-fixture.ts';

const SCHEDULES = [
  '* * * * *',
  '*/2 * * * *',
  '*/7 5-22 * * *',
  '3-59/10 * * * 1-5',
  '0,20 * * * * *',
  '15 */3 * * *',
];
const ZONES = ['Asia/Tokyo', 'America/New_York', 'Australia/Lord_Howe'] as const;
/** Around changes of daylight saving in the zones that have them. */
const STARTS = ['2026-11-21T15:00:00Z', '2026-11-01T00:00:00Z', '2026-04-04T06:00:00Z'] as const;
const HOUR_MS = 3_600_000;

/** The same numbers in [0, 1) for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Slots of one series in [from, to), from the definition alone. */
function definedSlots(firings: Firings, ratio: number, from: number, to: number): number[] {
  const slots: number[] = [];
  let firing = firings.atOrBefore(firings.atOrBefore(from) - 1);
  while (firing < to) {
    const next = firings.after(firing);
    const due = firing + Math.floor(ratio * Math.min(next - firing, firings.smallestGapMs));
    if (due >= from && due < to) slots.push(due);
    firing = next;
  }
  return slots;
}

/** A day with probes of all lengths, failures, pauses, and a clock that steps both ways. */
async function liveThrough(running: Running, random: () => number): Promise<void> {
  const { clock, scheduler } = running;
  scheduler.start(clock.now() - Math.floor(random() * HOUR_MS));
  const endMs = clock.monotonicMs() + 20 * HOUR_MS;
  while (clock.monotonicMs() < endMs) {
    await clock.run(random() * 4 * HOUR_MS);
    const lengthMs = [50, 3000, 9000, 200_000][Math.floor(random() * 4)] ?? 0;
    const happening = Math.floor(random() * 4);
    if (happening === 0) clock.freeze(random() * lengthMs);
    if (happening === 1) clock.step(Math.floor(random() * lengthMs));
    if (happening === 2) clock.step(-Math.floor(random() * lengthMs));
  }
}

describe('over generated days', () => {
  it.each([1, 2, 3, 4, 5, 6])(
    'slots never drift, never double, and each is probed, missed or in a gap (seed %i)',
    async (seed) => {
      const random = randomFrom(seed * 7919);
      const zone = ZONES[seed % 3] ?? 'Asia/Tokyo';
      const startAt = Date.parse(STARTS[seed % 3] ?? STARTS[0]) + Math.floor(random() * HOUR_MS);
      const answer: Answer = () => {
        const failed = random() < 0.1;
        return {
          afterMs: random() < 0.02 ? random() * 90_000 : random() * 2000,
          sample: failed ? { outcome: 'failure', reason: 'reset', blame: 'target' } : {},
        };
      };
      const running = scheduling(answer, { startAt, timezone: zone, maxInFlight: 5 });
      const series = Array.from({ length: 12 }, (_, index) => ({
        target: probeTarget(`gas-${index}`),
        schedule: SCHEDULES[index % SCHEDULES.length] ?? '* * * * *',
      }));
      running.scheduler.setTargets(series);
      await liveThrough(running, random);
      const endAt = running.clock.now();
      expectEverySlotOnce(running, { series, zone, startAt, endAt });
    },
  );
});

interface Lived {
  readonly series: ReadonlyArray<{
    readonly target: { readonly id: string };
    readonly schedule: string;
  }>;
  readonly zone: string;
  readonly startAt: number;
  readonly endAt: number;
}

function expectEverySlotOnce(running: Running, { series, zone, startAt, endAt }: Lived): void {
  const { gaps, missed, prober } = running;
  const lived = gaps.filter(({ from }) => from >= startAt);
  const inGap = (at: number): boolean => gaps.some(({ from, to }) => from <= at && at < to);
  let definedInGaps = 0;
  let used = 0;
  for (const { target, schedule } of series) {
    const firings = firingsOf(schedule, zone);
    const ratio = offsetRatioOf(target.id, 4);
    const taken = [
      ...prober.jobs.filter((job) => job.target.id === target.id && job.attempt === 1),
      ...missed.filter((sample) => sample.target === target.id && sample.attempt === 1),
    ].map(({ scheduledAt }) => scheduledAt);
    expect(new Set(taken).size, `${target.id}: no slot twice`).toBe(taken.length);
    expect(taken.some(inGap), `${target.id}: none both in a gap and used`).toBe(false);
    const latest = Math.max(...taken, endAt);
    const defined = definedSlots(firings, ratio, startAt, latest + 1);
    const missing = defined.filter((at) => at < endAt && !inGap(at) && !taken.includes(at));
    expect(missing, `${target.id}: every slot used`).toEqual([]);
    const strange = taken.filter((at) => at >= startAt && !defined.includes(at));
    expect(strange, `${target.id}: no slot off its place`).toEqual([]);
    definedInGaps += lived.reduce(
      (sum, { from, to }) => sum + definedSlots(firings, ratio, from, to).length,
      0,
    );
    used += taken.length;
  }
  expect(lived.reduce((sum, { slots }) => sum + slots, 0)).toBe(definedInGaps);
  expect(used).toBeGreaterThan(3000);
}
