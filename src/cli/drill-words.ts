import type { DrillOutcome, DrillStarted } from '../app/control/drill-order.ts';
import type { DrillList } from '../app/drill/list-drills.ts';
import { timeText } from '../core/time/time-text.ts';
import { PATTERN_LABELS } from '../core/words/incident.ts';
import type { Language, Text } from '../core/words/language.ts';
import type { Scenario } from '../core/words/scenario.ts';
import { table } from './table.ts';
import { zoneLine } from './zone-line.ts';

const HEAD: Readonly<Record<Language, readonly string[]>> = {
  ja: ['id', '再現する日時', '長さ', '期待する広がり', '題名'],
  en: ['id', 'replays', 'length', 'to be found', 'title'],
};

const NOTHING: Text = { ja: 'なし', en: 'nothing' };

/** `2023-06-06 17:15` in the council's zone, without its offset. */
function minuteText(at: number, timezone: string): string {
  return timeText(at, timezone, 'minute').slice(0, 16);
}

export function patternText({ expected: { pattern } }: Scenario): Text {
  return pattern === 'none' ? NOTHING : PATTERN_LABELS[pattern];
}

/** `8:00` hours and minutes. */
function lengthText(lengthMs: number): string {
  const minutes = Math.round(lengthMs / 60_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

export function listLines(
  { scenarios, timezone }: DrillList,
  language: Language,
): readonly string[] {
  const rows = scenarios.map((scenario) => [
    scenario.id,
    minuteText(scenario.startsAt, timezone),
    lengthText(scenario.lengthMs),
    patternText(scenario)[language],
    scenario.title[language],
  ]);
  return [...table([HEAD[language], ...rows]), '', zoneLine(timezone)[language]];
}

/** What is said when a drill has begun. */
export function startedLines(started: DrillStarted, language: Language): readonly string[] {
  const { id, title, from, to, speed, everyMinutes, url, dir } = started;
  const minutes = Math.ceil((to - from) / speed / 60_000);
  const lines: Text[] = [
    {
      ja: `【訓練】${title.ja} を始めました（${id}、約 ${minutes} 分、${speed} 倍、訓練の時刻で ${everyMinutes} 分ごとに計測）。`,
      en: `EXERCISE: ${title.en} has begun (${id}, about ${minutes} min, ${speed} times faster, a probe every ${everyMinutes} min of its own time).`,
    },
    { ja: `画面: ${url}`, en: `Board: ${url}` },
    { ja: `計測値: ${dir}`, en: `Samples: ${dir}` },
    ...started.notes.flatMap(noteOf),
    { ja: '終了: npx yamabiko drill stop', en: 'To end it: npx yamabiko drill stop' },
  ];
  return lines.map((line) => line[language]);
}

/** Where the council has not what the scenario asks for. */
function noteOf({ act, sites, sector, insteadOf, related }: DrillStarted['notes'][number]): Text[] {
  const place = { ja: `出来事 ${act + 1}`, en: `act ${act + 1}` };
  if (sites === 0) {
    return [
      {
        ja: `${place.ja}: 当てはまる構成員がいないため、何も起きません。`,
        en: `${place.en}: no member fits, so nothing happens.`,
      },
    ];
  }
  const notes: Text[] = [];
  if (insteadOf !== null) {
    notes.push({
      ja: `${place.ja}: この協議会にない ${insteadOf} の代わりに ${sector} の ${sites} 件で行います。`,
      en: `${place.en}: ${sites} of ${sector} stand in for ${insteadOf}, which this council has not.`,
    });
  }
  if (related > 0) {
    notes.push({
      ja: `${place.ja}: ${sites} 件のうち ${related} 件は、ほかと共通点があります。`,
      en: `${place.en}: ${related} of its ${sites} sites share something with others.`,
    });
  }
  return notes;
}

type Said = Exclude<DrillOutcome, DrillStarted>;

export function outcomeText(outcome: Said | { readonly kind: 'waiting' }): Text {
  switch (outcome.kind) {
    case 'drill_ended':
      return {
        ja: `【訓練終了】${outcome.title.ja}（${outcome.id}）を終えました。`,
        en: `End of EXERCISE: ${outcome.title.en} (${outcome.id}).`,
      };
    case 'drill_runs':
      return {
        ja: `訓練 ${outcome.id}（${outcome.title.ja}）を行っています。先に npx yamabiko drill stop で終えてください。`,
        en: `the drill ${outcome.id} (${outcome.title.en}) is running; end it first by npx yamabiko drill stop`,
      };
    case 'no_drill':
      return { ja: '訓練は行っていません。', en: 'No drill is running.' };
    case 'drill_refused':
      return outcome.text;
    case 'waiting':
      return {
        ja: 'サービスから 60 秒以内に返事がありません。サービスのログを確かめてください。',
        en: 'The service has not answered within 60 s; look into its log.',
      };
    default:
      return outcome satisfies never;
  }
}
