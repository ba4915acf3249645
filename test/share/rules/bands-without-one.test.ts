import { describe, expect, it } from 'vitest';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { countableMembersOf, rosterFor } from '../../../src/share/rules/roster.ts';
import {
  type SectorBand,
  sectorBandOf,
  sectorBandsOf,
} from '../../../src/share/rules/sector-band.ts';
import type { JudgedTarget, TargetState } from '../../../src/share/rules/shared-target.ts';
import { seeded } from '../../support/seeded.ts';
import { sectorOf, stateOf, times } from './shared.ts';
import { drawCouncil, drawPair, SECTORS } from './worlds.ts';

const DAY = '2026-11-24';
const IN_NO_COUNT: Viewer = { kind: 'member', member: '', sector: 'gas' };

/** To a member of the sector, and to one that is in no count. */
function bandsIn(targets: readonly JudgedTarget[]): (member: string) => SectorBand {
  const roster = rosterFor(DAY, countableMembersOf(IN_NO_COUNT, targets).keys(), null);
  return sectorBandsOf(IN_NO_COUNT, targets, roster).without;
}

function sectorWith(failing: readonly TargetState[], members: number): readonly JudgedTarget[] {
  return sectorOf([...failing, ...times(members - failing.length, stateOf('normal'))]);
}

const FAILING = stateOf('failing');

describe('the band of a member’s own sector', () => {
  it('is none to a member that is the only one affected, and some to the others', () => {
    const without = bandsIn(sectorWith([FAILING], 12));
    expect(without('gas-0').band?.level).toBe('none');
    expect(without('gas-1').band?.level).toBe('some');
  });

  it('has a number where twenty others are in it, and not before', () => {
    const five = times(6, FAILING);
    expect(bandsIn(sectorWith(five, 20))('gas-0').band).toEqual({ level: 'some', atLeast: null });
    expect(bandsIn(sectorWith(five, 21))('gas-0').band).toEqual({ level: 'some', atLeast: 5 });
    expect(bandsIn(sectorWith(five, 20))('elsewhere').band).toEqual({ level: 'some', atLeast: 5 });
  });

  it('is half of the others, not of all', () => {
    expect(bandsIn(sectorWith(times(4, FAILING), 9))('gas-8').band?.level).toBe('half');
    expect(bandsIn(sectorWith(times(4, FAILING), 9))('gas-0').band?.level).toBe('some');
  });

  it('is not told where fewer than five others are meant', () => {
    expect(bandsIn(sectorWith([FAILING], 5))('gas-1')).toEqual({ band: null, ratio: null });
    expect(bandsIn(sectorWith([FAILING], 6))('gas-1').band?.level).toBe('some');
    expect(bandsIn(sectorWith([FAILING], 5))('elsewhere').band?.level).toBe('some');
  });

  it('has a ratio where ten others have one, which is theirs', () => {
    const ratios = [1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3].map((ratio) => stateOf('normal', { ratio }));
    const without = bandsIn(sectorOf(ratios));
    expect([without('gas-0').ratio, without('gas-5').ratio, without('gas-10').ratio]).toEqual([
      ...[2.5, 2, 1.5],
    ]);
    expect(bandsIn(sectorOf(ratios.slice(1)))('gas-0').ratio).toBeNull();
    expect(bandsIn(sectorOf(ratios.slice(1)))('elsewhere').ratio).toBe(2.5);
    const unknown = stateOf('unknown', { ratio: 9 });
    expect(bandsIn(sectorOf([unknown, ...ratios]))('gas-0').ratio).toBe(2);
  });

  it('is to each member of any council what the rules say of all others', () => {
    const random = seeded(11);
    const told = { bands: 0, ratios: 0, differ: 0 };
    for (let run = 0; run < 60; run += 1) {
      const council = drawCouncil(random);
      for (const { id: sector } of SECTORS) {
        const its = (targets: readonly JudgedTarget[]) =>
          targets.filter((target) => target.sector === sector);
        const viewer: Viewer = { kind: 'member', member: '', sector };
        const [world, later] = drawPair(viewer, council, random);
        const roster = rosterFor(DAY, countableMembersOf(viewer, its(world.targets)).keys(), null);
        const bands = sectorBandsOf(viewer, its(later.targets), roster);
        for (const member of new Set(council.map((each) => each.member))) {
          const self: Viewer = { ...viewer, member };
          const own = rosterFor(DAY, countableMembersOf(self, its(world.targets)).keys(), null);
          const expected = sectorBandOf(self, its(later.targets), own);
          expect(bands.without(member), `run ${run}, ${sector}, ${member}`).toEqual(expected);
          if (expected.band?.level === 'some') told.bands += 1;
          if (expected.ratio !== null) told.ratios += 1;
          if (JSON.stringify(expected) !== JSON.stringify(bands.all)) told.differ += 1;
        }
      }
    }
    expect(Math.min(...Object.values(told)), JSON.stringify(told)).toBeGreaterThan(100);
  });
});
