import { describe, expect, it } from 'vitest';
import { envelopeOf } from '../../../src/board/api-schema.ts';
import { sharedDaySchema } from '../../../src/board/shared-schema.ts';
import { CONSENTS } from '../../../src/core/config.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { SampleStore } from '../../../src/core/ports/sample-store.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { incidentOf } from '../../board/judging-fixture.ts';
import { failureOf, missedOf } from '../../board/sample-fixture.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { type CouncilNow, openSharedBoard, type SharedBoard } from './shared-board.ts';
import { AT, MINUTE, samplesAt, sharingCouncil, VIEWERS } from './shared-council.ts';
import { placedIn } from './widened-council.ts';

const HOUR = 60 * MINUTE;
const config = sharingCouncil(CONSENTS);

function quiet(change: Partial<CouncilNow> = {}): CouncilNow {
  return {
    ...{ config, states: new Map(), incidents: [], facts: new Map(), samples: [], doubt: null },
    ...change,
  };
}

/** A council that is watched from 03:04 on. */
class Watched {
  readonly clock = new ManualClock(AT);
  board!: SharedBoard;

  static async open(slowly?: (samples: SampleStore) => SampleStore): Promise<Watched> {
    const watched = new Watched();
    watched.board = await openSharedBoard(watched.clock, quiet(), slowly ? { slowly } : {});
    return watched;
  }

  /** Lets minutes pass in which each is released, and each tenth of which measures all but these. */
  async run(minutes: number, unmeasured: readonly string[] = [], change: Partial<CouncilNow> = {}) {
    for (let minute = 0; minute < minutes; minute += 1) {
      const at = this.clock.now();
      const all = minute % 10 === 0 ? samplesAt(config, at) : [];
      const samples = all.filter(({ target }) => !unmeasured.includes(target));
      await this.board.become(quiet({ samples, ...change }));
      this.board.releases.take(at);
      await this.clock.run(MINUTE);
    }
  }

  async day(viewer: Viewer, query = '') {
    const { text } = await this.board.ask(viewer, `/api/day${query}`);
    return envelopeOf(sharedDaySchema).parse(JSON.parse(text)).data;
  }

  /** In minutes since 03:04, by site. */
  async gaps(viewer: Viewer, query = '') {
    const { untold } = await this.day(viewer, query);
    return Object.fromEntries(untold.map(({ target, gaps }) => [target, gaps.map(pairOf)]));
  }
}

function pairOf({ from, to }: { readonly from: number; readonly to: number }) {
  return [(from - AT) / MINUTE, (to - AT) / MINUTE];
}

const nearNamed = placedIn(config, 'near-named');

describe('what of a day is known', () => {
  it('is of the service when it ran, and of a site that was always named all of that', async () => {
    const watched = await Watched.open();
    await watched.run(20);
    await watched.clock.run(7 * MINUTE);
    await watched.run(5);
    for (const viewer of Object.values(VIEWERS)) {
      const { judged, untold } = await watched.day(viewer);
      expect(judged.map(pairOf)).toEqual([
        [0, 20],
        [27, 33],
      ]);
      expect(untold).toEqual([]);
    }
  });

  it('of a site that is named since then begins there, to whom it was not named', async () => {
    const watched = await Watched.open();
    await watched.run(20);
    await watched.clock.run(12_000);
    const owner = { kind: 'member', member: 'far-of-counted', sector: 'rail' } as const;
    const choice = { target: 'far-counted', consent: 'named' };
    expect((await watched.board.act(owner, '/api/consent', choice)).status).toBe(200);
    await watched.run(4);
    const hidden = { 'far-counted': [[0, 21]] };
    expect(await watched.gaps(VIEWERS.council)).toEqual(hidden);
    expect(await watched.gaps(VIEWERS.secretariat, '?sector=rail')).toEqual(hidden);
    expect(await watched.gaps(VIEWERS.secretariat, '?sector=gas')).toEqual({});
    for (const viewer of [VIEWERS.operator, VIEWERS.observer, owner]) {
      expect(await watched.gaps(viewer)).toEqual({});
    }
  });

  it('has no hour in which nothing valid was measured, but the one that runs', async () => {
    const watched = await Watched.open();
    await watched.run(56);
    await watched.run(60, ['near-named', 'far-named']);
    const at = watched.clock.now() - 40 * MINUTE;
    const doubted: Sample = {
      ...failureOf(nearNamed, at),
      ...{ validity: 'suspect', suspectCause: 'own_network' },
    };
    await watched.board.become(quiet({ samples: [doubted, missedOf(nearNamed, at + 1)] }));
    await watched.run(4, ['near-named']);
    expect(await watched.gaps(VIEWERS.council)).toEqual({
      'near-named': [[56, 116]],
      'far-named': [[56, 116]],
    });
    await watched.board.become(quiet({ samples: [failureOf(nearNamed, at + 2)] }));
    expect(Object.keys(await watched.gaps(VIEWERS.council))).toEqual(['far-named']);
  });

  it('of a site that is not judged now ends where that began', async () => {
    const watched = await Watched.open();
    await watched.run(20);
    const unknown = { judgement: 'unknown', since: AT + 8 * MINUTE } as const;
    await watched.run(5, [], { states: new Map([['near-named', unknown]]) });
    expect(await watched.gaps(VIEWERS.council)).toEqual({ 'near-named': [[8, 26]] });
  });

  it('has no time in which the service doubted its own measuring, now or before', async () => {
    const watched = await Watched.open();
    await watched.run(30);
    const doubted = incidentOf({
      ...{ id: '20261122-1', pattern: 'own-network', subject: { kind: 'prober' }, targets: [] },
      ...{ since: AT + 7.5 * MINUTE, more: { openedAt: AT + 8 * MINUTE } },
    });
    const over = { ...doubted, endedAt: AT + 12.5 * MINUTE, ending: 'recovered' } as const;
    const doubt = { kind: 'own_network', since: AT + 23 * MINUTE, targets: 9 } as const;
    await watched.run(2, [], { incidents: [over], doubt });
    for (const viewer of [VIEWERS.council, VIEWERS.observer, VIEWERS.operator]) {
      const { judged } = await watched.day(viewer);
      // A doubt is told by five minutes, its end at the full minute.
      expect(judged.map(pairOf)).toEqual([
        [0, 6],
        [13, 21],
      ]);
    }
    await watched.clock.run(MINUTE);
    const later = { ...over, openedAt: watched.clock.now() + 1 };
    await watched.board.become(quiet({ incidents: [later] }));
    const { judged } = await watched.day(VIEWERS.council);
    expect(judged.map(pairOf)).toEqual([[0, 34]]);
  });

  it.each([true, false])('of a past day is told by what is kept: %s', async (isKept) => {
    const refuse = () => Promise.reject(new AppError('store_unavailable', 'away'));
    const watched = await Watched.open((samples) =>
      isKept ? samples : { ...samples, samples: (q) => samples.samples(q), rollups: refuse },
    );
    const incidents = [
      incidentOf({
        ...{ id: '20261122-1', pattern: 'single', targets: ['near-named'], since: AT + MINUTE },
        subject: { kind: 'target', target: 'near-named' },
      }),
    ];
    await watched.run(56, [], { incidents });
    await watched.run(60, ['near-named', 'far-named'], { incidents });
    await watched.run(60, [], { incidents });
    // So that none of these hours is in the last 24.
    await watched.clock.run(25.5 * HOUR);
    await watched.run(1, [], { incidents });
    const on = new Date(AT).toISOString().slice(0, 16);
    // Of a day that is over those alone are shown that had a trouble.
    expect(await watched.gaps(VIEWERS.council, `?on=${on}Z`)).toEqual({
      'near-named': isKept ? [[56, 116]] : [[0, 176]],
    });
  });
});
