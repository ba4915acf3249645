import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { needs } from '../support/needs.ts';
import { AXE, findingsOf, RULES } from './axe.browser.ts';
import { otherFaces, PAGES, type PageRow, saysNo } from './every-page.ts';
import { glance, look, pageToLookAt } from './look.browser.ts';
import { launchBrowser, type OpenPages, openPages } from './open-pages.browser.ts';
import { contextOf, type PeopledBoard, startPeopledBoard } from './peopled-board.browser.ts';
import { WHO, type Who } from './shared-pages.browser.ts';

/** Answered by the board itself, without the script of its pages. */
const NO_PAGES = ['/healthz', '/metrics', '/about-measurement'];

describe.skipIf(!needs('chromium'))('every page', () => {
  let peopled: PeopledBoard;
  let browser: Browser;
  let pages: OpenPages;

  beforeAll(async () => {
    peopled = await startPeopledBoard();
    browser = await launchBrowser();
    pages = openPages(browser);
  });
  afterEach(() => pages.close());
  afterAll(async () => {
    await browser.close();
    await peopled.board.close();
  });

  const open = (who: Who, language: 'ja' | 'en') => {
    const { board, owners } = peopled;
    return pageToLookAt(pages, { url: board.url, language, ...contextOf(owners[who]) });
  };

  /** Of the newest pattern, and of the newest note, as their reader knows them. */
  async function idsOf(who: Who): Promise<Readonly<Record<string, string>>> {
    const { browser: client } = peopled.owners[who];
    const read = async <T>(path: string) =>
      (JSON.parse((await client.get(path)).text) as { data: T }).data;
    type Row = { readonly id: string; readonly pattern?: string };
    const { incidents } = await read<{ incidents: readonly Row[] }>('/api/incidents');
    const { notes } = await read<{ notes: readonly Row[] }>('/api/notes');
    const pattern = incidents.find((each) => each.pattern !== 'single')?.id;
    const note = notes[0]?.id;
    if (pattern === undefined || note === undefined) throw new Error(`${who} has neither`);
    return { ':incident': pattern, ':note': note };
  }

  it('is in the list of those that are looked at', () => {
    const listed = Object.values<PageRow>(PAGES).map(({ path }) => path);
    const led = peopled.routes.flatMap(({ method, path }) =>
      method === 'GET' && !/^\/api\/|\*$/.test(path) && !NO_PAGES.includes(path) ? [path] : [],
    );
    expect(led.length).toBeGreaterThan(20);
    const missed = led.filter((path) => {
      const shape = new RegExp(`^${path.replace(':id', '[^/]+')}$`);
      return !listed.some((each) => shape.test(each));
    });
    expect(missed).toEqual([]);
  });

  it.each([
    ['member', 'en'],
    ['secretariat', 'ja'],
    ['council', 'en'],
    ['observer', 'ja'],
    ['operator', 'en'],
  ] as const)(
    'of the %s has no serious finding of axe and fits phone and wall: once light on a desk, once in the other language, dark, on a phone',
    async (who, language) => {
      const looked = await open(who, language);
      const ids = await idsOf(who);
      for (const { path, shows } of [...Object.values(PAGES), ...otherFaces(Date.now())]) {
        const at = path.replace(/:(incident|note)$/, (name) => ids[name] ?? '');
        await looked.page.goto(`${peopled.board.url}${at}`);
        // What says no says the same to everybody: one of them looks at it from all sides.
        const lookAt = who !== 'council' && saysNo(shows[who]) ? glance : look;
        await lookAt(looked, { where: `${who} ${at}`, shows: shows[who] });
      }
    },
    180_000,
  );

  it('would be told of what cannot be read', async () => {
    const { page, settle } = await open('council', 'en');
    await page.goto(`${peopled.board.url}/`);
    await settle('en');
    await page.evaluate(AXE);
    expect(await findingsOf(page, RULES)).toEqual([]);
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('.panel h2')?.style.setProperty('color', '#ccc');
      document.querySelector('.panel')?.append(document.createElement('input'));
    });
    const found = (await findingsOf(page, RULES)).map((line) => line.split(':')[0]);
    expect(found.toSorted()).toEqual(['color-contrast', 'label']);
  });

  it.each(WHO)(
    'is gone through by the %s with the keyboard alone, and shows where he is',
    async (who) => {
      const { page, settle } = await open(who, 'en');
      await page.goto(`${peopled.board.url}/`);
      await settle('en');
      const seen = new Set<string>();
      for (let n = 0; n < 60; n += 1) {
        await page.keyboard.press('Tab');
        const focus = await page.evaluate(() => {
          const element = document.activeElement;
          if (element === null || element === document.body) return null;
          const { outlineStyle, outlineWidth } = getComputedStyle(element);
          const isShown = outlineStyle !== 'none' && outlineWidth !== '0px';
          return {
            name: element.textContent || element.getAttribute('aria-label') || element.tagName,
            isShown,
          };
        });
        if (focus === null) break;
        expect(focus.isShown, focus.name).toBe(true);
        seen.add(focus.name);
      }
      expect(seen.size).toBeGreaterThan(8);
      expect([...seen].join()).toMatch(/Skip to content/);
      expect([...seen].join()).toMatch(/rail/);
    },
  );
});
