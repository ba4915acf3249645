import type { IncidentEnding } from '../../core/words/incident.ts';
import type { Language } from '../../core/words/language.ts';

/** What a file for a closed network says beside names, bands and judgements; times are formatted. */
export interface SnapshotWords {
  readonly title: (council: string) => string;
  /** `office` with its name where it has one. */
  readonly madeFor: (office: string) => string;
  readonly asOf: (at: string) => string;
  readonly marking: string;
  readonly still: string;
  readonly practice: string;
  readonly practiceNote: string;
  readonly exercise: string;
  readonly exerciseNote: (title: string) => string;
  readonly oneVantage: string;
  readonly nothingTold: string;
  readonly sectors: string;
  readonly sector: string;
  readonly since: string;
  readonly ratio: string;
  readonly times: (ratio: string) => string;
  readonly day: (from: string, to: string) => string;
  /** What a strip shows, for who does not see it; `most` null = nothing but none. */
  readonly strip: (most: string | null, minutes: string) => string;
  readonly stripNone: string;
  readonly stretches: string;
  readonly noStretches: string;
  readonly fromTo: (from: string, to: string) => string;
  readonly incidents: string;
  readonly noIncidents: string;
  readonly incident: string;
  readonly pattern: string;
  readonly judgement: string;
  readonly began: string;
  readonly state: string;
  readonly goesOn: string;
  readonly ended: (ending: string, at: string) => string;
  readonly endings: Readonly<Record<IncidentEnding, string>>;
  readonly ownSites: string;
  readonly noSites: string;
  readonly site: string;
  readonly response: string;
  readonly noOtherSites: string;
  /** `notNormal` null = all that are left out are normal. */
  readonly left: (sites: string, notNormal: string | null) => string;
  readonly zone: (timezone: string) => string;
  readonly listComma: string;
  /** What is added to a sentence. */
  readonly aside: (text: string) => string;
}

const JA: SnapshotWords = {
  title: (council) => `${council}の状況`,
  madeFor: (office) => `${office}向け`,
  asOf: (at) => `${at} 時点`,
  marking: '取扱い区分',
  still: 'このファイルの内容は変わりません。今の状況は画面で確かめてください。',
  practice: '模擬データ',
  practiceNote: '計測対象はすべて模擬サイトです。実在の組織のものではありません。',
  exercise: '訓練',
  exerciseNote: (title) => `訓練「${title}」の内容です。実際の状況ではありません。`,
  oneVantage: '観測点1か所による計測',
  nothingTold: '段階を示しているセプターはありません。',
  sectors: 'セプター',
  sector: 'セプター',
  since: 'この段階から',
  ratio: '平常比',
  times: (ratio) => `${ratio}倍`,
  day: (from, to) => `24時間（${from}〜${to}）`,
  strip: (most, minutes) =>
    most === null
      ? 'ずっと「なし」でした'
      : `最も重いときで${most}、「なし」でない時間は計${minutes}分`,
  stripNone: '示していません',
  stretches: '「なし」でなかった時間帯',
  noStretches: 'ありません',
  fromTo: (from, to) => `${from}〜${to}`,
  incidents: '24時間の事象',
  noIncidents: 'お見せできる事象はありません。',
  incident: '何について',
  pattern: '広がり',
  judgement: '判定',
  began: '始まり',
  state: '状態',
  goesOn: '継続中',
  ended: (ending, at) => `${ending}（${at}）`,
  endings: { recovered: '回復', adopted: '新しい平常とした', merged: '統合', withdrawn: '取消' },
  ownSites: '自組織の計測対象',
  noSites: '名前を示す計測対象はありません。',
  noOtherSites: 'ほかに、名前を示す計測対象はありません。',
  site: '計測対象',
  response: '応答時間',
  left: (sites, notNormal) =>
    `判定の重い順に載せました。ほかに${sites}件ありますが、多いため載せていません（${notNormal === null ? 'いずれも平常' : `うち平常でないもの${notNormal}件`}）。`,
  zone: (timezone) => `時刻は ${timezone}`,
  listComma: '、',
  aside: (text) => `（${text}）`,
};

const EN: SnapshotWords = {
  title: (council) => `State of ${council}`,
  madeFor: (office) => `for ${office}`,
  asOf: (at) => `as of ${at}`,
  marking: 'Marking',
  still: 'This file does not change; the board shows how it is now.',
  practice: 'PRACTICE DATA',
  practiceNote: 'Every site is a practice site; none belongs to a real organisation.',
  exercise: 'EXERCISE',
  exerciseNote: (title) =>
    `All of it belongs to the exercise “${title}”; it is not the real state.`,
  oneVantage: 'measured from one vantage',
  nothingTold: 'No sector has a band that is shown.',
  sectors: 'Sectors',
  sector: 'Sector',
  since: 'So since',
  ratio: 'Against normal',
  times: (ratio) => `×${ratio}`,
  day: (from, to) => `24 hours (${from} to ${to})`,
  strip: (most, minutes) =>
    most === null
      ? 'none all the time'
      : `at most ${most}; other than none for ${minutes} min in all`,
  stripNone: 'not shown',
  stretches: 'When it was other than none',
  noStretches: 'never',
  fromTo: (from, to) => `${from} to ${to}`,
  incidents: 'Incidents of 24 hours',
  noIncidents: 'There is no incident that you may know of.',
  incident: 'Of what',
  pattern: 'Pattern',
  judgement: 'Judgement',
  began: 'Began',
  state: 'State',
  goesOn: 'going on',
  ended: (ending, at) => `${ending} (${at})`,
  endings: {
    recovered: 'recovered',
    adopted: 'taken as the new normal',
    merged: 'merged',
    withdrawn: 'withdrawn',
  },
  ownSites: 'Sites of your own',
  noSites: 'No site is shown by name.',
  noOtherSites: 'No other site is shown by name.',
  site: 'Site',
  response: 'Response',
  left: (sites, notNormal) =>
    `The heaviest judged come first; ${sites} more are left out, because they are many (${notNormal === null ? 'all of them normal' : `${notNormal} of them not normal`}).`,
  zone: (timezone) => `Times are in ${timezone}`,
  listComma: ', ',
  aside: (text) => ` (${text})`,
};

export const SNAPSHOT_WORDS: Readonly<Record<Language, SnapshotWords>> = { ja: JA, en: EN };
