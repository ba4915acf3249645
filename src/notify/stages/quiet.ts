import { addDays } from '../../core/time/date-arithmetic.ts';
import type { QuietHours } from '../../core/words/recipient.ts';
import type { LocalClock, Stage } from './stage.ts';

/** In its quiet hours a contact hears nothing; what ends meanwhile is not told. */
export const passQuiet: Stage = (_, { contact, now, clock }) => {
  const until = contact.quietHours === null ? null : quietUntil(contact.quietHours, now, clock);
  if (until === null) return null;
  const text = clock.minuteText(until);
  return {
    stage: 'quiet',
    until,
    text: {
      ja: `この連絡先の通知しない時間帯のため、${text} まで待ちます`,
      en: `quiet hours of this contact: it waits until ${text}`,
    },
  };
};

/** When the quiet hours that hold `at` are over, epoch ms; null = none do. */
export function quietUntil(hours: QuietHours, at: number, clock: LocalClock): number | null {
  const today = clock.dateOf(at);
  const ends = [addDays(today, -1), today].flatMap((date) => {
    if (!hours.days.includes(clock.kindOf(date))) return [];
    const from = clock.instantOf(date, hours.from);
    const lasts = hours.to > hours.from ? date : addDays(date, 1);
    const to = clock.instantOf(lasts, hours.to);
    return from <= at && at < to ? [to] : [];
  });
  return ends.length === 0 ? null : Math.max(...ends);
}
