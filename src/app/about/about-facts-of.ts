import type { AboutFacts, AboutMeasured, Span } from '../../board/about/about-facts.ts';
import { type Config, type Target, targetsOf } from '../../core/config.ts';
import type { Dated } from '../../core/words/marked.ts';
import { ACCEPT_ENCODING } from '../../probe/exchange.ts';
import { MAX_HOPS } from '../../probe/redirect.ts';
import { firingsOf } from '../../schedule/firings.ts';
import { userAgentOf } from '../user-agent.ts';
import type { MeteredRequests, RequestMeter } from './request-meter.ts';

const HOUR_MS = 3_600_000;

/** A mean over less than this is told of no rate, ms: the first probes of a run come as they fall. */
const LEAST_MEAN_MS = 600_000;

/** What is measured now. */
export interface AboutCouncil {
  /** As it holds today. */
  readonly today: Config;
  /** By id. */
  readonly stopped: ReadonlyMap<string, unknown>;
}

/** Targets that everybody may be told the number of: a site of consent `own` is in no count. */
export function toldTargetsOf(config: Config): ReadonlySet<string> {
  return new Set(targetsOf(withOnlyTold(config)).map(({ target }) => target.id));
}

/** Whether a target is among {@link toldTargetsOf} what is measured at the moment of the call. */
export function toldNow(council: Pick<AboutCouncil, 'today'>): (target: string) => boolean {
  let config: Config | null = null;
  let told: ReadonlySet<string> = new Set();
  return (target) => {
    if (council.today !== config) {
      config = council.today;
      told = toldTargetsOf(config);
    }
    return told.has(target);
  };
}

/** The facts now, with what the running service has counted. */
export function aboutNow(
  { today, stopped }: AboutCouncil,
  meter: Pick<RequestMeter, 'read'>,
): Dated<AboutFacts> {
  const asOf = Date.now();
  const config = withOnly(today, ({ id, consent }) => consent !== 'own' && !stopped.has(id));
  const metered = meter.read(asOf);
  const sites = targetsOf(config).length;
  const measured =
    metered === null ? null : { ...metered, sites, perSiteAnHour: meanOf(metered, sites) };
  return { asOf, data: aboutFactsOf({ config, measured }) };
}

function withOnlyTold(config: Config): Config {
  return withOnly(config, ({ consent }) => consent !== 'own');
}

function withOnly(config: Config, isWanted: (target: Target) => boolean): Config {
  const sectors = config.sectors.map((sector) => ({
    ...sector,
    members: sector.members.map((member) => ({
      ...member,
      targets: member.targets.filter(isWanted),
    })),
  }));
  return { ...config, sectors };
}

function meanOf({ from, to, requests }: MeteredRequests, sites: number): number | null {
  if (sites === 0 || to - from < LEAST_MEAN_MS) return null;
  return requests / sites / ((to - from) / HOUR_MS);
}

export interface AboutSource {
  /** As it is measured today. */
  readonly config: Config;
  readonly measured: AboutMeasured | null;
}

/**
 * What the operator tells everybody, from what is configured and what was measured. Sites of consent
 * `own` leave no trace in it.
 */
export function aboutFactsOf({ config: whole, measured }: AboutSource): AboutFacts {
  const config = withOnlyTold(whole);
  const targets = targetsOf(config).map(({ target }) => target);
  const { council, operator, probing } = config;
  return {
    council: council.name,
    operator,
    practice: config.practice,
    timezone: council.timezone,
    request: {
      headers: [
        ['connection', 'close'],
        ['user-agent', userAgentOf(operator)],
        ['accept', '*/*'],
        ['accept-encoding', ACCEPT_ENCODING],
      ],
      mostRedirects: MAX_HOPS - 1,
      timeoutMs: spanOf(targets.map(({ timeoutMs }) => timeoutMs)),
      bodyLimitBytes: spanOf(targets.map(({ bodyLimitBytes }) => bodyLimitBytes)),
    },
    rate: {
      schedules: schedulesOf(config),
      perAddressConcurrency: probing.perAddressConcurrency,
      perAddressStartsPerSecond: probing.perAddressStartsPerSecond,
    },
    measured,
    kept: config.store.retention,
  };
}

function schedulesOf(config: Config): AboutFacts['rate']['schedules'] {
  const { timezone } = config.council;
  const expressions = Map.groupBy(targetsOf(config), ({ target }) => target.schedule);
  const sitesByGap = new Map<number, number>();
  for (const [schedule, of] of expressions) {
    const everyMs = firingsOf(schedule, timezone).smallestGapMs;
    sitesByGap.set(everyMs, (sitesByGap.get(everyMs) ?? 0) + of.length);
  }
  return [...sitesByGap]
    .map(([everyMs, sites]) => ({ everyMs, sites }))
    .sort((a, b) => b.sites - a.sites || a.everyMs - b.everyMs);
}

function spanOf(values: readonly number[]): Span | null {
  return values.reduce<Span | null>(
    (span, value) => ({
      least: Math.min(span?.least ?? value, value),
      most: Math.max(span?.most ?? value, value),
    }),
    null,
  );
}
