import { periodStart } from '../../core/time/slots.ts';

const STEP_MS = 1000;
/** As long as events may be asked for again, ms. */
const KEPT_MS = 3_600_000;

/**
 * Moments in the place of versions, for those whom a version would tell how many samples were made:
 * a moment is that of the clock, and only we know which version it was.
 */
export class VersionTimes {
  /** The version at the first look of each second, by epoch ms. */
  readonly #versions = new Map<number, number>();

  /** The moment that stands for what was there at `now`, epoch ms. */
  momentOf(now: number, version: number): number {
    const at = periodStart(now, STEP_MS);
    if (!this.#versions.has(at)) {
      for (const known of this.#versions.keys()) {
        if (known > at - KEPT_MS) break;
        this.#versions.delete(known);
      }
      this.#versions.set(at, version);
    }
    return at;
  }

  /** null = none was handed out at that moment, or it is too long ago. */
  versionAt(moment: number): number | null {
    return this.#versions.get(moment) ?? null;
  }
}
