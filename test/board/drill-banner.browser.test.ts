import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import type { DrillMark } from '../../src/core/words/scenario.ts';
import { executableOf, needs } from '../support/needs.ts';
import { createFixture, QUIET_FIGURES, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';

const DRILL: DrillMark = {
  id: 'trial-20261128-143007',
  scenario: 'trial',
  title: { ja: '名前サーバの試し', en: 'A trial of name servers' },
  from: Date.parse('2023-06-06T17:15:00+09:00'),
  to: Date.parse('2023-06-06T19:00:00+09:00'),
  speed: 10,
};

describe.skipIf(!needs('chromium'))('the banner of a drill', () => {
  const council = councilOf({ sectors: 1, sitesPerSector: 2 });
  const fixture = createFixture(council, () => QUIET_FIGURES, { drill: DRILL });
  let browser: Browser;
  let board: Board;

  beforeAll(async () => {
    board = await startFixtureBoard(fixture.sources);
    const executablePath = executableOf('chromium') ?? '';
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  });

  afterAll(async () => {
    await browser.close();
    await board.close();
  });

  const [site = ''] = council.sectors.flatMap(({ members }) =>
    members.flatMap(({ targets }) => targets.map(({ id }) => id)),
  );

  it.each([
    ['/', 'ja-JP', '【訓練】名前サーバの試し。2023年6月6日 17:15から10倍の速さで再現しています。'],
    [
      '/',
      'en-GB',
      'EXERCISE: A trial of name servers. Replayed from 6 June 2023 17:15 on, 10 times',
    ],
    [`/targets/${site}`, 'ja-JP', '【訓練】名前サーバの試し'],
    ['/prober', 'en-GB', 'EXERCISE: A trial of name servers'],
  ])('stands on %s in %s, and in the title', async (path, locale, text) => {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto(`${board.url}${path}`);
    const banner = page.getByRole('note').filter({ hasText: text });
    await banner.waitFor();
    await expect.poll(() => page.title()).toMatch(/^【(訓練|EXERCISE)】/);
    await context.close();
  });
});
