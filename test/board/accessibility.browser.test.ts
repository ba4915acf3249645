import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import { needs } from '../support/needs.ts';
import { AXE, COLOURS, findingsOf, RULES } from './axe.browser.ts';
import { councilOf } from './council-fixture.ts';
import { startEnteredBoard } from './entrance/entered-board.ts';
import { launchBrowser, type OpenPages, openPages } from './open-pages.browser.ts';
import { openAs, startSharedBoard, WHO, type Who } from './shared-pages.browser.ts';

const EVERYBODY = [
  '/',
  '/sectors/gas',
  '/sectors/rail',
  '/incidents',
  '/targets/far-named',
  '/notes',
];
/** Pages of each, beside those of everybody. */
const OWN: Readonly<Record<Who, readonly string[]>> = {
  member: ['/targets/own-counted', '/members/gas-own', '/looks'],
  secretariat: ['/targets/own-counted', '/members/gas-own'],
  council: [],
  observer: [],
  operator: [
    '/targets/own-counted',
    '/prober',
    '/incidents/20261128-7',
    '/tasks',
    '/audit',
    '/plan',
  ],
};
const NOW = new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString().slice(0, 16);
const PAST = [`/?at=${NOW}Z`, `/sectors/rail?at=${NOW}Z`];

const LOADING = /^\s*(Loading…|読み込み中…|読み込んでいます…)?\s*$/;

/** Looks at a page in both languages and both schemes of colour. */
async function look(page: Page, where: string): Promise<void> {
  await page.evaluate(AXE);
  for (const switchTo of ['日本語', 'English']) {
    await expect.poll(() => page.locator('main').innerText()).not.toMatch(LOADING);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const options = colorScheme === 'light' ? RULES : COLOURS;
      expect(await findingsOf(page, options), `${where} ${colorScheme} ${switchTo}`).toEqual([]);
    }
    await page.getByText(switchTo, { exact: true }).click();
  }
}

describe.skipIf(!needs('chromium'))('every page', () => {
  let board: Board;
  let browser: Browser;
  let pages: OpenPages;

  beforeAll(async () => {
    ({ board } = await startSharedBoard());
    browser = await launchBrowser();
    pages = openPages(browser);
  });
  afterEach(() => pages.close());
  afterAll(async () => {
    await browser.close();
    await board.close();
  });

  it.each(WHO)(
    'has no serious finding of axe for the %s, in either language and colours',
    async (who) => {
      for (const path of [...EVERYBODY, ...OWN[who], ...PAST, '/display', '/nothing']) {
        await look(await openAs(board, pages)(who, path), `${who} ${path}`);
        await pages.close();
      }
    },
    120_000,
  );

  it('of those that let somebody in has none either', async () => {
    const entered = await startEnteredBoard(councilOf({ sectors: 2, sitesPerSector: 3 }));
    for (const path of ['/login', '/invitation', '/account', '/accounts', '/wall']) {
      const page = await pages.open(`${entered.board.url}${path}`, { locale: 'en-GB' });
      await look(page, path);
    }
    await entered.board.close();
  }, 60_000);

  it('would be told of what cannot be read', async () => {
    const page = await openAs(board, pages)('council', '/');
    await page.locator('.panel').first().waitFor();
    await page.evaluate(AXE);
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('.panel h2')?.style.setProperty('color', '#ccc');
      document.querySelector('.panel')?.append(document.createElement('input'));
    });
    const found = (await findingsOf(page, RULES)).map((line) => line.split(':')[0]);
    expect(found.toSorted()).toEqual(['color-contrast', 'label']);
  });

  it.each(WHO)(
    'is gone through by the %s with the keyboard alone, and shows where he is',
    async (who) => {
      const page = await openAs(board, pages)(who, '/');
      await page.locator('.time-bar').waitFor();
      const seen = new Set<string>();
      for (let n = 0; n < 60; n += 1) {
        await page.keyboard.press('Tab');
        const focus = await page.evaluate(() => {
          const element = document.activeElement;
          if (element === null || element === document.body) return null;
          const { outlineStyle, outlineWidth } = getComputedStyle(element);
          const isShown = outlineStyle !== 'none' && outlineWidth !== '0px';
          return {
            name: element.textContent || element.getAttribute('aria-label') || element.tagName,
            isShown,
          };
        });
        if (focus === null) break;
        expect(focus.isShown, focus.name).toBe(true);
        seen.add(focus.name);
      }
      expect(seen.size).toBeGreaterThan(8);
      expect([...seen].join()).toMatch(/Skip to content/);
      expect([...seen].join()).toMatch(/rail/);
    },
  );
});
