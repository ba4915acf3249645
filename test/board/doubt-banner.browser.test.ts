import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import type { ProberDoubt } from '../../src/core/words/prober-doubt.ts';
import { needs } from '../support/needs.ts';
import { createFixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { launchBrowser } from './open-pages.browser.ts';

const DOUBT: ProberDoubt = {
  kind: 'first_probes',
  since: Date.parse('2026-11-24T09:00:00+09:00'),
  series: 1234,
};

describe.skipIf(!needs('chromium'))('the banner of a prober in doubt', () => {
  const fixture = createFixture(councilOf({ sectors: 1, sitesPerSector: 2 }));
  let doubt: ProberDoubt | null = null;
  let browser: Browser;
  let board: Board;

  beforeAll(async () => {
    fixture.live.useDoubt(() => doubt);
    board = await startFixtureBoard(fixture.sources);
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await board.close();
  });

  async function open(locale: string): Promise<Page> {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto(board.url);
    await page.locator('h1').waitFor();
    return page;
  }

  it('is not there without doubt, comes while the page is open, and goes again', async () => {
    const page = await open('ja-JP');
    const banner = page.getByRole('alert').filter({ hasText: '計測側の障害の可能性' });
    expect(await banner.count()).toBe(0);
    doubt = DOUBT;
    await banner.waitFor();
    expect(await banner.innerText()).toContain('11月24日(火) 09:00:00の起動から計測した1,234系列');
    doubt = null;
    await banner.waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('speaks English to who reads English', async () => {
    doubt = DOUBT;
    const page = await open('en-GB');
    const banner = page.getByRole('alert').filter({ hasText: 'measuring side' });
    await banner.waitFor();
    expect(await banner.innerText()).toContain('All 1,234 series probed since the start');
    await page.context().close();
  });
});
