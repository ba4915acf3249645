import type { MemberData, SectorData, TargetData, ThresholdData } from './council-data.ts';
import { probe } from './probe-queries.ts';

/** Targets with equal values of some thresholds. */
export interface ThresholdGroup<Values> {
  readonly values: Values;
  readonly targets: readonly string[];
}

export function targetsOf(sectors: readonly SectorData[]): readonly TargetData[] {
  return sectors.flatMap(({ members }) => members.flatMap((member: MemberData) => member.targets));
}

/** Targets by what `pick` takes of their thresholds, those of which it takes null left out; most targets first. */
export function groupBy<Values extends number | readonly (number | null)[]>(
  targets: readonly TargetData[],
  pick: (thresholds: ThresholdData) => Values | null,
): readonly ThresholdGroup<Values>[] {
  const groups = new Map<string, { values: Values; targets: string[] }>();
  for (const { id, thresholds } of targets) {
    const values = pick(thresholds);
    if (values === null) continue;
    const key = JSON.stringify(values);
    const group = groups.get(key) ?? { values, targets: [] };
    group.targets.push(id);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.targets.length - a.targets.length);
}

/** Both times of day a site is slow by; null without either. */
export function timePair({
  warnMs,
  criticalMs,
}: ThresholdData): readonly [number | null, number | null] | null {
  return warnMs === null && criticalMs === null ? null : [warnMs, criticalMs];
}

/**
 * The conditions that pick `chosen` out of `all`: none where they are all, else the shorter of naming
 * them and naming the others.
 */
export function targetConditions(
  chosen: readonly string[],
  all: readonly string[],
): readonly string[] {
  const others = all.filter((id) => !chosen.includes(id));
  if (others.length < chosen.length) return others.map((id) => probe.isNot('target', id));
  return [`(${chosen.map((id) => probe.is('target', id)).join(' OR ')})`];
}

/** What most targets have; all null where they have none. */
export function commonThresholds(targets: readonly TargetData[]): ThresholdData {
  const [times] = groupBy(targets, timePair);
  const [share] = groupBy(targets, ({ failingShareRatio }) => failingShareRatio);
  const [warnMs = null, criticalMs = null] = times?.values ?? [];
  return { warnMs, criticalMs, failingShareRatio: share?.values ?? null };
}
