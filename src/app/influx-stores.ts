import { join } from 'node:path';
import { bucketsOf } from '../core/buckets.ts';
import type { Config } from '../core/config.ts';
import type { Log } from '../core/ports/log.ts';
import type { SaidStore } from '../core/ports/said-store.ts';
import { systemClock } from '../schedule/system-clock.ts';
import { createGate } from '../share/seal.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../store/embedded/open.ts';
import { openInfluxSamples } from '../store/influx/open.ts';
import { openFanOut } from '../store/outlet.ts';
import { type OpenSpool, openSpool } from '../store/spool/open-spool.ts';
import { authoritiesOf, type Environment } from './authorities.ts';
import { fanOutOf } from './buckets/fan-out-of.ts';
import { PlannedRanges } from './buckets/planned-ranges.ts';
import { readSince } from './buckets/withdrawals.ts';
import { configToday } from './config-today.ts';
import { watchInfluxToken } from './influx-token-watch.ts';
import { openOutgoing } from './outgoing.ts';
import { proxySettingsOf } from './proxy-settings.ts';
import { withOwnFields } from './sharing/own-fields.ts';
import type { Stores } from './stores.ts';

export interface InfluxStoresOptions {
  readonly config: Config;
  /** Of the state and the spool. */
  readonly dir: string;
  /** The token's file lies relative to it; null = the working directory. */
  readonly configDir: string | null;
  readonly environment: Environment;
  readonly log: Log;
}

/**
 * Samples in InfluxDB behind the spool, state in the data directory. InfluxDB may be away. Rejects with
 * `store_unavailable`, `store_newer` and, for proxies, authorities or a token's file that cannot be
 * used, `usage`.
 */
export async function openInfluxStores(options: InfluxStoresOptions): Promise<Stores> {
  const { config, dir, environment, log } = options;
  const { influx, sync, retention, spool: waiting } = config.store;
  await using opening = new AsyncDisposableStack();
  let spool: OpenSpool | null = null;
  const token = await watchInfluxToken(options, async (next) => await spool?.setToken(next), log);
  opening.defer(() => token.close());
  const buckets = bucketsOf(config.practice);
  const outgoing = await openOutgoing(environment);
  opening.defer(() => outgoing.close());
  const { timezone } = config.council;
  const kept = { dir, timezone, retention, sync, clock: systemClock, log };
  const embedded = await openEmbeddedStore(kept);
  opening.defer(() => embedded.close());
  const now = systemClock.now();
  const today = await inForce(configToday(config, now, log), embedded.said);
  const planned = new PlannedRanges(today, now);
  const parts = {
    ...{ config: today, buckets, planned: planned.all(now), now },
    sinceOf: await readSince(dir, log),
  };
  spool = await openSpool({
    dir: join(dir, 'spool'),
    sync,
    capBytes: waiting.capBytes,
    target: {
      url: influx.url,
      org: influx.org,
      token: token.now(),
      ...(await routeOf(environment)),
    },
    fanOut: openFanOut(fanOutOf(createGate(), parts)),
    log,
  });
  const store = openInfluxSamples({
    url: influx.url,
    token: () => token.now(),
    buckets,
    spool,
    outgoing,
    clock: systemClock,
    log,
  });
  opening.defer(() => store.close());
  const opened = opening.move();
  return {
    samples: store.samples,
    ...keptBy(embedded),
    influx: { spool, buckets, planned, forget: store.forget },
    maintain: async () => {
      await store.maintain();
      await embedded.maintain();
    },
    useTimezone: (zone) => embedded.useTimezone(zone),
    close: () => opened.disposeAsync(),
  };
}

function keptBy({ state, judgements, notices, accounts, said }: EmbeddedStore) {
  return { state, judgements, notices, accounts, said };
}

/** What members have set themselves holds before anything is sent. */
async function inForce(today: Config, said: SaidStore): Promise<Config> {
  const contacts = await said.contactLists();
  const works = await said.works(0);
  return withOwnFields(today, { consents: await said.consents(), contacts, works });
}

async function routeOf(environment: Environment) {
  const { httpProxy, httpsProxy, noProxy } = proxySettingsOf(environment);
  return {
    proxies: {
      ...(httpProxy === null ? {} : { HTTP_PROXY: httpProxy }),
      ...(httpsProxy === null ? {} : { HTTPS_PROXY: httpsProxy }),
      NO_PROXY: noProxy,
    },
    ca: await authoritiesOf(environment),
  };
}
