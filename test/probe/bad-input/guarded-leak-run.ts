import { GUARDED_MS, startGuardedWorld } from './guarded-network.ts';
import { type LeakReport, runApart } from './leak-run.ts';

/** What the run says on standard output, as JSON. */
export interface GuardedLeak {
  readonly report: LeakReport;
  /** Connections open at the end, over all servers. */
  readonly open: number;
  /** Connections that were made to the private servers. */
  readonly reached: number;
}

/** Probes before and between the readings; the places are probed in turn. */
export const GUARDED_WARM_UPS = 1_000;
export const GUARDED_PROBES = 2_000;

async function main(): Promise<void> {
  const world = await startGuardedWorld();
  const probes = GUARDED_WARM_UPS + GUARDED_PROBES;
  const rounds = Array.from({ length: Math.ceil(probes / world.places.length) });
  const targets = rounds.flatMap(() =>
    world.places.map(({ url, family }) => {
      return { url, family, allowPrivate: false, timeoutMs: GUARDED_MS };
    }),
  );
  const report = await runApart({
    resolver: world.dns.address,
    targets: targets.slice(0, probes),
    warmUps: GUARDED_WARM_UPS,
    concurrency: 32,
  });
  const leak: GuardedLeak = {
    report,
    open: world.hidden.open + world.open.open,
    reached: world.hidden.connections,
  };
  process.stdout.write(JSON.stringify(leak));
  await world.close();
}

if (import.meta.main) await main();
