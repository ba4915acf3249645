import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import type { SharedBoard } from '../app/sharing/shared-board.ts';
import { needs } from '../support/needs.ts';
import { wallClock } from './board-fixture.ts';
import { launchBrowser, type OpenPages, openPages } from './open-pages.browser.ts';
import { councilNow, FAILING, PATTERN, SINGLES, startSharedBoard } from './shared-pages.browser.ts';
import { WALL } from './widths.browser.ts';

/** Writes down each tone that is begun, in Hz, where it can be heard; else that it cannot. */
const LISTENING = `
  globalThis.tones = [];
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (...at) {
    tones.push(this.context.state === 'running' ? Math.round(this.frequency.value) : 'unheard');
    return start.apply(this, at);
  };
`;
const tonesOf = (page: Page) => page.evaluate<(number | string)[]>('tones.splice(0)');

describe.skipIf(!needs('chromium'))('the sound of a wall', () => {
  /** The board's clock goes before the machine's by so much, ms: what is told of many changes at full minutes. */
  let aheadMs = 0;
  let shared: SharedBoard;
  let board: Board;
  let browser: Browser;
  let pages: OpenPages;

  beforeAll(async () => {
    const clock = { ...wallClock, now: () => Date.now() + aheadMs };
    ({ shared, board } = await startSharedBoard(clock, councilNow(FAILING, SINGLES)));
    browser = await launchBrowser();
    pages = openPages(browser);
  });
  afterEach(async () => expect(await pages.close()).toEqual([]));
  afterAll(async () => {
    await browser.close();
    await board.close();
  });

  async function openDisplay(): Promise<Page> {
    const options = { ...WALL, locale: 'en-GB', extraHTTPHeaders: { 'x-viewer': 'council' } };
    const page = await pages.open(`${board.url}/display`, options, LISTENING);
    await page.locator('.display-sector').first().waitFor();
    return page;
  }
  const soundOf = (page: Page) => page.getByRole('button', { name: /^Sound/ });

  /** A minute later it is so, and every page says it. */
  async function become(incidents: typeof SINGLES, says: RegExp, on: readonly Page[]) {
    await shared.become(councilNow(FAILING, incidents));
    aheadMs += 60_000;
    for (const page of on) {
      await expect.poll(() => page.locator('h1').innerText(), { timeout: 15_000 }).toMatch(says);
    }
  }
  const ended = { ...PATTERN, ending: 'recovered' } as const;
  const PATTERN_SAID = /Unrelated sites of one sector/;
  const NONE_SAID = /^(?!.*Unrelated sites of one sector)/s;

  it('rings up when a pattern comes and down when it goes where it is on, and nowhere else', async () => {
    const [on, off, waiting] = [await openDisplay(), await openDisplay(), await openDisplay()];
    const all = [on, off, waiting];
    for (const page of [on, waiting]) {
      await soundOf(page).click();
      await expect.poll(() => soundOf(page).innerText()).toBe('Sound: on');
      await expect.poll(() => tonesOf(page)).toEqual([660]);
    }
    // Wanted, but nobody has pressed anything on it since.
    await waiting.reload();
    await waiting.locator('.display-sector').first().waitFor();
    await become([...SINGLES, PATTERN], PATTERN_SAID, all);
    await expect.poll(() => tonesOf(on)).toEqual([660, 880]);
    await become([...SINGLES, { ...ended, endedAt: Date.now() + aheadMs }], NONE_SAID, all);
    await expect.poll(() => tonesOf(on)).toEqual([660, 495]);
    expect(await tonesOf(off)).toEqual([]);
    expect(await soundOf(waiting).innerText()).toBe('Sound: waiting');
    expect(await tonesOf(waiting)).toEqual([]);
  });

  it('is silent again where it was turned off, and at sites alone', async () => {
    const [on, off] = [await openDisplay(), await openDisplay()];
    for (const page of [on, off]) {
      await soundOf(page).click();
      await expect.poll(() => tonesOf(page)).toEqual([660]);
    }
    await soundOf(off).click();
    await expect.poll(() => soundOf(off).innerText()).toBe('Sound: off');
    const next = { ...PATTERN, id: '20261128-8', openedAt: Date.now() + aheadMs };
    await become([...SINGLES, next], PATTERN_SAID, [on, off]);
    await expect.poll(() => tonesOf(on)).toEqual([660, 880]);
    expect(await tonesOf(off)).toEqual([]);
  });
});
