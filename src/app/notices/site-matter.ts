import type { Judging } from '../../core/ports/judging.ts';
import { JUDGEMENT_WEIGHTS, type Judgement, type Verdict } from '../../core/words/judgement.ts';
import type { NoticeDetail, NoticeMatter, NoticeSite } from '../../core/words/notice.ts';
import type { SiteTrouble } from '../../notify/trouble-book.ts';
import type { AnswerBook } from './answer-book.ts';
import type { NoticePlace } from './notice-places.ts';

export interface SiteSources {
  readonly judging: Judging;
  readonly answers: AnswerBook;
}

/** Under which incident and pattern a trouble is told. */
export interface ToldUnder {
  readonly incident: string;
  readonly pattern: NoticeMatter['pattern'];
}

/** A site's trouble as a matter, with its detail where the recipient may know it. */
export function siteMatterOf(
  place: NoticePlace,
  trouble: SiteTrouble,
  {
    under,
    withDetail,
    sources,
  }: {
    readonly under: ToldUnder;
    readonly withDetail: boolean;
    readonly sources: SiteSources;
  },
): NoticeMatter {
  const { entry, endedAt, ending } = trouble;
  const judgement = judgementOf(trouble, sources.judging);
  const detail = withDetail ? detailOf(place, trouble, sources) : null;
  return {
    key: siteKey(place.target.id),
    ...under,
    weight: judgement === 'slow' ? 'slow' : 'failing',
    since: entry.from,
    endedAt,
    ending,
    sites: [{ ...noticeSiteOf(place, trouble), judgement, to: endedAt, detail }],
    hasOthers: false,
    fact: null,
    sectors: [],
  };
}

export function siteKey(target: string): string {
  return `site:${target}`;
}

/** A site by its name and its judgement. */
export function noticeSiteOf(
  { target, member, sector }: NoticePlace,
  { entry }: Pick<SiteTrouble, 'entry'>,
): NoticeSite {
  const { judgement, from, to } = entry;
  return {
    ...{ target: target.id, member: member.id, memberName: member.name, sector: sector.id },
    ...{ judgement, from, to, detail: null },
  };
}

/** The worst of the trouble; one that comes and goes is told as that while it does. */
function judgementOf({ entry, ending }: SiteTrouble, judging: Judging): Judgement {
  const isFlapping = ending === null && judging.stateOf(entry.target)?.judgement === 'flapping';
  return isFlapping ? 'flapping' : entry.judgement;
}

function detailOf(
  { target }: NoticePlace,
  { entry, ending, incident }: SiteTrouble,
  { judging, answers }: SiteSources,
): NoticeDetail {
  const worst = worstOf(target.id, judging);
  const verdict = worst?.verdict ?? null;
  const newest = worst === null ? null : answers.of({ target: target.id, family: worst.family });
  const isOver = ending !== null;
  return {
    url: target.url,
    why: verdict?.why ?? incident.timeline.at(-1)?.text ?? { ja: '', en: '' },
    ratio: isOver ? (verdict?.ratio ?? null) : (verdict?.ratio ?? entry.ratio),
    normalMs: verdict?.normalMs ?? null,
    phase: isOver ? null : (verdict?.phase ?? entry.phase),
    reason: newest?.reason ?? null,
    statusCode: newest?.statusCode ?? null,
    totalMs: newest !== null && newest.reason === null ? newest.totalMs : null,
    lastSuccessAt: newest?.lastSuccessAt ?? null,
  };
}

/** The series of a target that is judged worst; null where none is judged. */
function worstOf(target: string, judging: Judging) {
  const judged = ([4, 6] as const).flatMap((family) => {
    const verdict = judging.verdictOf(target, family);
    return verdict === null ? [] : [{ family, verdict }];
  });
  return judged.sort((a, b) => weightOf(b) - weightOf(a))[0] ?? null;
}

function weightOf({ verdict }: { readonly verdict: Verdict }): number {
  return JUDGEMENT_WEIGHTS[verdict.judgement];
}
