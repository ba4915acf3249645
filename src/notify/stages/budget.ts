import type { Halt, StageContext } from './stage.ts';

/** One message a contact in a window; `lastAt`: when the one before was written, null = never. */
export function passBudget(
  lastAt: number | null,
  { now, pace, clock }: Pick<StageContext, 'now' | 'pace' | 'clock'>,
): Halt | null {
  if (lastAt === null || now >= lastAt + pace.windowMs) return null;
  const until = lastAt + pace.windowMs;
  const text = clock.minuteText(until);
  return {
    stage: 'budget',
    until,
    text: {
      ja: `前のお知らせから間がないため、${text} にまとめて送ります`,
      en: `budget reached, summary at ${text}`,
    },
  };
}
