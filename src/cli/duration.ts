import { LONGEST_TIMER_MS } from '../core/time/longest-timer.ts';
import { wrongValue } from '../core/wrong-value.ts';

const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** `500ms`, `10s`, `1m`, `1h`, `1d` as ms; throws `usage` naming the option. */
export function durationMsOf(text: string, option: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text);
  const durationMs = Number(match?.[1]) * (UNIT_MS[match?.[2] ?? ''] ?? Number.NaN);
  if (!(durationMs >= 1)) {
    throw wrongValue(
      option,
      { ja: ' 10s や 500ms のような時間', en: 'a duration like 10s or 500ms' },
      text,
    );
  }
  return durationMs;
}

/** As {@link durationMsOf}, for what is waited for: at most 24 days. */
export function waitMsOf(text: string, option: string): number {
  const waitMs = durationMsOf(text, option);
  if (waitMs <= LONGEST_TIMER_MS) return waitMs;
  throw wrongValue(option, { ja: ' 24 日（24d）までの時間', en: 'at most 24 days (24d)' }, text);
}
