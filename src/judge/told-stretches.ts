import type { Judgement, Verdict } from '../core/words/judgement.ts';
import type { Text } from '../core/words/language.ts';

/** A stretch in which something other than `normal` was said of a target. */
export interface ToldStretch {
  readonly target: string;
  readonly judgement: Judgement;
  /** The slot of the first sample that belongs to it, epoch ms. */
  readonly since: number;
  /** When it was said first, epoch ms. */
  readonly saidAt: number;
  /** The slot since which something else was said, epoch ms; null = it lasts. */
  readonly to: number | null;
  /** Response time over normal, the largest; null = not known. */
  readonly ratio: number | null;
  /** What was said of it first. */
  readonly why: Text;
}

interface Open {
  /** As the verdict has it, which may lie before the stretch. */
  readonly verdictSince: number;
  stretch: ToldStretch;
}

/** Stretches of targets that reach into a range; those of one target follow each other. */
export class ToldStretches {
  readonly #from: number;
  readonly #ended: ToldStretch[] = [];
  readonly #open = new Map<string, Open>();

  /** What is over before `from`, epoch ms, is not told. */
  constructor(from: number) {
    this.#from = from;
  }

  /** Takes what is said of a target with a sample; `slot` and `at`, its end, in epoch ms. */
  take(target: string, verdict: Verdict, { slot, at }: { slot: number; at: number }): void {
    const { judgement, since: verdictSince, ratio } = verdict;
    const open = this.#open.get(target);
    if (open?.stretch.judgement === judgement && open.verdictSince === verdictSince) {
      const isFarther = ratio !== null && ratio > (open.stretch.ratio ?? 0);
      if (isFarther) open.stretch = { ...open.stretch, ratio };
      return;
    }
    const endedAt = open === undefined ? verdictSince : this.#end(open, verdictSince, slot);
    if (judgement === 'normal') this.#open.delete(target);
    else {
      const since = Math.max(verdictSince, endedAt);
      const stretch = { target, judgement, since, saidAt: at, to: null, ratio, why: verdict.why };
      this.#open.set(target, { verdictSince, stretch });
    }
  }

  /** By their beginning, then by target. */
  all(): readonly ToldStretch[] {
    const open = [...this.#open.values()].map(({ stretch }) => stretch);
    return [...this.#ended, ...open].sort(
      (a, b) => a.since - b.since || (a.target < b.target ? -1 : 1),
    );
  }

  /** When it is over: as the next verdict says, or with its slot where that goes on from before. */
  #end({ stretch }: Open, next: number, slot: number): number {
    const to = next > stretch.since ? next : slot;
    if (to > this.#from) this.#ended.push({ ...stretch, to });
    return to;
  }
}
