import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import type { SharedBoard } from '../app/sharing/shared-board.ts';
import { needs } from '../support/needs.ts';
import { launchBrowser, type OpenPages, openPages } from './open-pages.browser.ts';
import {
  councilNow,
  FAILING,
  openAs,
  PATTERN,
  SINGLES,
  startSharedBoard,
  type Who,
} from './shared-pages.browser.ts';
import { fitsItsWindow, PHONE } from './widths.browser.ts';

describe.skipIf(!needs('chromium'))('the pages of those who share, in a browser', () => {
  let shared: SharedBoard;
  let browser: Browser;
  let pages: OpenPages;
  let board: Board;

  beforeAll(async () => {
    ({ shared, board } = await startSharedBoard());
    browser = await launchBrowser();
    pages = openPages(browser);
  });

  beforeEach(() => shared.become(councilNow(FAILING, [...SINGLES, PATTERN])));

  afterEach(async () => expect(await pages.close()).toEqual([]));

  afterAll(async () => {
    await browser.close();
    await board.close();
  });

  const open = (...asked: Parameters<ReturnType<typeof openAs>>) => openAs(board, pages)(...asked);

  const textOf = (page: Page) => page.locator('#content').innerText();

  it.each<[Who, readonly string[], readonly string[]]>([
    ['member', ['own-counted', 'near-sector', 'far-named'], ['near-counted', 'rail-0']],
    ['secretariat', ['own-counted', 'near-sector', 'far-named'], ['far-counted', 'rail-0']],
    ['council', ['far-named'], ['own-counted', 'near-sector', 'rail-0']],
    ['observer', [], ['far-named', 'own-counted', 'rail-0']],
  ])('show the %s sectors in bands, and by name whom he may know', async (who, named, hidden) => {
    const page = await open(who, '/');
    await expect
      .poll(() => page.locator('h1').innerText())
      .toMatch(/Unrelated sites of one sector/);
    const rail = page.locator('tr[data-sector="rail"]');
    expect(await rail.innerText()).toMatch(/some/);
    await expect.poll(() => rail.locator('svg rect').count()).toBeGreaterThan(1);
    const text = await textOf(page);
    for (const site of named) expect(text, site).toContain(site);
    for (const site of hidden) expect(text, site).not.toContain(site);
    expect(await page.locator('nav.pages').innerText()).not.toContain('Measuring');
  });

  it('show a member its own site as the operator sees it', async () => {
    const page = await open('member', '/targets/own-counted');
    await expect.poll(() => textOf(page)).toMatch(/why own-counted/);
    expect(await page.locator('.badge.tlp').innerText()).toBe('TLP:AMBER+STRICT');
    expect(await textOf(page)).toContain('https://own-counted.example/');
    await expect.poll(() => page.locator('table.incidents tbody tr').count()).toBe(1);
  });

  it('show of a named site its judgement alone, and of another one that there is none', async () => {
    const named = await open('council', '/targets/far-named');
    await expect.poll(() => textOf(named)).toMatch(/no answer confirmed/);
    expect(await textOf(named)).not.toContain('https://far-named.example/');
    expect(await named.locator('.badge.tlp').innerText()).toBe('TLP:AMBER');
    const hidden = await open('council', '/targets/far-counted');
    await expect.poll(() => textOf(hidden)).toMatch(/There is no such site|no such/i);
    const [missing] = await pages.close();
    expect(missing).toMatch(/404/);
  });

  it('show an incident in the form that its reader may know', async () => {
    const page = await open('council', '/incidents');
    const row = page.locator('tr', { hasText: 'within one sector' });
    await row.locator('a').click();
    await expect.poll(() => textOf(page)).toMatch(/Other sites are in it/);
    expect(await textOf(page)).toContain('“far-of-named”');
    expect(await textOf(page)).not.toContain('far-of-counted');
    expect(page.url()).toMatch(/\/incidents\/pattern-\d{13}-1$/);
  });

  it('let a secretariat look through its sites by name', async () => {
    const page = await open('secretariat', '/sectors/gas');
    const rows = page.locator('table.named-sites tbody tr');
    await expect.poll(() => rows.count()).toBeGreaterThan(15);
    await page.locator('input[type=search]').fill('near-of-sector');
    await expect.poll(() => rows.count()).toBe(1);
    await page.locator('input[type=search]').fill('far-of-counted');
    await expect.poll(() => rows.count()).toBe(0);
  });

  it('follow what is judged without being loaded anew', async () => {
    const page = await open('member', '/sectors/gas');
    const site = page.locator('tr', { hasText: 'near-named' });
    await expect.poll(() => site.innerText()).toMatch(/normal/);
    await shared.become(councilNow([...FAILING, 'near-named'], [...SINGLES, PATTERN]));
    const soon = { timeout: 10_000 };
    await expect.poll(() => site.innerText(), soon).toMatch(/no answer confirmed/);
  });

  it('are in Japanese, too, and fit a phone', async () => {
    const page = await open('observer', '/', { ...PHONE, locale: 'ja-JP' });
    await expect.poll(() => textOf(page)).toMatch(/平常と異なる構成員/);
    expect(await textOf(page)).toContain('一部');
    await fitsItsWindow(page, '/');
  });

  it('show the operator all, as ever', async () => {
    const page = await open('operator', '/');
    await expect.poll(() => page.locator('nav.pages').innerText()).toContain('Measuring');
    expect(await page.locator('tr[data-sector="rail"]').innerText()).toMatch(/16/);
  });
});
