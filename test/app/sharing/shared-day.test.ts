import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { stretchOf } from '../../../src/app/sharing/shared-day.ts';
import { envelopeOf } from '../../../src/board/api-schema.ts';
import type { SharedSectorDto } from '../../../src/board/dto/shared.ts';
import { sharedDaySchema, sharedPageSchema } from '../../../src/board/shared-schema.ts';
import { lastMomentOf, pictureAt } from '../../../src/board/web/shared/day-at.ts';
import { CONSENTS, type Consent } from '../../../src/core/config.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { incidentOf } from '../../board/judging-fixture.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { type CouncilNow, openSharedBoard, type SharedBoard } from './shared-board.ts';
import { AT, MINUTE, sharingCouncil, VIEWERS } from './shared-council.ts';

const DAY = 86_400_000;
const TOKYO = 'Asia/Tokyo';

describe('the stretch of a day', () => {
  const now = Date.UTC(2026, 10, 22, 3, 4, 30);

  it('is the last 24 hours with the running minute, or the local day as far as it is over', () => {
    const last = Date.UTC(2026, 10, 22, 3, 5);
    expect(stretchOf(null, now, TOKYO)).toEqual({ from: last - DAY, to: last });
    const midnight = Date.UTC(2026, 10, 21, 15);
    expect(stretchOf(now, now, TOKYO)).toEqual({ from: midnight, to: last });
    for (const far of [253_402_214_400_001, 8e15]) {
      expect(stretchOf(far, now, TOKYO)).toEqual({ from: midnight + DAY, to: midnight + DAY });
    }
    const past = stretchOf(-8e15, now, TOKYO);
    expect(past.to).toBe(past.from);
    expect(stretchOf(midnight - 1, now, TOKYO)).toEqual({ from: midnight - DAY, to: midnight });
  });

  it('is as long as the day is where clocks are changed', () => {
    const { from, to } = stretchOf(
      Date.UTC(2026, 9, 25, 12),
      Date.UTC(2026, 9, 30),
      'Europe/Berlin',
    );
    expect((to - from) / 3_600_000).toBe(25);
  });

  it('is empty in the future, and before the last 30 days', () => {
    for (const on of [now + 3 * DAY, now - 40 * DAY]) {
      const { from, to } = stretchOf(on, now, TOKYO);
      expect(to).toBe(from);
    }
  });
});

const config = sharingCouncil(CONSENTS);
const FAILING = ['near-named', 'near-counted', 'gas-0-home', 'gas-1-home', 'rail-3-home'];

function failing(targets: readonly string[], consent?: Consent): CouncilNow {
  const its = consent === undefined ? config : sharingCouncil([consent]);
  const single = (target: string, n: number) =>
    incidentOf({
      ...{ id: `20261122-${n + 1}`, pattern: 'single', subject: { kind: 'target', target } },
      ...{ targets: [target], since: AT - 5 * MINUTE },
    });
  return {
    ...{ config: its, facts: new Map(), doubt: null, samples: [] },
    states: new Map(targets.map((id) => [id, { judgement: 'failing', since: AT }])),
    incidents: FAILING.map(single),
  };
}

async function dayFor(board: SharedBoard, viewer: Viewer, query = '') {
  const { text } = await board.ask(viewer, `/api/day${query}`);
  return envelopeOf(sharedDaySchema).parse(JSON.parse(text)).data;
}

describe('a day on the board', () => {
  it('has the bands as they were released to each, minute by minute', async () => {
    const clock = new ManualClock(AT);
    const board = await openSharedBoard(clock, failing([]));
    for (let minute = 0; minute < 20; minute += 1) {
      await board.become(failing(minute >= 3 && minute < 8 ? FAILING : []));
      board.releases.take(clock.now());
      await clock.run(MINUTE);
    }
    const { sectors } = await dayFor(board, VIEWERS.council);
    const gas = sectors.find(({ id }) => id === 'gas')?.bands;
    expect(gas?.map(({ level }) => level)).toEqual(['none', 'some', 'none']);
    const [before, during, after] = gas ?? [];
    expect(before?.from).toBe(AT);
    expect(during?.from).toBe(before?.to);
    expect((during?.to ?? 0) - (during?.from ?? 0)).toBeGreaterThanOrEqual(5 * MINUTE);
    expect(after?.to).toBe(clock.now() + (clock.now() > (after?.to ?? 0) ? 0 : MINUTE));
  });

  it('says since when a band is so, as the overview does, over a time in which nothing was released', async () => {
    const clock = new ManualClock(AT);
    const board = await openSharedBoard(clock, failing([]));
    const agree = async () => {
      const said = await Promise.all(
        Object.values(VIEWERS).map(async (viewer) => {
          if (viewer.kind === 'operator') return [];
          const { text } = await board.ask(viewer, '/api/overview');
          const page = envelopeOf(sharedPageSchema).parse(JSON.parse(text)).data;
          const day = await dayFor(board, viewer);
          const shown = pictureAt(day, lastMomentOf(day)).sectors;
          const sinceOf = ({ id, band }: Pick<SharedSectorDto, 'id' | 'band'>) =>
            `${id} ${band?.level} ${band?.since} ${band?.orEarlier}`;
          expect(shown.map(sinceOf)).toEqual(page.sectors.map(sinceOf));
          return shown.map(sinceOf);
        }),
      );
      return said.flat();
    };
    const first = await agree();
    expect(first).toContain(`gas none ${AT} true`);
    for (let minute = 0; minute < 6; minute += 1) {
      await clock.run(MINUTE);
      expect(await agree()).toEqual(first);
    }
    await clock.run(MINUTE);
    await board.become(failing(FAILING));
    const rose = clock.now();
    expect(await agree()).toContain(`gas some ${rose} false`);
    for (const gap of [MINUTE, 20 * MINUTE, 25 * 60 * MINUTE]) {
      await clock.run(gap);
      expect(await agree()).toContain(`gas some ${rose} false`);
    }
    await clock.run(20 * MINUTE);
    await board.become(failing([]));
    expect(await agree()).toContain(`gas none ${clock.now()} true`);
  });

  it('names whom the reader may know now, and nobody who took that back', async () => {
    const board = await openSharedBoard(new ManualClock(AT), failing(FAILING));
    const names = async (viewer: Viewer) =>
      (await dayFor(board, viewer)).incidents.flatMap(({ sites }) =>
        sites.map(({ target }) => target),
      );
    expect(await names(VIEWERS.council)).toEqual(['near-named']);
    expect(await names(VIEWERS.observer)).toEqual([]);
    expect(new Set(await names(VIEWERS.operator))).toEqual(new Set(FAILING));
    await board.become(failing(FAILING, 'counted'));
    expect(await names(VIEWERS.council)).toEqual([]);
  });

  it('is of one sector where one is asked for, and nothing where there is none', async () => {
    const board = await openSharedBoard(new ManualClock(AT), failing(FAILING));
    const { sectors, incidents } = await dayFor(board, VIEWERS.secretariat, '?sector=rail');
    expect(sectors.map(({ id }) => id)).toEqual(['rail']);
    expect(incidents).toEqual([]);
    expect((await board.ask(VIEWERS.council, '/api/day?sector=x')).status).toBe(404);
    const wrong = await board.ask(VIEWERS.council, '/api/day?on=x');
    expect(wrong.status).toBe(400);
    expect(z.object({ code: z.string() }).parse(JSON.parse(wrong.text)).code).toBe('invalid');
  });
});
