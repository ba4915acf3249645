import { onTestFinished } from 'vitest';
import { SectorReleases } from '../../../src/app/buckets/sector-releases.ts';
import { Telling } from '../../../src/app/notices/telling.ts';
import { CouncilInForce } from '../../../src/app/reload/council-in-force.ts';
import type { Config } from '../../../src/core/config.ts';
import { NO_NOTICES } from '../../../src/core/notify-config.ts';
import { type Judging, NOTHING_JUDGED } from '../../../src/core/ports/judging.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import type { Judgement } from '../../../src/core/words/judgement.ts';
import type { DrillMark } from '../../../src/core/words/scenario.ts';
import { createMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { drawCouncil } from '../../share/rules/worlds.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { startRawServer } from '../../support/raw-server.ts';
import { seeded } from '../../support/seeded.ts';
import { AT, configOf, MINUTE } from './drawn-council.ts';
import { mailTo } from './told-council.ts';

/**
 * Telling of a council whose sites are all in one incident; only the council is told, by a mail server
 * that takes connections and says nothing. `drill`: how fast it runs, null = none.
 */
export async function startDrawnTelling(speed: number | null = null) {
  const silent = await startRawServer(() => {});
  const targets = drawCouncil(seeded(6)).map((each) => ({ ...each, consent: 'counted' as const }));
  const config = toldBy(silent.port, configOf(targets));
  const sites = targets.map(({ id: target, member, sector }) => ({
    ...{ target, member, sector, from: AT - 7 * MINUTE, to: null },
    ...{ judgement: 'failing' as const, ratio: null, phase: null },
  }));
  const judged = { judgement: 'slow' as Judgement };
  const judging: Judging = {
    ...NOTHING_JUDGED,
    stateOf: (id) => {
      const isTroubled = judged.judgement === 'failing' || id === sites[0]?.target;
      const judgement = isTroubled ? judged.judgement : 'normal';
      return { judgement, since: AT - 7 * MINUTE, ratio: null, suspect: false };
    },
    openIncidents: () => [
      {
        ...{ id: '20261122-1', pattern: 'cross-sector', subject: { kind: 'council' } },
        ...{ since: AT - 7 * MINUTE, openedAt: AT - 6 * MINUTE, endedAt: null, ending: null },
        ...{ mergedInto: null, severity: 1, evidence: [], timeline: [], targets: sites },
      },
    ],
  };
  const clock = new ManualClock(AT);
  const stores = createMemoryStore();
  const start = { whole: config, stopped: [], practiceUrlOf: null, now: AT, log: noLog };
  const council = new CouncilInForce(start);
  const today = () => council.today;
  const releases = await SectorReleases.open({ today, judging, storeDir: null, log: noLog });
  const telling = await Telling.open({
    ...{ council, stores, judging, releases, clock, log: noLog, newest: [] },
    ...{ facts: { version: 1, factsOf: () => [] }, configDir: null, environment: {} },
    drill: speed === null ? null : drillAt(speed),
  });
  onTestFinished(async () => {
    await silent.close();
    await telling.close();
    await stores.close();
  });
  releases.take(AT);
  telling.start();
  return { telling, releases, clock, judged, notices: stores.notices };
}

function toldBy(port: number, config: Config): Config {
  return {
    ...config,
    sectors: config.sectors.map((sector) => ({
      ...{ ...sector, secretariat: null },
      members: sector.members.map((member) => ({ ...member, contacts: [] })),
    })),
    notify: {
      ...{ ...NO_NOTICES, exercises: ['council'], council: [mailTo('council@example.org')] },
      pace: { groupMs: 0, windowMs: 0, remindMs: 86_400_000 },
      mail: {
        ...{ host: '127.0.0.1', port, security: 'none', user: null, passwordFile: null },
        ...{ from: 'notice@yamabiko.example', replyTo: null },
      },
    },
  };
}

function drillAt(speed: number): DrillMark {
  const title = { ja: '訓練', en: 'Exercise' };
  return { id: '1', scenario: 'test', title, from: AT, to: AT + 60 * MINUTE, speed };
}
