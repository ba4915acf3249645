import { describe, expect, it } from 'vitest';
import { probeTarget } from '../support/manual-prober.ts';
import { MINUTE_MS, offsetOf, type Running, START, scheduling } from './schedule-fixture.ts';

const IDS = Array.from({ length: 60 }, (_, index) => `gas-${index}`);
const TARGETS = IDS.map((id) => ({ target: probeTarget(id), schedule: '* * * * *' }));

/** Slots of the sixty targets due in [from, to). */
function dueIn(from: number, to: number): string[] {
  const due: string[] = [];
  for (let firing = from - (from % MINUTE_MS) - MINUTE_MS; firing < to; firing += MINUTE_MS) {
    for (const id of IDS) {
      const at = firing + offsetOf(id);
      if (from <= at && at < to) due.push(`${id} ${at}`);
    }
  }
  return due.sort();
}

function probed({ prober }: Running): string[] {
  return prober.jobs.map(({ target, scheduledAt }) => `${target.id} ${scheduledAt}`).sort();
}

function missedFor({ missed }: Running, reason: string): string[] {
  return missed
    .filter((sample) => sample.reason === reason)
    .map(({ target, scheduledAt }) => `${target} ${scheduledAt}`)
    .sort();
}

/** Probes of 5 s in flight at `at`. */
function flying({ prober }: Running, at: number): number {
  return prober.jobs.filter((job) => job.at <= at && at < job.at + 5000).length;
}

/** Sixty targets a minute, the first minute over. */
async function running(probeMs = 0): Promise<Running> {
  const made = scheduling(() => ({ afterMs: probeMs }));
  made.scheduler.setTargets(TARGETS);
  made.scheduler.start(null);
  await made.clock.run(MINUTE_MS);
  return made;
}

describe('a process that stands still', () => {
  it('for a few seconds misses the slots that are more than a second late, as paused', async () => {
    const made = await running();
    made.clock.freeze(9000);
    await made.clock.run(51_000);
    const from = START + MINUTE_MS + 1;
    const awake = START + MINUTE_MS + 9000;
    expect(missedFor(made, 'paused')).toEqual(dueIn(from, awake - 1000));
    expect(made.missed.length).toBeGreaterThan(1);
    expect(made.gaps).toEqual([]);
    expect(probed(made)).toEqual(
      [...dueIn(START, from), ...dueIn(awake - 1000, START + 2 * MINUTE_MS + 1)].sort(),
    );
  });

  it('for longer than 10 s makes one gap that counts every slot in it', async () => {
    const made = await running();
    made.clock.freeze(5 * MINUTE_MS);
    await made.clock.run(MINUTE_MS);
    const from = START + MINUTE_MS + 1;
    const to = START + 6 * MINUTE_MS;
    expect(made.missed).toEqual([]);
    expect(made.gaps).toEqual([{ vantage: 'tokyo', from, to, slots: dueIn(from, to).length }]);
    expect(probed(made)).toEqual(
      [...dueIn(START, from), ...dueIn(to, START + 7 * MINUTE_MS + 1)].sort(),
    );
    expect(made.scheduler.status()).toMatchObject({ missed: 0, due: made.prober.jobs.length });
  });

  it('counts in the gap also who joins with a changed schedule in it', async () => {
    const made = await running();
    const moved = { target: probeTarget('gas-0'), schedule: '*/3 * * * *' };
    made.scheduler.setTargets([moved]);
    made.clock.freeze(20 * MINUTE_MS);
    await made.clock.run(1);
    expect(made.gaps).toMatchObject([{ slots: 6 }]);
  });
});

describe('a process that was down', () => {
  it('makes one gap from its last sign of life, with the slots that were due', () => {
    const made = scheduling();
    made.scheduler.setTargets(TARGETS);
    const from = START - 3_723_456;
    made.scheduler.start(from);
    const slots = Array.from({ length: 63 }, (_, minute) =>
      IDS.map((id) => START - (minute + 1) * MINUTE_MS + offsetOf(id)),
    )
      .flat()
      .filter((at) => from <= at && at < START).length;
    expect(made.gaps).toEqual([{ vantage: 'tokyo', from, to: START, slots }]);
    expect(made.prober.jobs.every(({ scheduledAt }) => scheduledAt >= START)).toBe(true);
  });

  it('makes none when it starts for the first time, or nothing was due', () => {
    for (const lastAliveAt of [null, START, START + 5000]) {
      const made = scheduling();
      made.scheduler.setTargets(TARGETS);
      made.scheduler.start(lastAliveAt);
      expect(made.gaps).toEqual([]);
    }
    const idle = scheduling();
    idle.scheduler.start(START - MINUTE_MS);
    expect(idle.gaps).toEqual([]);
  });
});

describe('a wall clock that steps', () => {
  it('forward by seconds misses the slots it jumped over, as clock', async () => {
    const made = await running();
    const from = START + MINUTE_MS + 1;
    const passed = dueIn(from, from + 8000).map((slot) => Number(slot.split(' ')[1]));
    // Lands so close after a slot that it would be used, were it not for the step.
    const landed = Math.max(...passed) + 300;
    made.clock.step(landed - made.clock.now());
    await made.clock.run(30_000);
    const missed = missedFor(made, 'clock');
    expect(missed.length).toBeGreaterThan(1);
    expect(missed).toEqual(dueIn(from, landed));
    expect([...missed, ...probed(made)].sort()).toEqual(dueIn(START, landed + 30_001));
    expect(made.gaps).toEqual([]);
  });

  it('forward by minutes makes one gap', async () => {
    const made = await running();
    made.clock.step(10 * MINUTE_MS);
    await made.clock.run(MINUTE_MS);
    expect(made.missed).toEqual([]);
    expect(made.gaps).toHaveLength(1);
    const [gap] = made.gaps;
    const inGap = dueIn(gap?.from ?? 0, gap?.to ?? 0);
    expect(gap?.slots).toBe(inGap.length);
    expect([...inGap, ...probed(made)].sort()).toEqual(dueIn(START, START + 12 * MINUTE_MS + 1));
  });

  it('back uses no slot twice and goes on where it left', async () => {
    const made = await running();
    made.clock.step(-20_000);
    await made.clock.run(MINUTE_MS);
    expect(probed(made)).toEqual(dueIn(START, START + 100_001));
    expect(made.missed).toEqual([]);
  });

  it('back by hours measures at once the slots it has not yet used, and skips the others later', async () => {
    const made = await running();
    made.clock.step(-3 * MINUTE_MS);
    await made.clock.run(5 * MINUTE_MS);
    const due = dueIn(START - 2 * MINUTE_MS, START + 3 * MINUTE_MS + 1);
    expect(probed(made)).toEqual(due);
    expect(new Set(probed(made)).size).toBe(due.length);
    expect(made.missed).toEqual([]);
  });

  it.each([6000, -6000])(
    'by %i ms makes the samples suspect whose probe spans it',
    async (stepMs) => {
      const made = await running(900);
      const before = made.records.length;
      const inFlight = made.prober.status().inFlight;
      expect(inFlight).toBeGreaterThan(0);
      made.clock.step(stepMs);
      await made.clock.run(30_000);
      expect(made.records.slice(0, before).every(({ sample }) => sample.validity === 'valid')).toBe(
        true,
      );
      const suspect = made.records.filter(({ sample }) => sample.suspectCause === 'clock');
      expect(suspect).toHaveLength(inFlight);
      expect(suspect.every(({ sample }) => sample.validity === 'suspect')).toBe(true);
    },
  );
});

describe('the cap on probes in flight', () => {
  it('misses the slots above it as overloaded and doubts what flew while it was reached', async () => {
    const made = scheduling(() => ({ afterMs: 5000 }), { maxInFlight: 3 });
    made.scheduler.setTargets(TARGETS);
    made.scheduler.start(null);
    let most = 0;
    for (let second = 0; second < 120; second += 1) {
      await made.clock.run(1000);
      most = Math.max(most, made.prober.status().inFlight);
    }
    expect(most).toBe(3);
    const overloaded = missedFor(made, 'overloaded');
    expect(overloaded.length).toBeGreaterThan(0);
    expect([...overloaded, ...probed(made)].sort()).toEqual(
      dueIn(START, START + 2 * MINUTE_MS + 1),
    );
    const startsOfFull = made.prober.jobs
      .filter(({ at }) => flying(made, at) === 3)
      .map(({ at }) => at);
    for (const { sample } of made.records) {
      const startedAt = sample.startedAt ?? 0;
      const full = startsOfFull.some((at) => at >= startedAt && at <= startedAt + 5000);
      expect(sample.suspectCause).toBe(full ? 'overloaded' : null);
    }
    expect(startsOfFull.length).toBeGreaterThan(10);
    expect(made.missed.every(({ validity }) => validity === 'valid')).toBe(true);
  });

  it('leaves alone what flew while it was not reached, and a cause that the worker found', async () => {
    const made = scheduling(
      ({ target }) => ({
        afterMs: 50,
        sample: target.id === 'gas-1' ? { validity: 'suspect', suspectCause: 'loop_delay' } : {},
      }),
      { maxInFlight: 1 },
    );
    made.scheduler.setTargets([{ target: probeTarget('gas-1'), schedule: '* * * * *' }]);
    made.scheduler.start(null);
    await made.clock.run(MINUTE_MS);
    expect(made.records.map(({ sample }) => sample.suspectCause)).toEqual(['loop_delay']);
    const roomy = await running(50);
    expect(roomy.records.every(({ sample }) => sample.validity === 'valid')).toBe(true);
  });
});

describe('a worker that dies', () => {
  it('makes its slots missed as prober_down, and the next slot is probed again', async () => {
    const made = scheduling(({ scheduledAt }) =>
      scheduledAt < START + MINUTE_MS
        ? { afterMs: 100, sample: { outcome: 'missed', reason: 'prober_down', blame: 'prober' } }
        : { afterMs: 100 },
    );
    made.scheduler.setTargets(TARGETS);
    made.scheduler.start(null);
    await made.clock.run(2 * MINUTE_MS + 100);
    expect(missedFor(made, 'prober_down')).toEqual(dueIn(START, START + MINUTE_MS));
    expect(made.records).toHaveLength(60);
    expect(made.scheduler.status()).toMatchObject({ due: 120, done: 60, missed: 60 });
  });
});
