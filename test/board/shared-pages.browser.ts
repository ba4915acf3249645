import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Board } from '../../src/board/start-board.ts';
import { CONSENTS } from '../../src/core/config.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { Incident } from '../../src/core/words/incident.ts';
import type { DrillMark } from '../../src/core/words/scenario.ts';
import { type CouncilNow, openSharedBoard, type SharedBoard } from '../app/sharing/shared-board.ts';
import { samplesAt, sharingCouncil, VIEWERS } from '../app/sharing/shared-council.ts';
import { startFixtureBoard, wallClock } from './board-fixture.ts';
import { incidentOf } from './judging-fixture.ts';
import type { OpenPages } from './open-pages.browser.ts';

export type Who = keyof typeof VIEWERS;
export const WHO = Object.keys(VIEWERS) as Who[];

const NOW = Date.now();
const SINCE = NOW - 17 * 60_000;
const config = sharingCouncil(CONSENTS);
const CROWD = Array.from({ length: 12 }, (_, n) => `rail-${n}-home`);
export const FAILING = [
  ...['own-counted', 'near-sector', 'far-named', 'far-counted'],
  ...CROWD.slice(0, 4),
];

export const PATTERN: Incident = incidentOf({
  ...{ id: '20261128-7', pattern: 'sector-wide', subject: { kind: 'sector', sector: 'rail' } },
  ...{ targets: ['far-named', 'far-counted', ...CROWD.slice(0, 4)], since: SINCE },
});
export const SINGLES = ['own-counted', 'near-sector', 'far-named'].map((target, n) =>
  incidentOf({
    ...{ id: `20261128-${n + 1}`, pattern: 'single', subject: { kind: 'target', target } },
    ...{ targets: [target], since: SINCE },
  }),
);

/** A pattern in rail, and a site of each place that fails. */
export function councilNow(
  failing: readonly string[] = FAILING,
  incidents: readonly Incident[] = [...SINGLES, PATTERN],
): CouncilNow {
  const state = { judgement: 'failing', since: SINCE } as const;
  return {
    ...{ config, incidents, facts: new Map(), doubt: null },
    samples: samplesAt(config, NOW - 60_000),
    states: new Map(failing.map((target) => [target, state])),
  };
}

/** A board whose reader is named by the header `x-viewer`; `drill`: the one that runs. */
export async function startSharedBoard(
  clock = wallClock,
  now = councilNow(),
  drill: DrillMark | null = null,
): Promise<{ shared: SharedBoard; board: Board }> {
  const shared = await openSharedBoard(clock, now, { drill });
  return { shared, board: await serve(shared, clock) };
}

/** The pages of a board that is open already. */
export async function serve(shared: SharedBoard, clock: Clock): Promise<Board> {
  return await startFixtureBoard(shared.sources, {
    ...{ acting: shared.acting, clock },
    admit: ({ header }) => {
      const who = Object.entries(VIEWERS).find(([name]) => name === header('x-viewer'));
      return who ? { viewer: who[1], refusal: null } : { viewer: null, refusal: 'nobody' };
    },
    stream: { tickMs: 50, heartbeatMs: 500, stallMs: 20_000, maxClients: 60 },
  });
}

/** Opens pages of a board as one of its readers. */
export function openAs(board: Board, pages: OpenPages) {
  return (who: Who, path: string, options: BrowserContextOptions = {}): Promise<Page> =>
    pages.open(`${board.url}${path}`, {
      ...{ locale: 'en-GB', extraHTTPHeaders: { 'x-viewer': who }, ...options },
    });
}
