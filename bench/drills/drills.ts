import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { drillSites } from '../../src/app/drill/drill-sites.ts';
import { startLoneDrill } from '../../src/app/drill/lone-drill.ts';
import { openStores } from '../../src/app/open-stores.ts';
import { practiceConfig } from '../../src/app/practice-config.ts';
import { loadScenarios } from '../../src/config/drill-load.ts';
import type { Config } from '../../src/core/config.ts';
import { noLog } from '../../src/core/ports/log.ts';
import type { Incident } from '../../src/core/words/incident.ts';
import type { Scenario } from '../../src/core/words/scenario.ts';
import { isWell } from '../../src/practice/drill/drill-site.ts';
import type { Bench } from '../bench.ts';
import { drillTable, wrongDrills } from '../judge/council/council-page.ts';
import { type Replay, replayEndMs, replayOf } from '../judge/council/drill-replays.ts';

const CONFIG = join(import.meta.dirname, '../../config');
const SPEED = 60;
const QUICK_MS = 110 * 60_000;

/** Every shipped scenario over sockets: real probes of the small practice council, judged as it runs. */
export const benchDrills: Bench = async ({ quick, say }) => {
  const config = await practiceConfig('small', null, () => {});
  const { scenarios } = await loadScenarios(CONFIG, 'Asia/Tokyo');
  const chosen = quick ? scenarios.filter(({ lengthMs }) => lengthMs < QUICK_MS) : scenarios;
  const drills: Replay[] = [];
  for (const scenario of chosen) {
    const minutes = (replayEndMs(scenario) / SPEED / 60_000).toFixed(1);
    say(`drill ${scenario.id} over sockets, ${minutes} min`);
    drills.push(await replayOverSockets(scenario, config));
  }
  const sites = drillSites(config).length;
  return {
    title: { ja: '訓練の判定（実際の通信）', en: 'Drills judged over sockets' },
    abstractJa: `小さな模擬協議会（${sites} 対象）を実際に計測しながら、すべての訓練シナリオを ${SPEED} 倍の速さで再生し、判定を確かめます。`,
    goals: [
      {
        what: {
          ja: `実際の通信での訓練（${sites} 対象、${SPEED} 倍）：誤った広がり`,
          en: `drills over sockets (${sites} sites, speed ${SPEED}) with a wrong pattern`,
        },
        figure: wrongDrills(drills),
        limit: 0,
        unit: '',
      },
    ],
    sections: [
      {
        heading: 'Over sockets',
        paragraphs: [
          `The whole service on the small practice council (${sites} sites), as \`yamabiko drill start --practice small --speed ${SPEED}\` runs it: real connections to sites in another process, its name server, store and judging, taught by the past that is written first. At this speed a site is measured every 6 minutes of the drill. Each runs from its beginning until 25 minutes after its pattern is due, the quiet day for three hours. [judge.md](judge.md) has the same scenarios simulated, without sockets, in the full council at one sample a minute.`,
        ],
        table: drillTable(drills),
      },
    ],
    results: { speed: SPEED, sites, drills },
  };
};

async function replayOverSockets(scenario: Scenario, config: Config): Promise<Replay> {
  const dataDir = await mkdtemp(join(tmpdir(), 'yamabiko-bench-drill-'));
  try {
    const { service, started, ended } = await startLoneDrill({
      ...{ config, dataDir, secretsDir: CONFIG, extraCa: [], history: true, log: noLog },
      ...{ scenario: scenario.id, speed: SPEED },
      listen: { host: '127.0.0.1', port: 0 },
    });
    await Promise.race([ended, pause(replayEndMs(scenario) / SPEED)]);
    await service.close();
    const well = new Set(drillSites(config).flatMap((site) => (isWell(site) ? [site.id] : [])));
    return replayOf(scenario, await incidentsIn(started.dir, config), well);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** In the order in which they were opened. */
async function incidentsIn(dir: string, config: Config): Promise<readonly Incident[]> {
  const stores = await openStores({ config, dir, configDir: null, log: noLog });
  const newestFirst = await stores.judgements.incidents({ limit: 10_000 });
  await stores.close();
  return newestFirst.toReversed();
}
