import type { Judgement } from '../../../core/words/judgement.ts';
import { PHASE_LABELS, REASON_LABELS } from '../../../core/words/labels.ts';
import type { Text } from '../../../core/words/language.ts';
import type { FailureReason, Phase } from '../../../core/words/outcome.ts';
import type { MovedPhase } from './phase-normals.ts';
import type { SeriesSettings } from './series-settings.ts';

/** What a verdict rests on. */
export interface WhyFacts {
  readonly judgement: Judgement;
  /** ms; null = not learned. */
  readonly normalMs: number | null;
  readonly ratio: number | null;
  readonly moved: MovedPhase | null;
  readonly reason: FailureReason | null;
  readonly failedPhase: Phase | null;
  /** What will confirm a failure that waits for it; null where none does. */
  readonly pending: SeriesSettings['confirmed'] | null;
  /** The fixed threshold that answers are above; null where they are not. */
  readonly criticalMs: number | null;
  /** Wall-clock ms of the day since which it is so; null where that was on another day. */
  readonly wallMs: number | null;
}

/** The reason in words and numbers. */
export function whyOf(facts: WhyFacts): Text {
  const said = SENTENCES[facts.judgement](facts);
  if (facts.wallMs === null) return said;
  const clock = clockText(facts.wallMs);
  return { ja: `${said.ja}${clock} から。`, en: `${said.en} Since ${clock}.` };
}

const SENTENCES: Readonly<Record<Judgement, (facts: WhyFacts) => Text>> = {
  normal: (facts) => joined(normalText(facts), pendingText(facts)),
  slow: (facts) => joined(normalText(facts), movedText(facts.moved), criticalText(facts)),
  failing: (facts) =>
    joined(failureText(facts), {
      ja: '失敗が続けて確認されました。',
      en: 'Failures were confirmed in a row.',
    }),
  flapping: (facts) =>
    joined(
      {
        ja: '応答がある回とない回が入れ替わっています。',
        en: 'Answers and failures take turns.',
      },
      lastFailureText(facts),
    ),
  blocked: () => ({
    ja: 'サイト側の防御機能が計測を遮断したとみられます。利用者には応答している可能性があります。遮断がこの観測点からの計測だけのものかは、1か所からは分かりません。',
    en: 'A defence of the site appears to block the probes; visitors may well be answered. Whether it blocks this vantage alone is not known from one.',
  }),
  maintenance: () => ({
    ja: '計画作業の時間帯のため、判定していません。',
    en: 'Not judged during planned work.',
  }),
  unknown: () => ({
    ja: '判定に使える計測値がありません。',
    en: 'There is no sample to judge by.',
  }),
};

function normalText({ normalMs, ratio }: WhyFacts): Text {
  if (normalMs === null || ratio === null) {
    return {
      ja: '応答は確認できています。平常時の応答時間は学習中です。',
      en: 'The site answers; what is normal for it is still being learned.',
    };
  }
  return {
    ja: `平常 ${msText(normalMs)} に対し ${msText(normalMs * ratio)}（${ratioText(ratio)} 倍）。`,
    en: `${msText(normalMs * ratio)} against a normal ${msText(normalMs)} (${ratioText(ratio)} times).`,
  };
}

function movedText(moved: MovedPhase | null): Text | null {
  if (moved === null) return null;
  const label = PHASE_LABELS[moved.phase];
  const [usual, now] = [msText(moved.usualMs), msText(moved.nowMs)];
  return {
    ja: `${label.ja}が ${usual} → ${now}。`,
    en: `The ${label.en} took ${now} in place of ${usual}.`,
  };
}

function criticalText({ criticalMs }: WhyFacts): Text | null {
  if (criticalMs === null) return null;
  return {
    ja: `しきい値 ${msText(criticalMs)} を超えています。`,
    en: `Above the threshold of ${msText(criticalMs)}.`,
  };
}

function pendingText({ pending, reason }: WhyFacts): Text | null {
  if (pending === null || reason === null) return null;
  const by = CONFIRMED_BY[pending];
  return {
    ja: `直近の計測は失敗（${REASON_LABELS[reason].ja}）。${by.ja}確かめます。`,
    en: `The newest probe failed (${REASON_LABELS[reason].en}); ${by.en} is to confirm it.`,
  };
}

const CONFIRMED_BY: Readonly<Record<SeriesSettings['confirmed'], Text>> = {
  'by-attempt': { ja: '数秒後の再計測で', en: 'a second one seconds later' },
  'by-next-slot': { ja: '次の計測で', en: 'the next one' },
};

function failureText({ reason, failedPhase }: WhyFacts): Text {
  if (reason === null) return { ja: '', en: '' };
  const place = failedPhase === null ? null : PHASE_LABELS[failedPhase];
  return {
    ja: `${REASON_LABELS[reason].ja}${place === null ? '' : `（${place.ja}の途中）`}。`,
    en: `${capital(REASON_LABELS[reason].en)}${place === null ? '' : `, during the ${place.en}`}.`,
  };
}

function lastFailureText({ reason }: WhyFacts): Text | null {
  if (reason === null) return null;
  return {
    ja: `直近の失敗は「${REASON_LABELS[reason].ja}」。`,
    en: `The last failure: ${REASON_LABELS[reason].en}.`,
  };
}

function joined(...texts: readonly (Text | null)[]): Text {
  const said = texts.filter((text) => text !== null);
  return { ja: said.map(({ ja }) => ja).join(''), en: said.map(({ en }) => en).join(' ') };
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function ratioText(ratio: number): string {
  return ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(1);
}

/** `182 ms`, `4.3 s`. */
function msText(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  return ms >= 10 ? `${Math.round(ms).toLocaleString('en-US')} ms` : `${ms.toFixed(1)} ms`;
}

/** `10:02` */
function clockText(wallMs: number): string {
  const minutes = Math.floor(wallMs / 60_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
