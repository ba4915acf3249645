import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import { needs } from '../support/needs.ts';
import { launchBrowser, type OpenPages, openPages } from './open-pages.browser.ts';
import { openAs, startSharedBoard, type Who } from './shared-pages.browser.ts';

describe.skipIf(!needs('chromium'))('lists, saved from their pages', () => {
  let board: Board;
  let browser: Browser;
  let pages: OpenPages;
  let open: ReturnType<typeof openAs>;

  beforeAll(async () => {
    ({ board } = await startSharedBoard());
    browser = await launchBrowser();
    pages = openPages(browser);
    open = openAs(board, pages);
  });
  afterEach(async () => expect(await pages.close()).toEqual([]));
  afterAll(async () => {
    await browser.close();
    await board.close();
  });

  /** Chromium saves without the header by which this board knows its reader. */
  const saved = async (page: Page, name: string) => {
    const link = page.getByRole('link', { name, exact: true });
    await link.waitFor();
    expect(await link.getAttribute('download')).not.toBeNull();
    return await link.evaluate(async (a: HTMLAnchorElement) => (await fetch(a.href)).text());
  };

  it.each<[Who, readonly string[], readonly string[]]>([
    ['member', ['own-counted', 'near-sector', 'far-named'], ['far-counted']],
    ['secretariat', ['own-counted', 'near-sector', 'far-named'], ['far-counted']],
    ['council', ['far-named'], ['own-counted', 'far-counted']],
    ['observer', [], ['far-named', 'own-counted']],
    ['operator', ['own-counted', 'near-sector', 'far-named'], []],
  ])('hold the incidents that the %s is shown', async (who, named, hidden) => {
    const page = await open(who, '/incidents');
    const [csv, ndjson] = [
      await saved(page, 'All incidents CSV'),
      await saved(page, 'All incidents NDJSON'),
    ];
    for (const text of [csv, ndjson]) {
      expect(text).toContain('sector-wide');
      for (const site of named) expect(text, site).toContain(site);
      for (const site of hidden) expect(text, site).not.toContain(site);
    }
    expect(csv).toMatch(/TLP:/);
  });

  it.each<[Who, string, string]>([
    ['member', 'own-counted', 'near-counted'],
    ['secretariat', 'near-counted', 'near-own'],
    ['council', 'near-named', 'near-counted'],
    ['operator', 'near-own', 'far-named'],
  ])('hold the sites of a sector that the %s knows', async (who, named, hidden) => {
    const page = await open(who, '/sectors/gas');
    const csv = await saved(page, 'Sites CSV');
    expect(csv).toContain(`${named},`);
    expect(csv).not.toContain(`${hidden},`);
    expect(await saved(page, 'Sites NDJSON')).toContain(`"target":"${named}"`);
  });

  it('are not there where there is nothing to save, and not of another moment', async () => {
    const observed = await open('observer', '/sectors/gas');
    await observed.getByRole('link', { name: 'Bands CSV' }).waitFor();
    expect(await observed.getByRole('link', { name: 'Sites CSV' }).count()).toBe(0);
    const now = new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString().slice(0, 16);
    const past = await open('council', `/sectors/gas?at=${now}Z`);
    await past.getByRole('link', { name: 'Bands CSV' }).waitFor();
    expect(await past.getByRole('link', { name: 'Sites CSV' }).count()).toBe(0);
  });

  it('are named in Japanese, too', async () => {
    const page = await open('council', '/incidents', { locale: 'ja-JP' });
    expect(await saved(page, '事象の一覧 CSV')).toContain('sector-wide');
    const sector = await open('council', '/sectors/gas', { locale: 'ja-JP' });
    expect(await saved(sector, '計測対象の一覧 NDJSON')).toContain('near-named');
  });
});
