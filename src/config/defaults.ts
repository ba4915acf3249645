import type { Config } from '../core/config.ts';

/** What holds where no file says otherwise. */
export const DEFAULTS = {
  vantage: 'main',
  timezone: 'Asia/Tokyo',
  schedule: '* * * * *',
  timeoutMs: 10_000,
  family: 4,
  consent: 'counted',
  bodyLimitBytes: 262_144,
  signs: false,
  secretariatSees: 'detail',
  alertsBy: 'service',
  probing: {
    maxInFlight: 2000,
    perAddressConcurrency: 4,
    perAddressStartsPerSecond: 2,
    workers: null,
  },
  store: {
    kind: 'embedded',
    sync: 'normal',
    retention: { rawDays: 90, fiveMinuteMonths: 13, hourFiscalYears: 6 },
    influx: {
      url: 'http://127.0.0.1:8086',
      org: 'yamabiko',
      tokenFile: 'secrets/influx/service.token',
    },
    spool: { capBytes: 4 * 2 ** 30 },
  },
  board: { host: '127.0.0.1', port: 8080, exposure: 'loopback' },
} as const satisfies Pick<Config, 'probing' | 'store' | 'board'> & Record<string, unknown>;
