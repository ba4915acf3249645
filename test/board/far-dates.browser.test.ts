import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { CONSENTS } from '../../src/core/config.ts';
import { PASSWORD } from '../accounts/opened-entrance.ts';
import { sharingCouncil } from '../app/sharing/shared-council.ts';
import { needs } from '../support/needs.ts';
import { wallClock } from './board-fixture.ts';
import { browsedBoard } from './browsed-board.browser.ts';
import { launchBrowser, openPages } from './open-pages.browser.ts';
import { contextOf, startPeopledBoard } from './peopled-board.browser.ts';
import { councilNow, startSharedBoard } from './shared-pages.browser.ts';
import { fitsItsWindow, PHONE } from './widths.browser.ts';

/** Every third Sunday at night, without an end: the next twenty are told, over as many months. */
const MONTHLY = {
  ...{ id: 'gas-monthly', title: { ja: '定期保守', en: 'Monthly work' } },
  scope: { sectors: ['gas'], members: [], targets: [] },
  rule: { kind: 'monthly', nth: 3, weekday: 7, offsetDays: 0, fromMinute: 60, toMinute: 120 },
  ...{ only: [], except: [], validFrom: null, validTo: null },
} as const;

describe.skipIf(!needs('chromium'))('dates that are far away, in a browser', () => {
  const shown = browsedBoard(async () => {
    const config = { ...sharingCouncil(CONSENTS), maintenance: [MONTHLY] };
    const { board } = await startSharedBoard(wallClock, { ...councilNow([], []), config });
    return board;
  });

  const worksOf = (page: Page) =>
    page.locator('section', { has: page.locator('#member-works') }).locator('table tbody tr');

  it.each([
    [
      'en-GB',
      /^show 1[5-7] more$/,
      /, \d+ \w{3,4} \d{4}, 01:00:00/,
      /^\w{3} \d+ \w{3,4}, 01:00:00/,
    ],
    ['ja-JP', /^ほか1[5-7]件を表示$/, /^\d{4}年\d+月\d+日\(日\)/, /^\d+月\d+日\(日\)/],
  ] as const)(
    'say their year, and are shown when asked for (%s)',
    async (locale, more, far, near) => {
      const page = await shown.open('member', '/members/gas-own', { ...PHONE, locale });
      await expect.poll(() => worksOf(page).count()).toBeGreaterThan(0);
      expect(await worksOf(page).count()).toBeLessThan(6);
      const button = page.getByRole('button', { name: more });
      await button.focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => worksOf(page).count()).toBe(20);
      const texts = await worksOf(page).locator('th').allInnerTexts();
      const thisYear = new Date(Date.now() + 9 * 3_600_000).getUTCFullYear();
      const years = texts.map((text) => Number(/\d{4}/.exec(text)?.[0] ?? thisYear));
      for (const [n, text] of texts.entries()) {
        expect(text).toMatch(years[n] === thisYear ? near : far);
      }
      expect(years).toEqual(years.toSorted((a, b) => a - b));
      expect(years.at(-1)).toBeGreaterThan(thisYear);
      await fitsItsWindow(page, locale);
    },
  );
});

describe.skipIf(!needs('chromium'))('walls and tokens that hold for a year, in a browser', () => {
  it('do not end as if it were today', async () => {
    const peopled = await startPeopledBoard();
    const browser = await launchBrowser();
    const pages = openPages(browser);
    const owner = peopled.owners.council;
    const proof = { password: PASSWORD, days: 365 };
    const wall = { ...proof, name: '会議室', range: '127.0.0.0/16' };
    expect((await owner.browser.act('/api/account/walls', wall)).status).toBe(200);
    const token = { ...proof, name: '集計', scope: 'read' };
    expect((await owner.browser.act('/api/account/tokens', token)).status).toBe(200);
    const year = new Date(peopled.clock.now() + 365 * 86_400_000 + 9 * 3_600_000).getUTCFullYear();
    for (const locale of ['ja-JP', 'en-GB']) {
      const own = { ...contextOf(owner), locale };
      const page = await pages.open(`${peopled.board.url}/account`, own);
      for (const name of ['会議室', '集計']) {
        const row = page.locator('table.keys tr', { hasText: name });
        await expect.poll(() => row.innerText()).toContain(String(year));
      }
    }
    expect(await pages.close()).toEqual([]);
    await browser.close();
    await peopled.board.close();
  });
});
