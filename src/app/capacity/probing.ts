import { AppError } from '../../core/errors.ts';
import { firingsOf } from '../../schedule/firings.ts';
import type { DailyUsage } from '../../store/embedded/disk-usage.ts';
import type { Basis, FoundBasis } from './basis.ts';

/** How much is measured. */
export interface Probing {
  /** A target measured over both families is two series. */
  readonly series: number;
  /** A whole number. */
  readonly probesPerDay: number;
  /** What the store's days were filled by; false where the figures are for something else. */
  readonly isPresent: boolean;
}

const DAY_MS = 86_400_000;
export const PROBES_AT_ONE_A_MINUTE = 1440;

export interface ProbingQuery {
  /** Reckon for so many sites in the same mix; null = those of the configuration. */
  readonly targets: number | null;
  readonly daily: DailyUsage | null;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * By the configuration, else by the samples that are stored. Throws `not_found` where there is
 * neither, nor a number of targets.
 */
export function probingOf({ basis, inForce }: FoundBasis, query: ProbingQuery): Probing {
  const { targets, daily, now } = query;
  const configured = basis === null ? null : configuredProbing(basis, now);
  if (targets !== null) {
    const perSeries =
      configured === null || configured.series === 0
        ? PROBES_AT_ONE_A_MINUTE
        : configured.probesPerDay / configured.series;
    return {
      series: targets,
      probesPerDay: Math.round(targets * perSeries),
      isPresent: false,
    };
  }
  if (configured !== null) {
    const stored = inForce === null || basis === inForce ? null : configuredProbing(inForce, now);
    return { ...configured, isPresent: stored === null || isSame(configured, stored) };
  }
  if (daily !== null) {
    const series = Math.round(daily.samples / PROBES_AT_ONE_A_MINUTE);
    return { series, probesPerDay: daily.samples, isPresent: true };
  }
  throw new AppError('not_found', {
    ja: '設定も計測値も見つかりません。--config、--data、--targets のいずれかを指定してください',
    en: 'there is neither a configuration nor a stored sample; give --config, --data or --targets',
  });
}

type Configured = Pick<Probing, 'series' | 'probesPerDay'>;

function isSame(a: Configured, b: Configured): boolean {
  return a.series === b.series && a.probesPerDay === b.probesPerDay;
}

/** Slots of the day from now on. */
function configuredProbing({ targets, timezone }: Basis, now: number): Configured {
  let series = 0;
  let probesPerDay = 0;
  for (const [schedule, of] of Map.groupBy(targets, (target) => target.schedule)) {
    const firings = firingsOf(schedule, timezone).count(now, now + DAY_MS);
    const count = of.reduce((sum, { family }) => sum + (family === 'both' ? 2 : 1), 0);
    series += count;
    probesPerDay += count * firings;
  }
  return { series, probesPerDay };
}
