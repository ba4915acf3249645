import { describe, expect, it } from 'vitest';
import type { AboutFacts } from '../../../src/board/about/about-facts.ts';
import { aboutPage } from '../../../src/board/about/about-page.ts';
import { LANGUAGES } from '../../../src/core/words/language.ts';

const FACTS: AboutFacts = {
  council: { ja: '試験協議会', en: 'Test <council> & "friends"' },
  operator: {
    name: { ja: '事務局', en: 'Office' },
    contactUrl: 'https://office.example/contact?a=1&b=2',
    sourceAddresses: ['192.0.2.1', '2001:db8::/64'],
  },
  practice: false,
  timezone: 'Asia/Tokyo',
  request: {
    headers: [['user-agent', 'Yamabiko/9 (+https://office.example/contact)']],
    mostRedirects: 4,
    timeoutMs: { least: 5000, most: 10_000 },
    bodyLimitBytes: { least: 262_144, most: 262_144 },
  },
  rate: {
    schedules: [
      { everyMs: 60_000, sites: 4200 },
      { everyMs: 300_000, sites: 1 },
    ],
    perAddressConcurrency: 4,
    perAddressStartsPerSecond: 2,
  },
  measured: {
    from: Date.parse('2026-10-01T00:00:00+09:00'),
    to: Date.parse('2026-10-01T12:00:00+09:00'),
    sites: 4201,
    requests: 3_100_000,
    bodyBytes: 12_345_678_900,
    perSiteAnHour: 61.49,
    busiestAnHour: 120,
  },
  kept: { rawDays: 90, fiveMinuteMonths: 13, hourFiscalYears: 6 },
};

function page(language: 'ja' | 'en', changes: Partial<AboutFacts> = {}): string {
  const data = { ...FACTS, ...changes };
  const asOf = Date.parse('2026-10-01T12:00:00+09:00');
  return aboutPage({ marking: 'TLP:CLEAR', asOf, data }, { language, otherHref: '?lang=x' });
}

describe('the page about the measuring', () => {
  it.each(LANGUAGES)('names who, whence, what, how often and how to stop (%s)', (language) => {
    const html = page(language);
    for (const fact of [
      FACTS.operator?.name[language] ?? '',
      'https://office.example/contact?a=1&amp;b=2',
      '192.0.2.1',
      '2001:db8::/64',
      'GET /… HTTP/1.1',
      'user-agent: Yamabiko/9 (+https://office.example/contact)',
      '256 KiB',
      '4,200',
      '3,100,000',
      '12.3 GB',
      '61.5',
      '120',
      '2026-10-01 12:00+09:00',
      'TLP:CLEAR',
    ]) {
      expect(html).toContain(fact);
    }
    expect(html).toContain(`<html lang="${language}">`);
  });

  it('writes what the configuration says as text, never as markup', () => {
    expect(page('en')).toContain('Test &lt;council&gt; &amp; &quot;friends&quot;');
    const operator = {
      name: { ja: '', en: '' },
      contactUrl: 'javascript:alert(1)',
      sourceAddresses: ['<b>'],
    };
    const html = page('en', { operator });
    expect(html).not.toContain('href="javascript');
    expect(html).toContain('&lt;b&gt;');
  });

  it.each(LANGUAGES)('loads nothing and runs nothing (%s)', (language) => {
    expect(page(language)).not.toMatch(/<(script|img|link|iframe|object)\b|url\(|@import|\bon\w+=/);
  });

  it('says that it is practice data, and that nothing was measured yet', () => {
    const html = page('ja', { practice: true, operator: null, measured: null });
    expect(html).toContain('TLP:CLEAR · 模擬データ');
    expect(html).toContain('実在のサイトへは何も送りません');
    expect(html).toContain('まだ計測値がありません');
    expect(page('en', { practice: true })).toContain('TLP:CLEAR · PRACTICE');
  });
});

describe('what the page promises', () => {
  it('names the exceptions of the limits, and what a block is counted as', () => {
    expect(page('ja')).toContain('転送をたどる要求は数に入れません');
    expect(page('ja')).toContain('「遮断」として、障害とは別に数えます');
    expect(page('en')).toContain('requests that follow a redirect are not counted');
    expect(page('en')).toContain('counted as blocked, apart from failures');
    expect(page('en')).not.toContain('never counted');
  });

  it.each(LANGUAGES)('says nothing of sites where none is told of (%s)', (language) => {
    const html = page(language, {
      request: { ...FACTS.request, timeoutMs: null, bodyLimitBytes: null },
      rate: { ...FACTS.rate, schedules: [] },
      measured: null,
    });
    expect(html).not.toMatch(/<table|null|(?<!\d)0 (s\b|B\b|秒)/);
    expect(html).toContain(language === 'ja' ? 'Cookie は送らず' : 'No cookie is sent');
  });

  it('says no rate where none was measured long enough', () => {
    const { measured } = FACTS;
    if (measured === null) throw new Error('the fixture has figures');
    const short = { measured: { ...measured, perSiteAnHour: null, busiestAnHour: null } };
    expect(page('ja', short)).toContain('を受け取りました。</p>');
    expect(page('en', short)).toContain('of bodies were received.</p>');
    expect(page('en', short)).not.toMatch(/null|on average/);
  });
});
