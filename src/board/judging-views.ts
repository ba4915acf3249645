import type { Config } from '../core/config.ts';
import type { JudgementStore } from '../core/ports/judgement-store.ts';
import type { Judging } from '../core/ports/judging.ts';
import type { NoticeStore } from '../core/ports/notice-store.ts';
import type { Dated } from '../core/words/marked.ts';
import type { IncidentDto, IncidentListDto, JudgingDto } from './dto/judging.ts';
import type { CouncilDto } from './dto.ts';
import type { IncidentsQuery, JudgingQuery } from './sources.ts';
import { incidentDtoOf, incidentListOf, judgingOf } from './views/judging.ts';

/** Answers about judging, not yet sealed. */
export interface JudgingViews {
  judging(query: JudgingQuery): Dated<JudgingDto>;
  /** Rejects with `store_unavailable`. */
  incidents(query: IncidentsQuery): Promise<Dated<IncidentListDto>>;
  /** null = there is no such incident. Rejects with `store_unavailable`. */
  incident(id: string): Promise<Dated<IncidentDto> | null>;
}

export interface JudgingViewParts {
  readonly judging: Judging;
  readonly judgements: Pick<JudgementStore, 'incidents' | 'incident'>;
  readonly notices: Pick<NoticeStore, 'decisions'>;
  readonly now: () => number;
  readonly place: () => { readonly config: Config; readonly council: CouncilDto };
}

export function createJudgingViews(parts: JudgingViewParts): JudgingViews {
  const { judging, judgements, now, place } = parts;
  return {
    judging(query) {
      const asOf = now();
      return { asOf, data: judgingOf(judging, { config: place().config, now: asOf }, query) };
    },
    async incidents(query) {
      const asOf = now();
      return { asOf, data: await incidentListOf(judgements, { ...place(), now: asOf }, query) };
    },
    async incident(id) {
      const asOf = now();
      const data = await incidentDtoOf(parts, { ...place(), now: asOf }, id);
      return data === null ? null : { asOf, data };
    },
  };
}
