import { expect, it } from 'vitest';
import { incidentOf } from '../../board/judging-fixture.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { openSharedBoard } from './shared-board.ts';
import { AT, MINUTE, sharingCouncil, VIEWERS } from './shared-council.ts';

/** Patterns that no band showed, and the trouble of a named site from before all of them. */
async function toldAmong(hidden: number): Promise<string> {
  const trouble = incidentOf({
    ...{ id: '20261121-1', pattern: 'single', subject: { kind: 'target', target: 'far-named' } },
    ...{ targets: ['far-named'], since: AT - 100 * MINUTE },
  });
  const patterns = Array.from({ length: hidden }, (_, n) => ({
    ...incidentOf({
      ...{ id: `20261121-${n + 2}`, pattern: 'sector-wide', targets: ['rail-1-home'] },
      ...{ subject: { kind: 'sector', sector: 'rail' }, since: AT - 90 * MINUTE },
    }),
    ...({ endedAt: AT - 80 * MINUTE, ending: 'recovered' } as const),
  }));
  const board = await openSharedBoard(new ManualClock(AT), {
    ...{ config: sharingCouncil(['named']), states: new Map(), facts: new Map() },
    ...{ samples: [], doubt: null, incidents: [trouble, ...patterns] },
  });
  return (await board.ask(VIEWERS.council, '/api/incidents')).text;
}

it('tells the same of what is shown, however much there is that is not', async () => {
  const alone = await toldAmong(0);
  expect(alone).toContain('"far-named"');
  expect(await toldAmong(2345)).toBe(alone);
});
