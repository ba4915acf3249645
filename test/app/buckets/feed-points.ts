import { PlannedRanges } from '../../../src/app/buckets/planned-ranges.ts';
import type { InfluxFeed } from '../../../src/app/stores.ts';
import { bucketsOf } from '../../../src/core/buckets.ts';
import type { Config } from '../../../src/core/config.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { StoredPoint } from '../../../src/core/words/stored-point.ts';

/** A disk that takes points, or none. */
export class Points {
  readonly taken: StoredPoint[] = [];
  isFull = false;

  async take(points: readonly StoredPoint[]): Promise<void> {
    if (this.isFull) throw new AppError('store_unavailable', 'the disk is full');
    this.taken.push(...points);
  }

  /** Id and end of the incidents in the operators' bucket, as they were written last. */
  incidents(): Readonly<Record<string, unknown>> {
    const own = this.taken.filter(
      ({ bucket, measurement }) => bucket === 'yamabiko' && measurement === 'incident',
    );
    return Object.fromEntries(own.map(({ fields }) => [fields['incident'], fields['ended_at']]));
  }
}

const idle = { dropped: 0, pending: 0, queueDropped: 0, diskProblem: null };

/** Where all of a council's samples and points go to `points`. */
export function influxOf(points: Points, config: Config, now: number): InfluxFeed {
  return {
    spool: {
      append: async () => {},
      flush: async () => {},
      appendPoints: (given) => points.take(given),
      setFanOut: async () => {},
      setToken: async () => {},
      drained: async () => true,
      status: () => ({ ...idle, bytes: 0, capBytes: 1, buckets: [] }),
      close: async () => {},
    },
    buckets: bucketsOf(false),
    planned: new PlannedRanges(config, now),
    forget: async () => {},
  };
}
