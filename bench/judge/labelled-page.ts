import { numberText } from '../report/goal.ts';
import type { Section, Table } from '../report/page.ts';
import { type Accuracy, OURS } from './accuracy.ts';
import { WITHIN } from './event-figures.ts';

const MINUTE_MS = 60_000;

export function meanVus(rows: readonly Accuracy[]): number {
  return rows.reduce((sum, row) => sum + (row.vusPr ?? 0), 0) / rows.length;
}

/** The rules on labelled series, and whether the mean rests on single ones. */
export function labelledSections(rows: readonly Accuracy[]): Section[] {
  if (rows.length === 0) {
    return [
      {
        heading: 'Labelled series',
        paragraphs: ['Skipped: no folder of labelled series was given (`--data DIR`).'],
      },
    ];
  }
  const byInterval = Map.groupBy(rows, ({ intervalMs }) => intervalMs);
  return [...byInterval].flatMap(([intervalMs, family]) => [
    {
      heading: `Labelled series, a point every ${intervalMs / MINUTE_MS} min`,
      paragraphs: [
        `Both directions count. An alarm finds a marked stretch when it stands at most so many points after its first; one that touches no marked stretch, ten points more at each side, is false.`,
        stabilityText(family.filter(({ rule }) => rule === OURS)),
      ],
      table: rulesTable(family),
    },
    {
      heading: `Each series, a point every ${intervalMs / MINUTE_MS} min`,
      paragraphs: [],
      table: seriesTable(family),
    },
  ]);
}

/** Leave one out: how far the mean moves without any one series. */
function stabilityText(ours: readonly Accuracy[]): string {
  const means = ours.map((left) => meanVus(ours.filter((row) => row !== left)));
  if (means.length < 2) return '';
  return `Without any one of the ${ours.length} series the mean lies between ${numberText(Math.min(...means))} and ${numberText(Math.max(...means))}.`;
}

function rulesTable(family: readonly Accuracy[]): Table {
  const byRule = Map.groupBy(family, ({ rule }) => rule);
  return {
    head: [
      'rule',
      'VUS-PR, mean',
      ...WITHIN.map((points) => `found within ${points}`),
      'false a series-month',
    ],
    rows: [...byRule].map(([rule, rows]) => {
      const marked = sumOf(rows, ({ events }) => events.marked);
      return [
        rule,
        numberText(meanVus(rows)),
        ...WITHIN.map((_, at) => {
          const found = sumOf(rows, ({ events }) => events.found[at] ?? 0);
          return `${((100 * found) / marked).toFixed(0)} %`;
        }),
        numberText(
          sumOf(rows, ({ events }) => events.falseAlarms) /
            sumOf(rows, ({ events }) => events.months),
        ),
      ];
    }),
  };
}

function seriesTable(family: readonly Accuracy[]): Table {
  const rules = [...new Set(family.map(({ rule }) => rule))];
  const bySeries = Map.groupBy(family, ({ series }) => series);
  return {
    head: ['VUS-PR', 'marked stretches', ...rules.map((rule) => rule.split(':')[0] ?? rule)],
    rows: [...bySeries].map(([series, rows]) => [
      series,
      String(rows[0]?.events.marked ?? 0),
      ...rows.map(({ vusPr }) => numberText(vusPr)),
    ]),
  };
}

function sumOf(rows: readonly Accuracy[], figure: (row: Accuracy) => number): number {
  return rows.reduce((sum, row) => sum + figure(row), 0);
}
