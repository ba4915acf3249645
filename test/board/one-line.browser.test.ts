import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import { needs } from '../support/needs.ts';
import { createFixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { measureTheHour } from './measured-day.ts';
import { launchBrowser } from './open-pages.browser.ts';

const NAME = 'Kakū critical-infrastructure council for the sharing of response times and outages';
const PATHS = ['/', '/sectors/banking', '/targets/banking-0002-home', '/prober'];

describe.skipIf(!needs('chromium'))('in a window 1280 px wide', () => {
  const config = councilOf({ sectors: 6, sitesPerSector: 9 });
  const council = { ...config.council, name: { ja: NAME, en: NAME } };
  const fixture = createFixture({ ...config, council });
  let browser: Browser;
  let board: Board;

  beforeAll(async () => {
    await measureTheHour(fixture);
    board = await startFixtureBoard(fixture.sources);
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await board.close();
  });

  async function open(path: string, locale = 'en-GB'): Promise<Page> {
    const viewport = { width: 1280, height: 800 };
    const page = await (await browser.newContext({ locale, viewport })).newPage();
    await page.goto(`${board.url}${path}`);
    await page.locator('.sectors, .members, .waterfall, .is-figures').first().waitFor();
    await page.locator('.fresh').waitFor();
    return page;
  }

  /** How far apart the middles of the elements lie, px. */
  const spreadOf = (page: Page, selector: string) =>
    page.locator(selector).evaluateAll((all) => {
      const middles = all
        .map((each) => each.getBoundingClientRect())
        .filter(({ height }) => height > 0)
        .map(({ top, height }) => top + height / 2);
      return { count: middles.length, px: Math.max(...middles) - Math.min(...middles) };
    });

  it.each(['en-GB', 'ja-JP'])(
    'the bar has one line on every page, however long the council’s name (%s)',
    async (locale) => {
      for (const path of PATHS) {
        const page = await open(path, locale);
        // As long as it gets: asking by itself, minutes old.
        await page
          .locator('.fresh')
          .evaluate((sign) => sign.append(' updating every 15 s, updated 12 min ago'));
        const bar = await spreadOf(page, '.bar > *');
        expect(bar.count, path).toBeGreaterThanOrEqual(5);
        expect(bar.px, path).toBeLessThan(4);
        const links = await spreadOf(page, '.pages a');
        expect(links, path).toEqual({ count: 5, px: 0 });
        expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBe(1280);
        await page.context().close();
      }
    },
  );

  it('“since … or earlier” stands beside its number, and what was missed beside it', async () => {
    const page = await open('/');
    const cell = page.locator('.sectors tr[data-sector="banking"] .c-failing');
    expect(await cell.innerText()).toMatch(/^1 since .* or earlier\s*Missed 1$/);
    const parts = await spreadOf(page, '.sectors tr[data-sector="banking"] .c-failing > *');
    expect(parts.count).toBe(3);
    expect(parts.px).toBeLessThan(8);
    // Nor does the sentence part the time from what is said of it.
    expect(await page.locator('.lead-counts').innerText()).toMatch(
      /\d\d:\d\d\u00a0or\u00a0earlier/,
    );
    await page.context().close();
  });

  it('the headings of the tables are whole', async () => {
    for (const path of ['/', '/sectors/banking']) {
      const page = await open(path);
      const cut = await page
        .locator('thead th')
        .evaluateAll((all) =>
          all.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent),
        );
      expect(cut, path).toEqual([]);
      await page.context().close();
    }
  });
});
