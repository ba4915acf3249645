import type { SharedIncidentDto } from '../../dto/shared.ts';

/** What came and went since a page was looked at before. */
export interface PatternNews {
  readonly began: readonly SharedIncidentDto[];
  readonly ended: readonly string[];
}

/** Patterns that go on; of sites alone, whoever's they are, no screen for many makes a sound. */
export function patternsOf(incidents: readonly SharedIncidentDto[]): readonly SharedIncidentDto[] {
  return incidents.filter(({ pattern, endedAt }) => pattern !== 'single' && endedAt === null);
}

/** `before` null = nothing was looked at yet: what goes on already is no news. */
export function newsOf(
  before: ReadonlySet<string> | null,
  now: readonly SharedIncidentDto[],
): PatternNews {
  if (before === null) return { began: [], ended: [] };
  const ids = new Set(now.map(({ id }) => id));
  return {
    began: now.filter(({ id }) => !before.has(id)),
    ended: [...before].filter((id) => !ids.has(id)),
  };
}
