import { SectorReleases } from '../../src/app/buckets/sector-releases.ts';
import { makeDataDirectory } from '../../src/app/data-directory.ts';
import { createDrillRun, type DrillRun } from '../../src/app/drill/drill-run.ts';
import { drillDir } from '../../src/app/drill/drill-started.ts';
import { type Service, startService } from '../../src/app.ts';
import { type Judging, NOTHING_JUDGED } from '../../src/core/ports/judging.ts';
import { type Log, noLog } from '../../src/core/ports/log.ts';
import type { PracticeSize } from '../../src/practice/practice-council.ts';
import { answerParent } from '../process/answer-parent.ts';
import { failingPlan, type PlanShape } from './failing-plan.ts';
import { toldCouncil } from './told-council.ts';

/** The whole service as `drill start --speed 1` composes it, with everybody on the list of exercises. */
export interface TellingOrder {
  readonly dataDir: string;
  readonly size: PracticeSize;
  readonly smtpPort: number;
  readonly plan: PlanShape;
}

export interface TellingStarted {
  /** Of the drill: its store. */
  readonly dir: string;
  /** When the scenario began, epoch ms of the drill. */
  readonly from: number;
  /** Added to the machine's time gives the drill's, ms. */
  readonly aheadMs: number;
}

/** How often each event was logged as a warning or an error. */
const complaints: Record<string, number> = {};
const count = (event: string): void => {
  complaints[event] = (complaints[event] ?? 0) + 1;
};
const log: Log = { ...noLog, warn: count, error: count };
let service: Service | null = null;

async function start({ dataDir, size, smtpPort, plan }: TellingOrder): Promise<TellingStarted> {
  const config = toldCouncil(size, smtpPort);
  const now = Date.now();
  const { scenario } = failingPlan(config, plan, now);
  const drill = createDrillRun({ scenario, speed: 1, config, now, onEnd: () => {} });
  await releaseQuietHour(drillDir(dataDir, drill.mark.id), drill);
  service = await startService({
    ...{ config, dataDir, drill, log, extraCa: [] },
    listen: { host: '127.0.0.1', port: 0 },
  });
  const at = Date.now();
  const aheadMs = drill.clock.timeAt(at) - at;
  return { dir: drillDir(dataDir, drill.mark.id), from: drill.mark.from, aheadMs };
}

const HOUR_MS = 3_600_000;
const ALL_WELL: Judging = {
  ...NOTHING_JUDGED,
  stateOf: () => ({ judgement: 'normal', since: 0, ratio: null, suspect: false }),
};

/**
 * Bands as a service leaves them whose sites were well for an hour: one that was released for the first
 * time stays for five minutes, and the council would hear of the flood so much later.
 */
async function releaseQuietHour(dir: string, { config, mark }: DrillRun): Promise<void> {
  await makeDataDirectory(dir);
  const parts = { today: () => config, judging: ALL_WELL, storeDir: dir, log: noLog };
  const releases = await SectorReleases.open(parts);
  releases.take(mark.from - HOUR_MS);
  await releases.keep();
}

/** User and system time of the process since its start, ms. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

answerParent({
  start,
  cpuMs,
  complaints: () => complaints,
  close: () => service?.close(),
});
