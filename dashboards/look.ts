import type {
  Threshold,
  ValueMapping,
  ValueMappingResult,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { MappingType, SpecialValueMatch } from '@grafana/grafana-foundation-sdk/dashboard';
import { JUDGEMENT_LABELS, JUDGEMENTS, type Judgement } from '../src/core/words/judgement.ts';
import { OUTCOME_LABELS, PHASE_LABELS, REASON_LABELS } from '../src/core/words/labels.ts';
import type { Language, Text } from '../src/core/words/language.ts';
import { PHASES, type Phase } from '../src/core/words/outcome.ts';
import type { ThresholdData } from './council-data.ts';

/** Colours and what stands in place of stored words. Colours are names that Grafana's themes know. */

export const PHASE_COLOURS: Readonly<Record<Phase, string>> = {
  dns: 'purple',
  connect: 'blue',
  tls: 'super-light-blue',
  send: 'yellow',
  wait: 'orange',
  transfer: 'green',
  other: 'gray',
};

/** Seconds that change their colour at a site's thresholds; without thresholds one colour. */
export function timeSteps({ warnMs, criticalMs }: ThresholdData): readonly Threshold[] {
  return stepsOf([
    [null, 'green'],
    [warnMs, 'yellow'],
    [criticalMs, 'red'],
  ]);
}

/** The same as areas behind a curve; null without thresholds. */
export function timeAreas({ warnMs, criticalMs }: ThresholdData): readonly Threshold[] | null {
  if (warnMs === null && criticalMs === null) return null;
  return stepsOf([
    [null, 'transparent'],
    [warnMs, 'yellow'],
    [criticalMs, 'red'],
  ]);
}

/** The share that is bad, as an area behind a curve; null without one. */
export function shareAreas(ratio: number | null): readonly Threshold[] | null {
  if (ratio === null) return null;
  return stepsOf([
    [null, 'transparent'],
    [ratio, 'red'],
  ]);
}

/** A share of failed probes: any is worth a look, the configured ratio is bad. */
export function shareSteps(ratio: number | null): readonly Threshold[] {
  return stepsOf([
    [null, 'green'],
    [0.000_001, 'yellow'],
    [ratio, 'red'],
  ]);
}

/** Steps by value, the first open to below; those beyond it without a value are left out. */
export function stepsOf(
  steps: readonly (readonly [from: number | null, colour: string])[],
): readonly Threshold[] {
  return steps.flatMap(([value, color], at) =>
    at > 0 && value === null ? [] : [{ value, color }],
  );
}

function mapped(results: Readonly<Record<string, ValueMappingResult>>): ValueMapping {
  return { type: MappingType.ValueToText, options: { ...results } };
}

function whereNull(text: string, color: string): ValueMapping {
  return {
    type: MappingType.SpecialValue,
    options: { match: SpecialValueMatch.Null, result: { text, color } },
  };
}

const BANDS: Readonly<Record<string, Text & { readonly colour: string }>> = {
  none: { ja: 'なし', en: 'none', colour: 'green' },
  some_1: { ja: '一部（1〜4）', en: 'some (1–4)', colour: 'yellow' },
  some: { ja: '一部', en: 'some', colour: 'yellow' },
  half: { ja: '半数以上', en: 'half or more', colour: 'red' },
};

/** Released bands: none, some, some with the number rounded down to fives, half or more. */
export function bandMappings(language: Language): readonly ValueMapping[] {
  const results = Object.entries(BANDS).map(
    ([band, text], index) => [band, { text: text[language], color: text.colour, index }] as const,
  );
  const text = { ja: '一部（$1以上）', en: 'some ($1 or more)' }[language];
  return [
    mapped(Object.fromEntries(results)),
    {
      type: MappingType.RegexToText,
      options: { pattern: '/^some_(\\d+)$/', result: { text, color: 'orange', index: 4 } },
    },
    whereNull({ ja: '発表なし', en: 'not released' }[language], 'text'),
  ];
}

const OUTCOME_COLOURS = { success: 'green', failure: 'red', missed: 'gray' } as const;

export function outcomeMappings(language: Language): readonly ValueMapping[] {
  const { success, failure, missed } = OUTCOME_LABELS;
  const result = (text: Text, color: string, index: number) => ({
    text: text[language],
    color,
    index,
  });
  return [
    mapped({
      success: result(success, OUTCOME_COLOURS.success, 0),
      failure: result(failure, OUTCOME_COLOURS.failure, 1),
      missed: result(missed, OUTCOME_COLOURS.missed, 2),
    }),
  ];
}

/** Reasons: what lies at our own side is gray. */
export function reasonMappings(language: Language): readonly ValueMapping[] {
  const ours = new Set([
    'late',
    'paused',
    'overloaded',
    'prober_down',
    'clock',
    'internal',
    'refused',
  ]);
  const results = Object.entries(REASON_LABELS).map(
    ([reason, text], index) =>
      [reason, { text: text[language], color: ours.has(reason) ? 'gray' : 'red', index }] as const,
  );
  return [mapped(Object.fromEntries(results))];
}

const JUDGEMENT_COLOURS: Readonly<Record<Judgement, string>> = {
  normal: 'green',
  slow: 'yellow',
  failing: 'red',
  flapping: 'orange',
  blocked: 'purple',
  maintenance: 'blue',
  unknown: 'gray',
};

export function judgementMappings(language: Language): readonly ValueMapping[] {
  const results = JUDGEMENTS.map(
    (judgement, index) =>
      [
        judgement,
        {
          text: JUDGEMENT_LABELS[judgement][language],
          color: JUDGEMENT_COLOURS[judgement],
          index,
        },
      ] as const,
  );
  return [mapped(Object.fromEntries(results))];
}

export function phaseMappings(language: Language): readonly ValueMapping[] {
  const results = PHASES.map(
    (phase, index) =>
      [phase, { text: PHASE_LABELS[phase][language], color: PHASE_COLOURS[phase], index }] as const,
  );
  return [mapped(Object.fromEntries(results))];
}

/** The share of failed probes in an interval, as one of three words. */
export function shareMappings(language: Language): readonly ValueMapping[] {
  const words = {
    ja: ['すべて成功', '一部失敗', 'すべて失敗'],
    en: ['all well', 'some failed', 'all failed'],
  }[language];
  const range = (from: number, to: number, index: number, color: string): ValueMapping => ({
    type: MappingType.RangeToText,
    options: { from, to, result: { text: words[index] ?? '', color, index } },
  });
  return [range(0, 0, 0, 'green'), range(0.000_001, 0.999_999, 1, 'yellow'), range(1, 1, 2, 'red')];
}

/** Status codes by their hundreds; the code itself stays to be read. */
export function statusSteps(): readonly Threshold[] {
  return stepsOf([
    [null, 'gray'],
    [200, 'green'],
    [300, 'blue'],
    [400, 'orange'],
    [500, 'red'],
  ]);
}

/** Ids as names, where there are few enough to write them into a dashboard. */
export function nameMappings(
  named: readonly { readonly id: string; readonly name: Text }[],
  language: Language,
): readonly ValueMapping[] {
  if (named.length === 0 || named.length > MOST_NAMES) return [];
  return [mapped(Object.fromEntries(named.map(({ id, name }) => [id, { text: name[language] }])))];
}

/** Above it a table shows ids: names of thousands would weigh more than the dashboard. */
const MOST_NAMES = 300;
