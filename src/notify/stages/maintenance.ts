import type { Stage } from './stage.ts';

/** A site on which work is planned now. */
export const passMaintenance: Stage = ({ matter }, { plannedUntil, clock }) => {
  if (!matter.key.startsWith('site:')) return null;
  const ends = matter.sites.map(({ target }) => plannedUntil(target));
  const until = ends.reduce<number | null>(earlier, Infinity);
  if (until === null || until === Infinity) return null;
  const text = clock.minuteText(until);
  return {
    stage: 'maintenance',
    until,
    text: {
      ja: `計画作業の時間内のため、${text} まで送りません`,
      en: `work is planned on it until ${text}`,
    },
  };
};

/** null = one of them is in no such work. */
function earlier(known: number | null, end: number | null): number | null {
  return known === null || end === null ? null : Math.min(known, end);
}
