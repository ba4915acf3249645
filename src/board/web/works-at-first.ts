import type { MemberWorkDto } from '../dto/member.ts';

/** What begins later is not shown at first, ms: 13 weeks. */
const NEAR_MS = 13 * 7 * 86_400_000;

/**
 * Of planned work, the nearest first, what is shown before all is asked for: what is on or begins in
 * the next 13 weeks from `now`, epoch ms, and what was planned on the board, which can be taken back
 * there; the first where that is none.
 */
export function worksAtFirst(
  works: readonly MemberWorkDto[],
  now: number,
): readonly MemberWorkDto[] {
  const near = works.filter(({ id, from }) => id !== null || from < now + NEAR_MS);
  return near.length > 0 ? near : works.slice(0, 1);
}
