import { describe, expect, it } from 'vitest';
import { ProbeStrain } from '../../src/board/probe-strain.ts';
import { targetsOf } from '../../src/core/config.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import { councilOf } from './council-fixture.ts';
import { failureOf, missedOf, sampleOf } from './sample-fixture.ts';

const [site] = targetsOf(councilOf({ sectors: 1, sitesPerSector: 1 }));
if (site === undefined) throw new Error('the fixture has a site');
const placed = site;
const NOON = Date.UTC(2026, 10, 22, 3);
const MINUTE = 60_000;
const SUSPECT: Partial<Sample> = { validity: 'suspect', suspectCause: 'loop_delay' };

/** `count` slots in the minute before noon, the first of them `differs`. */
function strainOf(count: number, some: number, differs: (at: number) => Sample): ProbeStrain {
  const strain = new ProbeStrain();
  for (let index = 0; index < count; index += 1) {
    const at = NOON - MINUTE + index;
    strain.count(index < some ? differs(at) : sampleOf(placed, at));
  }
  return strain;
}

describe('the strain of the prober', () => {
  it('is told from a tenth of suspect samples on, with their number', () => {
    const suspect = (at: number) => ({ ...failureOf(placed, at), ...SUSPECT });
    expect(strainOf(100, 9, suspect).doubtAt(NOON)).toBeNull();
    expect(strainOf(100, 10, suspect).doubtAt(NOON)).toEqual({
      kind: 'strained',
      since: NOON - MINUTE,
      slots: 100,
      disturbed: 10,
    });
  });

  it('is told of suspect successes and of slots missed while nothing ran', () => {
    expect(strainOf(40, 5, (at) => sampleOf(placed, at, SUSPECT)).doubtAt(NOON)).not.toBeNull();
    const paused = (at: number): Sample => ({ ...missedOf(placed, at), reason: 'paused' });
    expect(strainOf(40, 5, paused).doubtAt(NOON)).not.toBeNull();
  });

  it('is not the slowness of a site, the limit of an address, nor a doubt in the network', () => {
    const late = (at: number): Sample => ({ ...missedOf(placed, at), reason: 'late' });
    expect(strainOf(40, 40, late).doubtAt(NOON)).toBeNull();
    expect(strainOf(40, 40, (at) => missedOf(placed, at)).doubtAt(NOON)).toBeNull();
    const waited = (at: number) => sampleOf(placed, at, { startedAt: at + 9000, queueMs: 9000 });
    expect(strainOf(200, 200, waited).doubtAt(NOON)).toBeNull();
    const network = { validity: 'suspect', suspectCause: 'own_network' } as const;
    expect(strainOf(40, 40, (at) => sampleOf(placed, at, network)).doubtAt(NOON)).toBeNull();
    expect(strainOf(40, 40, (at) => failureOf(placed, at)).doubtAt(NOON)).toBeNull();
  });

  it('is told where more than one in a hundred starts over a second late', () => {
    const late = (at: number) => sampleOf(placed, at, { startedAt: at + 3470 });
    expect(strainOf(200, 2, late).doubtAt(NOON)).toBeNull();
    expect(strainOf(200, 3, late).doubtAt(NOON)).toMatchObject({ slots: 200, disturbed: 3 });
  });

  it('is not told of a handful of slots, nor of what is five minutes past', () => {
    const suspect = (at: number) => sampleOf(placed, at, SUSPECT);
    expect(strainOf(19, 19, suspect).doubtAt(NOON)).toBeNull();
    const strain = strainOf(100, 50, suspect);
    expect(strain.doubtAt(NOON + 3 * MINUTE)).not.toBeNull();
    expect(strain.doubtAt(NOON + 5 * MINUTE)).toBeNull();
    for (let at = NOON + 5 * MINUTE; at < NOON + 6 * MINUTE; at += 1000) {
      strain.count(sampleOf(placed, at));
    }
    expect(strain.doubtAt(NOON + 6 * MINUTE)).toBeNull();
  });
});
