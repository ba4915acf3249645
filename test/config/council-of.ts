import { DEFAULTS } from '../../src/config/defaults.ts';
import { PLAIN_CALENDAR } from '../../src/core/calendar.ts';
import type { Config, Member, Sector, Target } from '../../src/core/config.ts';

const both = (text: string) => ({ ja: text, en: text });

/** A whole configuration of public sites in one field. */
export function councilOf(sectors: readonly Sector[]): Config {
  return {
    council: { name: both('Council'), timezone: 'Asia/Tokyo', publicUrl: null },
    operator: {
      name: both('Office'),
      contactUrl: 'https://office.example/',
      sourceAddresses: ['192.0.2.1'],
    },
    vantage: 'main',
    fields: [{ id: 'energy', name: both('Energy'), validFrom: null, validTo: null }],
    resolver: { servers: [] },
    probing: {
      maxInFlight: 2000,
      perAddressConcurrency: 4,
      perAddressStartsPerSecond: 2,
      workers: null,
    },
    store: { ...DEFAULTS.store, kind: 'memory' },
    board: { host: '127.0.0.1', port: 8080, exposure: 'loopback' },
    calendar: PLAIN_CALENDAR,
    maintenance: [],
    reference: [],
    sectors,
    practice: false,
  };
}

export function sector(id: string, members: readonly Member[]): Sector {
  return {
    id,
    field: 'energy',
    name: both(id),
    secretariat: null,
    validFrom: null,
    validTo: null,
    alertsBy: 'service',
    allowPrivate: false,
    members,
  };
}

export function member(id: string, targets: readonly Target[]): Member {
  return { id, code: null, name: both(id), contacts: [], targets };
}

/** A public site at `https://<id>.example/`. */
export function target(id: string, given: Partial<Target> = {}): Target {
  return {
    id,
    url: `https://${id}.example/`,
    practice: null,
    enrolment: { by: 'Desk', on: '2026-10-01', reference: null },
    consent: 'counted',
    family: 4,
    schedule: '* * * * *',
    timeoutMs: 10_000,
    expect: { status: null, text: null },
    bodyLimitBytes: 262_144,
    facts: { operator: null },
    thresholds: { warnMs: null, criticalMs: null, failingShareRatio: null },
    secretariatSees: 'detail',
    ...given,
  };
}
