import type { Sample } from '../../core/words/sample.ts';

/** A target of which samples are stored and which the configuration had not put in force. */
export interface UnjudgedTarget {
  readonly target: string;
  readonly samples: number;
}

/** Counts samples that are not judged. */
export class Unjudged {
  readonly #counts = new Map<string, number>();

  take({ target }: Sample): void {
    this.#counts.set(target, (this.#counts.get(target) ?? 0) + 1);
  }

  /** In order of id. */
  all(): readonly UnjudgedTarget[] {
    return [...this.#counts]
      .map(([target, samples]) => ({ target, samples }))
      .sort((a, b) => (a.target < b.target ? -1 : 1));
  }
}
