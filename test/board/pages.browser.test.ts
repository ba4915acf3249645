import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import { executableOf, needs } from '../support/needs.ts';
import { createFixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { failureOf, missedOf, phasesOf, sampleOf } from './sample-fixture.ts';

const MINUTE = 60_000;
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

describe.skipIf(!needs('chromium'))('the pages in a browser', () => {
  const fixture = createFixture(councilOf({ sectors: 2, sitesPerSector: 4, bothEvery: 4 }));
  const complaints: string[] = [];
  let browser: Browser;
  let board: Board;
  let page: Page | null = null;

  beforeAll(async () => {
    await measureTheDay();
    board = await startFixtureBoard(fixture.sources);
    const executablePath = executableOf('chromium') ?? '';
    browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  }, 60_000);

  afterEach(async () => {
    await page?.context().close();
    page = null;
    expect(complaints.splice(0)).toEqual([]);
  });

  afterAll(async () => {
    await browser.close();
    await board.close();
  });

  async function measureTheDay(): Promise<void> {
    const now = Date.now();
    const slots = Array.from({ length: 61 }, (_, index) => now - (60 - index) * MINUTE);
    for (const [index, site] of fixture.live.table.targets.entries()) {
      const families = site.target.family === 'both' ? ([4, 6] as const) : ([4] as const);
      const samples = slots.flatMap((at) =>
        families.map((family) => {
          if (index === 1) return failureOf(site, at);
          if (index === 2) return missedOf(site, at);
          return sampleOf(site, at, { family, phases: phasesOf(100 + index * 50) });
        }),
      );
      await fixture.measure(samples, samples.slice(-3));
    }
  }

  async function open(path: string, options: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext(options);
    page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(board.url)) complaints.push(`asked ${request.url()}`);
    });
    await page.goto(`${board.url}${path}`);
    return page;
  }

  const textOf = (at: Page, selector: string) => at.locator(selector).first().innerText();

  it('shows sectors and sites with measured values, Japanese to a Japanese browser', async () => {
    const at = await open('/', { locale: 'ja-JP' });
    await at.locator('.sector').first().waitFor();
    expect(await textOf(at, 'h1')).toBe('8の計測対象のうち、6が成功、1が失敗、1が未計測です。');
    expect(await at.title()).toBe('【模擬データ】全体の状況 – 山びこ');
    expect(await at.locator('.sector').count()).toBe(2);
    expect(await textOf(at, '.sector tr[data-target="banking-0001-home"]')).toMatch(
      /架空銀行[\s\S]*159 ms/,
    );
    expect(await textOf(at, '.sector tr[data-target="banking-0002-home"]')).toContain('時間切れ');
    expect(await textOf(at, 'footer')).toContain('原因を断定するものではありません');
    expect(await textOf(at, '.tlp')).toBe('TLP:AMBER+STRICT');
    expect(await at.locator('.is-stale').count()).toBe(0);
  });

  it('changes to English on a press, and remembers it', async () => {
    const at = await open('/', { locale: 'ja-JP' });
    await at.getByRole('button', { name: 'Switch to English' }).click();
    expect(await textOf(at, 'h1')).toBe('Of 8 sites, 6 succeeded, 1 failed, 1 was missed.');
    expect(await at.getAttribute('html', 'lang')).toBe('en');
    await at.reload();
    await at.locator('.sector').first().waitFor();
    expect(await textOf(at, '.sector tr[data-target="banking-0002-home"]')).toContain('timed out');
    expect(await textOf(at, 'footer')).toContain('it does not establish');
  });

  it('shows new samples without being asked to', async () => {
    const at = await open('/', { locale: 'en-GB' });
    const row = at.locator('.sector tr[data-target="securities-0001-home"]');
    await row.waitFor();
    const [, , , , site] = fixture.live.table.targets;
    if (site === undefined) throw new Error('the fixture has eight sites');
    fixture.live.observe(sampleOf(site, Date.now() + 1, { phases: phasesOf(4000) }));
    await row.getByText('4,616').waitFor();
    fixture.live.observe(failureOf(site, Date.now() + 2));
    await row.getByText('timed out').waitFor();
    await at.locator('h1', { hasText: '2 failed' }).waitFor();
    fixture.live.observe(sampleOf(site, Date.now() + 3));
    await at.locator('h1', { hasText: '1 failed' }).waitFor();
  });

  it('finds sites by name and leaves the others out', async () => {
    const at = await open('/', { locale: 'ja-JP' });
    await at.getByRole('searchbox').fill('夢見');
    expect(await at.locator('.sector tbody tr').count()).toBe(2);
    await at.getByRole('checkbox').check();
    expect(await at.locator('.sector tbody tr').count()).toBe(1);
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
    await at.locator('.sector').first().waitFor();
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

  it('says that there is no such site', async () => {
    const at = await open('/targets/nobody', { locale: 'en-GB' });
    await at.getByText('There is no such site.').waitFor();
    expect(complaints.splice(0)).toSatisfy((all: readonly string[]) =>
      all.every((text) => text.includes('404')),
    );
  });

  it('says how old its values are when the board is gone, and shows them as old', async () => {
    const own = await startFixtureBoard(fixture.sources);
    const context = await browser.newContext({ locale: 'en-GB' });
    const at = await context.newPage();
    await at.clock.install();
    await at.goto(own.url);
    await at.locator('.sector').first().waitFor();
    await own.close();
    await at.clock.fastForward(40_000);
    await at.getByRole('alert').getByText('it is not the present state').waitFor();
    expect(await at.locator('main.is-stale').count()).toBe(1);
    await context.close();
  });

  it.each([
    ['a phone', { width: 320, height: 640 }],
    ['a wall', { width: 1920, height: 1080 }],
  ])('needs no scrolling sideways on %s', async (_, viewport) => {
    for (const path of ['/', '/targets/banking-0001-home']) {
      const at = await open(path, { locale: 'ja-JP', viewport });
      await at.locator('.sector, .waterfall').first().waitFor();
      const width = await at.evaluate('document.documentElement.scrollWidth');
      expect(width).toBe(viewport.width);
      await at.context().close();
    }
    page = null;
  });

  it('can be walked through by the keyboard', async () => {
    const at = await open('/', { locale: 'ja-JP' });
    await at.locator('.sector').first().waitFor();
    await at.keyboard.press('Tab');
    expect(await at.evaluate('document.activeElement.className')).toBe('skip');
    await at.locator('.sector a').first().focus();
    await at.keyboard.press('Enter');
    await at.locator('.waterfall').waitFor();
  });
});
