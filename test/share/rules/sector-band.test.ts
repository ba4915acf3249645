import { describe, expect, it } from 'vitest';
import { JUDGEMENTS } from '../../../src/core/words/judgement.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { countableMembersOf, rosterFor } from '../../../src/share/rules/roster.ts';
import { isAffected, sectorBandOf } from '../../../src/share/rules/sector-band.ts';
import type { JudgedTarget } from '../../../src/share/rules/shared-target.ts';
import { sectorOf, sharedTarget, stateOf, times } from './shared.ts';

const OBSERVER: Viewer = { kind: 'observer' };
const DAY = '2026-11-24';

function bandNow(viewer: Viewer, targets: readonly JudgedTarget[]) {
  const roster = rosterFor(DAY, countableMembersOf(viewer, targets).keys(), null);
  return sectorBandOf(viewer, targets, roster);
}

describe('affected', () => {
  it('are slow, failing and flapping; blocked, maintenance, unknown and normal never', () => {
    const affected = JUDGEMENTS.filter((judgement) => isAffected(stateOf(judgement)));
    expect(affected).toEqual(['slow', 'failing', 'flapping']);
  });

  it('is nobody whose samples are suspect', () => {
    expect(JUDGEMENTS.some((each) => isAffected(stateOf(each, { suspect: true })))).toBe(false);
  });
});

describe('the members that count', () => {
  it('are those known in bands only, with the targets that count', () => {
    const targets = [
      sharedTarget({ id: 'a1', member: 'a' }),
      sharedTarget({ id: 'a2', member: 'a', consent: 'own' }),
      sharedTarget({ id: 'b1', member: 'b', consent: 'own' }),
      sharedTarget({ id: 'c1', member: 'c', consent: 'named' }),
    ];
    const ids = (viewer: Viewer) =>
      [...countableMembersOf(viewer, targets)].map(([member, its]) => [
        member,
        its.map(({ id }) => id),
      ]);
    expect(ids(OBSERVER)).toEqual([
      ['a', ['a1']],
      ['c', ['c1']],
    ]);
    expect(ids({ kind: 'council' })).toEqual([['a', ['a1']]]);
    expect(ids({ kind: 'member', member: 'a', sector: 'gas' })).toEqual([]);
    expect(ids({ kind: 'secretariat', sector: 'gas' })).toEqual([]);
    expect(ids({ kind: 'operator' })).toEqual([]);
  });

  it('leave out a member of which one target is named to the viewer', () => {
    const targets = [
      sharedTarget({ id: 'a1', member: 'a', consent: 'named' }),
      sharedTarget({ id: 'a2', member: 'a', consent: 'counted' }),
    ];
    expect(countableMembersOf({ kind: 'council' }, targets).size).toBe(0);
    expect(countableMembersOf(OBSERVER, targets).size).toBe(1);
  });

  it('are frozen for the day and taken anew the next', () => {
    const first = rosterFor(DAY, ['b', 'a'], null);
    expect(first).toEqual({ date: DAY, members: ['a', 'b'] });
    expect(rosterFor(DAY, ['a', 'b', 'c'], first)).toBe(first);
    expect(rosterFor('2026-11-25', ['c'], first)).toEqual({ date: '2026-11-25', members: ['c'] });
  });
});

describe('a sector’s band', () => {
  it('counts a member once, however many of its targets are affected', () => {
    const one = sectorOf(times(6, stateOf('normal')));
    const more = [1, 2, 3].map((n) => ({
      ...sharedTarget({ id: `gas-0-${n}`, member: 'gas-0' }),
      state: stateOf('failing'),
    }));
    expect(bandNow(OBSERVER, [...one, ...more]).band?.level).toBe('some');
  });

  it.each(['blocked', 'maintenance', 'unknown'] as const)(
    'is none when every member is %s',
    (judgement) => {
      expect(bandNow(OBSERVER, sectorOf(times(8, stateOf(judgement)))).band?.level).toBe('none');
    },
  );

  it('is none when every sample is suspect', () => {
    const states = times(8, stateOf('failing', { suspect: true }));
    expect(bandNow(OBSERVER, sectorOf(states)).band?.level).toBe('none');
  });

  it('does not exist for a sector of which the viewer knows too few in bands', () => {
    const five = sectorOf(times(5, stateOf('failing')));
    expect(bandNow(OBSERVER, five).band?.level).toBe('half');
    const viewer: Viewer = { kind: 'member', member: 'gas-0', sector: 'gas' };
    expect(bandNow(viewer, five)).toEqual({ band: null, ratio: null });
  });

  it('no longer counts a member that withdrew, and keeps its number for the day', () => {
    const before = sectorOf([...times(3, stateOf('failing')), ...times(5, stateOf('normal'))]);
    const roster = rosterFor(DAY, countableMembersOf(OBSERVER, before).keys(), null);
    const after = before.map((target, index) =>
      index < 3 ? { ...target, consent: 'own' as const } : target,
    );
    expect(sectorBandOf(OBSERVER, before, roster).band?.level).toBe('some');
    expect(sectorBandOf(OBSERVER, after, roster).band?.level).toBe('none');
  });

  it('ceases when withdrawals leave fewer than five behind it', () => {
    const before = sectorOf(times(6, stateOf('failing')));
    const roster = rosterFor(DAY, countableMembersOf(OBSERVER, before).keys(), null);
    const after = before.map((target, index) =>
      index < 2 ? { ...target, consent: 'own' as const } : target,
    );
    expect(sectorBandOf(OBSERVER, after, roster)).toEqual({ band: null, ratio: null });
  });

  it('leaves a member that joined out until the next day', () => {
    const five = sectorOf(times(5, stateOf('normal')));
    const roster = rosterFor(DAY, countableMembersOf(OBSERVER, five).keys(), null);
    const joined = { ...sharedTarget({ id: 'new', member: 'new' }), state: stateOf('failing') };
    expect(sectorBandOf(OBSERVER, [...five, joined], roster).band?.level).toBe('none');
    expect(bandNow(OBSERVER, [...five, joined]).band?.level).toBe('some');
  });

  it('has a ratio of the times that can be trusted', () => {
    const known = times(10, stateOf('normal', { ratio: 1.2 }));
    const doubted = [
      ...times(9, stateOf('slow', { ratio: 50, suspect: true })),
      ...times(9, stateOf('blocked', { ratio: 50 })),
      ...times(9, stateOf('maintenance', { ratio: 50 })),
      ...times(9, stateOf('unknown', { ratio: 50 })),
    ];
    expect(bandNow(OBSERVER, sectorOf([...known, ...doubted])).ratio).toBe(1.2);
    expect(bandNow(OBSERVER, sectorOf([...known.slice(1), ...doubted])).ratio).toBeNull();
  });

  it('takes of a member’s targets the slowest', () => {
    const members = sectorOf(times(11, stateOf('normal', { ratio: 1 })));
    const slow = members.map((target) => ({
      ...target,
      id: `${target.id}-2`,
      state: stateOf('slow', { ratio: 3 }),
    }));
    expect(bandNow(OBSERVER, [...members, ...slow]).ratio).toBe(3);
  });
});
