import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import { unmetText } from '../../src/core/words/unmet-expectation.ts';
import { needs } from '../support/needs.ts';
import { createFixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { measureTheHour } from './measured-day.ts';
import { launchBrowser, type OpenPages, openPages } from './open-pages.browser.ts';
import { failureOf, phasesOf, recordOf, sampleOf } from './sample-fixture.ts';
import { fitsItsWindow, PHONE, WALL } from './widths.browser.ts';

describe.skipIf(!needs('chromium'))('the pages in a browser', () => {
  const council = councilOf({ sectors: 2, sitesPerSector: 4, bothEvery: 4 });
  const facts = {
    factsOf: () => [{ kind: 'name_servers' as const, text: 'ns1.names.test ns2.names.test' }],
  };
  const fixture = createFixture(council, undefined, { facts });
  let browser: Browser;
  let pages: OpenPages;
  let board: Board;

  beforeAll(async () => {
    await measureTheHour(fixture);
    board = await startFixtureBoard(fixture.sources);
    browser = await launchBrowser();
    pages = openPages(browser);
  });

  afterEach(async () => expect(await pages.close()).toEqual([]));

  afterAll(async () => {
    await browser.close();
    await board.close();
  });

  const open = (path: string, options: BrowserContextOptions) =>
    pages.open(`${board.url}${path}`, options);

  const textOf = (at: Page, selector: string) => at.locator(selector).first().innerText();

  it('says the state in a sentence, and shows a row a sector, Japanese to a Japanese browser', async () => {
    const at = await open('/', { locale: 'ja-JP' });
    await at.locator('.sectors').waitFor();
    expect(await textOf(at, '.lead-counts')).toMatch(
      /^8の計測対象のうち、6が正常に応答し、1は正常な応答を確認できていません（1セプター、最も早いものは(\d+月\d+日 )?\d\d:\d\d以前から）。1は未計測です。$/,
    );
    expect(await at.title()).toBe('【模擬データ】全体の状況 – 山びこ');
    expect(await at.locator('.sectors tbody tr').count()).toBe(2);
    const row = await textOf(at, '.sectors tr[data-sector="banking"]');
    expect(row).toMatch(/架空銀行等セプター[\s\S]*2 \/ 4[\s\S]*以前から[\s\S]*未計測 1/);
    expect(await textOf(at, '.attention tr[data-target="banking-0002-home"]')).toContain(
      '時間切れ',
    );
    expect(await textOf(at, 'footer')).toContain('原因を断定するものではありません');
    expect(await textOf(at, '.tlp')).toBe('TLP:AMBER+STRICT');
    expect(await at.locator('.is-stale').count()).toBe(0);
  });

  it('changes to English on a press, and remembers it', async () => {
    const at = await open('/', { locale: 'ja-JP' });
    await at.getByRole('button', { name: 'Switch to English' }).click();
    await at.locator('html[lang=en]').waitFor();
    expect(await textOf(at, '.lead-counts')).toMatch(
      /^6 of 8 sites answer as expected; 1 does not \(in 1 sector, .*\sor\searlier\)\. 1 was missed\.$/,
    );
    await at.reload();
    await at.locator('.sectors').waitFor();
    expect(await textOf(at, '.attention tr[data-target="banking-0002-home"]')).toContain(
      'timed out',
    );
    expect(await textOf(at, 'footer')).toContain('it does not establish');
  });

  it('shows new samples without being asked to', async () => {
    const at = await open('/', { locale: 'en-GB' });
    await at.locator('.sectors').waitFor();
    const [, , , , site] = fixture.live.table.targets;
    if (site === undefined) throw new Error('the fixture has eight sites');
    fixture.live.observe(failureOf(site, Date.now() + 1));
    await at.locator('.lead-counts', { hasText: '2 do not (in 2 sectors' }).waitFor();
    await at.locator('.lead-counts', { hasText: '1 began within the last hour' }).waitFor();
    await at.locator('.attention tr[data-target="securities-0001-home"]').waitFor();
    fixture.live.observe(sampleOf(site, Date.now() + 2));
    await at.locator('.lead-counts', { hasText: '1 does not' }).waitFor();
  });

  it('finds sites by name from anywhere, by the key for it', async () => {
    const at = await open('/', { locale: 'ja-JP' });
    await at.locator('.sectors').waitFor();
    await at.keyboard.press('/');
    await at.keyboard.type('夢見');
    await at.locator('.found').waitFor();
    expect(await at.locator('.found tbody tr').count()).toBe(2);
    await at.keyboard.press('Escape');
    await at.locator('.found').waitFor({ state: 'detached' });
    await at.locator('.attention').waitFor();
  });

  it('explains the last probe of a site that was chosen, and draws its day', async () => {
    const at = await open('/', { locale: 'ja-JP' });
    await at.locator('.attention a', { hasText: '夢見銀行' }).click();
    await at.locator('.waterfall').waitFor();
    expect(new URL(at.url()).pathname).toBe('/targets/banking-0002-home');
    const story = await textOf(at, '.story');
    expect(story).toContain('制限時間内に計測が終わりませんでした。');
    expect(story).toContain('応答待ちの途中');
    expect(story).toContain('切り分け: サイト側');
    expect(await textOf(at, '.waterfall')).toMatch(/名前解決\s+8\.200 ms[\s\S]*10,000\.000 ms/);
    expect(await at.locator('.chart canvas').count()).toBe(1);
    expect(await textOf(at, '.figures')).toMatch(/失敗\s+61/);
    await at.goBack();
    await at.locator('.sectors').waitFor();
  });

  it('keeps one site up to date, in English', async () => {
    const at = await open('/targets/banking-0001-home', { locale: 'en-GB' });
    await at.locator('.story').waitFor();
    expect(await textOf(at, '.story')).toContain('The longest phase was server wait: 100 ms');
    expect(await textOf(at, '#panel-certificate + dl')).toContain('61 days left');
    const [site] = fixture.live.table.targets;
    if (site === undefined) throw new Error('the fixture has sites');
    const sample = sampleOf(site, Date.now() + 1, { phases: phasesOf(3000) });
    await fixture.measure([sample], [sample]);
    await at.locator('.story', { hasText: 'server wait: 3,000 ms' }).waitFor();
    await at.getByText('Table by the hour').click();
    await at.locator('.hours tbody tr').first().waitFor();
  });

  it('shows what was expected and not found, how the page looks, and the facts of a site', async () => {
    const [, , site] = fixture.live.table.targets;
    if (site === undefined) throw new Error('the fixture has sites');
    const sample = sampleOf(site, Date.now() + 1, {
      ...{ outcome: 'failure', reason: 'body', blame: 'target' },
    });
    const unmet = { kind: 'title', found: 'Index of /', contains: '銀行' } as const;
    const signs = { text: { similarity: 0.41, usual: 0.93 }, title: null, bytes: null };
    await fixture.store.state.keepRecords([
      { ...recordOf(sample), detail: unmetText(unmet).en, unmet, signs },
    ]);
    const at = await open('/targets/banking-0003-home', { locale: 'ja-JP' });
    const answer = at.locator('#panel-facts + dl');
    await answer.waitFor();
    expect(await answer.innerText()).toContain(
      '題名: 実際は「Index of /」、期待は「銀行」を含む値',
    );
    expect(await answer.innerText()).toContain('（類似度0.41、普段は0.93）');
    expect(await textOf(at, '#panel-shared-facts + dl')).toMatch(
      /名前サーバ\s+ns1\.names\.test ns2\.names\.test/,
    );
    await at.getByRole('button', { name: 'Switch to English' }).click();
    await expect.poll(() => answer.innerText()).toContain('title: found "Index of /", expected');
  });

  it('says that there is no such site', async () => {
    const at = await open('/targets/nobody', { locale: 'en-GB' });
    await at.getByText('There is no such site.').waitFor();
    const complaints = await pages.close();
    expect(complaints.every((text) => text.includes('404'))).toBe(true);
  });

  it('says how old its values are when the board is gone, and shows them as old', async () => {
    const own = await startFixtureBoard(fixture.sources);
    const context = await browser.newContext({ locale: 'en-GB' });
    const at = await context.newPage();
    await at.clock.install();
    await at.goto(own.url);
    await at.locator('.sectors').waitFor();
    await own.close();
    await at.clock.fastForward(40_000);
    await at.getByRole('alert').getByText('it is not the present state').waitFor();
    expect(await at.locator('main.is-stale').count()).toBe(1);
    await context.close();
  });

  const PATHS = ['/', '/sectors/banking', '/targets/banking-0001-home', '/prober'];

  it.each([
    ['a phone', PHONE],
    ['a wall', WALL],
  ])('needs no scrolling sideways on %s', async (_, window) => {
    for (const path of PATHS) {
      const at = await open(path, { ...window, locale: 'ja-JP' });
      await at.locator('.sectors, .members, .waterfall, .is-figures').first().waitFor();
      await fitsItsWindow(at, path);
      await at.context().close();
    }
  });

  it.each(['ja-JP', 'en-GB'])(
    'bears the practice mark and a sentence on every page, and no forbidden word (%s)',
    async (locale) => {
      for (const path of [...PATHS, '/targets/banking-0002-home', '/targets/banking-0004-home']) {
        const at = await open(path, { locale });
        await at.locator('.lead-sentence').first().waitFor();
        await at.locator('.sectors, .members, .waterfall, .is-figures').first().waitFor();
        expect(await at.locator('.badge.practice').count(), path).toBe(1);
        expect(await at.title()).toMatch(/^【(模擬データ|PRACTICE DATA)】/);
        const standing = await textOf(at, 'footer p:first-child');
        const text = (await textOf(at, 'body')).replace(standing, '');
        expect(text).not.toMatch(/標的|ターゲット|攻撃|原因|\battack\b|\bcause\b/i);
        expect(text).not.toMatch(/\bundefined\b|\bNaN\b|\[object/);
        await at.context().close();
      }
    },
  );

  it('prints on A4 without what only a screen needs', async () => {
    const at = await open('/', { locale: 'ja-JP', colorScheme: 'dark' });
    await at.locator('.sectors').waitFor();
    await at.emulateMedia({ media: 'print' });
    expect(await at.locator('.tools').isVisible()).toBe(false);
    expect(await at.locator('.badge.practice').isVisible()).toBe(true);
    const paper = await at.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    expect(paper).toBe('rgb(255, 255, 255)');
  });

  it('can be walked through by the keyboard', async () => {
    const at = await open('/', { locale: 'ja-JP' });
    await at.locator('.sectors').waitFor();
    await at.keyboard.press('Tab');
    expect(await at.evaluate('document.activeElement.className')).toBe('skip');
    await at.locator('.sectors a').first().focus();
    await at.keyboard.press('Enter');
    await at.locator('.members').waitFor();
    await at.locator('.members tbody a').first().focus();
    await at.keyboard.press('ArrowDown');
    await at.keyboard.press('ArrowDown');
    await at.keyboard.press('ArrowDown');
    await at.keyboard.press('ArrowUp');
    await at.keyboard.press('Enter');
    await at.locator('.waterfall').waitFor();
    expect(new URL(at.url()).pathname).toBe('/targets/banking-0001-home');
  });
});
