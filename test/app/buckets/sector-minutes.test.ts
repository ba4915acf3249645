import { describe, expect, it } from 'vitest';
import { COUNCIL } from '../../../src/app/buckets/audience.ts';
import {
  bandCode,
  nextRelease,
  type SectorRelease,
  sectorMinuteOf,
} from '../../../src/app/buckets/sector-minutes.ts';
import type { Judgement } from '../../../src/core/words/judgement.ts';
import { sector } from '../../config/council-of.ts';
import { MINUTE_MS, T0 } from '../../store/store-sample.ts';

const GAS = sector('gas', []);
const targets = Array.from({ length: 6 }, (_, index) => ({
  id: `gas-${index}`,
  member: `member-${index}`,
  sector: 'gas',
  consent: 'counted' as const,
  secretariatSees: 'detail' as const,
}));

function releaseWith(
  failing: number,
  now: number,
  given: { readonly previous?: SectorRelease; readonly members?: number } = {},
): SectorRelease {
  const some = targets.slice(0, given.members ?? targets.length);
  return nextRelease(COUNCIL, given.previous ?? null, {
    targets: some,
    stateOf: (id) => {
      const judgement: Judgement = Number(id.slice(4)) < failing ? 'failing' : 'normal';
      return { judgement, suspect: false, ratio: null };
    },
    timezone: 'Asia/Tokyo',
    now,
  });
}

describe('what is released of a sector each minute', () => {
  const place = { bucket: 'shared', sector: GAS, suppressed: false };

  it('is a point with the band and no target, member or number of them', () => {
    const point = sectorMinuteOf(releaseWith(2, T0 + 4321), place);
    expect(point).toEqual({
      bucket: 'shared',
      measurement: 'sector_minute',
      tags: { sector: 'gas', field: 'energy' },
      fields: { band: 'some', ratio: null, suppressed: false },
      at: T0,
    });
  });

  it('is nothing where fewer than five members could be meant', () => {
    expect(sectorMinuteOf(releaseWith(2, T0, { members: 4 }), place)).toBeNull();
  });

  it('rises and falls on the grid and with the five minutes that the rules ask for', () => {
    let previous = releaseWith(0, T0);
    const seen: string[] = [];
    for (let minute = 1; minute <= 14; minute += 1) {
      // One minute of trouble at six minutes.
      previous = releaseWith(minute === 6 ? 4 : 0, T0 + minute * MINUTE_MS, { previous });
      seen.push(String(sectorMinuteOf(previous, place)?.fields['band']));
    }
    expect(seen.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'none'));
    expect(seen.slice(5, 11)).toEqual(Array.from({ length: 6 }, () => 'half'));
    expect(seen.at(-1)).toBe('none');
  });

  it('keeps the day’s roster over what a restart reads back', () => {
    const first = releaseWith(1, T0);
    const read: SectorRelease = JSON.parse(JSON.stringify(first));
    const next = releaseWith(1, T0 + MINUTE_MS, { previous: read, members: 5 });
    expect(next.roster).toEqual(first.roster);
  });

  it.each([
    [{ level: 'none', atLeast: null }, 'none'],
    [{ level: 'some', atLeast: null }, 'some'],
    [{ level: 'some', atLeast: 1 }, 'some_1'],
    [{ level: 'some', atLeast: 15 }, 'some_15'],
    [{ level: 'half', atLeast: null }, 'half'],
  ] as const)('writes %j as %s', (band, code) => {
    expect(bandCode(band)).toBe(code);
  });
});
