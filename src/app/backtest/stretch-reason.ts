import type { Text } from '../../core/words/language.ts';
import type { UnusualStretch } from '../../judge/rules/target/unusual-stretches.ts';

/** Why a stretch is unusual, in words and numbers; a plain series has no unit. */
export function reasonOf(stretch: UnusualStretch): Text {
  const { peakValue, normal, peakScore, peakAt } = stretch;
  const at = new Date(peakAt).toISOString().slice(0, 16).replace('T', ' ');
  if (peakValue === null) {
    return { ja: `${at} UTC に失敗。`, en: `A failed sample at ${at} UTC.` };
  }
  const score = peakScore.toFixed(1);
  if (normal === null) {
    return {
      ja: `${at} UTC に ${valueText(peakValue)}（隔たり ${score}）。`,
      en: `${valueText(peakValue)} at ${at} UTC, distance ${score}.`,
    };
  }
  const ratio = (peakValue / normal).toFixed(2);
  const [value, usual] = [valueText(peakValue), valueText(normal)];
  return {
    ja: `平常 ${usual} に対し ${at} UTC に ${value}（${ratio} 倍、隔たり ${score}）。`,
    en: `${value} at ${at} UTC against a normal ${usual} (${ratio} times, distance ${score}).`,
  };
}

function valueText(value: number): string {
  return String(Number(value.toPrecision(4)));
}
