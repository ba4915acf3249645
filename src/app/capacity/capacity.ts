import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULTS } from '../../config/defaults.ts';
import type { Config, Retention } from '../../core/config.ts';
import { AppError } from '../../core/errors.ts';
import { firingsOf } from '../../schedule/firings.ts';
import { freeBytes as freeBytesOf } from '../../store/backup/free-space.ts';
import { type DailyUsage, type DiskUsage, diskUsageOf } from '../../store/embedded/disk-usage.ts';
import { scheduledTargets } from '../scheduled-targets.ts';
import { storeDirectoryOf } from '../store-directory.ts';
import { optionalConfig } from '../validate.ts';
import { BENCH_FIGURES } from './bench-figures.ts';
import { type Forecast, forecastOf, type Growth } from './forecast.ts';

export interface CapacityCall {
  readonly dataDir: string;
  /** null = `./config` where it is valid. */
  readonly config: string | null;
  /** Ask for so many targets instead of those of the configuration. */
  readonly targets: number | null;
  /** Epoch ms. */
  readonly now: number;
}

export interface Capacity {
  /** Problems of a `./config` that was left out for them. */
  readonly configProblems: number;
  readonly practice: boolean;
  readonly load: Load;
  readonly disk: DiskUsage;
  readonly growth: Growth & { readonly from: 'measured' | 'scaled' | 'estimated' };
  readonly retention: Retention;
  readonly freeBytes: number;
  readonly forecast: Forecast;
}

/** What measuring asks of the machine and the network. */
export interface Load {
  /** A target measured over both families is two series. */
  readonly series: number;
  readonly probesPerDay: number;
  readonly probesPerSecond: number;
  /** As the newest whole day has them; null while there is none, or for another number of targets. */
  readonly asStored: DailyUsage['newest'] | null;
  /** Estimates from {@link BENCH_FIGURES}. */
  readonly cpuCores: number;
  readonly memoryBytes: number;
}

const DAY_MS = 86_400_000;
const SECONDS_PER_DAY = 86_400;
const PROBES_AT_ONE_A_MINUTE = 1440;
const EMPTY: DiskUsage = {
  rawBytes: 0,
  rawDays: 0,
  fiveMinuteBytes: 0,
  hourBytes: 0,
  stateBytes: 0,
  otherBytes: 0,
  daily: null,
};

/**
 * Load, disk and when it is full. Rejects with `not_found` where there is neither a configuration, a
 * number of targets nor stored samples; `config_invalid`, `usage`, `store_unavailable`.
 */
export async function capacity(call: CapacityCall): Promise<Capacity> {
  const { config, problems } = await optionalConfig(call.config);
  const store = storeOf(call.dataDir);
  const disk = store === null ? EMPTY : diskUsageOf(store.dir);
  const probing = probingOf(config, call, disk.daily);
  const retention = (config?.store ?? DEFAULTS.store).retention;
  const freeBytes = await freeBytesOf(store?.dir ?? call.dataDir);
  const growth = growthOf(probing, disk.daily);
  return {
    configProblems: problems,
    practice: store?.practice ?? config?.practice ?? false,
    load: loadOf(probing, disk.daily),
    disk,
    growth,
    retention,
    freeBytes,
    forecast: forecastOf(disk, growth, { retention, freeBytes }),
  };
}

function storeOf(dataDir: string): ReturnType<typeof storeDirectoryOf> | null {
  const places = [dataDir, join(dataDir, 'practice')];
  return places.some((dir) => existsSync(join(dir, 'samples'))) ? storeDirectoryOf(dataDir) : null;
}

interface Probing {
  readonly series: number;
  readonly probesPerDay: number;
  /** As stored; false where another number was asked for. */
  readonly isPresent: boolean;
}

function probingOf(config: Config | null, call: CapacityCall, daily: DailyUsage | null): Probing {
  const configured = config === null ? null : configuredProbing(config, call.now);
  if (call.targets !== null) {
    const perSeries =
      configured === null || configured.series === 0
        ? PROBES_AT_ONE_A_MINUTE
        : configured.probesPerDay / configured.series;
    const series = call.targets;
    return { series, probesPerDay: series * perSeries, isPresent: false };
  }
  if (configured !== null) return configured;
  if (daily !== null) {
    const series = Math.round(daily.samples / PROBES_AT_ONE_A_MINUTE);
    return { series, probesPerDay: daily.samples, isPresent: true };
  }
  throw new AppError('not_found', {
    ja: '設定も計測値も見つかりません。--config、--data、--targets のいずれかを指定してください',
    en: 'there is neither a configuration nor a stored sample; give --config, --data or --targets',
  });
}

/** Slots of the day from now on. */
function configuredProbing(config: Config, now: number): Probing {
  const schedules = Map.groupBy(
    scheduledTargets(config, () => ''),
    ({ schedule }) => schedule,
  );
  let series = 0;
  let probesPerDay = 0;
  for (const [schedule, targets] of schedules) {
    const firings = firingsOf(schedule, config.council.timezone).count(now, now + DAY_MS);
    series += targets.length;
    probesPerDay += targets.length * firings;
  }
  return { series, probesPerDay, isPresent: true };
}

function loadOf({ series, probesPerDay, isPresent }: Probing, daily: DailyUsage | null): Load {
  const { cpuUsPerProbe, councilResidentBytes, councilSeries, bytesPerTarget } = BENCH_FIGURES;
  const probesPerSecond = probesPerDay / SECONDS_PER_DAY;
  return {
    series,
    probesPerDay,
    probesPerSecond,
    asStored: isPresent ? (daily?.newest ?? null) : null,
    cpuCores: (probesPerSecond * cpuUsPerProbe) / 1e6,
    memoryBytes: councilResidentBytes + (series - councilSeries) * bytesPerTarget,
  };
}

/** As stored, or in proportion to it; by the benches where no whole day is stored. */
function growthOf(probing: Probing, daily: DailyUsage | null): Capacity['growth'] {
  if (daily === null) return { ...estimatedGrowth(probing), from: 'estimated' };
  const { rawBytes, fiveMinuteBytes, hourBytes, samples } = daily;
  if (probing.isPresent) return { rawBytes, fiveMinuteBytes, hourBytes, from: 'measured' };
  const ratio = samples === 0 ? 0 : probing.probesPerDay / samples;
  return {
    rawBytes: rawBytes * ratio,
    fiveMinuteBytes: fiveMinuteBytes * ratio,
    hourBytes: hourBytes * ratio,
    from: 'scaled',
  };
}

/** A series has at most 288 roll-ups of 5 minutes and 24 of an hour a day. */
function estimatedGrowth({ series, probesPerDay }: Probing): Growth {
  const { sampleBytes, rollupBytesPerSample, fiveMinuteShare } = BENCH_FIGURES;
  const perSeries = series === 0 ? 0 : probesPerDay / series;
  const rollupBytes = series * PROBES_AT_ONE_A_MINUTE * rollupBytesPerSample;
  return {
    rawBytes: probesPerDay * sampleBytes,
    fiveMinuteBytes: rollupBytes * fiveMinuteShare * Math.min(1, perSeries / 288),
    hourBytes: rollupBytes * (1 - fiveMinuteShare) * Math.min(1, perSeries / 24),
  };
}
