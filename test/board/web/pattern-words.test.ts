import { describe, expect, it } from 'vitest';
import { besideEn, patternEn } from '../../../src/board/web/pattern-en.ts';
import { besideJa, patternJa } from '../../../src/board/web/pattern-ja.ts';
import type { PatternState } from '../../../src/board/web/pattern-state.ts';
import type { StatePart } from '../../../src/board/web/state-words.ts';
import { REACH } from './pattern-states.ts';

const textOf = (parts: readonly StatePart[]) => parts.map(({ text }) => text).join('');
const CLOUD = { name: '運用事業者', text: '夢見クラウド' };
const PROVIDER = { name: 'provider', text: 'Yumemi Cloud' };

const TABLE: readonly (readonly [PatternState, ja: string, en: string])[] = [
  [
    { kind: 'normal', judged: 9, learning: 0, unknown: 0 },
    '平常と異なる計測対象はありません。',
    'No site differs from its normal.',
  ],
  [
    { kind: 'normal', judged: 1200, learning: 1, unknown: 2 },
    '判定している1,200の計測対象に、平常と異なるものはありません。1の計測対象は、平常の応答時間を学習しています。2の計測対象は判定できません（計測できず、計測の遮断、計画作業）。',
    'Of the 1,200 sites judged none differs from its normal. What is normal for 1 site is still being learned. Nothing can be said of 2 sites (not measured, blocked or in planned work).',
  ],
  [
    { kind: 'normal', judged: 0, learning: 0, unknown: 120 },
    '120の計測対象は判定できません（計測できず、計測の遮断、計画作業）。',
    'Nothing can be said of 120 sites (not measured, blocked or in planned work).',
  ],
  [
    { kind: 'normal', judged: 0, learning: 120, unknown: 0 },
    '120の計測対象は、平常の応答時間を学習しています。',
    'What is normal for 120 sites is still being learned.',
  ],
  [
    { kind: 'own-network', targets: 12, since: '09:12' },
    '計測側の障害の可能性があります（09:12から）。12の計測対象が同時に応答しなくなりました。その間、サイトについての判定を止めています。',
    'The fault may be on the measuring side (since 09:12). 12 sites stopped answering together. Nothing is judged of the sites meanwhile.',
  ],
  [
    { kind: 'cross-sector', reach: REACH },
    '3分野・5セプターで同時に（金融、ガス、水道）、42の計測対象が平常と異なります（09:12から）。',
    '3 fields and 5 sectors at once (金融, ガス, 水道): 42 sites differ from their normal (since 09:12).',
  ],
  [
    { kind: 'sector-wide', sector: 'GAS', reach: { ...REACH, affected: 1 } },
    'GASの中でそろって、1の計測対象が平常と異なります（09:12から）。',
    'Together within GAS: 1 site differs from its normal (since 09:12).',
  ],
  [
    { kind: 'sector-wide', sector: 'GAS', reach: { ...REACH, affected: 0, sites: 0 } },
    'GASの中でそろって、計測対象の応答時間が長くなっています（09:12から）。',
    'Together within GAS: response times of sites have grown (since 09:12).',
  ],
  [
    { kind: 'singles', slow: 3, failing: 2, flapping: 1, sectors: 2, since: '00:21' },
    '応答を確認できない計測対象が2件、応答が断続する計測対象が1件、平常時より遅い計測対象が3件あります（2セプター、最も早いものは00:21から）。それぞれ単独の事象です。',
    '2 sites have no answer confirmed, 1 answers intermittently, 3 are slower than normal (in 2 sectors, the earliest since 00:21). Each stands alone.',
  ],
  [
    { kind: 'singles', slow: 1, failing: 0, flapping: 0, sectors: null, since: '00:21' },
    '平常時より遅い計測対象が1件あります（00:21から）。単独の事象です。',
    '1 site is slower than normal (since 00:21). It stands alone.',
  ],
];

describe('the sentence of what is said now', () => {
  it.each(TABLE)('says %j as people would', (state, ja, en) => {
    expect(textOf(patternJa(state))).toBe(ja);
    expect(textOf(patternEn(state))).toBe(en);
  });

  it('names what the sites have in common, and never why', () => {
    const of = (fact: typeof CLOUD): PatternState => ({ kind: 'shared-cause', fact, reach: REACH });
    expect(textOf(patternJa(of(CLOUD)))).toBe(
      '運用事業者「夢見クラウド」が共通する42の計測対象が平常と異なります（5セプター、09:12から）。',
    );
    expect(textOf(patternEn(of(PROVIDER)))).toBe(
      '42 sites that have the provider “Yumemi Cloud” in common differ from their normal (in 5 sectors, since 09:12).',
    );
    const over: PatternState = {
      kind: 'shared-cause',
      fact: PROVIDER,
      reach: { ...REACH, affected: 0 },
    };
    expect(textOf(patternEn(over))).toBe(
      '45 sites that have the provider “Yumemi Cloud” in common are back to normal (in 5 sectors, since 09:12).',
    );
  });

  it('says what goes on beside it, and nothing where nothing does', () => {
    expect(besideJa({ patterns: 0, singles: 0 })).toEqual([]);
    expect(besideEn({ patterns: 0, singles: 0 })).toEqual([]);
    expect(textOf(besideJa({ patterns: 1, singles: 5 }))).toBe(
      'ほかに広がりのある事象が1件、単独の事象が5件続いています。',
    );
    expect(textOf(besideEn({ patterns: 1, singles: 5 }))).toBe(
      ' 1 wider incident and 5 incidents of one site go on beside it.',
    );
    expect(textOf(besideEn({ patterns: 0, singles: 1 }))).toBe(
      ' 1 incident of one site goes on beside it.',
    );
  });
});
