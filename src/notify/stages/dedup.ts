import type { NoticeMatter } from '../../core/words/notice.ts';
import { printOf } from './matter-print.ts';
import type { Halt, StageContext, Told } from './stage.ts';

const KNOWN: Halt = {
  stage: 'dedup',
  until: null,
  text: { ja: '同じ内容を送ってあります', en: 'the same was told already' },
};

const OVER: Halt = {
  stage: 'dedup',
  until: null,
  text: { ja: '送る前に終わりました', en: 'it was over before it was told' },
};

/** Times the pace, between a notice and its reminders: by default 4 hours, 8, then daily. */
const STRETCH = [1, 2, 6] as const;
const STRETCHED = 6;

/** What was told already, and what ended before it was told, is no news; null = it is. */
export function passDedup(matter: NoticeMatter, told: Told | null): Halt | null {
  if (told === null) return matter.ending === null ? null : OVER;
  return told.print === printOf(matter) ? KNOWN : null;
}

/**
 * When what lasts is to be told again, epoch ms; null = not any more: it ended or the recipient has
 * acknowledged it.
 */
export function remindedAt(
  matter: NoticeMatter,
  told: Told,
  { pace, hasAcknowledged }: Pick<StageContext, 'pace' | 'hasAcknowledged'>,
): number | null {
  if (matter.ending !== null) return null;
  if (hasAcknowledged(matter)) return null;
  return told.at + pace.remindMs * (STRETCH[told.reminders] ?? STRETCHED);
}
