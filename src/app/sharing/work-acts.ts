import { randomUUID } from 'node:crypto';
import { onceStretch } from '../../config/maintenance-build.ts';
import type { Config } from '../../core/config.ts';
import { isOneLine } from '../../core/one-line.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Actor } from '../../core/ports/entrance.ts';
import type {
  EndOrder,
  MemberActs,
  MemberRefusal,
  WorkOrder,
} from '../../core/ports/member-acts.ts';
import type { TimeRange } from '../../core/ports/sample-store.ts';
import {
  endDetail,
  type PlannedWork,
  stretchOfWork,
  WORK_ACTIONS,
  workDetail,
} from '../../core/words/planned-work.ts';
import { admitForMember } from './admit-member.ts';
import type { WorkBook } from './work-book.ts';

const DAY_MS = 86_400_000;
const LONGEST_MS = 31 * DAY_MS;
const AHEAD_MS = 366 * DAY_MS;
/** Work that has just begun may be planned, so long after. */
const LATE_MS = 600_000;
const TITLE_LENGTH = 100;
const MOST_OF_MEMBER = 20;

export interface WorkActsParts {
  readonly works: WorkBook;
  readonly today: () => Config;
  /** Told when work is kept: it is in force when this returns. */
  readonly onChosen: () => void;
  readonly clock: Pick<Clock, 'now'>;
}

/** Work that members plan on their sites, by the action table; each act is in the audit. */
export function workActs(parts: WorkActsParts): Pick<MemberActs, 'planWork' | 'endWork'> {
  return {
    planWork: (actor, order) => planWork(parts, actor, order),
    endWork: (actor, order) => endWork(parts, actor, order),
  };
}

async function planWork(
  { works, today, onChosen, clock }: WorkActsParts,
  actor: Actor,
  order: WorkOrder,
): Promise<MemberRefusal | null> {
  const council = today();
  const admitted = admitForMember(actor, 'maintenance', { ...order, today: council });
  if (typeof admitted === 'string') return admitted;
  const { by, request, places } = admitted;
  const { member, targets } = order;
  const own = new Set(places.map(({ target }) => target.id));
  if (targets?.length === 0 || targets?.some((id) => !own.has(id))) return 'site_unknown';
  const title = order.title.trim();
  if (title === '' || title.length > TITLE_LENGTH || !isOneLine(title)) return 'title_wrong';
  const refusal = await works.keep(() => {
    const now = clock.now();
    const stretch = onceStretch(order, council.council.timezone);
    if (stretch === null || !isPossible(stretch, now)) return 'work_times_wrong';
    if (
      works.all.filter((work) => work.member === member && goesOn(work, now)).length >=
      MOST_OF_MEMBER
    )
      return 'works_full';
    const made = { id: randomUUID(), member, targets, title, ...stretch };
    const work = { ...made, at: now, actor: actor.name, by, request, endedAt: null, revision: 1 };
    return { work, audit: lineOf(work, now, actor, workDetail(work)) };
  });
  if (refusal === null) onChosen();
  return refusal;
}

async function endWork(
  { works, today, onChosen, clock }: WorkActsParts,
  actor: Actor,
  { id, request }: EndOrder,
): Promise<MemberRefusal | null> {
  const member = works.byId(id)?.member ?? '';
  const admitted = admitForMember(actor, 'maintenance', { member, request, today: today() });
  if (admitted === 'member_unknown') return 'work_unknown';
  if (typeof admitted === 'string') return admitted;
  const refusal = await works.keep(() => {
    const now = clock.now();
    const known = works.byId(id);
    if (known === null) return 'work_unknown';
    if (!goesOn(known, now)) return 'work_over';
    const work = { ...known, endedAt: now, revision: known.revision + 1 };
    return { work, audit: lineOf(work, now, actor, endDetail(work, admitted.request)) };
  });
  if (refusal === null) onChosen();
  return refusal;
}

function isPossible({ from, to }: TimeRange, now: number): boolean {
  return from >= now - LATE_MS && to > now && from <= now + AHEAD_MS && to - from <= LONGEST_MS;
}

function goesOn(work: PlannedWork, now: number): boolean {
  return work.endedAt === null && (stretchOfWork(work)?.to ?? 0) > now;
}

function lineOf(work: PlannedWork, at: number, { name }: Actor, detail: string) {
  const action = work.endedAt === null ? WORK_ACTIONS.planned : WORK_ACTIONS.ended;
  return { at, actor: name, action, subject: work.member, detail };
}
