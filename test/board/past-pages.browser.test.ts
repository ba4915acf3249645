import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import { needs } from '../support/needs.ts';
import { pdfPages } from '../support/pdf-text.ts';
import { launchBrowser, type OpenPages, openPages } from './open-pages.browser.ts';
import { openAs, startSharedBoard, WHO, type Who } from './shared-pages.browser.ts';
import { fitsItsWindow, PHONE, WALL } from './widths.browser.ts';

/** Where pictures go that people look at; none are made without. */
const PICTURES = process.env['YAMABIKO_PICTURES'];

describe.skipIf(!needs('chromium'))('the pages of the past, of walls and of paper', () => {
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

  const textOf = (page: Page) => page.locator('#content').innerText();
  const picture = async (page: Page, name: string) => {
    if (PICTURES === undefined) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  };

  it.each(WHO)('let the %s go to the past by one key, and link to it', async (who: Who) => {
    const page = await open(who, '/');
    await page.locator('.time-bar').waitFor();
    if (who !== 'operator') {
      await expect.poll(() => page.locator('tr[data-sector=rail] .run.is-some').count()).toBe(1);
    }
    await page.keyboard.press('d');
    await expect.poll(() => page.url()).toMatch(/\?at=\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z$/);
    await expect.poll(() => textOf(page)).toMatch(/Nothing was told at this moment/);
    const first = new URL(page.url()).searchParams.get('at') ?? '';
    await page.keyboard.press('w');
    await expect
      .poll(() => Date.parse(first) - Date.parse(page.url().split('at=')[1] ?? ''))
      .toBe(7 * 86_400_000);
    await page.keyboard.press('n');
    await expect.poll(() => page.url()).toBe(`${board.url}/`);
    await page.locator('.time-bar:not(.is-past)').waitFor();
    await page.keyboard.press('d');
    await page.keyboard.press('d');
    const back = Date.now() - Date.parse(page.url().split('at=')[1] ?? '');
    expect(Math.round(back / 86_400_000)).toBe(2);
    // A minute is released within a moment of its beginning.
    await expect.poll(() => Date.now() % 60_000).toBeGreaterThan(2000);
    const now = new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString().slice(0, 16);
    const linked = await open(who, `/?at=${now}Z`);
    await expect.poll(() => textOf(linked)).toMatch(/Bands as they were released then/);
    await expect.poll(() => linked.locator('tr[data-sector=rail]').innerText()).toMatch(/some/);
    const text = await textOf(linked);
    const knows = {
      member: true,
      secretariat: true,
      council: true,
      observer: false,
      operator: true,
    };
    expect(text.includes('far-of-named')).toBe(knows[who]);
    expect(text.includes('far-of-counted')).toBe(who === 'operator');
    await linked.locator('tr[data-sector=rail] a').click();
    await expect.poll(() => linked.url()).toContain(`/sectors/rail?at=${now}Z`);
    await expect.poll(() => textOf(linked)).toMatch(/The past/);
    await picture(linked, `past-sector-${who}`);
  });

  it.each(['2020-01-01T00:00Z', '2099-12-31T23:59Z'])(
    'say of %s that nothing was told then, and lead to a day of which something was',
    async (at) => {
      const page = await open('council', `/?at=${at}`, PHONE);
      await expect.poll(() => textOf(page)).toMatch(/Nothing was told at this moment/);
      await fitsItsWindow(page, at);
      await page.keyboard.press('n');
      await page.locator('.time-bar:not(.is-past)').waitFor();
    },
  );

  it('replay a day, and stop where it ends', async () => {
    const at = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 360_000).toISOString();
    const page = await open('council', `/?at=${at.slice(0, 16)}Z`);
    const slider = page.getByRole('slider');
    await slider.waitFor();
    const before = Number(await slider.inputValue());
    await page.keyboard.press('p');
    await expect.poll(async () => Number(await slider.inputValue())).toBeGreaterThan(before);
    await page.getByRole('button', { name: 'Replay the day' }).waitFor();
    const last = Number(await slider.getAttribute('max'));
    await page.getByRole('link').first().focus();
    await page.keyboard.press('ArrowLeft');
    expect(Number(await slider.inputValue())).toBe(last);
    await page.locator('.time-bar').getByRole('button', { name: '1 day back' }).focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => last - Number(await slider.inputValue())).toBe(300_000);
    await picture(page, 'past-overview');
  });

  it('take no single keys from who turned them off', async () => {
    const page = await open('council', '/');
    await page.getByText('Keys', { exact: true }).click();
    await page.getByLabel('One-key shortcuts are on').uncheck();
    await page.locator('h1').click();
    await page.keyboard.press('d');
    await page.getByRole('button', { name: '1 day back' }).click();
    await expect.poll(() => page.url()).toContain('?at=');
    const at = page.url().split('at=')[1] ?? '';
    expect(Date.now() - Date.parse(at)).toBeLessThan(86_400_000 + 120_000);
  });

  it('go to the field of the sites by a key that is listed, unless keys are turned off', async () => {
    const page = await open('operator', '/');
    const field = page.getByRole('searchbox');
    await page.getByText('Keys', { exact: true }).click();
    await page.locator('.keys-list').getByText('to the search field').waitFor();
    expect(await page.locator('.keys-list kbd').last().innerText()).toBe('/');
    const isAt = () => field.evaluate((input) => input === document.activeElement);
    const press = async () => {
      await page.locator('h1').click();
      await page.keyboard.press('/');
    };
    const wanted = page.getByLabel('One-key shortcuts are on');
    await wanted.uncheck();
    await press();
    expect(await isAt()).toBe(false);
    expect(await field.getAttribute('aria-keyshortcuts')).toBe(null);
    await page.reload();
    await field.waitFor();
    await press();
    expect(await isAt()).toBe(false);
    await page.getByText('Keys', { exact: true }).click();
    await wanted.check();
    await press();
    expect(await isAt()).toBe(true);
    expect(await field.inputValue()).toBe('');
  });

  it('save what is seen, with its marking in file and picture', async () => {
    const page = await open('member', '/targets/own-counted');
    await page.locator('.chart canvas').waitFor();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Chart as PNG' }).click();
    const chart = await saving;
    expect(chart.suggestedFilename()).toMatch(/^yamabiko-own-counted-.*-TLP-AMBER-STRICT\.png$/);
    const png = readFileSync(await chart.path());
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    const drawn = await page.locator('.chart canvas').boundingBox();
    expect(png.readUInt32BE(20)).toBeGreaterThan((drawn?.height ?? 0) + 60);
    if (PICTURES !== undefined) await chart.saveAs(join(PICTURES, 'chart.png'));
    const link = page.locator('.chart a', { hasText: 'NDJSON' });
    // Chromium saves without the header by which this board knows its reader.
    const text = await link.evaluate(async (a: HTMLAnchorElement) => (await fetch(a.href)).text());
    expect(text).toContain('"marking":"TLP:AMBER+STRICT"');
  });

  it.each(['en-GB', 'ja-JP'])(
    'bear on paper (%s) marking, time and page n of m',
    async (locale) => {
      const page = await open('secretariat', '/targets/own-counted', { locale });
      await page.locator('.chart canvas').waitFor();
      const pdf = pdfPages(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
      expect(pdf.length).toBeGreaterThan(1);
      for (const [n, text] of pdf.entries()) {
        const plain = text.replaceAll(/\s/g, '');
        expect(plain, text).toContain('TLP:AMBER+STRICT');
        expect(plain).toContain(`${n + 1}/${pdf.length}`);
        expect(plain).toMatch(
          locale === 'ja-JP' ? /\d{4}年\d+月\d+日\d{2}:\d{2}時点/ : /asof\d+\w+\d{4}/,
        );
        expect(plain).toContain(locale === 'ja-JP' ? '参考情報' : 'Referenceinformation');
      }
    },
  );

  it('show a room the pattern and the sectors, and ring only when somebody let it', async () => {
    const page = await open('council', '/display', WALL);
    await expect.poll(() => page.locator('.display-sector').count()).toBe(2);
    expect(await page.locator('h1').innerText()).toMatch(/Unrelated sites of one sector/);
    expect(await textOf(page)).not.toContain('far-of-named');
    await picture(page, 'display');
    const sound = page.getByRole('button', { name: /^Sound/ });
    expect(await sound.innerText()).toBe('Sound: off');
    await sound.click();
    await expect.poll(() => sound.innerText()).toBe('Sound: on');
    await page.reload();
    await expect.poll(() => sound.innerText()).toMatch(/^Sound: (waiting|on)$/);
  });
});
