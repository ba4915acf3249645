import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { needs } from '../support/needs.ts';
import { browsedBoard } from './browsed-board.browser.ts';
import { startSharedBoard } from './shared-pages.browser.ts';
import { fitsItsWindow, PHONE } from './widths.browser.ts';

const MINUTE_MS = 60_000;
const UNREAD = {
  'en-GB': /moment in the address \(at\) cannot be read.* shows the present.*Asia\/Tokyo/,
  'ja-JP': /アドレスの時点（at）を読み取れないため、現在の状況を表示.*Asia\/Tokyo/,
};
const NO_PAST = {
  'en-GB': /cannot be shown as of the past moment in its address/,
  'ja-JP': /アドレスにある過去の時点では表示できません/,
};
const LOCALES = ['en-GB', 'ja-JP'] as const;

describe.skipIf(!needs('chromium'))('an address that asks for a moment, in a browser', () => {
  const shown = browsedBoard(async () => {
    const { board } = await startSharedBoard();
    return board;
  });

  const pathOf = (page: Page) => page.url().slice(shown.board.url.length);
  const noticeOf = (page: Page) => page.locator('p.condition-banner[role=status]');

  it.each(['council', 'operator'] as const)(
    'is understood without an offset as a time of the council, and with one (%s)',
    async (who) => {
      const at = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 2 * 86_400_000;
      const canonical = new Date(at).toISOString().slice(0, 16);
      const inJapan = new Date(at + 9 * 3_600_000).toISOString().slice(0, 16);
      for (const text of [inJapan, `${inJapan}:31`, `${inJapan}+09:00`, `${at}`, `${canonical}Z`]) {
        const page = await shown.open(who, `/?at=${text}`);
        await page.locator('.time-bar.is-past').waitFor();
        await expect.poll(() => pathOf(page), { message: text }).toBe(`/?at=${canonical}Z`);
        expect(await noticeOf(page).count()).toBe(0);
        await page.close();
      }
      const page = await shown.open(who, '/sectors/gas?at=2022-09-06');
      await expect.poll(() => pathOf(page)).toBe('/sectors/gas?at=2022-09-05T15:00Z');
      await expect
        .poll(() => page.locator('.past-banner').innerText())
        .toContain('6 September 2022, 00:00');
    },
  );

  it.each(LOCALES)(
    'says where it is not understood, and shows the present (%s)',
    async (locale) => {
      for (const asked of ['/?at=abc', '/?at=', '/sectors/rail?at=2026-02-30T00:00']) {
        const page = await shown.open('council', asked, { locale, ...PHONE });
        await page.locator('.time-bar:not(.is-past)').waitFor();
        await expect.poll(() => noticeOf(page).innerText()).toMatch(UNREAD[locale]);
        await expect.poll(() => pathOf(page)).toBe(asked.split('?')[0]);
        await fitsItsWindow(page, asked);
        await page.close();
      }
    },
  );

  it('says so no more on the next page, nor after a reload', async () => {
    const page = await shown.open('operator', '/?at=abc');
    await noticeOf(page).waitFor();
    await page.locator('nav.pages a', { hasText: 'Incidents' }).click();
    await expect.poll(() => page.locator('h1').innerText()).toBe('Incidents');
    expect(await noticeOf(page).count()).toBe(0);
    await page.goBack();
    await page.locator('.time-bar').waitFor();
    expect(await noticeOf(page).count()).toBe(0);
    await page.goto(`${shown.board.url}/?at=abc`);
    await noticeOf(page).waitFor();
    await page.reload();
    await page.locator('.time-bar').waitFor();
    expect(await noticeOf(page).count()).toBe(0);
  });

  it.each(LOCALES)('says where a page has no past (%s)', async (locale) => {
    const rows = [
      ['council', '/incidents'],
      ['operator', '/incidents'],
      ['council', '/display'],
      ['member', '/members/gas-own'],
      ['operator', '/prober'],
      ['operator', '/tasks'],
      ['council', '/messages'],
    ] as const;
    for (const [who, path] of rows) {
      const page = await shown.open(who, `${path}?at=2026-11-01T00:00Z`, { locale });
      await expect
        .poll(() => noticeOf(page).innerText(), { message: path })
        .toMatch(NO_PAST[locale]);
      await expect.poll(() => pathOf(page)).toBe(path);
      await page.close();
    }
  });

  it('is read when the page is moved to it, too', async () => {
    const page = await shown.open('council', '/');
    await page.locator('.time-bar').waitFor();
    await page.keyboard.press('d');
    await page.locator('.time-bar.is-past').waitFor();
    await page.goBack();
    await page.locator('.time-bar:not(.is-past)').waitFor();
    await page.goForward();
    await page.locator('.time-bar.is-past').waitFor();
    expect(await noticeOf(page).count()).toBe(0);
  });
});
