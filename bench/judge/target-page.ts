import { numberText } from '../report/goal.ts';
import type { Section } from '../report/page.ts';
import { percentile } from '../report/percentile.ts';
import type { Planted } from './planted-troubles.ts';
import type { QuietFigures } from './quiet-weeks.ts';
import { RIVALS } from './rivals.ts';

/** Part of the troubles that were said, 0 to 1. */
export function recallOf(planted: readonly Planted[]): number {
  return planted.filter(({ saidMs }) => saidMs !== null).length / planted.length;
}

const RIVAL_NAMES = RIVALS.map(({ name }) => name.split(':')[0] ?? name);
const BESIDE =
  'The rules beside ours see the same answers, as on the labelled series, and slower ones alone count; the fixed threshold is set by the median of the days before the trouble, of the quiet week itself. They know no failures, no phases and no patterns of several sites, so they have no column there.';

export function quietSection(quiet: readonly QuietFigures[]): Section {
  return {
    heading: 'Quiet weeks',
    paragraphs: [
      'Seven days from nothing, so the first day, whose rhythm is not known yet, counts as well. CPU is that of judging alone.',
      'Up to one answer in a thousand fails by itself. At 10 s the next slot confirms a failure, so two that follow each other by chance are said to be failing; from 1 min on a second attempt confirms it at once.',
      BESIDE,
    ],
    table: {
      head: [
        'interval',
        'target-days',
        'false incidents',
        'of these failing',
        'per 1,000 target-days',
        'CPU a sample, µs',
        ...RIVAL_NAMES.map((name) => `${name}: per 1,000`),
      ],
      rows: quiet.map(({ intervalMs, targetDays, incidents, failing, cpuUs, rivals }) => [
        `${intervalMs / 1000} s`,
        numberText(targetDays),
        String(incidents),
        String(failing),
        numberText((1000 * incidents) / targetDays),
        numberText(cpuUs),
        ...rivals.map((alarms) => numberText((1000 * alarms) / targetDays)),
      ]),
    },
  };
}

/** Limits of the classes by which recall is shown: standard deviation of the answers. */
const SIGMAS = [0.05, 0.08, 0.12, 0.2] as const;

export function troubleSections(slow: readonly Planted[], failing: readonly Planted[]): Section[] {
  return [
    {
      heading: 'Planted troubles: slower',
      paragraphs: [
        'After four days, at any time of day, each of five phases in turn; a sample a minute. Times run from the onset, a minute before the first slot that is hit at worst, to the end of the sample with which it is said.',
        neverSaid(slow),
      ],
      table: troubleTable(slow),
    },
    {
      heading: 'Planted troubles: slower, beside the other rules',
      paragraphs: [
        `${BESIDE} An alarm that stood before the trouble counts as found at its onset. How often each is wrong without a trouble stands at the quiet weeks: a rule that often stands finds much.`,
      ],
      table: besideTable(slow),
    },
    {
      heading: 'Planted troubles: 1.5 times for five minutes',
      paragraphs: [
        'Five samples are all there is of the shortest trouble: how many are found depends on how much the answers of the site vary anyway. That a rule finds more of them costs false incidents in the quiet weeks.',
      ],
      table: {
        head: ['standard deviation', 'planted', 'said'],
        rows: SIGMAS.slice(1).map((to, index) => {
          const from = SIGMAS[index] ?? 0;
          const those = slow.filter(
            ({ kind, minutes, sigma }) =>
              kind === '1.5 times' && minutes === 5 && sigma >= from && sigma < to,
          );
          const range = `${100 * from} to ${100 * to} %`;
          return [range, String(those.length), share(recallOf(those))];
        }),
      },
    },
    {
      heading: 'Planted troubles: failing',
      paragraphs: [
        'The failure answers within a second and is confirmed five seconds later. Where it is a time-out, its deadline and that of the confirmation come on top, 2 s apart.',
        neverSaid(failing),
      ],
      table: troubleTable(failing),
    },
  ];
}

/** Of each depth how many were planted and never said, whatever their length. */
function neverSaid(planted: readonly Planted[]): string {
  const depths = Map.groupBy(planted, ({ kind }) => kind);
  const counts = [...depths].map(([kind, rows]) => {
    const missed = rows.filter(({ saidMs }) => saidMs === null).length;
    return `${kind} ${missed} of ${rows.length}`;
  });
  return `Troubles never said: ${counts.join(', ')}.`;
}

function troubleTable(planted: readonly Planted[]) {
  const groups = Map.groupBy(planted, ({ kind, minutes }) => `${kind}, ${lengthText(minutes)}`);
  return {
    head: [
      'trouble',
      'planted',
      'said',
      'after, p50, s',
      'largest, s',
      'phase right',
      'in one stretch',
    ],
    rows: [...groups].map(([name, rows]) => {
      const said = rows.filter(({ saidMs }) => saidMs !== null);
      const times = said.map(({ saidMs }) => (saidMs ?? 0) / 1000);
      return [
        name,
        String(rows.length),
        share(recallOf(rows)),
        numberText(percentile(times, 0.5)),
        numberText(percentile(times, 1)),
        share(said.filter(({ isPhaseRight }) => isPhaseRight).length / said.length),
        share(said.filter(({ stretches }) => stretches === 1).length / said.length),
      ];
    }),
  };
}

/** Part said and the median time of each rule. */
function besideTable(planted: readonly Planted[]) {
  const rules = ['Yamabiko', ...RIVAL_NAMES];
  const groups = Map.groupBy(planted, ({ kind, minutes }) => `${kind}, ${lengthText(minutes)}`);
  return {
    head: ['trouble', ...rules.flatMap((rule) => [`${rule}: said`, 'after, p50, s'])],
    rows: [...groups].map(([name, rows]) => [
      name,
      ...rules.flatMap((_, rule) => {
        const times = rows.flatMap(
          ({ saidMs, rivals }) => (rule === 0 ? saidMs : (rivals[rule - 1] ?? null)) ?? [],
        );
        const seconds = times.map((ms) => ms / 1000);
        return [share(times.length / rows.length), numberText(percentile(seconds, 0.5))];
      }),
    ]),
  };
}

function lengthText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return hours === 0
    ? `${minutes} min`
    : `${hours} h ${minutes % 60 === 0 ? '' : minutes % 60}`.trim();
}

function share(ratio: number): string {
  return Number.isNaN(ratio) ? '–' : `${(100 * ratio).toFixed(ratio === 1 ? 0 : 1)} %`;
}
