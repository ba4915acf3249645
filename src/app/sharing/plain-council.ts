import type { PlainCouncilDto } from '../../board/dto/shared.ts';
import type { Config } from '../../core/config.ts';
import type { DrillMark } from '../../core/words/scenario.ts';

/** Whose a page is, with the marks of what is no real measuring; `drill` null = it is none. */
export function plainCouncilOf(
  { council: { name, timezone }, vantage, practice }: Config,
  drill: DrillMark | null,
): PlainCouncilDto {
  return { name, timezone, vantage, practice, drill };
}
