import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../../src/board/start-board.ts';
import { CONSENTS } from '../../../src/core/config.ts';
import { PASSWORD } from '../../accounts/opened-entrance.ts';
import { samplesAt, sharingCouncil, withJudged } from '../../app/sharing/shared-council.ts';
import { needs } from '../../support/needs.ts';
import { wallClock } from '../board-fixture.ts';
import { launchBrowser, type OpenPages, openPages } from '../open-pages.browser.ts';
import { contextOf, type PeopledBoard, startPeopledBoard } from '../peopled-board.browser.ts';
import { councilNow, openAs, startSharedBoard } from '../shared-pages.browser.ts';
import { fitsItsWindow, PHONE } from '../widths.browser.ts';

const WORDS = {
  'en-GB': {
    ...{ find: 'Find the member', member: 'Member', make: 'Make the link' },
    none: 'This sector has no member with that id or name.',
    found: /^Members found: \d+\.$/,
  },
  'ja-JP': {
    ...{ find: '構成員を探す', member: '構成員', make: 'リンクを作る' },
    none: 'このセプターに、その id や名前の構成員はありません。',
    found: /^該当する構成員: \d+$/,
  },
} as const;
type Locale = keyof typeof WORDS;
const LOCALES: readonly Locale[] = ['en-GB', 'ja-JP'];

describe.skipIf(!needs('chromium'))('a member to invite for, in a browser', () => {
  let peopled: PeopledBoard;
  let browser: Browser;
  let pages: OpenPages;

  beforeAll(async () => {
    peopled = await startPeopledBoard();
    browser = await launchBrowser();
    pages = openPages(browser);
  });
  afterEach(async () => expect(await pages.close()).toEqual([]));
  afterAll(async () => {
    await browser.close();
    await peopled.board.close();
  });

  const open = (who: 'secretariat' | 'operator', locale: Locale, options: object = {}) =>
    pages.open(`${peopled.board.url}/accounts`, {
      ...{ ...contextOf(peopled.owners[who]), locale, ...options },
    });
  const formOf = (page: Page) => page.locator('section[aria-labelledby=invite] form');
  const statusOf = (page: Page) => formOf(page).locator('p[role=status]');

  it.each(LOCALES)('is chosen by a secretariat by name, by keys alone (%s)', async (locale) => {
    const words = WORDS[locale];
    const page = await open('secretariat', locale, PHONE);
    await expect.poll(() => statusOf(page).innerText()).toMatch(words.found);
    const choice = page.getByLabel(words.member, { exact: true });
    expect(await choice.locator('option').count()).toBeGreaterThan(12);
    expect(await choice.innerText()).not.toContain('rail');
    const name = `keys-${locale.toLowerCase()}`;
    await formOf(page).locator('input').first().focus();
    await page.keyboard.type(name);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('near-of-counted');
    await expect.poll(() => choice.inputValue()).toBe('near-of-counted');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('.once code').waitFor();
    await expect
      .poll(() => page.locator('table.keys tr', { hasText: name }).innerText())
      .toContain('near-of-counted');
    await fitsItsWindow(page, locale);
  });

  it.each(LOCALES)('is not told from none where another sector has it (%s)', async (locale) => {
    const { find, member, none } = WORDS[locale];
    const page = await open('secretariat', locale);
    await page.getByLabel(find).fill('near');
    await expect.poll(() => statusOf(page).innerText()).not.toBe(none);
    for (const text of ['far-of-named', 'zzz-9999']) {
      await page.getByLabel(find).fill(text);
      await expect.poll(() => statusOf(page).innerText()).toBe(none);
      expect(await page.getByLabel(member, { exact: true }).inputValue()).toBe('');
      expect(await formOf(page).evaluate((form: HTMLFormElement) => form.checkValidity())).toBe(
        false,
      );
      await page.getByLabel(find).fill('');
    }
  });

  it('is of any sector to the operator, who is told the sector', async () => {
    const page = await open('operator', 'en-GB');
    await formOf(page).locator('select').first().selectOption('member');
    await page.getByLabel('Find the member').fill('far-of-counted');
    const choice = page.getByLabel('Member', { exact: true });
    await expect.poll(() => choice.inputValue()).toBe('far-of-counted');
    expect(await choice.locator('option:checked').innerText()).toMatch(/ – .*rail$/);
    await page.getByLabel('Find the member').fill('zzz-9999');
    await expect
      .poll(() => statusOf(page).innerText())
      .toBe('The configuration in force has no member with that id or name.');
  });
});

describe.skipIf(!needs('chromium'))(
  'the page of a member, from a site that is judged alone',
  () => {
    let board: Board;
    let browser: Browser;
    let pages: OpenPages;
    let open: ReturnType<typeof openAs>;

    beforeAll(async () => {
      const config = withJudged(sharingCouncil(CONSENTS), new Set(['near-counted', 'far-named']));
      const samples = samplesAt(config, Date.now() - 60_000);
      ({ board } = await startSharedBoard(wallClock, { ...councilNow([], []), config, samples }));
      browser = await launchBrowser();
      pages = openPages(browser);
      open = openAs(board, pages);
    });
    afterEach(async () => expect(await pages.close()).toEqual([]));
    afterAll(async () => {
      await browser.close();
      await board.close();
    });

    it('is one link away for its secretariat', async () => {
      const page = await open('secretariat', '/targets/near-counted-judged');
      await page.getByRole('link', { name: 'Page of the member' }).click();
      await expect.poll(() => new URL(page.url()).pathname).toBe('/members/near-of-counted');
      await expect.poll(() => page.locator('h1').innerText()).toBe('“near-of-counted”');
    });

    it.each([
      ['secretariat', 'far-named-judged'],
      ['council', 'far-named-judged'],
      ['member', 'near-sector'],
    ] as const)('is linked for no %s elsewhere (%s)', async (who, site) => {
      const page = await open(who, `/targets/${site}`);
      await page.locator('.verdicts').waitFor();
      expect(await page.getByRole('link', { name: 'Page of the member' }).count()).toBe(0);
    });
  },
);
