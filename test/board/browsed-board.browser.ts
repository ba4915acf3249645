import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import { launchBrowser, type OpenPages, openPages } from './open-pages.browser.ts';
import { openAs } from './shared-pages.browser.ts';

export interface BrowsedBoard {
  readonly board: Board;
  readonly open: ReturnType<typeof openAs>;
  readonly pages: OpenPages;
}

/** For the tests of a suite: a board and a browser; after each its pages are closed, without an error on them. */
export function browsedBoard(start: () => Promise<Board>): BrowsedBoard {
  let browser: Browser;
  let shown: BrowsedBoard;
  beforeAll(async () => {
    const board = await start();
    browser = await launchBrowser();
    const pages = openPages(browser);
    shown = { board, pages, open: openAs(board, pages) };
  });
  afterEach(async () => expect(await shown.pages.close()).toEqual([]));
  afterAll(async () => {
    await browser.close();
    await shown.board.close();
  });
  return {
    get board() {
      return shown.board;
    },
    get open() {
      return shown.open;
    },
    get pages() {
      return shown.pages;
    },
  };
}
