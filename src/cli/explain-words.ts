import type { ExplainedSeries, Explanation } from '../app/explain/explain-target.ts';
import { timeText } from '../core/time/time-text.ts';
import { PATTERN_LABELS } from '../core/words/incident.ts';
import { JUDGEMENT_LABELS } from '../core/words/judgement.ts';
import { OUTCOME_LABELS, PHASE_LABELS, REASON_LABELS } from '../core/words/labels.ts';
import { type Language, STANDING_SENTENCE } from '../core/words/language.ts';
import type { Marking } from '../core/words/marking.ts';
import type { Sample } from '../core/words/sample.ts';
import { table } from './table.ts';
import { zoneLine } from './zone-line.ts';

interface Printing {
  readonly marking: Marking;
  readonly language: Language;
}

/** What `explain` shows a person. */
export function explanationText(data: Explanation, { marking, language }: Printing): string {
  const words = WORDS[language];
  const timeOf = (at: number) => timeText(at, data.timezone).slice(0, 19);
  const { target, name, samples, readFrom } = data;
  const lines = [
    `${marking}${data.practice ? `  ${words.practice}` : ''}`,
    name === null ? target : `${target}  ${name[language]}`,
    words.read(timeOf(data.at), samples.toLocaleString('en-US'), timeOf(readFrom ?? data.at)),
    ...data.series.flatMap((series) => ['', ...seriesLines(series, { language, timeOf })]),
    '',
    ...(data.incidents.length === 0
      ? [words.noIncident]
      : data.incidents.map(({ id, pattern, since }) =>
          words.incident(id, PATTERN_LABELS[pattern][language], timeOf(since)),
        )),
    '',
    STANDING_SENTENCE[language],
    zoneLine(data.timezone)[language],
  ];
  return `${lines.join('\n')}\n`;
}

interface Telling {
  readonly language: Language;
  readonly timeOf: (at: number) => string;
}

function seriesLines(series: ExplainedSeries, { language, timeOf }: Telling): readonly string[] {
  const words = WORDS[language];
  const { family, verdict, phases, answers, learnedFrom, newest } = series;
  const { judgement, since, why, normalMs, ratio, deviation } = verdict;
  const judged = JUDGEMENT_LABELS[judgement][language];
  const figures = [
    ...(normalMs === null ? [] : [words.normal(msText(normalMs))]),
    ...(ratio === null ? [] : [words.ratio(ratio.toFixed(2))]),
    ...(deviation === null ? [] : [words.deviation(deviation.toFixed(1))]),
  ];
  const rows = (phases ?? []).map(({ phase, usualMs, nowMs }) => [
    `    ${PHASE_LABELS[phase][language]}`,
    msText(usualMs),
    msText(nowMs),
  ]);
  return [
    words.judged(`IPv${family}`, judged, timeOf(since)),
    `  ${why[language]}`,
    ...(figures.length === 0 ? [] : [`  ${figures.join(words.comma)}`]),
    ...(rows.length === 0 ? [] : table([[`    ${words.phase}`, words.usual, words.now], ...rows])),
    `  ${learnedFrom === null ? words.notLearned : words.learned(answers, timeOf(learnedFrom))}`,
    `  ${words.newest(timeOf(newest.startedAt ?? newest.scheduledAt), foundText(newest, language))}`,
  ];
}

function foundText(sample: Sample, language: Language): string {
  const { outcome, reason, statusCode, totalMs, validity } = sample;
  return [
    OUTCOME_LABELS[outcome][language],
    ...(reason === null ? [] : [REASON_LABELS[reason][language]]),
    ...(statusCode === null ? [] : [String(statusCode)]),
    ...(totalMs === null ? [] : [msText(totalMs)]),
    ...(validity === 'suspect' ? [WORDS[language].suspect] : []),
  ].join(' · ');
}

function msText(ms: number): string {
  return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
}

interface Words {
  readonly practice: string;
  readonly read: (at: string, samples: string, from: string) => string;
  readonly judged: (series: string, judgement: string, since: string) => string;
  readonly normal: (ms: string) => string;
  readonly ratio: (ratio: string) => string;
  readonly deviation: (deviation: string) => string;
  readonly comma: string;
  readonly phase: string;
  readonly usual: string;
  readonly now: string;
  readonly learned: (answers: number, from: string) => string;
  readonly notLearned: string;
  readonly newest: (at: string, found: string) => string;
  readonly suspect: string;
  readonly incident: (id: string, pattern: string, since: string) => string;
  readonly noIncident: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  ja: {
    practice: '模擬データ',
    read: (at, samples, from) => `${at} の判定（${from} からの計測値 ${samples} 件による）`,
    judged: (series, judgement, since) => `${series}  ${judgement}（${since} から）`,
    normal: (ms) => `この時間帯の平常 ${ms}`,
    ratio: (ratio) => `平常の ${ratio} 倍`,
    deviation: (deviation) => `直近の応答の隔たり ${deviation}（標準偏差の倍数）`,
    comma: '、',
    phase: '区間',
    usual: '平常',
    now: '直近',
    learned: (answers, from) => `平常は ${from} からの応答 ${answers} 回で学習しました。`,
    notLearned: '平常はまだ学習していません。',
    newest: (at, found) => `最後の計測 ${at}: ${found}`,
    suspect: '参考値',
    incident: (id, pattern, since) => `続いていた事象 ${id}（${pattern}、${since} から）`,
    noIncident: '続いていた事象はありません。',
  },
  en: {
    practice: 'PRACTICE',
    read: (at, samples, from) => `As judged at ${at}, by ${samples} samples since ${from}`,
    judged: (series, judgement, since) => `${series}  ${judgement}, since ${since}`,
    normal: (ms) => `normal at this time ${ms}`,
    ratio: (ratio) => `${ratio} times normal`,
    deviation: (deviation) => `newest answer ${deviation} standard deviations from it`,
    comma: ', ',
    phase: 'phase',
    usual: 'normal',
    now: 'newest',
    learned: (answers, from) => `Its normal was learned from ${answers} answers since ${from}.`,
    notLearned: 'Its normal is not learned yet.',
    newest: (at, found) => `Last probe ${at}: ${found}`,
    suspect: 'suspect',
    incident: (id, pattern, since) => `Incident that lasted: ${id} (${pattern}, since ${since})`,
    noIncident: 'No incident lasted.',
  },
};
