import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import type { DrillMark } from '../../src/core/words/scenario.ts';
import { needs } from '../support/needs.ts';
import { createFixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { launchBrowser, type OpenPages, openPages } from './open-pages.browser.ts';

const DRILL: DrillMark = {
  id: 'kakuu-20261128T001500',
  scenario: 'kakuu',
  title: { ja: '架空の大規模障害', en: 'A fictional outage' },
  from: Date.parse('2022-09-06T16:00:00+09:00'),
  to: Date.parse('2022-09-06T18:00:00+09:00'),
  speed: 10,
};
const PAGES = ['/', '/sectors/banking', '/targets/banking-0001-home', '/incidents', '/prober'];

describe.skipIf(!needs('chromium'))('the banner of a drill', () => {
  const fixture = createFixture(councilOf({ sectors: 1, sitesPerSector: 2 }), undefined, {
    drill: DRILL,
  });
  let browser: Browser;
  let pages: OpenPages;
  let board: Board;

  beforeAll(async () => {
    board = await startFixtureBoard(fixture.sources);
    browser = await launchBrowser();
    pages = openPages(browser);
  });

  afterEach(async () => expect(await pages.close()).toEqual([]));

  afterAll(async () => {
    await browser.close();
    await board.close();
  });

  it.each([
    [
      'ja-JP',
      /^【訓練】架空の大規模障害\s*2022年9月6日 16:00からの経過を、10倍の速さで模擬サイトに再現しています。 表示はすべて訓練のもので、実際の状況ではありません。\s*実在のサイトを計測しているサービスは/,
      /^【訓練】/,
    ],
    [
      'en-GB',
      /^【EXERCISE】A fictional outage\s*What happened from 6 September 2022 16:00 on is replayed on practice sites, 10 times faster\. All that is shown belongs to the exercise; it is not the real state\.\s*A service that measures real sites/,
      /^【EXERCISE】/,
    ],
  ])(
    'comes first on every page, with its day, its speed and where the real state is (%s)',
    async (...given) => {
      const [locale, text, title] = given;
      for (const path of PAGES) {
        const page = await pages.open(`${board.url}${path}`, { locale });
        const banner = page.locator('.drill-banner');
        await banner.waitFor();
        expect(await banner.innerText(), path).toMatch(text);
        await expect.poll(() => page.title(), { message: path }).toMatch(title);
        await page.context().close();
      }
    },
  );
});
