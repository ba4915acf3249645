import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drillSites } from '../../src/app/drill/drill-sites.ts';
import { startLoneDrill } from '../../src/app/drill/lone-drill.ts';
import { openStores } from '../../src/app/open-stores.ts';
import { practiceConfig } from '../../src/app/practice-config.ts';
import { type Config, targetsOf } from '../../src/core/config.ts';
import { noLog } from '../../src/core/ports/log.ts';
import type { Incident } from '../../src/core/words/incident.ts';
import type { Scenario } from '../../src/core/words/scenario.ts';
import type { Bench } from '../bench.ts';
import { drillTable, leftOpenIn, wrongDrills } from '../judge/council/council-page.ts';
import { CONFIG, type Replay, replayOf, shippedScenarios } from '../judge/council/drill-replays.ts';

const SPEED = 60;
/** Councils that are measured beside each other. */
const LANES = 4;

/** Every shipped scenario over sockets: real probes of the small practice council, judged as it runs. */
export const benchDrills: Bench = async ({ quick, say }) => {
  const config = await practiceConfig('small', null, () => {});
  const scenarios = await shippedScenarios(quick);
  const replays = new Map<string, Replay>();
  // The longest first, so that no lane begins one when the others are done.
  const waiting = scenarios.toSorted((a, b) => b.lengthMs - a.lengthMs);
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      say(`drill ${next.id} over sockets, ${(next.lengthMs / SPEED / 60_000).toFixed(1)} min`);
      replays.set(next.id, await replayOverSockets(next, config));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const drills = scenarios.flatMap(({ id }) => replays.get(id) ?? []);
  const sites = targetsOf(config).length;
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
      {
        what: {
          ja: '同じく、終わったのに終わらない事象',
          en: 'the same: incidents left open though all is over',
        },
        figure: leftOpenIn(drills),
        limit: 0,
        unit: '',
      },
    ],
    sections: [
      {
        heading: 'Over sockets',
        paragraphs: [
          `The whole service on the small practice council (${sites} sites), as \`yamabiko drill start --practice small --speed ${SPEED}\` runs it: real connections to sites in another process, its name server, store and judging, taught by the past that is written first. Each runs from its beginning to its end, ${LANES} of them beside each other, each with a service and sites of its own. At this speed a site is measured every 6 minutes of the drill: what takes five samples to be said, a site that turned slow, takes 24 to 30 minutes of it. [judge.md](judge.md) has the same scenarios simulated, without sockets, in the full council at one sample a minute.`,
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
    await ended;
    await service.close();
    const incidents = await incidentsIn(started.dir, config);
    const everyMs = started.everyMinutes * 60_000;
    return replayOf(scenario, { incidents, places: drillSites(config), everyMs });
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
