import type { Candidate, Halt, StageContext } from './stage.ts';

/** A member's own sites are few and known: it waits so much shorter. */
const OWN_SHARE = 0.25;

/** When what is to be told has waited for what belongs with it, epoch ms. */
function groupedAt(
  candidates: readonly Candidate[],
  { pace, viewer }: Pick<StageContext, 'pace' | 'viewer'>,
): number {
  const first = Math.min(...candidates.map(({ unsaidSince }) => unsaidSince));
  return first + pace.groupMs * (viewer === 'member' ? OWN_SHARE : 1);
}

/** null = the group is whole. */
export function passGroup(candidates: readonly Candidate[], context: StageContext): Halt | null {
  const until = groupedAt(candidates, context);
  if (context.now >= until) return null;
  return {
    stage: 'group',
    until,
    text: { ja: '併せて送るものを待っています', en: 'waits for what belongs with it' },
  };
}
