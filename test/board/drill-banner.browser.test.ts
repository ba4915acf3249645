import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openAuditDesk } from '../../src/app/audit/open-audit-desk.ts';
import type { Board } from '../../src/board/start-board.ts';
import { noLog } from '../../src/core/ports/log.ts';
import type { DrillMark } from '../../src/core/words/scenario.ts';
import { passOf } from '../app/sharing/acting-parts.ts';
import { openSharedBoard } from '../app/sharing/shared-board.ts';
import { samplesAt, sharingCouncil, VIEWERS } from '../app/sharing/shared-council.ts';
import { needs } from '../support/needs.ts';
import { createFixture, startFixtureBoard, wallClock } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { Browser as Client, enter, startEnteredBoard } from './entrance/entered-board.ts';
import { launchBrowser, type OpenPages, openPages } from './open-pages.browser.ts';

const DRILL: DrillMark = {
  id: 'kakuu-20261128T001500',
  scenario: 'kakuu',
  title: { ja: '架空の大規模障害', en: 'A fictional outage' },
  from: Date.parse('2022-09-06T16:00:00+09:00'),
  to: Date.parse('2022-09-06T18:00:00+09:00'),
  speed: 10,
};
/** Pages that follow no stream. */
const LISTED = ['/tasks', '/messages', '/drills', '/notes', '/members/gas-own'];
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

  const bearsMarks = async (url: string) => {
    const page = await pages.open(url, { locale: 'en-GB' });
    const banner = page.locator('.drill-banner');
    await banner.waitFor();
    expect(await banner.innerText(), url).toMatch(/^【EXERCISE】A fictional outage/);
    await expect
      .poll(() => page.title(), { message: url })
      .toMatch(/^【EXERCISE】【PRACTICE DATA】/);
    expect(await page.locator('.bar .badge.practice').count(), url).toBe(1);
    expect(await page.locator('.foot').innerText(), url).toContain('Asia/Tokyo');
    await page.context().close();
  };

  it('comes first on pages that follow no stream, too, with the mark of practice', async () => {
    const config = { ...sharingCouncil(['counted', 'named']), practice: true };
    const first = {
      ...{ config, facts: new Map(), doubt: null, incidents: [], states: new Map() },
      samples: samplesAt(config, Date.now() - 60_000),
    };
    const shared = await openSharedBoard(wallClock, first, { drill: DRILL });
    const { operator } = VIEWERS;
    const other = await startFixtureBoard(shared.sources, {
      acting: shared.acting,
      admit: () => ({ viewer: operator, refusal: null, pass: passOf(operator, 'session') }),
    });
    for (const path of LISTED) await bearsMarks(`${other.url}${path}`);
    await other.close();
  });

  it('comes first on those of accounts and of the audit', async () => {
    const config = councilOf({ sectors: 1, sitesPerSector: 2 });
    await using stack = new AsyncDisposableStack();
    const entered = await startEnteredBoard(config, { drill: DRILL }, (store) =>
      openAuditDesk(
        { ...store, today: () => config, drill: DRILL, clock: wallClock, log: noLog },
        stack,
      ),
    );
    for (const path of ['/accounts', '/audit']) await bearsMarks(`${entered.board.url}${path}`);
    const { browser: sato } = await enter(entered, new Client(entered.board.url), {
      ...{ name: 'sato', office: { kind: 'operator' } },
    });
    const { browser: abe } = await enter(entered, sato, {
      ...{ name: 'abe', office: { kind: 'member', member: 'banking-0001' } },
    });
    for (const [by, path] of [
      [sato, '/api/account'],
      [abe, '/api/looks'],
    ] as const) {
      const { council } = JSON.parse((await by.get(path)).text).data;
      expect(council, path).toMatchObject({ drill: DRILL, practice: true, timezone: 'Asia/Tokyo' });
    }
    await entered.board.close();
  });
});
