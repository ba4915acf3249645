import type { JudgingWords } from './judging-words.ts';

/** How long something lasts, in its two largest units: `3時間12分`, `2 d 4 h`, `45 s`. */
export function showDuration(durationMs: number, words: JudgingWords['spans']): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  if (seconds < 60) return words.seconds(seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return words.minutes(minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return words.hours(hours, minutes % 60);
  return words.days(Math.floor(hours / 24), hours % 24);
}
