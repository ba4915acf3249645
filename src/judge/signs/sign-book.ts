import type { PageTraits } from '../../core/words/page-signs.ts';
import type { ProbeRecord } from '../../core/words/probe-record.ts';
import { type Sample, seriesOf } from '../../core/words/sample.ts';
import { firstUsual, isTeaching, type PageUsual, signsOf, taught } from '../rules/page-usual.ts';

/** What is usual of a series, to be kept: `bins` in base64. */
export interface KeptUsual extends Omit<PageUsual, 'bins'> {
  readonly bins: string;
}

/** By series. */
export type SignsSnapshot = Readonly<Record<string, KeptUsual>>;

/** What pages usually look like, learned as they are measured. */
export class SignBook {
  readonly #usuals = new Map<string, PageUsual>();
  #version = 0;

  /** Grows with each page that taught something. */
  get version(): number {
    return this.#version;
  }

  /** The record as it is to be kept: with the signs of its page in the page's place. */
  take(made: ProbeRecord): ProbeRecord {
    const { page, ...record } = made;
    if (page === undefined) return made;
    const series = seriesOf(made.sample);
    const usual = this.#usuals.get(series);
    const signs = usual === undefined ? null : signsOf(usual, page);
    this.#teach(series, usual, { sample: made.sample, page });
    return signs === null ? record : { ...record, signs };
  }

  /** Forgets the targets that are not among these. */
  keep(targets: ReadonlySet<string>): void {
    for (const series of this.#usuals.keys()) {
      if (!targets.has(series.slice(0, series.lastIndexOf('/')))) this.#usuals.delete(series);
    }
  }

  snapshot(): SignsSnapshot {
    const kept: Record<string, KeptUsual> = {};
    for (const [series, usual] of this.#usuals) {
      kept[series] = { ...usual, bins: Buffer.from(usual.bins).toString('base64') };
    }
    return kept;
  }

  restore(kept: SignsSnapshot): void {
    for (const [series, usual] of Object.entries(kept)) {
      const bins = new Uint8Array(Buffer.from(usual.bins, 'base64'));
      this.#usuals.set(series, { ...usual, bins });
    }
  }

  /** Failures, suspects and confirmations teach nothing. */
  #teach(
    series: string,
    usual: PageUsual | undefined,
    { sample, page }: { readonly sample: Sample; readonly page: PageTraits },
  ): void {
    const { outcome, validity, attempt, scheduledAt } = sample;
    if (outcome !== 'success' || validity !== 'valid' || attempt !== 1) return;
    if (usual !== undefined && !isTeaching(usual, scheduledAt)) return;
    const next =
      usual === undefined ? firstUsual(page, scheduledAt) : taught(usual, page, scheduledAt);
    this.#usuals.set(series, next);
    this.#version += 1;
  }
}
