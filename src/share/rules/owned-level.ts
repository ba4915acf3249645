/** A level of sharing that files set until its member has; one version of it. */
export interface OwnedLevel<Level extends string> {
  /** From 1; grows with every change. */
  readonly version: number;
  readonly level: Level;
  /** The member, or its secretariat by recorded request, has set it at least once. */
  readonly touched: boolean;
  /** Epoch ms from which it holds. */
  readonly at: number;
}

export interface LevelChange<Level extends string> {
  readonly by: 'file' | 'member';
  readonly level: Level;
  /** Epoch ms. */
  readonly at: number;
}

export interface LevelDecision<Level extends string> {
  readonly now: OwnedLevel<Level>;
  /** `widened` and `lowered` (a withdrawal) are new versions; `refused`: the file asked for more. */
  readonly result: 'same' | 'widened' | 'lowered' | 'refused';
}

/**
 * What a change makes of a level. A member may set any; a file may too until the member has, and from
 * then on only a lower one. `order` has the narrowest first.
 */
export function levelAfter<Level extends string>(
  order: readonly Level[],
  current: OwnedLevel<Level>,
  change: LevelChange<Level>,
): LevelDecision<Level> {
  const step = order.indexOf(change.level) - order.indexOf(current.level);
  if (change.by === 'file' && current.touched && step > 0) {
    return { now: current, result: 'refused' };
  }
  const touched = current.touched || change.by === 'member';
  if (step === 0 && touched === current.touched) return { now: current, result: 'same' };
  const now = { version: current.version + 1, level: change.level, touched, at: change.at };
  if (step === 0) return { now, result: 'same' };
  return { now, result: step > 0 ? 'widened' : 'lowered' };
}

/**
 * The level that holds for what happened at `at`: the lowest of all versions in force from then until
 * now. So a withdrawal covers all times, and widening opens nothing that happened before it. null
 * where there is no version. `versions` oldest first.
 */
export function levelForAllTimes<Level extends string>(
  order: readonly Level[],
  versions: readonly OwnedLevel<Level>[],
  at: number,
): Level | null {
  let lowest: Level | null = null;
  for (const [index, { level }] of versions.entries()) {
    const endsAt = versions[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    if (endsAt <= at) continue;
    if (lowest === null || order.indexOf(level) < order.indexOf(lowest)) lowest = level;
  }
  return lowest;
}
