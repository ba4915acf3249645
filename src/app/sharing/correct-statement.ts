import type { Actor } from '../../core/ports/entrance.ts';
import type { JudgementStore } from '../../core/ports/judgement-store.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { Text } from '../../core/words/language.ts';
import type { Statement } from '../../core/words/statement.ts';
import type { NoticeDesk } from '../control/notice-order.ts';

export interface CorrectionParts {
  readonly judgements: Pick<JudgementStore, 'incidents'>;
  readonly desk: Pick<NoticeDesk, 'take'>;
  readonly now: () => number;
  readonly log: Log;
}

/** Incidents of one target looked through at most, the newest first. */
const LOOKED_THROUGH = 500;

/**
 * Has a correction sent to whoever was told of a judgement that was measured wrongly, once for each incident
 * however often it is asked for. Those who were told of a pattern are told no name. Rejects with
 * `store_unavailable`.
 */
export async function correctStatement(
  { judgements, desk, now, log }: CorrectionParts,
  { id, target, from, until }: Statement,
  { actor, answer }: { readonly actor: Pick<Actor, 'name'>; readonly answer: string },
): Promise<void> {
  const at = now();
  const found = await judgements.incidents({ target, endedSince: from, limit: LOOKED_THROUGH });
  const concerned = found.filter((incident) => isAbout(incident, target, { from, until }));
  for (const incident of concerned) {
    const text = incident.pattern === 'single' ? singleText(target, answer) : PATTERN_TEXT;
    const asked = { incident: incident.id, text, at, actor: actor.name };
    const order = { action: 'notice-correct', ...asked } as const;
    const outcome = await desk.take(`${id}-${incident.id}`, order);
    log.info('statement.corrected', { target, incident: incident.id, outcome: outcome.kind });
  }
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

function singleText(target: string, answer: string): Text {
  return {
    ja: `${target} について、計測に誤りがあったことを確認しました。運用者の説明: ${answer}`,
    en: `It was confirmed that ${target} was measured wrongly. The operator says: ${answer}`,
  };
}

/** Who was told of a pattern may not know whose sites are in it. */
const PATTERN_TEXT: Text = {
  ja: 'この広がりに含まれる計測対象の一部について、計測に誤りがあったことを確認しました。',
  en: 'It was confirmed that part of the sites in this pattern were measured wrongly.',
};
