import { AppError } from '../core/errors.ts';
import type { SampleStore } from '../core/ports/sample-store.ts';

/** Scans as a store does, but rejects with `store_unavailable` where a block takes longer than so long, ms. */
export function patientScan(
  samples: Pick<SampleStore, 'scan'>,
  patienceMs: number,
): Pick<SampleStore, 'scan'> {
  return {
    async *scan(query) {
      const blocks = samples.scan(query)[Symbol.asyncIterator]();
      for (;;) {
        const { done, value } = await inTime(blocks.next(), patienceMs);
        if (done === true) return;
        yield value;
      }
    },
  };
}

/** The rejection of `store_unavailable` leaves `work` to itself. */
export async function inTime<T>(work: Promise<T>, patienceMs: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = new AppError('store_unavailable', `no answer within ${patienceMs / 1000} s`);
  const timer = setTimeout(() => reject(late), patienceMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
