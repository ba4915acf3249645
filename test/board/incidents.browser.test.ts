import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import type { JudgedSeries } from '../../src/core/ports/judging.ts';
import type { Incident, IncidentSubject, Pattern } from '../../src/core/words/incident.ts';
import type { Judgement } from '../../src/core/words/judgement.ts';
import { needs } from '../support/needs.ts';
import { createFixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { createFakeJudging, incidentOf, verdictOf } from './judging-fixture.ts';
import { launchBrowser, type OpenPages, openPages } from './open-pages.browser.ts';
import { phasesOf, sampleOf } from './sample-fixture.ts';

const SINCE = Date.now() - 26 * 60_000;
const BANK = 'banking-0001-home';
const GAS = 'gas-0002-home';
const FIRST = ['0001', '0002', '0003'];
const BANKS = FIRST.map((number) => `banking-${number}-home`);
const OVER = [...BANKS, ...FIRST.map((number) => `gas-${number}-home`)];

function series(target: string, judgement: Judgement): JudgedSeries {
  return { target, family: 4, verdict: verdictOf(judgement, SINCE) };
}

function wide(pattern: Pattern, subject: IncidentSubject, targets: readonly string[]): Incident {
  const text = { ja: '偶然とは考えにくい重なりです。', en: 'Hardly a coincidence.' };
  const evidence = [
    { rule: 'sector-onsets', figures: { units: 3, log10Probability: -12.34 }, text },
  ];
  return incidentOf({
    id: '20261128-7',
    pattern,
    subject,
    targets,
    since: SINCE,
    more: { evidence },
  });
}

const ALONE = incidentOf({
  id: '20261128-8',
  pattern: 'single',
  subject: { kind: 'target', target: GAS },
  targets: [GAS],
  since: SINCE,
});
const SECTOR = wide('sector-wide', { kind: 'sector', sector: 'banking' }, BANKS);
const FACT = wide(
  'shared-cause',
  { kind: 'fact', fact: { kind: 'operator', text: 'Yumemi Cloud' } },
  OVER,
);
const CROSS = wide('cross-sector', { kind: 'council' }, OVER);

describe.skipIf(!needs('chromium'))('what is judged, in a browser', () => {
  const judging = createFakeJudging();
  const fixture = createFixture(councilOf({ sectors: 4, sitesPerSector: 3 }), undefined, {
    judging,
  });
  let browser: Browser;
  let pages: OpenPages;
  let board: Board;

  beforeAll(async () => {
    const now = Date.now();
    for (const site of fixture.live.table.targets) {
      await fixture.measure([sampleOf(site, now, { phases: phasesOf(100) })]);
    }
    board = await startFixtureBoard(fixture.sources);
    browser = await launchBrowser();
    pages = openPages(browser);
  });

  beforeEach(() => judging.say({}));

  afterEach(async () => expect(await pages.close()).toEqual([]));

  afterAll(async () => {
    await browser.close();
    await board.close();
  });

  const open = (path: string, options: BrowserContextOptions = { locale: 'en-GB' }) =>
    pages.open(`${board.url}${path}`, options);

  async function says(page: Page, text: RegExp): Promise<void> {
    await expect.poll(() => page.locator('h1').innerText()).toMatch(text);
  }

  const PATTERNS: readonly (readonly [
    string,
    Parameters<typeof judging.say>[0],
    RegExp,
    RegExp,
  ])[] = [
    ['nothing', {}, /^平常と異なる計測対象はありません。/, /^No site differs from its normal\./],
    [
      'single sites',
      { series: [series(BANK, 'slow'), series(GAS, 'failing')], incidents: [ALONE] },
      /^応答を確認できない計測対象が1件、平常時より遅い計測対象が1件あります（2セプター、最も早いものは.*から）。それぞれ単独/,
      /^1 site has no answer confirmed, 1 is slower than normal \(in 2 sectors, the earliest since/,
    ],
    [
      'a whole sector',
      { incidents: [ALONE, SECTOR] },
      /^架空銀行等セプターの中でそろって、3の計測対象が平常と異なります.*ほかに単独の事象が1件続いています。/,
      /^Together within Kakū banking CEPTOAR: 3 sites differ .*1 incident of one site goes on beside it\./,
    ],
    [
      'something in common',
      { incidents: [FACT] },
      /^運用事業者「Yumemi Cloud」が共通する6の計測対象が平常と異なります（2セプター、/,
      /^6 sites that have the provider “Yumemi Cloud” in common differ/,
    ],
    [
      'several fields at once',
      { incidents: [SECTOR, CROSS] },
      /^2分野・2セプターで同時に（金融、ガス）、6の計測対象が平常と異なります.*ほかに広がりのある事象が1件/,
      /^2 fields and 2 sectors at once \(Finance, Gas\): 6 sites differ/,
    ],
    [
      'our own network',
      { incidents: [CROSS], ownNetwork: { since: SINCE, targets: 9 } },
      /^計測側の障害の可能性があります（.*から）。9の計測対象が同時に応答しなくなりました。/,
      /^The fault may be on the measuring side \(since .*\)\. 9 sites stopped answering together\./,
    ],
  ];

  it.each(PATTERNS)('says the pattern at the top while the page is open: %s', async (...given) => {
    const [, what, ja, en] = given;
    const japanese = await open('/', { locale: 'ja-JP' });
    const english = await open('/');
    await japanese.locator('.sectors').waitFor();
    judging.say(what);
    await says(japanese, ja);
    await says(english, en);
    expect(await japanese.locator('h1').innerText()).toContain('観測点1か所による計測');
    expect(await english.locator('h1').innerText()).toContain('measured from one vantage');
    const rows = await english.locator('.open-incidents tbody tr').count();
    expect(rows).toBe(what.incidents?.length ?? 0);
  });

  it('shows at a sector how many of its sites differ, and how', async () => {
    judging.say({ series: [series(BANK, 'slow'), series(BANKS[1] ?? '', 'failing')] });
    const page = await open('/', { locale: 'ja-JP' });
    const cell = (id: string) => page.locator(`.sectors tr[data-sector="${id}"] .c-affected`);
    await expect
      .poll(() => cell('banking').innerText())
      .toMatch(/^2\s*応答を確認できず\s*1\s*平常時より遅い\s*1$/);
    expect(await cell('gas').innerText()).toBe('0');
  });

  it('has the heaviest judgement of a sector first, narrows to one, and follows what changes', async () => {
    judging.say({ series: [series('banking-0003-home', 'slow')] });
    const page = await open('/sectors/banking');
    const rows = page.locator('.members tbody tr');
    await expect.poll(() => rows.first().getAttribute('data-target')).toBe('banking-0003-home');
    expect(await rows.first().innerText()).toContain('slower than normal');
    expect(await rows.nth(1).locator('.c-judged').innerText()).toBe('normal');
    judging.say({ series: [series('banking-0003-home', 'slow'), series(BANK, 'failing')] });
    await expect.poll(() => rows.first().getAttribute('data-target')).toBe(BANK);
    await page.getByLabel('By judgement').selectOption('slow');
    expect(await rows.count()).toBe(1);
    expect(await rows.first().innerText()).toContain('×3.0');
  });

  it('says of a site what is judged and why, and its incidents', async () => {
    judging.say({ series: [series(GAS, 'slow')], incidents: [ALONE] });
    await fixture.store.judgements.keepStep({ incidents: [ALONE], memory: null });
    const page = await open(`/targets/${GAS}`, { locale: 'ja-JP' });
    const verdict = page.locator('.verdicts');
    await verdict.waitFor();
    expect(await verdict.innerText()).toMatch(
      /判定[\s\S]*観測点1か所による計測[\s\S]*平常時より遅い[\s\S]*3\.0倍[\s\S]*から（2\d分）[\s\S]*応答待ち[\s\S]*平常 180 ms に対し 540 ms/,
    );
    await page.locator('.usual-legend', { hasText: '180 ms' }).waitFor();
    judging.say({ series: [series(GAS, 'failing')], incidents: [ALONE] });
    await verdict.getByText('応答を確認できず').waitFor();
    await page.locator('table.incidents a').first().click();
    await page.locator('.course').waitFor();
    expect(new URL(page.url()).pathname).toBe('/incidents/20261128-8');
  });

  it('lists incidents, those that go on first, and goes on to older ones', async () => {
    const past = Array.from({ length: 60 }, (_, n) =>
      incidentOf({
        id: `20261127-${n + 1}`,
        pattern: 'single',
        subject: { kind: 'target', target: BANK },
        targets: [BANK],
        since: SINCE - 86_400_000,
        more: { endedAt: SINCE - 86_000_000, ending: n === 59 ? 'adopted' : 'recovered' },
      }),
    );
    await fixture.store.judgements.keepStep({ incidents: [...past, SECTOR], memory: null });
    judging.say({ incidents: [SECTOR] });
    const page = await open('/incidents', { locale: 'ja-JP' });
    const now = page.getByRole('table', { name: '続いている事象' });
    expect(await now.locator('tbody tr').innerText()).toMatch(
      /架空銀行等セプター[\s\S]*セプター内/,
    );
    const ended = page.getByRole('table', { name: '終わった事象' }).locator('tbody tr');
    await expect.poll(() => ended.count()).toBeLessThan(50);
    expect(await ended.first().innerText()).toMatch(/架空銀行[\s\S]*6分[\s\S]*新しい平常とした/);
    await page.getByRole('button', { name: 'さらに古い事象を表示' }).click();
    await expect.poll(() => ended.count()).toBe(60);
    expect(await page.getByRole('button', { name: 'さらに古い事象を表示' }).count()).toBe(0);
  });

  it('tells one incident whole: sentence, sites, evidence with figures, course and parts', async () => {
    const part = incidentOf({
      id: '20261128-1',
      pattern: 'single',
      subject: { kind: 'target', target: BANK },
      targets: [BANK],
      since: SINCE,
      more: { mergedInto: SECTOR.id, endedAt: SINCE + 120_000, ending: 'merged' },
    });
    await fixture.store.judgements.keepStep({ incidents: [SECTOR, part], memory: null });
    const page = await open(`/incidents/${SECTOR.id}`);
    await page.locator('.course').waitFor();
    expect(await page.locator('h1').innerText()).toBe('Kakū banking CEPTOAR');
    expect(await page.locator('.lead-sentence').innerText()).toMatch(
      /^Together within Kakū banking CEPTOAR: 3 sites differ from their normal \(since/,
    );
    expect(await page.locator('.incident-marks').innerText()).toMatch(
      /within one sector[\s\S]*going on[\s\S]*measured from one vantage/,
    );
    const sites = page.locator('.incident-sites tbody tr');
    expect(await sites.count()).toBe(3);
    expect(await sites.first().innerText()).toMatch(
      /slower than normal\s*×3\.0\s*server wait[\s\S]*going on/,
    );
    expect(await page.locator('.evidence').innerText()).toMatch(
      /Hardly a coincidence\.\s*Unrelated units\s*3\s*Probability by chance\s*10\^−12\.3/,
    );
    expect(await page.locator('.course').innerText()).toContain('Began.');
    await page.getByText('Merged into this incident').waitFor();
    expect(await page.locator('footer').innerText()).toContain('it does not establish');
    const ended = { ...SECTOR, endedAt: Date.now(), ending: 'recovered' } as const;
    await fixture.store.judgements.keepStep({ incidents: [ended], memory: null });
    judging.say({});
    await page.locator('.incident-marks', { hasText: 'recovered' }).waitFor();
  });

  it('says that there is no such incident', async () => {
    const page = await open('/incidents/20200101-1', { locale: 'ja-JP' });
    await page.getByText('この事象はありません。').waitFor();
    const complaints = await pages.close();
    expect(complaints.every((text) => text.includes('404'))).toBe(true);
  });

  it.each([
    ['a phone', 320],
    ['a wall', 1920],
  ])('needs no scrolling sideways on %s', async (_, width) => {
    judging.say({ series: [series(BANK, 'slow')], incidents: [FACT, ALONE] });
    await fixture.store.judgements.keepStep({ incidents: [FACT, ALONE], memory: null });
    for (const locale of ['ja-JP', 'en-GB']) {
      for (const path of ['/', '/incidents', `/incidents/${FACT.id}`, `/targets/${BANK}`]) {
        const page = await open(path, { locale, viewport: { width, height: 700 } });
        await page.locator('.incidents, .verdicts').first().waitFor();
        expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBe(width);
        await page.context().close();
      }
    }
  });
});
