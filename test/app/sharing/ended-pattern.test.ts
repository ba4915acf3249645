import { expect, it } from 'vitest';
import type { Incident } from '../../../src/core/words/incident.ts';
import { incidentOf } from '../../board/judging-fixture.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { type CouncilNow, openSharedBoard, type SharedBoard } from './shared-board.ts';
import { AT, MINUTE, sharingCouncil, VIEWERS } from './shared-council.ts';

const config = sharingCouncil(['counted']);
const RAIL = Array.from({ length: 4 }, (_, n) => `rail-${n}-home`);

const pattern = incidentOf({
  ...{ id: '20261122-7', pattern: 'sector-wide', subject: { kind: 'sector', sector: 'rail' } },
  ...{ targets: RAIL, since: AT - MINUTE },
});

function now(failing: readonly string[], incidents: readonly Incident[]): CouncilNow {
  const state = { judgement: 'failing', since: AT } as const;
  const states = new Map(failing.map((id) => [id, state]));
  return { config, incidents, states, facts: new Map(), samples: [], doubt: null };
}

async function toldBy(board: SharedBoard): Promise<string> {
  return (await board.ask(VIEWERS.observer, '/api/incidents')).text;
}

it('tells of a pattern after its end whom it was shown to while it went on', async () => {
  const clock = new ManualClock(AT);
  const board = await openSharedBoard(clock, now(RAIL, [pattern]));
  expect(await toldBy(board)).toContain('"pattern":"sector-wide"');
  const over: Incident = { ...pattern, endedAt: AT + 2 * MINUTE, ending: 'recovered' };
  await board.become(now([], [over]));
  for (let minute = 0; minute < 12; minute += 1) {
    await clock.run(MINUTE);
    board.releases.take(clock.now());
  }
  expect(board.releases.ofSector('rail')?.release.band?.level).toBe('none');
  expect(await toldBy(board)).toMatch(/"ending":"recovered".*"sectors":\[\{"id":"rail"/);
});

it('tells nothing of one that no band showed while it went on', async () => {
  const clock = new ManualClock(AT);
  const board = await openSharedBoard(clock, now([], [pattern]));
  await toldBy(board);
  await board.become(now([], [{ ...pattern, endedAt: AT + MINUTE, ending: 'recovered' }]));
  await clock.run(9 * MINUTE);
  expect(await toldBy(board)).toContain('"incidents":[]');
});
