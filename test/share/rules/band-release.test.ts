import { describe, expect, it } from 'vitest';
import { type Band, bandOf } from '../../../src/share/rules/band.ts';
import { type BandRelease, releaseAfter } from '../../../src/share/rules/band-release.ts';
import { seeded } from '../../support/seeded.ts';

const T = 1_700_000_040_000; // a full minute
const MINUTE = 60_000;
const LETTER = { none: '.', some: 's', half: 'H' } as const;
const BY_LETTER: Readonly<Record<string, Band | null>> = {
  '-': null,
  '.': bandOf(0, 10),
  s: bandOf(1, 10),
  H: bandOf(9, 10),
};

/** What is released minute by minute for bands as they are at full minutes. */
function released(current: string): string {
  let release: BandRelease | null = null;
  let said = '';
  for (const [minute, letter] of [...current].entries()) {
    const band = BY_LETTER[letter] ?? null;
    release = releaseAfter(release, { band, ratio: null }, T + minute * MINUTE);
    said += release.band === null ? '-' : LETTER[release.band.level];
  }
  return said;
}

describe('the release of a band', () => {
  // What is, and what is released, minute by minute.
  it.each([
    ['shows a rise at the next full minute', '......sssss', '......sssss'],
    ['shows an end after five minutes without', '......s...........', '......ssssss......'],
    ['says nothing of a short recovery', '......sss..sss...ssss', '......sssssssssssssss'],
    ['rises again only after five minutes', '......sHHHHHHHHH', '......sssssHHHHH'],
    ['falls again only after five minutes', '.....H.....s..........', '.....HHHHHHssssss.....'],
    ['counts what went by while it was held', '......sH............', '......sssssHHHHH....'],
    ['begins with what is', 'HHH', 'HHH'],
    ['takes a band away at once, and gives it at once', 'ss--ss', 'ss--ss'],
  ])('%s', (_, current, expected) => {
    expect(released(current)).toBe(expected);
  });

  it('may have been so for longer where nothing was released shortly before', () => {
    let release: BandRelease | null = null;
    const said: string[] = [];
    // Not measured for five minutes, and then for six.
    for (const [minute, letter] of [...'-sss......     .    H      H      .'].entries()) {
      if (letter === ' ') continue;
      const band = BY_LETTER[letter] ?? null;
      release = releaseAfter(release, { band, ratio: null }, T + minute * MINUTE);
      const since = (release.changedAt - T) / MINUTE;
      said.push(`${release.band?.level ?? '-'} ${since}${release.orEarlier ? ' or earlier' : ''}`);
    }
    expect(said.filter((each, n) => each !== said[n - 1])).toEqual([
      ...['- 0 or earlier', 'some 1 or earlier', 'none 9', 'half 20', 'none 34 or earlier'],
    ]);
  });

  it('is the same within a minute, whatever happens in it', () => {
    const first = releaseAfter(null, { band: bandOf(0, 10), ratio: 1 }, T);
    for (const at of [T, T + 1, T + 59_999, T - 1, T - 500_000]) {
      expect(releaseAfter(first, { band: bandOf(9, 10), ratio: 7 }, at)).toBe(first);
    }
    const next = releaseAfter(first, { band: bandOf(0, 10), ratio: 7 }, T + MINUTE);
    expect(next.ratio).toBe(7);
  });

  it('lets the ratio follow every five minutes only, with the band changed or not', () => {
    let release: BandRelease | null = null;
    const said: (number | null)[] = [];
    for (let minute = 0; minute < 12; minute += 1) {
      const band = bandOf(minute < 3 ? 0 : 9, 10);
      release = releaseAfter(release, { band, ratio: minute }, T + minute * MINUTE);
      said.push(release.ratio);
    }
    // T is the last minute of five.
    expect(said).toEqual([0, 1, 1, 1, 1, 1, 6, 6, 6, 6, 6, 11]);
  });

  it('gives no ratio without a band', () => {
    expect(releaseAfter(null, { band: null, ratio: 2 }, T).ratio).toBeNull();
  });

  it('carries on after a stoppage', () => {
    const before = releaseAfter(null, { band: bandOf(9, 10), ratio: null }, T);
    const after = releaseAfter(before, { band: bandOf(0, 10), ratio: null }, T + 60 * MINUTE);
    expect(after.band?.level).toBe('none');
  });

  it('is the same for two courses that differ only inside minutes', () => {
    const random = seeded(11);
    for (let run = 0; run < 200; run += 1) {
      const atMinutes = Array.from({ length: 40 }, () => bandOf(Math.floor(random() * 25), 47));
      // Each course is asked at moments of its own, and between full minutes sees what it likes.
      const course = () => {
        let release: BandRelease | null = null;
        return atMinutes.map((band, minute) => {
          const at = T + minute * MINUTE;
          release = releaseAfter(release, { band, ratio: null }, at);
          for (let asked = 0; asked < 3; asked += 1) {
            const between = bandOf(Math.floor(random() * 47), 47);
            const inside = at + 1 + Math.floor(random() * (MINUTE - 1));
            release = releaseAfter(release, { band: between, ratio: null }, inside);
          }
          return release.band;
        });
      };
      expect(course()).toEqual(course());
    }
  });

  it('changes at most once in five minutes, and only to what was within the last five', () => {
    const random = seeded(12);
    for (let run = 0; run < 200; run += 1) {
      let release: BandRelease | null = null;
      let changedAt = Number.NEGATIVE_INFINITY;
      let last = '';
      const current: string[] = [];
      for (let minute = 0; minute < 60; minute += 1) {
        const band = bandOf(Math.floor(random() * 30), 47);
        current.push(JSON.stringify(band));
        release = releaseAfter(release, { band, ratio: null }, T + minute * MINUTE);
        const said = JSON.stringify(release.band);
        if (said === last) continue;
        expect(minute - changedAt).toBeGreaterThanOrEqual(5);
        expect(current.slice(-6)).toContain(said);
        changedAt = minute;
        last = said;
      }
    }
  });
});
