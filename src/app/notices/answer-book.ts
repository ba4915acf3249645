import { type Sample, seriesOf } from '../../core/words/sample.ts';

/** The newest answers of a series. */
export interface Answers {
  /** Slot of the newest success, epoch ms; null = none is known. */
  readonly lastSuccessAt: number | null;
  /** Slot of the newest sample of either outcome, epoch ms. */
  readonly at: number;
  /** Of the newest one; null where it answered, or where it did not get so far. */
  readonly reason: Sample['reason'];
  readonly statusCode: number | null;
  readonly totalMs: number | null;
}

/** What a letter tells of a site beside what is judged: its newest answers. */
export class AnswerBook {
  readonly #series = new Map<string, Answers>();

  /** A sample of either attempt; an older one than is known tells its success at most. */
  observe(sample: Sample): void {
    const { outcome, scheduledAt, reason, statusCode, totalMs } = sample;
    if (outcome === 'missed') return;
    const key = seriesOf(sample);
    const known = this.#series.get(key);
    const success = outcome === 'success' ? scheduledAt : null;
    const lastSuccessAt = later(known?.lastSuccessAt ?? null, success);
    if (known !== undefined && known.at > scheduledAt) {
      if (lastSuccessAt !== known.lastSuccessAt) this.#series.set(key, { ...known, lastSuccessAt });
      return;
    }
    this.#series.set(key, { lastSuccessAt, at: scheduledAt, reason, statusCode, totalMs });
  }

  /** null = none are known. */
  of(series: Parameters<typeof seriesOf>[0]): Answers | null {
    return this.#series.get(seriesOf(series)) ?? null;
  }

  /** Forgets targets that are gone. */
  keepOnly(isKept: (target: string) => boolean): void {
    for (const key of this.#series.keys()) {
      if (!isKept(key.slice(0, key.lastIndexOf('/')))) this.#series.delete(key);
    }
  }
}

function later(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}
