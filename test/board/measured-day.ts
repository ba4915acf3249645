import type { Fixture } from './board-fixture.ts';
import { failureOf, missedOf, phasesOf, sampleOf } from './sample-fixture.ts';

const MINUTE = 60_000;

/** An hour of samples until now: the second site fails, the third is missed, the others answer. */
export async function measureTheHour(fixture: Fixture): Promise<void> {
  const now = Date.now();
  const slots = Array.from({ length: 61 }, (_, index) => now - (60 - index) * MINUTE);
  for (const [index, site] of fixture.live.table.targets.entries()) {
    const families = site.target.family === 'both' ? ([4, 6] as const) : ([4] as const);
    const samples = slots.flatMap((at) =>
      families.map((family) => {
        if (index === 1) return failureOf(site, at);
        if (index === 2) return missedOf(site, at);
        return sampleOf(site, at, { family, phases: phasesOf(100 + index * 50) });
      }),
    );
    await fixture.measure(samples, samples.slice(-3));
  }
}
