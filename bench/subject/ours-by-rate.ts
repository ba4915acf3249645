import { availableParallelism } from 'node:os';
import { workersFor } from '../../src/app/workers-for.ts';
import type { TruthPlace } from '../truth/truth.ts';
import { startOurs } from './ours.ts';
import type { Subject } from './subject.ts';

/** Worker threads that the service takes for so many starts a second of one-minute schedules. */
export function workersAt(perSecond: number): number {
  const schedules = Array.from({ length: Math.round(perSecond * 60) }, () => '* * * * *');
  return workersFor({ schedules, timezone: 'Asia/Tokyo', cores: availableParallelism() });
}

/** Our prober with as many workers at each rate as the service takes, a process for each number. */
export async function startOursByRate(
  place: TruthPlace,
  rates: readonly number[],
): Promise<Subject> {
  const byWorkers = new Map<number, Subject>();
  for (const workers of new Set(rates.map(workersAt))) {
    byWorkers.set(workers, await startOurs(place, { workers }));
  }
  const [first] = byWorkers.values();
  if (first === undefined) throw new RangeError('no rate to start for');
  return {
    name: 'ours',
    resolves: true,
    speaksH2: true,
    run: (spec) => (byWorkers.get(workersAt(spec.perSecond)) ?? first).run(spec),
    async close() {
      for (const subject of byWorkers.values()) await subject.close();
    },
  };
}
