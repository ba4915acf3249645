import type { Actor } from '../../core/ports/entrance.ts';
import type { JudgementStore } from '../../core/ports/judgement-store.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { Statement } from '../../core/words/statement.ts';
import type { CouncilNoticeDesk } from '../notices/notice-desk.ts';

export interface CorrectionParts {
  readonly judgements: Pick<JudgementStore, 'incidents'>;
  readonly desk: Pick<CouncilNoticeDesk, 'correctStatement'>;
  readonly now: () => number;
  readonly log: Log;
}

/** Incidents of one target looked through at most, the newest first. */
const LOOKED_THROUGH = 500;

/**
 * Has a correction sent to whoever was told of a judgement that was measured wrongly, once however often it
 * is asked for. Rejects with `store_unavailable`.
 */
export async function correctStatement(
  { judgements, desk, now, log }: CorrectionParts,
  { id, target, from, until }: Statement,
  { actor, answer }: { readonly actor: Pick<Actor, 'name'>; readonly answer: string },
): Promise<void> {
  const found = await judgements.incidents({ target, endedSince: from, limit: LOOKED_THROUGH });
  const incidents = found.filter((incident) => isAbout(incident, target, { from, until }));
  await desk.correctStatement({ id, target, incidents, answer, at: now(), actor: actor.name });
  log.info('statement.corrected', { target, incidents: incidents.length });
}

function isAbout(
  { targets, pattern }: Incident,
  target: string,
  { from, until }: Pick<Statement, 'from' | 'until'>,
): boolean {
  if (pattern === 'own-network') return false;
  return targets.some((entry) => {
    return entry.target === target && entry.from < until && (entry.to ?? Infinity) > from;
  });
}
