import { DEFAULTS } from '../../config/defaults.ts';
import type { Retention } from '../../core/config.ts';
import { freeBytes as freeBytesOf } from '../../store/backup/free-space.ts';
import { type DailyUsage, type DiskUsage, diskUsageOf } from '../../store/embedded/disk-usage.ts';
import { storesIn } from '../store-directory.ts';
import { zoneOf } from '../zone-of.ts';
import { type BasisName, basisOf } from './basis.ts';
import { BENCH_FIGURES } from './bench-figures.ts';
import { type Forecast, forecastOf, type Growth } from './forecast.ts';
import { PROBES_AT_ONE_A_MINUTE, type Probing, probingOf } from './probing.ts';

export interface CapacityCall {
  readonly dataDir: string;
  /** null = the one in force in the store, else `./config` where it is valid. */
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
  /** The configuration reckoned with; null where there is none. */
  readonly basis: BasisName | null;
  /** The council's IANA name; UTC without a council. */
  readonly timezone: string;
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

const SECONDS_PER_DAY = 86_400;
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
  const store = storesIn(call.dataDir)[0] ?? null;
  const found = await basisOf(call.config, store);
  const { basis, problems } = found;
  const disk = store === null ? EMPTY : diskUsageOf(store.dir);
  const { targets, now } = call;
  const probing = probingOf(found, { targets, daily: disk.daily, now });
  const { retention } = basis ?? DEFAULTS.store;
  const freeBytes = await freeBytesOf(store?.dir ?? call.dataDir);
  const growth = growthOf(probing, disk.daily);
  return {
    configProblems: problems,
    practice: store?.practice ?? basis?.practice ?? false,
    basis: basis?.name ?? null,
    timezone: basis?.timezone ?? (await zoneOf(store?.dir ?? null, call.config)),
    load: loadOf(probing, disk.daily),
    disk,
    growth,
    retention,
    freeBytes,
    forecast: forecastOf(disk, growth, { retention, freeBytes }),
  };
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
    memoryBytes: Math.round(councilResidentBytes + (series - councilSeries) * bytesPerTarget),
  };
}

/** As stored, or in proportion to it; by the benches where no whole day is stored. */
function growthOf(probing: Probing, daily: DailyUsage | null): Capacity['growth'] {
  if (daily === null) return { ...estimatedGrowth(probing), from: 'estimated' };
  const { rawBytes, fiveMinuteBytes, hourBytes, samples } = daily;
  if (probing.isPresent) return { rawBytes, fiveMinuteBytes, hourBytes, from: 'measured' };
  const ratio = samples === 0 ? 0 : probing.probesPerDay / samples;
  return {
    rawBytes: Math.round(rawBytes * ratio),
    fiveMinuteBytes: Math.round(fiveMinuteBytes * ratio),
    hourBytes: Math.round(hourBytes * ratio),
    from: 'scaled',
  };
}

/** A series has at most 288 roll-ups of 5 minutes and 24 of an hour a day. */
function estimatedGrowth({ series, probesPerDay }: Probing): Growth {
  const { sampleBytes, rollupBytesPerSample, fiveMinuteShare } = BENCH_FIGURES;
  const perSeries = series === 0 ? 0 : probesPerDay / series;
  const rollupBytes = series * PROBES_AT_ONE_A_MINUTE * rollupBytesPerSample;
  return {
    rawBytes: Math.round(probesPerDay * sampleBytes),
    fiveMinuteBytes: Math.round(rollupBytes * fiveMinuteShare * Math.min(1, perSeries / 288)),
    hourBytes: Math.round(rollupBytes * (1 - fiveMinuteShare) * Math.min(1, perSeries / 24)),
  };
}
