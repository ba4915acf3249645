import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import { type Config, targetsOf } from '../../src/core/config.ts';
import type { DrillMark } from '../../src/core/words/scenario.ts';
import { PRACTICE_FIELDS, PRACTICE_SECTORS } from '../../src/practice/sectors.ts';
import type { CouncilNow } from '../app/sharing/shared-board.ts';
import { samplesAt } from '../app/sharing/shared-council.ts';
import { councilOf, member, sector, target } from '../config/council-of.ts';
import { needs } from '../support/needs.ts';
import { wallClock } from './board-fixture.ts';
import { incidentOf } from './judging-fixture.ts';
import { launchBrowser, type OpenPages, openPages } from './open-pages.browser.ts';
import { openAs, startSharedBoard } from './shared-pages.browser.ts';
import { WALL } from './widths.browser.ts';

/** Where pictures go that people look at; none are made without. */
const PICTURES = process.env['YAMABIKO_PICTURES'];
const NOW = Date.now();
const SINCE = NOW - 17 * 60_000;
const SCREENS = [WALL, { viewport: { width: 1366, height: 768 } }] as const;

const DRILL: DrillMark = {
  id: 'kakuu-20261128T001500',
  scenario: 'kakuu',
  title: {
    ja: '2022年9月6日 夕方から分野をまたいで広がる',
    en: '6 September 2022: across fields from the evening on',
  },
  from: Date.parse('2022-09-06T15:45:00+09:00'),
  to: Date.parse('2022-09-06T18:00:00+09:00'),
  speed: 30,
};

/** The 18 sectors by the names that the practice council has for them, with a troubled crowd in each. */
const config: Config = {
  ...councilOf(
    PRACTICE_SECTORS.map(({ id, name, field }) => ({
      ...sector(
        id,
        Array.from({ length: 6 }, (_, n) => member(`${id}-${n}`, [target(`${id}-${n}-home`)])),
      ),
      ...{ name, field },
    })),
  ),
  fields: PRACTICE_FIELDS.map((field) => ({ ...field, validFrom: null, validTo: null })),
};

/** A pattern in the first so many sectors, as a drill shows it whose prober is doubted. */
function councilWith(touched: number): CouncilNow {
  const failing = targetsOf(config).map((placed) => placed.target.id);
  const state = { judgement: 'failing', since: SINCE } as const;
  const sectors = PRACTICE_SECTORS.slice(0, touched);
  const pattern = incidentOf({
    ...{ id: '20261128-1', pattern: 'cross-sector', subject: { kind: 'council' }, since: SINCE },
    targets: sectors.map(({ id }) => `${id}-0-home`),
  });
  const targets = pattern.targets.map((each, n) => ({ ...each, sector: sectors[n]?.id ?? '' }));
  return {
    ...{ config, facts: new Map(), incidents: [{ ...pattern, targets }] },
    doubt: { kind: 'first_probes', since: SINCE, series: failing.length },
    samples: samplesAt(config, NOW - 60_000),
    states: new Map(failing.map((id) => [id, state])),
  };
}

describe.skipIf(!needs('chromium'))('a wall', () => {
  let browser: Browser;
  let pages: OpenPages;
  const boards: Board[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
    pages = openPages(browser);
  });
  afterEach(async () => {
    expect(await pages.close()).toEqual([]);
    for (const board of boards.splice(0)) await board.close();
  });
  afterAll(() => browser.close());

  it.each([
    ['ja-JP', 4, 'light'],
    ['en-GB', 4, 'dark'],
    ['ja-JP', 18, 'dark'],
    ['en-GB', 18, 'light'],
  ] as const)(
    'shows 18 sectors, a drill, a doubt and a long sentence without scrolling (%s, %i named, %s)',
    async (locale, touched, colorScheme) => {
      const { board } = await startSharedBoard(wallClock, councilWith(touched), DRILL);
      boards.push(board);
      const open = openAs(board, pages);
      for (const screen of SCREENS) {
        const page = await open('council', '/display', { ...screen, locale, colorScheme });
        await page.locator('.display-sector').nth(17).waitFor();
        for (const shown of ['.drill-banner', '.doubt-banner']) {
          expect(await page.locator(shown).count(), shown).toBe(1);
        }
        const said = await page.locator('h1').innerText();
        const names = PRACTICE_SECTORS.slice(0, touched).map(({ name }) => name);
        for (const { ja, en } of names) expect(said).toContain(locale === 'ja-JP' ? ja : en);
        const { width, height } = screen.viewport;
        const size = () => page.evaluate(() => document.documentElement.scrollHeight);
        await expect.poll(size, { message: `${width} wide` }).toBeLessThanOrEqual(height);
        if (PICTURES !== undefined) {
          mkdirSync(PICTURES, { recursive: true });
          const path = join(PICTURES, `wall-${locale}-${touched}-${width}.png`);
          await page.screenshot({ path });
        }
        const lowest = await page.evaluate(() =>
          Math.max(
            ...[...document.querySelectorAll('.display-sector')].map(
              (tile) => tile.getBoundingClientRect().bottom,
            ),
          ),
        );
        expect(lowest).toBeLessThanOrEqual(height);
        const cut = await page.evaluate(
          () =>
            [...document.querySelectorAll('.display-sector')].filter(
              (tile) => tile.scrollWidth > tile.clientWidth,
            ).length,
        );
        expect(cut).toBe(0);
      }
    },
  );
});
