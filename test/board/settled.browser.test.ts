import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import { needs } from '../support/needs.ts';
import { launchBrowser, type OpenPages, openPages } from './open-pages.browser.ts';
import { isSettled, settling } from './settled.browser.ts';
import { openAs, startSharedBoard, type Who } from './shared-pages.browser.ts';

interface Held {
  /** Resolves once it is asked for. */
  readonly isAsked: () => Promise<void>;
  readonly release: () => Promise<void>;
}

/** Keeps back what is asked for until it is let through. */
async function holding(page: Page, asked: RegExp): Promise<Held> {
  const held: Route[] = [];
  await page.route(asked, (route) => void held.push(route));
  return {
    isAsked: () =>
      expect.poll(() => held.length, { message: `${asked} is asked for` }).toBeGreaterThan(0),
    async release() {
      for (const route of held.splice(0)) await route.continue();
      await page.unroute(asked);
    },
  };
}

describe.skipIf(!needs('chromium'))('waiting for a page', () => {
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

  it.each<[string, Who, RegExp, string, string]>([
    ['/', 'operator', /\/api\/reader/, 'Loading…', '.sectors'],
    ['/', 'member', /\/api\/council/, 'Loading…', 'tr[data-sector]'],
    ['/targets/own-counted', 'operator', /\/site-body-[^/]*\.js/, 'Loading…', '.chart canvas'],
    ['/messages', 'operator', /\/api\/messages/, '読み込んでいます…', '#silences'],
    ['/', 'council', /\/api\/reader/, '読み込んでいます…', 'tr[data-sector]'],
  ])(
    'ends only once %s of the %s has %s, instead of %s',
    async (path, who, asked, loading, shows) => {
      const language = loading === 'Loading…' ? 'en' : 'ja';
      const locale = language === 'en' ? 'en-GB' : 'ja-JP';
      const page = await openAs(board, pages)(who, '/favicon.svg', { locale });
      const settle = settling(page);
      const held = await holding(page, asked);
      await page.goto(`${board.url}${path}`);
      await held.isAsked();
      await page.getByText(loading, { exact: true }).first().waitFor();
      expect(await isSettled(page, language)).toBe(false);
      let isOver = false;
      const waiting = settle(language).then(() => (isOver = true));
      await page.waitForTimeout(300);
      expect(isOver).toBe(false);
      await held.release();
      await waiting;
      expect(await page.locator(shows).count()).toBeGreaterThan(0);
    },
  );

  it('ends only once the other language is there', async () => {
    const page = await openAs(board, pages)('council', '/favicon.svg');
    const settle = settling(page);
    await page.goto(board.url);
    await settle('en');
    const held = await holding(page, /\/catalogue-ja-[^/]*\.js/);
    await page.getByText('日本語', { exact: true }).click();
    await held.isAsked();
    await page.waitForTimeout(100);
    expect(await isSettled(page, 'ja')).toBe(false);
    await held.release();
    await settle('ja');
    expect(await page.locator('nav.pages').innerText()).toMatch(/全体の状況/);
  });
});
