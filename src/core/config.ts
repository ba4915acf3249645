import type { Calendar, YearEnd } from './calendar.ts';
import type { MaintenanceWindow } from './maintenance-window.ts';
import type { NotifyConfig } from './notify-config.ts';
import type { OpenIdConfig } from './openid-config.ts';
import { holdsOn } from './valid-days.ts';
import type { Text } from './words/language.ts';
import type { Expectations } from './words/probe-record.ts';
import type { Contact } from './words/recipient.ts';

/** How far a target's data may be shared. */
export const CONSENTS = ['own', 'counted', 'sector', 'named'] as const;
export type Consent = (typeof CONSENTS)[number];

/** Whole configuration, every default filled in, references resolved; from `config/load.ts`. */
export interface Config {
  readonly council: Council;
  /** null only where every target is a practice site. */
  readonly operator: Operator | null;
  /** Id of the place and network we measure from. */
  readonly vantage: string;
  readonly fields: readonly Field[];
  readonly resolver: ResolverConfig;
  /**
   * File that tells which autonomous system announces an address, relative to the configuration folder;
   * null or absent = none.
   */
  readonly asFile?: string | null;
  /**
   * Sites of the operator's own, by which it sees whether its network is well: in no sector, no count and
   * of no member; consent `own`, no enrolment.
   */
  readonly reference: readonly Target[];
  readonly probing: ProbingConfig;
  readonly store: StoreConfig;
  readonly board: BoardConfig;
  /** Absent = nobody is told. */
  readonly notify?: NotifyConfig;
  /** Absent = people come in by local accounts alone. */
  readonly openid?: OpenIdConfig;
  readonly calendar: Calendar;
  /** Planned work, in the order of the files. */
  readonly maintenance: readonly MaintenanceWindow[];
  readonly sectors: readonly Sector[];
  /** Every target is a practice site; false = every target is public. Never mixed. */
  readonly practice: boolean;
}

export interface Council {
  readonly name: Text;
  /** IANA zone, default `Asia/Tokyo`. */
  readonly timezone: string;
  /** Without a trailing slash; null = the address the board listens on. */
  readonly publicUrl: string | null;
}

export interface Operator {
  readonly name: Text;
  /** Goes into the User-Agent of every probe. */
  readonly contactUrl: string;
  /** Addresses that probes come from, as told to the members; may be empty. */
  readonly sourceAddresses: readonly string[];
}

export interface Field {
  readonly id: string;
  readonly name: Text;
  /** ISO dates, the last day included; null or absent = open. */
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
}

export interface ResolverConfig {
  /** `address` or `address:port` (`[v6]:port`); empty = the system's servers. */
  readonly servers: readonly string[];
}

export interface ProbingConfig {
  /** Probes in flight over all targets; above it slots are `missed` (`overloaded`). */
  readonly maxInFlight: number;
  /** Probes in flight per resolved address. */
  readonly perAddressConcurrency: number;
  /** Probe starts per second per resolved address. */
  readonly perAddressStartsPerSecond: number;
  /** Worker threads; null = by the number of targets. */
  readonly workers: number | null;
}

export interface StoreConfig {
  readonly kind: 'embedded' | 'memory' | 'influx';
  /** `full` waits for the disk at every commit: loss of power costs nothing. */
  readonly sync: 'normal' | 'full';
  readonly retention: Retention;
  /** Of use where `kind` is `influx`. */
  readonly influx: InfluxConfig;
  readonly spool: SpoolConfig;
}

export interface InfluxConfig {
  /** Without a trailing slash. */
  readonly url: string;
  /** Organisation of InfluxDB 2.x; 1.8 and 3 Core ignore it. */
  readonly org: string;
  /**
   * File with the service's token, relative to the configuration folder; where it is absent no token is
   * sent. `YAMABIKO_INFLUX_TOKEN` comes before it.
   */
  readonly tokenFile: string;
}

export interface SpoolConfig {
  /** Most that may wait on the disk, bytes. */
  readonly capBytes: number;
}

export interface Retention {
  readonly rawDays: number;
  readonly fiveMinuteMonths: number;
  /** Fiscal years, which end on 31 March. */
  readonly hourFiscalYears: number;
}

export interface BoardConfig {
  readonly host: string;
  readonly port: number;
  /** `container`: bound to every address inside a container that publishes loopback only. */
  readonly exposure: 'loopback' | 'container';
  /** Addresses and ranges of proxies that say truly whom they ask for; absent = loopback. */
  readonly trustedProxies?: readonly string[];
  /** Absent = it speaks plain HTTP. */
  readonly tls?: BoardTlsConfig;
}

/** Files of PEM; a path that is not absolute is from the configuration's folder. */
export interface BoardTlsConfig {
  /** The certificate, and after it those that lead to its authority. */
  readonly certificateFile: string;
  readonly keyFile: string;
}

export interface Sector {
  readonly id: string;
  /** Id of a field. */
  readonly field: string;
  readonly name: Text;
  readonly secretariat: Secretariat | null;
  /** ISO dates, the last day included; null = open. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly alertsBy: 'service' | 'grafana';
  /** Targets of this sector may have addresses that are not globally reachable. */
  readonly allowPrivate: boolean;
  /** Its days around New Year; null or absent = none. */
  readonly yearEnd?: YearEnd | null;
  readonly members: readonly Member[];
}

export interface Secretariat {
  readonly name: Text;
  readonly contacts: readonly Contact[];
}

export interface Member {
  readonly id: string;
  /** 団体コード or another outside id; text, leading zeros kept. */
  readonly code: string | null;
  readonly name: Text;
  readonly contacts: readonly Contact[];
  readonly targets: readonly Target[];
}

export interface Target {
  readonly id: string;
  /** null for a practice site. */
  readonly url: string | null;
  /** Profile of a practice site; null for a public one. */
  readonly practice: string | null;
  readonly enrolment: Enrolment | null;
  readonly consent: Consent;
  readonly family: 4 | 6 | 'both';
  /** Cron expression of five or six fields, in the council's zone. */
  readonly schedule: string;
  readonly timeoutMs: number;
  readonly expect: Expectations;
  /** Encoded bytes after which reading stops. */
  readonly bodyLimitBytes: number;
  /** The page is compared with its usual look; absent = not. */
  readonly signs?: boolean;
  readonly facts: { readonly operator: string | null };
  readonly thresholds: Thresholds;
  readonly secretariatSees: 'detail' | 'judgement';
}

/** Who agreed to be measured. */
export interface Enrolment {
  readonly by: string;
  /** ISO date. */
  readonly on: string;
  readonly reference: string | null;
}

/** Fixed thresholds; null = none. */
export interface Thresholds {
  readonly warnMs: number | null;
  readonly criticalMs: number | null;
  /** 0 to 1. */
  readonly failingShareRatio: number | null;
}

/** A target with where it belongs. */
export interface PlacedTarget {
  readonly target: Target;
  readonly member: Member;
  readonly sector: Sector;
}

/** Every target of the council, in the order of the files; reference sites are none. */
export function targetsOf(config: Config): readonly PlacedTarget[] {
  return config.sectors.flatMap((sector) =>
    sector.members.flatMap((member) =>
      member.targets.map((target) => ({ target, member, sector })),
    ),
  );
}

/**
 * The council as it is on `date`, an ISO date in its zone: with the sectors whose own days and whose
 * field's days hold `date`.
 */
export function configOn(config: Config, date: string): Config {
  const fields = new Map(config.fields.map((field) => [field.id, field]));
  const sectors = config.sectors.filter(
    (sector) => holdsOn(sector, date) && holdsOn(fields.get(sector.field) ?? {}, date),
  );
  return { ...config, sectors };
}
