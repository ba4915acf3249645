import { checkExpectations } from './check-expectations.ts';
import { DEFAULTS } from './defaults.ts';
import { EXPECTATIONS, type ExpectationKey } from './expectation.ts';
import { type Firing, firingOf } from './firing.ts';
import { type Inherited, inherited, type Lineage } from './inherited.ts';
import type { Outline } from './outline.ts';
import type { Problem } from './problem.ts';

const NOT_FIRING: Readonly<Record<Exclude<Firing['kind'], 'fires'>, ExpectationKey>> = {
  never: 'cronNeverFires',
  stepTooLarge: 'cronStep',
  invalid: 'cron',
};

/** Rules of what a target may inherit: schedules that fire, time-outs within them, thresholds, sizes. */
export function checkLimits(outline: Outline, timezone: string): readonly Problem[] {
  const firings = new Map<string, Firing>();
  const firing = (expression: string): Firing => {
    const known = firings.get(expression) ?? firingOf(expression, timezone);
    firings.set(expression, known);
    return known;
  };
  const { council } = outline;
  const lineages: readonly Lineage[] = [
    ...(council?.reference ?? []).map((target) => ({ target, sector: null, council })),
    ...outline.sectors.flatMap((sector) =>
      sector.members.flatMap(({ targets }) =>
        targets.map((target) => ({ target, sector, council })),
      ),
    ),
  ];
  return [
    ...schedulesFire(outline, firing),
    ...lineages.flatMap((lineage) => timeoutFits(lineage, firing)),
    ...lineages.flatMap(thresholdsInOrder),
    ...lineages.flatMap(checkExpectations),
  ];
}

function schedulesFire({ council, sectors }: Outline, firing: (text: string) => Firing) {
  const parts = [
    ...(council === null ? [] : [council.defaults, ...council.reference]),
    ...sectors.flatMap(({ defaults, members }) => [
      defaults,
      ...members.flatMap(({ targets }) => targets),
    ]),
  ];
  return parts.flatMap(({ source, path, values }): readonly Problem[] => {
    if (values.schedule === undefined) return [];
    const { kind } = firing(values.schedule);
    if (kind === 'fires') return [];
    const { code, text } = EXPECTATIONS[NOT_FIRING[kind]];
    return [source.problem([...path, 'schedule'], { code, expected: text })];
  });
}

function timeoutFits(lineage: Lineage, firing: (text: string) => Firing): readonly Problem[] {
  const timeout = inherited(lineage, { pick: (values) => values.timeout, path: ['timeout'] });
  const schedule = inherited(lineage, { pick: (values) => values.schedule, path: ['schedule'] });
  const fires = firing(schedule?.value ?? DEFAULTS.schedule);
  const timeoutMs = timeout?.value ?? DEFAULTS.timeoutMs;
  if (fires.kind !== 'fires' || timeoutMs < fires.smallestGapMs) return [];
  const place = nearer(timeout, schedule);
  if (place === null) return [];
  const gap = `${fires.smallestGapMs / 1000}s`;
  const expression = schedule?.value ?? DEFAULTS.schedule;
  return [
    place.source.problem(place.path, {
      code: 'timeout_too_long',
      found: `timeout ${timeoutMs / 1000}s, schedule ${expression}`,
      expected: {
        ja: `計測の間隔（${gap}）より短い timeout`,
        en: `a timeout shorter than the interval (${gap})`,
      },
    }),
  ];
}

function thresholdsInOrder(lineage: Lineage): readonly Problem[] {
  const warn = thresholdOf(lineage, 'warnMs');
  const critical = thresholdOf(lineage, 'criticalMs');
  if (warn === null || critical === null || warn.value < critical.value) return [];
  const place = nearer(critical, warn) ?? critical;
  return [
    place.source.problem(place.path, {
      code: 'thresholds_reversed',
      found: `warnMs ${warn.value}, criticalMs ${critical.value}`,
      expected: { ja: 'warnMs より大きい criticalMs', en: 'criticalMs above warnMs' },
    }),
  ];
}

function thresholdOf(lineage: Lineage, key: 'warnMs' | 'criticalMs'): Inherited<number> | null {
  return inherited(lineage, {
    pick: ({ thresholds }) => thresholds?.[key],
    path: ['thresholds', key],
  });
}

/** Of two values the one written nearer to the target; the first where both are as near. */
function nearer<A, B>(
  a: Inherited<A> | null,
  b: Inherited<B> | null,
): Inherited<A> | Inherited<B> | null {
  if (a === null || b === null) return a ?? b;
  return a.depth >= b.depth ? a : b;
}
