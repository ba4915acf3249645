import type { DayKind } from '../../../core/calendar.ts';
import {
  advancedClock,
  clockOf,
  type MemberRate,
  MOST_GAP_MS,
  NO_TIME,
  taughtRate,
  WINDOW_MS,
} from './base-rate.ts';
import type { CouncilMemory } from './council-memory.ts';
import type { CouncilPicture, Trouble } from './council-picture.ts';
import type { CouncilRoster } from './roster.ts';

/** What an evaluation stands for: the time since the one before, ms; 0 for the first. */
export function lookedAtMs(now: number, evaluatedAt: number | null): number {
  return Math.min(MOST_GAP_MS, Math.max(0, now - (evaluatedAt ?? now)));
}

type Learnt = Pick<CouncilMemory, 'clocks' | 'rates' | 'episodes' | 'fresh'>;

/**
 * What is known after an evaluation. An onset is counted when its window has passed and only if no
 * pattern covered it: what came to many at once says nothing of the one, and must not make the next
 * such day look usual. `covered`: troubles that a pattern explains.
 */
export function learntFrom(
  picture: CouncilPicture,
  covered: ReadonlySet<Trouble>,
  { memory, dayKindOf }: { memory: CouncilMemory; dayKindOf: (sector: string) => DayKind },
): Learnt {
  const { now, roster, troubles, recent, judgedTargets } = picture;
  const clocks = clocksAfter(roster, memory, { now, dayKindOf });
  const { rates, fresh } = onsetsAfter(picture, memory, { clocks, dayKindOf });
  for (const trouble of recent) {
    const { target } = trouble;
    if (covered.has(trouble)) fresh.delete(target.member.id);
    else if (!memory.episodes.has(target.id) && !fresh.has(target.member.id)) {
      fresh.set(target.member.id, now);
    }
  }
  // Of whom nothing can be said now, as after a restart, it goes on.
  const unsaid = [...memory.episodes].filter(([id]) => {
    const target = roster.targets.get(id);
    return target !== undefined && !judgedTargets.has(target);
  });
  const seen = troubles.map(({ target, onset, seenAt }) => [target.id, { onset, seenAt }] as const);
  const episodes = new Map([...unsaid, ...seen]);
  return { clocks, rates, episodes, fresh };
}

function clocksAfter(
  { sectors }: CouncilRoster,
  { evaluatedAt, clocks }: CouncilMemory,
  { now, dayKindOf }: { now: number; dayKindOf: (sector: string) => DayKind },
): CouncilMemory['clocks'] {
  const ms = lookedAtMs(now, evaluatedAt);
  return new Map(
    sectors.map(({ id }) => [id, advancedClock(clockOf(clocks, id), dayKindOf(id), ms)]),
  );
}

/**
 * Members that are new begin where the clock stands; those that are gone are forgotten. Rates are the same
 * map where none of them has changed.
 */
function onsetsAfter(
  { now, roster }: CouncilPicture,
  memory: CouncilMemory,
  { clocks, dayKindOf }: Pick<Learnt, 'clocks'> & { dayKindOf: (sector: string) => DayKind },
): { readonly rates: CouncilMemory['rates']; readonly fresh: Map<string, number> } {
  const rates = new Map<string, MemberRate>();
  const fresh = new Map<string, number>();
  let isOther = memory.rates.size !== roster.members.length;
  for (const { id, sector } of roster.members) {
    const clock = clockOf(clocks, sector.id);
    const known = memory.rates.get(id);
    const rate = known ?? { onsets: NO_TIME, from: clock };
    const seenAt = memory.fresh.get(id);
    const isOver = seenAt !== undefined && seenAt <= now - WINDOW_MS;
    rates.set(id, isOver ? taughtRate(rate, clock, dayKindOf(sector.id)) : rate);
    if (isOver || known === undefined) isOther = true;
    if (seenAt !== undefined && !isOver) fresh.set(id, seenAt);
  }
  return { rates: isOther ? rates : memory.rates, fresh };
}
