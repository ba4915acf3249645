import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import { needs } from '../support/needs.ts';
import { createFixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { launchBrowser, type OpenPages, openPages } from './open-pages.browser.ts';
import { sampleOf } from './sample-fixture.ts';

const SITES = 600;

describe.skipIf(!needs('chromium'))('the page of a long sector', () => {
  const fixture = createFixture(councilOf({ sectors: 1, sitesPerSector: SITES }));
  let browser: Browser;
  let pages: OpenPages;
  let board: Board;

  beforeAll(async () => {
    const now = Date.now();
    for (const placed of fixture.live.table.targets) fixture.live.observe(sampleOf(placed, now));
    board = await startFixtureBoard(fixture.sources);
    browser = await launchBrowser();
    pages = openPages(browser);
  });
  afterEach(async () => expect(await pages.close()).toEqual([]));
  afterAll(async () => {
    await browser.close();
    await board.close();
  });

  const ids = async (page: Page) =>
    await page
      .locator('.members tbody tr[data-target]')
      .evaluateAll((all) => all.map((row) => row.dataset['target'] ?? ''));

  async function openAll(): Promise<Page> {
    const [sector] = fixture.config.sectors;
    const page = await pages.open(`${board.url}/sectors/${sector?.id}`, { locale: 'en-GB' });
    await page.locator('button.more').click();
    await page.locator('.row-gap').first().waitFor({ state: 'attached' });
    return page;
  }

  it('makes the rows that are seen, and others as they are scrolled to', async () => {
    const page = await openAll();
    const first = await ids(page);
    expect(first.length).toBeLessThan(SITES / 2);
    const height: number = await page.evaluate('document.documentElement.scrollHeight');
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    await expect.poll(async () => (await ids(page)).length).toBeGreaterThan(40);
    await expect.poll(async () => (await ids(page)).some((id) => !first.includes(id))).toBe(true);
    const last = page.locator('.members tbody').last();
    await expect.poll(() => last.locator('tr[data-target]').count()).toBeGreaterThan(0);
    const after: number = await page.evaluate('document.documentElement.scrollHeight');
    expect(Math.abs(after - height) / height).toBeLessThan(0.1);
    await page.evaluate('scrollTo(0, 0)');
    await expect.poll(async () => (await ids(page)).slice(0, 40)).toEqual(first.slice(0, 40));
  });

  it('has all of them on paper', async () => {
    const page = await openAll();
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await expect.poll(async () => (await ids(page)).length).toBe(SITES);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    await expect.poll(async () => (await ids(page)).length).toBeLessThan(SITES / 2);
  });
});
