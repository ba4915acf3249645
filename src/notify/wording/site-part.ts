import { JUDGEMENT_LABELS } from '../../core/words/judgement.ts';
import { PHASE_LABELS, REASON_LABELS } from '../../core/words/labels.ts';
import type { Language } from '../../core/words/language.ts';
import type { NoticeDetail, NoticeMatter, NoticeSite } from '../../core/words/notice.ts';
import type { LetterPart } from './letter.ts';
import { ENDING_LABELS } from './matter-words.ts';
import type { MomentWords } from './moment-words.ts';

const LABELS = {
  ja: {
    site: 'サイト',
    judgement: '判定',
    before: '先のお知らせでの判定',
    since: '始まり',
    ended: '終わり',
    lasted: '続いた時間',
    closed: '扱いを改めた時刻',
    why: '根拠',
    normal: '平常の応答時間',
    now: '最新の応答時間',
    phase: '区間',
    reason: '失敗の内容',
    success: '最後に応答を確認した時刻',
    none: '記録なし',
  },
  en: {
    site: 'Site',
    judgement: 'Judged',
    before: 'Before',
    since: 'Since',
    ended: 'Until',
    lasted: 'It lasted',
    closed: 'Closed',
    why: 'Reason',
    normal: 'Normal response time',
    now: 'Newest response time',
    phase: 'Phase',
    reason: 'Failure',
    success: 'Last answer confirmed',
    none: 'none recorded',
  },
} as const;

/** One site with all that the recipient may know of it. */
export function sitePart(
  matter: NoticeMatter,
  site: NoticeSite,
  language: Language,
  moments: MomentWords,
): LetterPart {
  const words = LABELS[language];
  const name = site.detail?.url ?? site.target;
  const { ending, endedAt } = matter;
  const judged = JUDGEMENT_LABELS[site.judgement][language];
  const rows: [string, string][] = [
    [words.site, site.detail === null ? `${site.memberName[language]} ${name}` : name],
    [words.judgement, ending === null ? judged : endedWords(ending, judged, language)],
    ...shown(words.before, matter.before?.[language] ?? null),
    [words.since, moments.full(site.from)],
  ];
  if (endedAt !== null && ending !== 'recovered') rows.push([words.closed, moments.full(endedAt)]);
  else if (endedAt !== null) {
    rows.push([words.ended, moments.full(endedAt)]);
    rows.push([words.lasted, moments.stretch(endedAt - site.from)]);
  }
  if (site.detail !== null) rows.push(...detailRows(site.detail, language, moments));
  return { kind: 'facts', rows };
}

function endedWords(
  ending: NonNullable<NoticeMatter['ending']>,
  judged: string,
  language: Language,
): string {
  const label = ENDING_LABELS[ending][language];
  if (language === 'ja') return `${label}（それまで: ${judged}）`;
  return `${label} (until then: ${judged})`;
}

function detailRows(
  detail: NoticeDetail,
  language: Language,
  moments: MomentWords,
): readonly [string, string][] {
  const words = LABELS[language];
  const { why, normalMs, totalMs, phase, reason, statusCode } = detail;
  const status = statusCode === null ? '' : ` (HTTP ${statusCode})`;
  return [
    [words.why, why[language]],
    ...shown(words.reason, reason && `${REASON_LABELS[reason][language]}${status}`),
    ...shown(words.phase, phase && PHASE_LABELS[phase][language]),
    ...shown(words.normal, normalMs === null ? null : msWords(normalMs, language)),
    ...shown(words.now, totalMs === null ? null : msWords(totalMs, language)),
    [words.success, successWords(detail, language, moments)],
  ];
}

function successWords(
  { lastSuccessAt, seenSince }: NoticeDetail,
  language: Language,
  moments: MomentWords,
): string {
  if (lastSuccessAt !== null) return moments.full(lastSuccessAt);
  if (seenSince === undefined) return LABELS[language].none;
  const since = moments.full(seenSince);
  return language === 'ja' ? `${since} 以降なし` : `none since ${since}`;
}

function shown(label: string, value: string | null): readonly [string, string][] {
  return value === null ? [] : [[label, value]];
}

function msWords(ms: number, language: Language): string {
  const text = Math.round(ms).toLocaleString(language === 'ja' ? 'ja-JP' : 'en-GB');
  return language === 'ja' ? `${text} ミリ秒` : `${text} ms`;
}
