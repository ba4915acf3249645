/** A labelled stretch, indexes of its first and last point. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

const THRESHOLDS = 250;

/** Stretches of points whose label is 1. */
export function stretchesOf(labels: Uint8Array): Stretch[] {
  const found: Stretch[] = [];
  let first = -1;
  for (let index = 0; index <= labels.length; index += 1) {
    const isLabelled = labels[index] === 1;
    if (isLabelled && first < 0) first = index;
    if (isLabelled || first < 0) continue;
    found.push({ first, last: index - 1 });
    first = -1;
  }
  return found;
}

/**
 * Volume under the precision–recall surface, 0 to 1; null where nothing is labelled. For each buffer
 * w = 0 … `widest`, points up to ⌊w/2⌋ beside a labelled stretch count as labelled by √(1 − d/w) at
 * distance d; stretches that touch are one. At 250 thresholds, evenly spaced over the ranks of the
 * scores: TP = Σ label of the points found, P' = P + ½ Σ label of buffer points found, precision =
 * TP / found, recall = min(1, TP / P') × share of stretches with a point found. The area is
 * Σ (recallₖ − recallₖ₋₁) · precisionₖ, the volume its mean over w.
 * Source: J. Paparrizos et al., Volume Under the Surface, PVLDB 15(11), 2022, in the form that
 * Q. Liu and J. Paparrizos, TSB-AD, NeurIPS 2024, use for their tables.
 */
export function vusPr(labels: Uint8Array, scores: Float64Array, widest: number): number | null {
  const stretches = stretchesOf(labels);
  if (stretches.length === 0) return null;
  const levels = thresholdsOf(scores);
  const near = nearPoints(stretches, labels.length, widest);
  const levelOf = near.map(({ index }) => levels.levelOf(scores[index] ?? 0));
  let sum = 0;
  for (let width = 0; width <= widest; width += 1) {
    sum += areaOf({ width, stretches, near, levelOf, found: levels.found });
  }
  return sum / (widest + 1);
}

interface Thresholds {
  /** Points at or above each threshold. */
  readonly found: Float64Array;
  /** The first threshold at which a point with this score is found. */
  levelOf(score: number): number;
}

function thresholdsOf(scores: Float64Array): Thresholds {
  const sorted = Float64Array.from(scores).sort().reverse();
  const count = Math.min(THRESHOLDS, sorted.length);
  const thresholds = Float64Array.from({ length: count }, (_, level) => {
    const rank = count === 1 ? 0 : Math.floor((level * (sorted.length - 1)) / (count - 1));
    return sorted[rank] ?? 0;
  });
  const found = thresholds.map((threshold) => firstBelow(sorted, threshold));
  const levelOf = (score: number): number => {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((thresholds[middle] ?? 0) <= score) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return { found, levelOf };
}

/** How many of the values, in falling order, are at or above the limit. */
function firstBelow(falling: Float64Array, limit: number): number {
  let low = 0;
  let high = falling.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((falling[middle] ?? 0) >= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface NearPoint {
  readonly index: number;
  /** Distance to the stretch before it and behind it; infinite where there is none in reach. */
  readonly before: number;
  readonly behind: number;
}

/** Labelled points (distance 0) and those in the widest buffer, in order. */
function nearPoints(stretches: readonly Stretch[], length: number, widest: number): NearPoint[] {
  const reach = widest >> 1;
  const near: NearPoint[] = [];
  let next = 0;
  for (const [position, { first, last }] of stretches.entries()) {
    const previous = stretches[position - 1]?.last ?? Number.NEGATIVE_INFINITY;
    const following = stretches[position + 1]?.first ?? Number.POSITIVE_INFINITY;
    for (let index = Math.max(next, first - reach, 0); index < first; index += 1) {
      near.push({ index, before: index - previous, behind: first - index });
    }
    for (let index = first; index <= last; index += 1) near.push({ index, before: 0, behind: 0 });
    const end = Math.min(last + reach, length - 1, following - 1);
    for (let index = last + 1; index <= end; index += 1) {
      near.push({ index, before: index - last, behind: following - index });
    }
    next = Math.max(last, end) + 1;
  }
  return near;
}

interface Surface {
  readonly width: number;
  readonly stretches: readonly Stretch[];
  readonly near: readonly NearPoint[];
  readonly levelOf: readonly number[];
  readonly found: Float64Array;
}

function areaOf({ width, stretches, near, levelOf, found }: Surface): number {
  const labelled = new Float64Array(found.length + 1);
  const buffered = new Float64Array(found.length + 1);
  let positives = 0;
  for (const [position, point] of near.entries()) {
    const level = levelOf[position] ?? 0;
    if (point.behind === 0) {
      positives += 1;
      labelled[level] = (labelled[level] ?? 0) + 1;
    } else {
      buffered[level] = (buffered[level] ?? 0) + weightOf(point, width);
    }
  }
  const seen = firstLevels(stretches, { width, near, levelOf, levels: found.length });
  let area = 0;
  let hits = 0;
  let beside = 0;
  let existing = 0;
  let lastRecall = 0;
  for (let level = 0; level < found.length; level += 1) {
    hits += labelled[level] ?? 0;
    beside += buffered[level] ?? 0;
    existing += seen.at[level] ?? 0;
    const truth = hits + beside;
    const recall = Math.min(1, truth / (positives + beside / 2)) * (existing / seen.count);
    area += (recall - lastRecall) * (truth / (found[level] ?? 1));
    lastRecall = recall;
  }
  return area;
}

function weightOf({ before, behind }: NearPoint, width: number): number {
  const reach = width >> 1;
  let weight = 0;
  if (before <= reach) weight += Math.sqrt(1 - before / width);
  if (behind <= reach) weight += Math.sqrt(1 - behind / width);
  return Math.min(1, weight);
}

/** How many widened stretches are found first at each level; stretches that touch count once. */
function firstLevels(
  stretches: readonly Stretch[],
  {
    width,
    near,
    levelOf,
    levels,
  }: Omit<Surface, 'stretches' | 'found'> & { readonly levels: number },
): { readonly at: Float64Array; readonly count: number } {
  const reach = width >> 1;
  const at = new Float64Array(levels + 1);
  let count = 0;
  let position = 0;
  for (let which = 0; which < stretches.length; which += 1) {
    const from = (stretches[which]?.first ?? 0) - reach;
    let to = (stretches[which]?.last ?? 0) + reach;
    while (to >= (stretches[which + 1]?.first ?? Number.POSITIVE_INFINITY) - reach) {
      which += 1;
      to = (stretches[which]?.last ?? 0) + reach;
    }
    let lowest = levels;
    while (position < near.length && (near[position]?.index ?? 0) <= to) {
      if ((near[position]?.index ?? 0) >= from) lowest = Math.min(lowest, levelOf[position] ?? 0);
      position += 1;
    }
    at[lowest] = (at[lowest] ?? 0) + 1;
    count += 1;
  }
  return { at, count };
}
