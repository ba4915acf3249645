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

describe('what was released during a pattern', () => {
  it('is known to whom it was released, for as long as incidents are told', () => {
    const during = new ReleasedDuring();
    during.take([PATTERN], { at: AT, outside: ['rail'], inside: [] });
    during.take([PATTERN], { at: AT + MINUTE, outside: [], inside: ['gas'] });
    during.take([], { at: AT + 2 * MINUTE, outside: ['water'], inside: [] });
    const said = (who: keyof typeof VIEWERS, sector: string) =>
      during.saidTo(VIEWERS[who], sector, PATTERN);
    expect([said('council', 'rail'), said('observer', 'rail'), said('member', 'rail')]).toEqual([
      ...[true, true, true],
    ]);
    expect([said('member', 'gas'), said('secretariat', 'gas'), said('council', 'gas')]).toEqual([
      ...[true, false, false],
    ]);
    expect(said('council', 'water')).toBe(false);
    expect(during.saidTo(VIEWERS.council, 'rail', '20261122-8')).toBe(false);
    during.take([], { at: AT + 32 * DAY, outside: [], inside: [] });
    expect(said('council', 'rail')).toBe(false);
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
