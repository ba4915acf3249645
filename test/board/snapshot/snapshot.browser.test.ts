import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../../src/core/words/language.ts';
import type { SharedBoard } from '../../app/sharing/shared-board.ts';
import { VIEWERS } from '../../app/sharing/shared-council.ts';
import { needs } from '../../support/needs.ts';
import { pdfPages } from '../../support/pdf-text.ts';
import { AXE, COLOURS, findingsOf, RULES } from '../axe.browser.ts';
import { launchBrowser, type OpenPages, openPages } from '../open-pages.browser.ts';
import { startSharedBoard, WHO, type Who } from '../shared-pages.browser.ts';
import { PHONE } from '../widths.browser.ts';

describe.skipIf(!needs('chromium'))('the board as a file, in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yamabiko-snapshot-'));
  let shared: SharedBoard;
  let browser: Browser;
  let pages: OpenPages;

  beforeAll(async () => {
    const started = await startSharedBoard();
    shared = started.shared;
    await started.board.close();
    await say('own-named');
    await say('own-counted');
    browser = await launchBrowser();
    pages = openPages(browser);
  });
  afterEach(async () => expect(await pages.close()).toEqual([]));
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** As long as it may be, and nowhere to be broken. */
  async function say(target: string): Promise<void> {
    const said = { target, kind: 'sorry_page', text: 'x'.repeat(500) };
    const body = { ...said, until: Date.now() + 3_600_000 };
    const { status } = await shared.act(VIEWERS.member, '/api/statements', body);
    expect(status).toBe(200);
  }

  async function open(
    who: Who,
    language: Language,
    options: BrowserContextOptions = {},
  ): Promise<Page> {
    const file = await shared.snapshot(VIEWERS[who], language);
    const path = join(folder, `${who}-${language}.html`);
    writeFileSync(path, file?.html ?? '');
    return await pages.open(pathToFileURL(path).href, { javaScriptEnabled: false, ...options });
  }

  it.each(WHO.flatMap((who) => (['ja', 'en'] as const).map((language) => ({ who, language }))))(
    'opens without scripts for the $who in $language, wide and on a phone',
    async ({ who, language }) => {
      for (const options of [{}, PHONE]) {
        const page = await open(who, language, options);
        const text = await page.locator('main').innerText();
        expect(text).toMatch(language === 'ja' ? /平常と異なる/ : /other than normal/);
        expect(text.includes('x'.repeat(500))).toBe(who !== 'observer');
        const wide = await page.locator('html').boundingBox();
        const table = await page.locator('table.sectors').boundingBox();
        const width = page.viewportSize()?.width ?? 0;
        expect(wide?.width).toBeLessThanOrEqual(width);
        expect((table?.x ?? 0) + (table?.width ?? 0)).toBeLessThanOrEqual(width);
      }
    },
  );

  it.each(WHO)('has no serious finding of axe for the %s', async (who) => {
    for (const language of ['ja', 'en'] as const) {
      for (const options of [{}, PHONE]) {
        const page = await open(who, language, {
          ...options,
          ...{ javaScriptEnabled: true, bypassCSP: true },
        });
        await page.evaluate(AXE);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          const rules = colorScheme === 'light' ? RULES : COLOURS;
          expect(await findingsOf(page, rules), `${who} ${language} ${colorScheme}`).toEqual([]);
        }
      }
    }
  });

  it('is well formed: every element is closed, every attribute quoted', async () => {
    const page = await open('member', 'en', { javaScriptEnabled: true, bypassCSP: true });
    for (const who of WHO) {
      const html = (await shared.snapshot(VIEWERS[who]))?.html ?? '';
      const strict = html.replace('<!doctype html>', '').replaceAll(/<(meta[^>]*)>/g, '<$1/>');
      const error = await page.evaluate((text) => {
        const parsed = new DOMParser().parseFromString(text, 'application/xhtml+xml');
        return parsed.querySelector('parsererror')?.textContent ?? null;
      }, strict);
      expect(error, who).toBe(null);
    }
  });

  it('bears its marking, time and number on every page of paper', async () => {
    const page = await open('secretariat', 'en');
    const pdf = pdfPages(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    expect(pdf.length).toBeGreaterThan(1);
    for (const [n, text] of pdf.entries()) {
      const flat = text.replaceAll(/\s+/g, '');
      expect(flat, `page ${n + 1}`).toContain('TLP:AMBER+STRICT');
      expect(flat).toContain(`${n + 1}/${pdf.length}`);
      expect(flat).toMatch(/asof\d{4}-\d\d-\d\d\d\d:\d\d/);
      expect(flat).toContain('doesnotestablishacause');
    }
  });

  it('lets nothing be run that somebody puts into it', async () => {
    const file = await shared.snapshot(VIEWERS.council);
    const path = join(folder, 'changed.html');
    const added = '<script>document.title = "ran"</script></main>';
    writeFileSync(path, (file?.html ?? '').replace('</main>', added));
    const page = await pages.open(pathToFileURL(path).href, {});
    expect(await page.title()).toMatch(/^TLP:AMBER · /);
    const [refused] = await pages.close();
    expect(refused).toMatch(/Content Security Policy/);
  });
});
