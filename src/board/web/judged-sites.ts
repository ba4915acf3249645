import {
  AFFECTED_JUDGEMENTS,
  JUDGEMENT_WEIGHTS,
  type Judgement,
} from '../../core/words/judgement.ts';
import type { JudgingDto, VerdictDto } from '../dto/judging.ts';
import type { SeriesDto, SiteDto } from '../dto.ts';

/** What is said of series that are not normal; null = not known yet. */
export type Judged = ReadonlyMap<string, VerdictDto> | null;

/** By series. */
export function judgedOf(judging: JudgingDto | null): Judged {
  if (judging === null || judging.version === 0) return null;
  return new Map(judging.verdicts.map((verdict) => [keyOf(verdict), verdict]));
}

function keyOf({ target, family }: Pick<SeriesDto, 'target' | 'family'>): string {
  return `${target}/${family}`;
}

/** null = normal, or not judged. */
export function verdictOn(judged: Judged, series: SeriesDto): VerdictDto | null {
  return judged?.get(keyOf(series)) ?? null;
}

/** The heaviest of its series; `normal` where none is said otherwise. */
export function judgementOn(judged: Judged, { series }: SiteDto): Judgement {
  return series
    .map((each) => verdictOn(judged, each)?.judgement ?? 'normal')
    .reduce((a, b) => (JUDGEMENT_WEIGHTS[b] > JUDGEMENT_WEIGHTS[a] ? b : a), 'normal' as Judgement);
}

/** A new array, the heaviest judgement first, of equal ones the larger ratio; else as they were. */
export function byJudgement<T extends SiteDto>(sites: readonly T[], judged: Judged): readonly T[] {
  const ratioOf = ({ series }: SiteDto) =>
    Math.max(0, ...series.map((each) => verdictOn(judged, each)?.ratio ?? 0));
  return sites.toSorted(
    (a, b) =>
      JUDGEMENT_WEIGHTS[judgementOn(judged, b)] - JUDGEMENT_WEIGHTS[judgementOn(judged, a)] ||
      ratioOf(b) - ratioOf(a),
  );
}

/** What a list of sites is narrowed to. */
export type JudgementFilter = 'all' | 'not-normal' | Judgement;

export function isOfFilter(judgement: Judgement, filter: JudgementFilter): boolean {
  if (filter === 'all') return true;
  return filter === 'not-normal' ? judgement !== 'normal' : judgement === filter;
}

/** How many sites each judgement is said of; only those that there are. */
export function judgementCounts(
  sites: readonly SiteDto[],
  judged: Judged,
): ReadonlyMap<Judgement, number> {
  const counts = new Map<Judgement, number>();
  for (const site of sites) {
    const judgement = judgementOn(judged, site);
    counts.set(judgement, (counts.get(judgement) ?? 0) + 1);
  }
  return counts;
}

/** Affected sites of each sector by the heaviest that is said of them; null = not known yet. */
export function affectedBySector(
  judging: JudgingDto | null,
): ReadonlyMap<string, ReadonlyMap<Judgement, number>> | null {
  if (judging === null || judging.version === 0) return null;
  const worst = new Map<string, VerdictDto>();
  for (const verdict of judging.verdicts) {
    const known = worst.get(verdict.target);
    if (!AFFECTED_JUDGEMENTS.has(verdict.judgement)) continue;
    if (
      known === undefined ||
      JUDGEMENT_WEIGHTS[verdict.judgement] > JUDGEMENT_WEIGHTS[known.judgement]
    )
      worst.set(verdict.target, verdict);
  }
  const sectors = new Map<string, Map<Judgement, number>>();
  for (const { sector, judgement } of worst.values()) {
    if (sector === null) continue;
    const counts = sectors.get(sector) ?? new Map<Judgement, number>();
    sectors.set(sector, counts.set(judgement, (counts.get(judgement) ?? 0) + 1));
  }
  return sectors;
}
