import type { Beside, NothingState, PatternState, Reach, SinglesState } from './pattern-state.ts';
import { numberIn, words } from './state-parts.ts';
import type { StatePart } from './state-words.ts';

const number = numberIn('ja');

/** What is said now of the council, a sector or an incident. */
export function patternJa(state: PatternState): readonly StatePart[] {
  switch (state.kind) {
    case 'not-judged':
      return [words('まだ判定していません。計測値が集まると判定を始めます。')];
    case 'normal':
      return nothing(state);
    case 'own-network': {
      const together =
        state.targets === null
          ? [words('サイトの状況を表していないおそれがあります。')]
          : [
              number(state.targets, 'missed'),
              words('の計測対象が同時に応答しなくなりました。'),
              words('その間、サイトについての判定を止めています。'),
            ];
      return [
        { text: '計測側の障害の可能性があります', kind: 'missed' },
        words(`（${state.since}から）。`),
        ...together,
      ];
    }
    case 'cross-sector':
      return [...placesOf(state.reach), ...differ(state.reach)];
    case 'shared-cause':
      return [
        words(`${state.fact.name}「${state.fact.text}」が共通する`),
        ...differ(state.reach, sectorsOf(state.reach)),
      ];
    case 'sector-wide':
      return [words(`${state.sector}の中でそろって、`), ...differ(state.reach)];
    case 'singles':
      return singles(state);
    default:
      return state satisfies never;
  }
}

function nothing({ judged, learning, unknown }: NothingState): readonly StatePart[] {
  if (learning + unknown === 0) return [words('平常と異なる計測対象はありません。')];
  const [judgedText, learningText, unknownText] = [judged, learning, unknown].map((n) =>
    n.toLocaleString('ja'),
  );
  const told = [
    judged === 0 ? '' : `判定している${judgedText}の計測対象に、平常と異なるものはありません。`,
    learning === 0 ? '' : `${learningText}の計測対象は、平常の応答時間を学習しています。`,
    unknown === 0
      ? ''
      : `${unknownText}の計測対象は判定できません（計測できず、計測の遮断、計画作業）。`,
  ];
  return [words(told.join(''))];
}

export function besideJa({ patterns, singles }: Beside): readonly StatePart[] {
  const named: readonly (readonly [number, string])[] = [
    [patterns, '広がりのある事象が'],
    [singles, '単独の事象が'],
  ];
  const told = named.filter(([n]) => n > 0);
  if (told.length === 0) return [];
  const texts = told.map(([n, text]) => `${text}${n.toLocaleString('ja')}件`);
  return [words(`ほかに${texts.join('、')}続いています。`)];
}

function placesOf({ fields, sectors }: Reach): readonly StatePart[] {
  if (fields.length === 0) return [words('複数の分野で同時に、')];
  return [
    number(fields.length, 'failure'),
    words('分野・'),
    number(sectors, 'failure'),
    words(`セプターで同時に（${fields.join('、')}）、`),
  ];
}

function sectorsOf({ sectors }: Reach): string {
  return sectors === 0 ? '' : `${sectors.toLocaleString('ja')}セプター、`;
}

/** `places` stands before the time. */
function differ({ affected, sites, since }: Reach, places = ''): readonly StatePart[] {
  const note = `（${places}${since}から）。`;
  if (sites === 0) return [words(`計測対象の応答時間が長くなっています${note}`)];
  if (affected === 0) {
    return [
      words('平常と異なっていた'),
      number(sites),
      words(`の計測対象は平常に戻りました${note}`),
    ];
  }
  return [number(affected, 'failure'), words(`の計測対象が平常と異なります${note}`)];
}

function singles({ slow, failing, flapping, sectors, since }: SinglesState): readonly StatePart[] {
  const named: readonly (readonly [number, string, StatePart['kind']])[] = [
    [failing, '応答を確認できない計測対象が', 'failure'],
    [flapping, '応答が断続する計測対象が', 'failure'],
    [slow, '平常時より遅い計測対象が', 'slow'],
  ];
  const parts = named
    .filter(([n]) => n > 0)
    .flatMap(([n, text, kind], index) => [
      words(`${index === 0 ? '' : '、'}${text}`),
      number(n, kind),
      words('件'),
    ]);
  const total = slow + failing + flapping;
  const places = sectors === null ? '' : `${sectors.toLocaleString('ja')}セプター、`;
  const began = total === 1 ? `${since}から` : `最も早いものは${since}から`;
  const apart = total === 1 ? '単独の事象です。' : 'それぞれ単独の事象です。';
  return [...parts, words(`あります（${places}${began}）。${apart}`)];
}
