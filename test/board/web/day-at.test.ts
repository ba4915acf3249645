import { describe, expect, it } from 'vitest';
import type { SharedIncidentDto } from '../../../src/board/dto/shared.ts';
import type { BandRunDto, SharedDayDto } from '../../../src/board/dto/shared-day.ts';
import { pictureAt, siteIncidentsAt } from '../../../src/board/web/shared/day-at.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const T = Date.UTC(2026, 10, 22);
const TEXT = { ja: '', en: '' };

/** A letter for each minute: `.` none, `s` some, `h` half or more, a blank nothing. */
function bandsOf(letters: string): BandRunDto[] {
  const levels = { '.': 'none', s: 'some', h: 'half' } as const;
  return [...letters].flatMap((letter, n): BandRunDto[] => {
    const level = letter === '.' || letter === 's' || letter === 'h' ? levels[letter] : null;
    const from = T + n * MINUTE;
    if (level === null) return [];
    const since = { since: from - HOUR, orEarlier: n > 1 };
    return [{ from, to: from + MINUTE, level, atLeast: null, text: TEXT, ...since }];
  });
}

function dayOf(
  sectors: Readonly<Record<string, string>>,
  incidents: readonly SharedIncidentDto[] = [],
): SharedDayDto {
  return {
    ...{ view: 'shared', from: T, to: T + 60 * MINUTE, earliest: 0, releasedAt: 0, incidents },
    viewer: { kind: 'council', member: null, sector: null },
    council: {
      ...{ name: TEXT, timezone: 'Asia/Tokyo', vantage: 'v', practice: false },
      ...{ drill: null, doubt: null },
    },
    ...{ judged: [], untold: [] },
    sectors: Object.entries(sectors).map(([id, letters]) => ({
      ...{ id, name: TEXT, field: { id: `${id[0]}`, name: TEXT }, bands: bandsOf(letters) },
      ratios: [{ from: T, to: T + 2 * MINUTE, ratio: 1.3 }],
    })),
  };
}

function incidentOf(change: Partial<SharedIncidentDto>): SharedIncidentDto {
  return {
    ...{ id: 'x', pattern: 'sector-wide', since: T, endedAt: null, ending: null, sites: [] },
    ...{ hasOthers: true, fact: null, sectors: [], ...change },
  };
}

describe('a day at one of its moments', () => {
  it('has the bands and ratios that were told then, and totals of these alone', () => {
    const day = dayOf({ a1: '.sh', a2: 's  ', b: '..s' });
    const picture = pictureAt(day, T + 2 * MINUTE);
    expect(picture.sectors.map(({ band }) => band?.level ?? null)).toEqual(['half', null, 'some']);
    expect(picture.sectors.map(({ ratio }) => ratio)).toEqual([null, null, null]);
    expect(picture.totals).toEqual({ sectors: 2, fields: 2 });
    expect(pictureAt(day, T).totals).toEqual({ sectors: 1, fields: 1 });
    expect(pictureAt(day, T).sectors[0]?.ratio).toBe(1.3);
    const since = T + 2 * MINUTE - HOUR;
    expect(picture.sectors[0]?.band).toMatchObject({ since, orEarlier: true });
    const first = pictureAt(day, T).sectors[0]?.band;
    expect(first).toMatchObject({ since: T - HOUR, orEarlier: false });
  });

  it('has the incidents that went on, as they were told while they did', () => {
    const site = {
      target: 't',
      member: { id: 'm', name: TEXT },
      sector: 'a1',
      judgement: 'slow',
    } as const;
    const day = dayOf({}, [
      incidentOf({ id: 'over', endedAt: T + 3 * MINUTE, ending: 'recovered' }),
      incidentOf({ id: 'later', since: T + 9 * MINUTE }),
      incidentOf({
        id: 't',
        pattern: 'single',
        since: T + MINUTE,
        sites: [{ ...site, from: T, to: null }],
      }),
    ]);
    const at = (minute: number) => pictureAt(day, T + minute * MINUTE);
    expect(at(2).incidents).toEqual([incidentOf({ id: 'over' })]);
    expect(at(3).incidents).toEqual([]);
    expect(at(9).incidents.map(({ id }) => id)).toEqual(['later']);
    expect(at(0).sites).toEqual([]);
    expect(at(1).sites.map(({ target, judgement, since }) => [target, judgement, since])).toEqual([
      ['t', 'slow', T + MINUTE],
    ]);
  });
});

describe('the incidents of a site within the 24 hours up to a moment', () => {
  const at = T + 40 * HOUR;
  const inIt = (from: number, to: number | null, target = 't') => ({
    ...{ target, member: { id: 'm', name: TEXT }, sector: 'a1', judgement: 'slow' as const },
    ...{ from, to },
  });
  const over = { ending: 'recovered' } as const;
  const listed = (...incidents: readonly SharedIncidentDto[]) =>
    siteIncidentsAt([{ incidents }, { incidents }], 't', at);

  it('are told as they were then, the newest first and each once', () => {
    const ended = incidentOf({
      ...{ id: 'ended', since: at - 9 * HOUR, endedAt: at - HOUR, ...over },
      sites: [inIt(at - 9 * HOUR, at - HOUR)],
    });
    const later = incidentOf({
      ...{ id: 'later', since: at - 2 * HOUR, endedAt: at + HOUR, ...over },
      sites: [inIt(at - 2 * HOUR, at + HOUR)],
    });
    expect(listed(ended, later)).toEqual([{ ...later, endedAt: null, ending: null }, ended]);
  });

  it.each([
    ['that begin at the moment', inIt(at, null)],
    ['that were over before', inIt(at - 30 * HOUR, at - 24 * HOUR)],
    ['of another site', inIt(at - HOUR, null, 'u')],
  ])('are none %s', (_, site) => {
    expect(listed(incidentOf({ since: T, sites: [site] }))).toEqual([]);
  });

  it('are those that the site was in, not those that went on without it', () => {
    const long = { since: T, sites: [inIt(at - 30 * HOUR, at - 23 * HOUR), inIt(T, null, 'u')] };
    expect(listed(incidentOf(long))).toHaveLength(1);
    expect(siteIncidentsAt([{ incidents: [incidentOf(long)] }], 't', at + 2 * HOUR)).toEqual([]);
  });
});
