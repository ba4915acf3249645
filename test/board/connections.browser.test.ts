import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import { needs } from '../support/needs.ts';
import { launchBrowser } from './open-pages.browser.ts';
import { startSharedBoard } from './shared-pages.browser.ts';

/** A browser has so many connections to a board over HTTP/1.1, all its tabs together. */
const CONNECTIONS = 6;
const SITE = '/targets/own-counted';

describe.skipIf(!needs('chromium'))('pages and their connections', () => {
  let browser: Browser;
  let board: Board;
  let context: BrowserContext;

  beforeAll(async () => {
    browser = await launchBrowser();
    ({ board } = await startSharedBoard());
  });
  afterAll(async () => {
    await browser.close();
    await board.close();
  });
  beforeEach(async () => {
    context = await browser.newContext({
      ...{ locale: 'en-GB', extraHTTPHeaders: { 'x-viewer': 'member' } },
    });
  });
  afterEach(() => context.close());

  async function open(path: string): Promise<Page> {
    const page = await context.newPage();
    await page.goto(board.url + path);
    await page.locator('.fresh', { hasText: 'updated' }).waitFor();
    return page;
  }
  const clients = () => board.status().clients;

  it('has one for a page, however much of it follows what changes', async () => {
    await open(SITE);
    await expect.poll(clients).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(clients()).toBe(1);
  });

  it('gives its own up when it is not seen, and is live again when it is', async () => {
    const hidden: Page[] = [];
    for (let count = 0; count < CONNECTIONS - 1; count += 1) {
      const page = await open(SITE);
      await see(page, 'hidden');
      hidden.push(page);
    }
    await expect.poll(clients, { timeout: 15_000 }).toBe(0);
    for (let count = 0; count < CONNECTIONS - 1; count += 1) await open(SITE);
    expect(clients()).toBe(CONNECTIONS - 1);
    const [first] = hidden;
    if (first === undefined) throw new Error('pages were opened');
    await see(first, 'visible');
    await first.locator('.fresh.is-live').waitFor();
    await expect.poll(clients).toBe(CONNECTIONS);
  }, 60_000);
});

/** Tells a page whether it is seen, as a browser does when another tab comes to the front. */
async function see(page: Page, state: DocumentVisibilityState): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}
