import type { Judging } from '../../core/ports/judging.ts';
import {
  JUDGEMENT_LABELS,
  JUDGEMENT_WEIGHTS,
  type Judgement,
  type Verdict,
} from '../../core/words/judgement.ts';
import type { NoticeDetail, NoticeMatter, NoticeSite } from '../../core/words/notice.ts';
import type { SiteTrouble } from '../../notify/trouble-book.ts';
import { verdictSince } from '../../share/rules/verdict-since.ts';
import type { AnswerBook, Answers } from './answer-book.ts';
import type { NoticePlace } from './notice-places.ts';
import type { AnsweredSince } from './told-since.ts';

export interface SiteSources {
  readonly judging: Judging;
  readonly answers: AnswerBook;
  readonly isAnsweredSince: AnsweredSince;
}

/** Under which incident and pattern a trouble is told. */
export interface ToldUnder {
  readonly incident: string;
  readonly pattern: NoticeMatter['pattern'];
}

export interface SiteTelling {
  readonly under: ToldUnder;
  /** Since when the recipient sees its values, epoch ms, endless = always; null = he does not. */
  readonly detailSince: number | null;
}

/** A site's trouble as a matter, with its detail where the recipient may know it. */
export function siteMatterOf(
  place: NoticePlace,
  trouble: SiteTrouble,
  { under, detailSince }: SiteTelling,
  sources: SiteSources,
): NoticeMatter {
  const { entry, endedAt, ending } = trouble;
  const judgement = judgementOf(trouble, sources.judging);
  const detail = detailSince === null ? null : detailOf(place, trouble, sources, detailSince);
  return {
    key: siteKey(place.target.id),
    ...under,
    weight: HEAVY.has(judgement) ? 'failing' : 'slow',
    since: entry.from,
    endedAt,
    ending,
    sites: [{ ...noticeSiteOf(place, trouble), judgement, to: endedAt, detail }],
    hasOthers: false,
    fact: null,
    sectors: [],
  };
}

const HEAVY: ReadonlySet<Judgement> = new Set(['failing', 'flapping']);

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
  { judging, answers, isAnsweredSince: isAnswered }: SiteSources,
  since: number,
): NoticeDetail {
  const worst = worstOf(target.id, judging);
  const verdict = worst && verdictSince(worst.verdict, since, isAnswered(worst, since));
  const newest = worst === null ? null : answers.of({ target: target.id, family: worst.family });
  const isFromThen = entry.from > since;
  // What was found on the way may rest on answers from before.
  const foundRatio = since === Number.NEGATIVE_INFINITY ? entry.ratio : null;
  const foundPhase = isFromThen ? entry.phase : null;
  const last = isFromThen ? incident.timeline.at(-1)?.text : JUDGEMENT_LABELS[entry.judgement];
  return {
    url: target.url,
    why: verdict?.why ?? last ?? { ja: '', en: '' },
    ratio: verdict?.ratio ?? (ending === null ? foundRatio : null),
    normalMs: verdict?.normalMs ?? null,
    phase: ending === null ? (verdict?.phase ?? foundPhase) : null,
    ...answersSince(newest, since),
  };
}

/** The newest answers, without those from before; whether there was a success before is not told either. */
function answersSince(newest: Answers | null, since: number) {
  const isFromThen = newest !== null && newest.at >= since;
  const { reason, statusCode, totalMs } = isFromThen ? newest : NO_ANSWER;
  const success = newest?.lastSuccessAt ?? null;
  const lastSuccessAt = success !== null && success >= since ? success : null;
  const isCut = lastSuccessAt === null && since !== Number.NEGATIVE_INFINITY;
  return {
    ...{ reason, statusCode, totalMs: reason === null ? totalMs : null, lastSuccessAt },
    ...(isCut ? { seenSince: since } : {}),
  };
}

const NO_ANSWER = { reason: null, statusCode: null, totalMs: null };

/** The series of a target that is judged worst; null where none is judged. */
function worstOf(target: string, judging: Judging) {
  const judged = ([4, 6] as const).flatMap((family) => {
    const verdict = judging.verdictOf(target, family);
    return verdict === null ? [] : [{ target, family, verdict }];
  });
  return judged.sort((a, b) => weightOf(b) - weightOf(a))[0] ?? null;
}

function weightOf({ verdict }: { readonly verdict: Verdict }): number {
  return JUDGEMENT_WEIGHTS[verdict.judgement];
}
