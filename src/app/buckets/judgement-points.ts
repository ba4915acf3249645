import type { JudgedTargetState, Judging } from '../../core/ports/judging.ts';
import type { StoredPoint } from '../../core/words/stored-point.ts';
import type { SharedTarget } from '../../share/rules/shared-target.ts';

/** What was written of a target last. */
export interface WrittenJudgement {
  readonly judgement: string;
  readonly since: number;
  readonly suppressed: boolean;
}

/** When a target came to do so, and the figure that goes with it. */
export type StateFigures = Pick<JudgedTargetState, 'since' | 'ratio'>;

export interface JudgementPointsQuery {
  readonly bucket: string;
  /** Those that the readers of the bucket may know the judgement of. */
  readonly targets: readonly SharedTarget[];
  /** Of how one does what they may know; null = nothing yet. */
  readonly toldOf: (target: SharedTarget, state: StateFigures) => StateFigures | null;
  readonly judging: Judging;
  /** By target; what is written is put in. */
  readonly written: Map<string, WrittenJudgement>;
  /** Whether a point of the target at a time raises no alarm. */
  readonly isSuppressed: (target: string) => boolean;
  /** Also what has not changed, so that a reader of a few hours finds something. */
  readonly isWhole: boolean;
  /** Epoch ms. */
  readonly now: number;
}

/** A point for each target of which something else is said, or said aloud, than was written last. */
export function judgementPoints(query: JudgementPointsQuery): StoredPoint[] {
  const { bucket, targets, toldOf, judging, written, isSuppressed, isWhole, now } = query;
  const points: StoredPoint[] = [];
  for (const target of targets) {
    const { id, member, sector } = target;
    const state = judging.stateOf(id);
    if (state === null) continue;
    const { judgement, since, suspect } = state;
    const before = written.get(id);
    const suppressed = suspect || isSuppressed(id);
    const isSame =
      before?.judgement === judgement && before.since === since && before.suppressed === suppressed;
    if (isSame && !isWhole) continue;
    const told = toldOf(target, state);
    if (told === null) continue;
    written.set(id, { judgement, since, suppressed });
    points.push({
      bucket,
      measurement: 'judgement',
      tags: { target: id, member, sector },
      fields: { judgement, ratio: told.ratio, since: told.since, suppressed },
      at: now,
    });
  }
  return points;
}
