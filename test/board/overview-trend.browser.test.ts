import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { needs } from '../support/needs.ts';
import { launchBrowser, type OpenPages, openPages } from './open-pages.browser.ts';
import { councilNow, openAs, startSharedBoard, type Who } from './shared-pages.browser.ts';

const MINUTE = 60_000;
const FEW = Array.from({ length: 4 }, (_, n) => `rail-${n}-home`);
const MANY = Array.from({ length: 11 }, (_, n) => `rail-${n}-home`);

/** Who failed until ten minutes ago, and who fails since. */
const COURSES = {
  spreads: [FEW, MANY],
  ends: [MANY, FEW],
  stays: [FEW, FEW],
  over: [FEW, []],
} as const;

const SAID = {
  spreads: {
    en: 'Spreading: higher than 15 minutes ago in 1 sector.',
    ja: '広がっています: 15分前より高い段階が 1 セプター。',
  },
  ends: {
    en: 'Ending: lower than 15 minutes ago in 1 sector.',
    ja: 'おさまりつつあります: 15分前より低い段階が 1 セプター。',
  },
  stays: { en: 'The same as 15 minutes ago.', ja: '15分前と変わりません。' },
} as const;

/** A board whose last half hour took this course, minute by minute. */
async function boardAfter(course: keyof typeof COURSES) {
  const { shared, board } = await startSharedBoard();
  const [before, since] = COURSES[course];
  const now = Math.floor(Date.now() / MINUTE) * MINUTE;
  for (let ago = 30; ago >= 0; ago -= 1) {
    if (ago === 30) await shared.become(councilNow(before));
    if (ago === 10) await shared.become(councilNow(since));
    shared.releases.take(now - ago * MINUTE);
  }
  onTestFinished(() => board.close());
  return board;
}

describe.skipIf(!needs('chromium'))('the overview, on whether it spreads or ends', () => {
  let browser: Browser;
  let pages: OpenPages;

  beforeAll(async () => {
    browser = await launchBrowser();
    pages = openPages(browser);
  });
  afterEach(async () => expect(await pages.close()).toEqual([]));
  afterAll(async () => await browser.close());

  const cases = (['operator', 'council'] as const).flatMap((who) =>
    (['spreads', 'ends', 'stays'] as const).map((course) => [who, course] as const),
  );
  it.each(cases)('says to the %s that it %s, in both languages', async (who: Who, course) => {
    const board = await boardAfter(course);
    for (const [locale, text] of [
      ['en-GB', SAID[course].en],
      ['ja-JP', SAID[course].ja],
    ] as const) {
      const page = await openAs(board, pages)(who, '/', { locale });
      const line = page.locator('.lead .lead-trend');
      await expect.poll(() => line.innerText()).toContain(text);
      expect(await line.count()).toBe(1);
    }
  });

  it('says nothing to the operator while no band tells of anybody', async () => {
    const board = await boardAfter('over');
    const asked = new Set<string>();
    const page = await openAs(board, pages)('operator', '/');
    page.on('response', (response) => asked.add(new URL(response.url()).pathname));
    await page.reload();
    await page.locator('.lead .lead-counts').waitFor();
    await expect.poll(() => asked.has('/api/day')).toBe(true);
    expect(await page.locator('.lead-trend').count()).toBe(0);
  });
});
