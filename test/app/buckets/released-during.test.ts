import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ReleasedDuring } from '../../../src/app/buckets/released-during.ts';
import { SectorReleases } from '../../../src/app/buckets/sector-releases.ts';
import { type Judging, NOTHING_JUDGED } from '../../../src/core/ports/judging.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import { incidentOf } from '../../board/judging-fixture.ts';
import { AT, MINUTE, sharingCouncil, VIEWERS } from '../sharing/shared-council.ts';

const DAY = 86_400_000;
const PATTERN = '20261122-7';
const NOTHING_SAID = { outside: [], inside: [], observers: [], unlike: {} };
const KINDS = ['member', 'secretariat', 'council', 'observer'] as const;

describe('what was released during a pattern', () => {
  it('is known to whom it was released, for as long as incidents are told', () => {
    const during = new ReleasedDuring();
    during.take([PATTERN], AT, { ...NOTHING_SAID, outside: ['rail'] });
    during.take([PATTERN], AT + MINUTE, { ...NOTHING_SAID, inside: ['gas'] });
    during.take([PATTERN], AT + MINUTE, { ...NOTHING_SAID, observers: ['gas'] });
    during.take([], AT + 2 * MINUTE, { ...NOTHING_SAID, outside: ['water'] });
    const said = (who: keyof typeof VIEWERS, sector: string) =>
      during.saidTo(VIEWERS[who], sector, PATTERN);
    expect(KINDS.filter((who) => said(who, 'rail'))).toEqual(['member', 'secretariat', 'council']);
    expect(KINDS.filter((who) => said(who, 'gas'))).toEqual(['member', 'observer']);
    expect(said('council', 'water')).toBe(false);
    expect(during.saidTo(VIEWERS.council, 'rail', '20261122-8')).toBe(false);
    during.take([], AT + 32 * DAY, NOTHING_SAID);
    expect(said('council', 'rail')).toBe(false);
  });

  it('is of each member what was released to itself, in whatever minute', () => {
    const during = new ReleasedDuring();
    const said = (member: string) =>
      during.saidTo({ kind: 'member', member, sector: 'gas' }, 'gas', PATTERN);
    // Only the first is affected: all others are told.
    during.take([PATTERN], AT, { ...NOTHING_SAID, inside: ['gas'], unlike: { gas: ['first'] } });
    expect(['first', 'second', 'third'].map(said)).toEqual([false, true, true]);
    // The release to a single one may last longer than that to the others.
    during.take([PATTERN], AT + MINUTE, { ...NOTHING_SAID, unlike: { gas: ['third'] } });
    expect(['first', 'second', 'third'].map(said)).toEqual([false, true, true]);
    during.take([PATTERN], AT + 2 * MINUTE, { ...NOTHING_SAID, unlike: { gas: ['first'] } });
    expect(['first', 'second', 'third'].map(said)).toEqual([true, true, true]);
    const alone = new ReleasedDuring();
    alone.take([PATTERN], AT, { ...NOTHING_SAID, unlike: { gas: ['first'] } });
    alone.take([PATTERN], AT + MINUTE, NOTHING_SAID);
    const saidAlone = (member: string) =>
      alone.saidTo({ kind: 'member', member, sector: 'gas' }, 'gas', PATTERN);
    expect(['first', 'second'].map(saidAlone)).toEqual([true, false]);
    expect(JSON.parse(JSON.stringify(alone.text))[PATTERN].unlike).toEqual({ gas: ['first'] });
  });

  it('is taken up as an earlier version kept it', () => {
    const during = new ReleasedDuring({
      [PATTERN]: { at: AT, outside: ['rail'], inside: ['gas'] },
    });
    const said = (who: keyof typeof VIEWERS, sector: string) =>
      during.saidTo(VIEWERS[who], sector, PATTERN);
    expect([said('member', 'gas'), said('council', 'rail'), said('observer', 'rail')]).toEqual([
      ...[true, true, false],
    ]);
    during.take([PATTERN], AT + MINUTE, { ...NOTHING_SAID, observers: ['rail'] });
    expect([said('member', 'gas'), said('observer', 'rail')]).toEqual([true, true]);
  });

  describe('as it is kept', () => {
    const dir = mkdtempSync(join(tmpdir(), 'yamabiko-during-'));
    afterEach(() => rmSync(dir, { recursive: true }));

    it('outlives a restart, and the pattern', async () => {
      const config = sharingCouncil(['counted']);
      const failing = new Set(['rail-0-home', 'rail-1-home']);
      let isOver = false;
      const pattern = incidentOf({
        ...{ id: PATTERN, pattern: 'sector-wide', subject: { kind: 'sector', sector: 'rail' } },
        ...{ targets: [...failing], since: AT },
      });
      const judging: Judging = {
        ...NOTHING_JUDGED,
        stateOf: (id) => ({
          ...{ since: AT, ratio: 1, suspect: false },
          judgement: !isOver && failing.has(id) ? 'failing' : 'normal',
        }),
        openIncidents: () => (isOver ? [] : [pattern]),
      };
      const parts = { today: () => config, judging, storeDir: dir, log: noLog };
      const first = await SectorReleases.open(parts);
      first.take(AT);
      isOver = true;
      for (let minute = 1; minute < 12; minute += 1) first.take(AT + minute * MINUTE);
      await first.keep();
      const second = await SectorReleases.open(parts);
      expect(second.ofSector('rail')?.release.band?.level).toBe('none');
      expect(second.saidDuring(VIEWERS.council, 'rail', PATTERN)).toBe(true);
      expect(second.saidDuring(VIEWERS.council, 'gas', PATTERN)).toBe(false);
    });
  });
});
