import { describe, expect, it } from 'vitest';
import type { CountsDto } from '../../../src/board/dto.ts';
import { AUDIT_EN } from '../../../src/board/web/audit-words-en.ts';
import { AUDIT_JA } from '../../../src/board/web/audit-words-ja.ts';
import { CATALOGUE_EN } from '../../../src/board/web/catalogue-en.ts';
import { CATALOGUE_JA } from '../../../src/board/web/catalogue-ja.ts';
import { showBytes, showExactMs, showMs } from '../../../src/board/web/format.ts';
import { NOTES_EN } from '../../../src/board/web/notes-words-en.ts';
import { NOTES_JA } from '../../../src/board/web/notes-words-ja.ts';
import type {
  ProberState,
  SiteState,
  StatePart,
  StateWords,
} from '../../../src/board/web/state-words.ts';
import { PATTERN_STATES } from './pattern-states.ts';

const FORBIDDEN = /標的|ターゲット|攻撃|原因|\battack\b|\bcause\b/i;
const COUNTS: CountsDto = {
  targets: 1234,
  success: 1190,
  failure: 30,
  blocked: 8,
  suspect: 9,
  missed: 4,
  waiting: 3,
  maintenance: 7,
  stopped: 5,
  stale: 2,
  failureNew: 12,
  failingSince: null,
};
const SINCE = { at: '03:12', orEarlier: false };

/** What a catalogue says; functions are called with plain arguments, the sentences apart. */
function spoken(words: object): readonly string[] {
  return Object.entries(words).flatMap(([key, value]): readonly string[] => {
    if (typeof value === 'string') return [value];
    if (key === 'state') return [];
    if (key === 'ago') return [5, 300, 9000].map((seconds) => String(value(seconds)));
    if (typeof value === 'function') {
      return [String(Reflect.apply(value, null, ['1', '2', '3', '4']))];
    }
    return typeof value === 'object' && value !== null ? spoken(value) : [String(value)];
  });
}

/** Every sentence that a page may have at its top. */
function sentences({ counts, site, prober, pattern }: StateWords): readonly string[] {
  const none = {
    success: 0,
    failure: 0,
    blocked: 0,
    suspect: 0,
    missed: 0,
    waiting: 0,
    maintenance: 0,
    stopped: 0,
    failureNew: 0,
  };
  const all: readonly Partial<CountsDto>[] = [
    {},
    { ...none, targets: 1, success: 1 },
    { ...none, targets: 2, success: 2 },
    { ...none, targets: 2, failure: 2 },
    { ...none, targets: 2, waiting: 2 },
    { ...none, targets: 2, success: 1, missed: 1 },
  ];
  const sites: readonly SiteState[] = (
    ['success', 'failure', 'blocked', 'suspect', 'missed', null] as const
  ).flatMap((state) =>
    [null, '06:00'].flatMap((maintenanceUntil) =>
      [null, SINCE, { ...SINCE, orEarlier: true }].map((since) => ({
        state,
        since,
        reason: state === 'failure' ? 'R' : null,
        total: state === 'success' ? '428 ms' : null,
        ratio: state === 'success' ? '1.2' : null,
        maintenanceUntil,
      })),
    ),
  );
  const quiet: ProberState = {
    workers: 1,
    store: 'ok',
    pending: '0',
    late: '3.5 ms',
    doubt: null,
    reloadRefused: false,
  };
  const probers: readonly ProberState[] = [
    quiet,
    { ...quiet, late: null },
    {
      ...quiet,
      workers: 0,
      store: 'waiting',
      pending: '9',
      doubt: 'first_probes',
      reloadRefused: true,
    },
    { ...quiet, doubt: 'strained' },
  ];
  return [
    ...all.flatMap((some) =>
      [null, 3].flatMap((sectors) =>
        [null, SINCE].map((since) => counts({ counts: { ...COUNTS, ...some }, sectors, since })),
      ),
    ),
    ...sites.map(site),
    ...probers.map(prober),
    ...PATTERN_STATES.map(pattern),
  ].map((parts) => parts.map(({ text }) => text).join(''));
}

describe.each([
  ['Japanese', CATALOGUE_JA, { ...AUDIT_JA, ...NOTES_JA }],
  ['English', CATALOGUE_EN, { ...AUDIT_EN, ...NOTES_EN }],
])('the %s catalogue', (_, catalogue, audit) => {
  it('says nothing empty and none of the forbidden words', () => {
    const all = [...spoken(catalogue), ...spoken(audit), ...sentences(catalogue.state)];
    expect(all.length).toBeGreaterThan(200);
    expect(all.filter((text) => text.trim() === '' || FORBIDDEN.test(text))).toEqual([]);
  });

  it('ends every sentence, and leaves no gap or doubled mark in it', () => {
    const odd = /[。.]\s*[。.]|、[、。]|\s{2}|\s[,.]|undefined|null|NaN/;
    for (const sentence of sentences(catalogue.state)) {
      expect(sentence.trim(), sentence).toMatch(/[。.]$/);
      expect(sentence, sentence).not.toMatch(odd);
    }
  });

  it('says every count that there is, and none that there is not', () => {
    const said = (counts: CountsDto) =>
      catalogue.state
        .counts({ counts, sectors: 6, since: SINCE })
        .map(({ text }) => text)
        .join('');
    const sentence = said(COUNTS);
    for (const number of ['1,234', '1,190', '30', '12', '4', '3', '7', '6', '8', '9', '03:12']) {
      expect(sentence).toContain(number);
    }
    const none = { missed: 0, waiting: 0, maintenance: 0, stopped: 0, blocked: 0, suspect: 0 };
    expect(said({ ...COUNTS, ...none })).not.toMatch(
      /未計測|計測待ち|計画作業|停止|遮断|参考値|missed|measured|planned|stopped|block|doubt/,
    );
  });
});

describe('the sentences', () => {
  it('say the state of the council as people would', () => {
    const text = (parts: readonly StatePart[]) => parts.map((part) => part.text).join('');
    const counts = { ...COUNTS, targets: 120, success: 112, failure: 7, missed: 1 };
    const state = {
      counts: {
        ...counts,
        ...{ blocked: 0, suspect: 0, waiting: 0, maintenance: 0, stopped: 0 },
        failureNew: 2,
      },
      sectors: 3,
      since: SINCE,
    };
    expect(text(CATALOGUE_JA.state.counts(state))).toBe(
      '120の計測対象のうち、112が正常に応答し、7は正常な応答を確認できていません' +
        '（3セプター、最も早いものは03:12から、この1時間以内に始まったもの2）。1は未計測です。',
    );
    expect(text(CATALOGUE_EN.state.counts(state))).toBe(
      '112 of 120 sites answer as expected; 7 do not ' +
        '(in 3 sectors, the earliest since 03:12, 2 began within the last hour). 1 was missed.',
    );
  });

  it('set apart what is blocked, and what failed in doubt of the prober', () => {
    const text = (parts: readonly StatePart[]) => parts.map((part) => part.text).join('');
    const none = { failure: 0, missed: 0, waiting: 0, maintenance: 0, stopped: 0, failureNew: 0 };
    const counts = { ...COUNTS, ...none, targets: 120, success: 110, blocked: 2, suspect: 8 };
    const state = { counts, sectors: 0, since: null };
    expect(text(CATALOGUE_JA.state.counts(state))).toBe(
      '120の計測対象のうち、110が正常に応答しています。' +
        '2は計測を遮断中、8は参考値（判定に使わない失敗）です。',
    );
    expect(text(CATALOGUE_EN.state.counts(state))).toBe(
      '110 of 120 sites answer as expected. ' +
        '2 block the probe, 8 failed in doubt of the prober itself.',
    );
  });

  it('never say that measuring works while it is in doubt', () => {
    const text = (parts: readonly StatePart[]) => parts.map((part) => part.text).join('');
    const quiet = {
      workers: 2,
      store: 'ok',
      pending: '0',
      late: '3,470 ms',
      reloadRefused: false,
    } as const;
    for (const doubt of ['first_probes', 'strained'] as const) {
      expect(text(CATALOGUE_JA.state.prober({ ...quiet, doubt }))).not.toContain('正常に動いて');
      expect(text(CATALOGUE_EN.state.prober({ ...quiet, doubt }))).not.toContain('as they should');
    }
    expect(text(CATALOGUE_JA.state.prober({ ...quiet, doubt: null }))).toContain('正常に動いて');
  });

  it('say the state of a site as people would', () => {
    const text = (parts: readonly StatePart[]) => parts.map((part) => part.text).join('');
    const failing: SiteState = {
      state: 'failure',
      since: SINCE,
      reason: '時間切れ',
      total: null,
      ratio: null,
      maintenanceUntil: null,
    };
    expect(text(CATALOGUE_JA.state.site(failing))).toBe(
      '03:12から正常な応答を確認できていません（時間切れ）。',
    );
    expect(text(CATALOGUE_EN.state.site({ ...failing, reason: 'timed out' }))).toBe(
      'No answer as expected since 03:12 (timed out).',
    );
  });
});

describe('the formats', () => {
  it.each([
    [null, '–'],
    [0, '0.0 ms'],
    [8.214, '8.2 ms'],
    [99.96, '100 ms'],
    [428.6, '429 ms'],
    [12_345.6, '12,346 ms'],
  ])('shows %j ms as %s', (value, text) => {
    expect(showMs(value, 'ja')).toBe(text);
  });

  it('shows the microsecond where the probe is explained', () => {
    expect(showExactMs(8.2, 'en')).toBe('8.200 ms');
  });

  it.each([
    [0, '0 B'],
    [1023, '1,023 B'],
    [1536, '1.5 KB'],
    [12 * 1024 ** 2, '12 MB'],
    [3.4 * 1024 ** 3, '3.4 GB'],
  ])('shows %i bytes as %s', (value, text) => {
    expect(showBytes(value, 'en')).toBe(text);
  });
});
