import { numberText } from '../report/goal.ts';
import type { Section } from '../report/page.ts';
import type { ProfileSummary } from './cpu-profile.ts';

/** The table “where the time goes”; `usPerProbe` turns shares into µs where it is known. */
export function profileSection(
  heading: string,
  profile: ProfileSummary,
  usPerProbe: number | null,
): Section {
  const cells = (spot: { name: string; ratio: number }): string[] => [
    spot.name,
    `${(100 * spot.ratio).toFixed(1)} %`,
    usPerProbe === null ? '–' : numberText(spot.ratio * usPerProbe),
  ];
  const rule = ['**function**', '', ''];
  return {
    heading,
    paragraphs: [
      'Self time by V8’s sampling profiler over all threads of the process, idle time left out, start-up included. Native work that JavaScript called for (OpenSSL, sockets) counts for the caller.',
    ],
    table: {
      head: ['part', 'share', 'µs'],
      rows: [...profile.parts.map(cells), rule, ...profile.functions.map(cells)],
    },
  };
}
