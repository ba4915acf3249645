import { describe, expect, it } from 'vitest';
import type { SnapshotDto } from '../../../src/board/dto/snapshot.ts';
import { snapshotPage } from '../../../src/board/snapshot/snapshot-page.ts';

const AT = Date.UTC(2026, 10, 21, 18, 4);
const MINUTE = 60_000;
const GAS = { id: 'gas', name: { ja: 'ガス', en: 'Gas' } };
const ENERGY = { id: 'energy', name: { ja: 'エネルギー', en: 'Energy' } };

function snapshot(change: Partial<SnapshotDto> = {}): SnapshotDto {
  return {
    view: 'shared',
    council: {
      ...{ name: { ja: '協議会', en: 'Council' }, timezone: 'Asia/Tokyo', vantage: 'tokyo' },
      ...{ practice: false, drill: null, doubt: null },
    },
    viewer: { kind: 'council', member: null, sector: null },
    releasedAt: AT,
    totals: { sectors: 1, fields: 1 },
    sectors: [{ ...GAS, field: ENERGY, band: null, ratio: null }],
    ...{ from: AT - 1440 * MINUTE, to: AT, incidents: [], sites: [] },
    ...{ left: { sites: 0, notNormal: 0 }, statements: [] },
    day: [{ ...GAS, field: ENERGY, bands: [], ratios: [] }],
    ...change,
  };
}

function pageOf(change: Partial<SnapshotDto>, language: 'ja' | 'en' = 'en'): string {
  return snapshotPage({ marking: 'TLP:AMBER', asOf: AT, data: snapshot(change) }, language);
}

describe('the page of a snapshot', () => {
  it('says which exercise it is of, in its marks and above all else', () => {
    const drill = {
      ...{ id: 'trial-1', scenario: 'trial', title: { ja: '試し', en: 'Trial' } },
      ...{ from: AT, to: AT + 60 * MINUTE, speed: 10 },
    };
    const council = { ...snapshot().council, practice: true, drill };
    const html = pageOf({ council });
    expect(html).toContain('</span>TLP:AMBER · EXERCISE · PRACTICE DATA</p>');
    expect(html).toContain('content: "TLP:AMBER · EXERCISE · PRACTICE DATA"');
    expect(html).toContain('All of it belongs to the exercise “Trial”');
    expect(pageOf({ council }, 'ja')).toContain('訓練「試し」の内容です。');
  });

  it('tells nothing of a sector of which nothing is released', () => {
    const html = pageOf({ totals: { sectors: 0, fields: 0 } });
    expect(html).toContain('<h1>No sector has a band that is shown.');
    expect(html).toMatch(/<th scope="row">Gas <small>Energy<\/small><\/th>.*> not shown<\/td>/);
    expect(html).toContain('aria-label="not shown"');
    expect(html).not.toContain('When it was other than none');
  });

  it('draws a day by heights and tells it in words, the heaviest first', () => {
    const run = (from: number, to: number, level: 'none' | 'some' | 'half', text: string) => ({
      ...{ from: AT - from * MINUTE, to: AT - to * MINUTE, level, atLeast: null },
      ...{ since: AT - from * MINUTE, orEarlier: false },
      text: { ja: text, en: text },
    });
    const bands = [
      run(90, 60, 'none', 'none'),
      run(60, 30, 'some', 'some'),
      run(30, 10, 'half', 'half or more'),
      run(10, 0, 'none', 'none'),
    ];
    const html = pageOf({ day: [{ ...GAS, field: ENERGY, bands, ratios: [] }] });
    const heights = [...html.matchAll(/<rect class="is-(\w+)"[^>]* height="(\d+)"/g)];
    expect(heights.map(([, level, height]) => [level, height])).toEqual([
      ['none', '3'],
      ['some', '14'],
      ['half', '24'],
      ['none', '3'],
    ]);
    expect(html).toContain('aria-label="at most half or more; other than none for 50 min in all"');
    expect(html).toContain('<dt>Gas</dt><dd>02:04 to 02:34 some, 02:34 to 02:54 half or more</dd>');
  });

  describe.each([
    [
      'spreads',
      'none',
      'some',
      'rose',
      'Spreading: higher than 15 minutes ago in 1 sector.',
      '広がっています: 15分前より高い段階が 1 セプター。',
    ],
    [
      'ends',
      'half',
      'some',
      'fell',
      'Ending: lower than 15 minutes ago in 1 sector.',
      'おさまりつつあります: 15分前より低い段階が 1 セプター。',
    ],
    [
      'does neither',
      'some',
      'some',
      'same',
      'The same as 15 minutes ago.',
      '15分前と変わりません。',
    ],
  ] as const)('where it %s', (_, then, now, kind, en, ja) => {
    const run = (from: number, to: number, level: 'none' | 'some' | 'half') => ({
      ...{ from: AT - from * MINUTE, to: AT - to * MINUTE, level, atLeast: null },
      ...{ since: AT - from * MINUTE, orEarlier: false },
      text: { ja: level, en: level },
    });
    const day = [
      { ...GAS, field: ENERGY, bands: [run(60, 10, then), run(10, 0, now)], ratios: [] },
    ];

    it('says so', () => {
      expect(pageOf({ day })).toMatch(
        new RegExp(`<p class="trend is-${kind}"><span aria-hidden="true">.</span> ${en}</p>`),
      );
      expect(pageOf({ day }, 'ja')).toContain(ja);
    });

    it('says nothing where nobody is affected, or nothing was told a quarter of an hour before', () => {
      const none = /class="trend|15 minutes ago/;
      expect(pageOf({ day, totals: { sectors: 0, fields: 0 } })).not.toMatch(none);
      expect(pageOf({ day, releasedAt: null })).not.toMatch(none);
      const short = [{ ...GAS, field: ENERGY, bands: [run(9, 0, now)], ratios: [] }];
      expect(pageOf({ day: short })).not.toMatch(none);
    });
  });

  it('says how many sites were left out, and the date of times of another day', () => {
    const site = {
      ...{ target: 'a', member: { id: 'm', name: { ja: '団体', en: 'Member' } }, sector: 'gas' },
      ...({ judgement: 'slow', since: AT - 2880 * MINUTE, suspect: true, detail: null } as const),
    };
    const html = pageOf({ sites: [site], left: { sites: 1234, notNormal: 0 } });
    expect(html).toContain('1,234 more are left out, because they are many (all of them normal).');
    expect(html).toContain('>11-20 03:04</td>');
    expect(html).toContain('possibly the measuring side');
  });
});
