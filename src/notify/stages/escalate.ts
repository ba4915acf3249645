import type { Stage } from './stage.ts';

/** A contact of the second row hears of what lasts and what its recipient has not acknowledged. */
export const passEscalate: Stage = ({ matter, told }, { contact, now, hasAcknowledged, clock }) => {
  const { escalateAfterMs } = contact;
  if (escalateAfterMs === 0 || told !== null) return null;
  if (hasAcknowledged(matter)) {
    return {
      stage: 'escalate',
      until: null,
      text: {
        ja: '受け取りが確認されているため、次の連絡先へは送りません',
        en: 'acknowledged: the next contact is not told',
      },
    };
  }
  const until = matter.since + escalateAfterMs;
  if (now >= until) return null;
  const text = clock.minuteText(until);
  return {
    stage: 'escalate',
    until,
    text: {
      ja: `${text} まで受け取りが確認されなければ、この連絡先へ送ります`,
      en: `goes to this contact at ${text} unless it is acknowledged`,
    },
  };
};
